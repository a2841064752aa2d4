// What `cp` was asked for: which side is which, what is to be copied, and where each goes.
import { homedir } from 'node:os';
import { posix, resolve } from 'node:path';
import type { FileAccess, FileFacts } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { ownPath } from '../../../core/sftp/localPaths.ts';
import { SYSTEM } from '../../../core/system.ts';
import { AgentError } from '../../agentError.ts';
import type { CopySide } from './copySide.ts';
import { FOR_GOOD, unlessMissing, within } from './copyTree.ts';

const REMOTE = 'remote:';
const HINT = `Write ${REMOTE}/path for the machine of the agent, as in: bowline-agent cp notes.txt ${REMOTE}/tmp`;

export interface CopyWords {
  /** As they were written, without the prefix. */
  sources: string[];
  target: string;
  direction: 'up' | 'down';
}

/** Throws `AgentError` USAGE. */
export function copyWords(words: readonly string[]): CopyWords {
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) {
    throw new AgentError('USAGE', 'Name what to copy, and where to.', HINT);
  }
  const isUp = target.startsWith(REMOTE);
  if (sources.some((source) => source.startsWith(REMOTE) === isUp)) {
    const text = isUp ? 'Both sides are remote.' : 'Neither side, or not every source, is remote.';
    throw new AgentError('USAGE', text, HINT);
  }
  return {
    sources: sources.map(withoutPrefix),
    target: withoutPrefix(target),
    direction: isUp ? 'up' : 'down',
  };
}

function withoutPrefix(word: string): string {
  return word.startsWith(REMOTE) ? word.slice(REMOTE.length) : word;
}

/** Absolute, without `.` and `..`. */
export function hereAt(word: string): string {
  return ownPath(resolve(word.replace(/^~(?=$|\/)/, homedir())), SYSTEM);
}

/** The same there: what isn't absolute begins at home. */
export async function thereAt(word: string, files: FileAccess): Promise<string> {
  const path = word.replace(/^~(?=$|\/)\/?/, '');
  const absolute = path.startsWith('/') && !word.startsWith('~');
  return posix.resolve(absolute ? path : within(await files.home(), path));
}

export interface Planned {
  source: string;
  target: string;
  facts: FileFacts;
}

/** What each source is called at the target; or why it can't be had. Rejects where none has a place. */
export async function plan(
  from: CopySide,
  to: CopySide,
  sources: readonly string[],
  target: string,
  /** It was written with a `/` at its end. */
  mustBeFolder: boolean,
): Promise<(Planned | { failed: FileError })[]> {
  const there = await to.do((files) => files.facts(target, true).catch(unlessMissing));
  const isFolder = there?.kind === 'folder';
  if (!isFolder && (sources.length > 1 || mustBeFolder)) {
    throw new AgentError('NO_FOLDER', `There is no folder ${target}.`, 'Make it first.');
  }
  return Promise.all(
    sources.map(async (source) => {
      const facts = await from
        .do((files) => files.facts(source, true))
        .catch((error: unknown) => ({ failed: leftOut(error) }));
      if ('failed' in facts) return facts;
      const name = posix.basename(source);
      if (isFolder && name === '') throw new AgentError('USAGE', `${source} has no name.`);
      return { source, target: isFolder ? within(target, name) : target, facts };
    }),
  );
}

/** The rest goes on without it. */
function leftOut(error: unknown): FileError {
  if (error instanceof FileError && !FOR_GOOD.has(error.code)) return error;
  throw error;
}
