// What a server says went wrong, as an error of ours.
import { cleanLine } from '../text/clean.ts';
import { say } from '../../words/said.ts';
import { FileError } from './fileError.ts';
import { fileProblem } from './fileProblems.ts';
import { STATUS } from './packets.ts';
import { bytesOf } from './pathText.ts';

/** Sentences of servers are short; some have one word for all. */
const MAX_WORDS = 300;
const SAYS_NOTHING = /^(failure|failed|error)\.?$/i;
const LONGEST_NAME = 255;

const CODES = new Map([
  [STATUS.noSuchFile, 'not-found'],
  [STATUS.noSuchPath, 'not-found'],
  [STATUS.permissionDenied, 'no-permission'],
  [STATUS.unsupported, 'unsupported'],
  [STATUS.exists, 'exists'],
  [STATUS.writeProtected, 'read-only'],
  [STATUS.noSpace, 'disk-full'],
  [STATUS.quota, 'quota'],
  [STATUS.notEmpty, 'not-empty'],
  [STATUS.notAFolder, 'not-a-folder'],
  [STATUS.badName, 'bad-name'],
  [STATUS.isAFolder, 'is-a-folder'],
] as const);

/** `words`: the server's own. */
export function statusError(status: number, words: string, path: string): FileError {
  const code = CODES.get(status as typeof STATUS.exists);
  if (code) return fileProblem(code, path);
  if (status === STATUS.badMessage && hasLongName(path)) return fileProblem('bad-name', path);
  const line = cleanLine(words, MAX_WORDS);
  const why = SAYS_NOTHING.test(line) ? '' : line;
  return new FileError('failed', say('file-failed', { path, why }));
}

/** Something in an answer can't be. `what` names it for who knows the protocol. */
export function badAnswer(what: string, cause?: unknown): FileError {
  return new FileError('bad-answer', say('files-bad-answer', { what }), null, cause);
}

function hasLongName(path: string): boolean {
  return path.split('/').some((name) => bytesOf(name).byteLength > LONGEST_NAME);
}
