// A new key, by ssh-keygen, which is told a passphrase at its terminal. It never overwrites.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cleanText } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import type { KeyErrors, KeyMade, KeyType, KeyWish } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { KeyPlace } from './listKeys.ts';
import { keyNameProblem } from './newKeyName.ts';
import { newPassphraseProblem, typedProblem } from './passphrase.ts';
import { askTool, type AskedEnd } from './toolTerminal.ts';

/** Until a security key was touched, or a slow computer has found its primes. */
export const MAKE_LIMIT_MS = 90_000;
const MOST_COMMENT = 200;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const KINDS: Record<KeyType, string[]> = {
  ed25519: ['-t', 'ed25519'],
  rsa: ['-t', 'rsa', '-b', '4096'],
  'ed25519-sk': ['-t', 'ed25519-sk'],
  'ecdsa-sk': ['-t', 'ecdsa-sk'],
};

/** Answers with what is wrong with the wish. Rejects with a `PersonError` where no key came of it. */
export async function makeKey(
  wish: KeyWish,
  place: KeyPlace,
  signal?: AbortSignal,
): Promise<KeyMade> {
  const errors = wishProblems(wish, place.folder);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  // Recursive: it may be there.
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const path = join(place.folder, wish.name);
  const args = [...KINDS[wish.type], '-C', wish.comment, '-f', path];
  const end = await askTool('ssh-keygen', args, answersOf(wish), {
    ...{ surroundings: place.surroundings, clock: place.clock },
    ...{ limitMs: MAKE_LIMIT_MS, signal },
  });
  if (end.code === 0) return { ok: true, id: path };
  const wrong = fieldOf(end, wish);
  if (wrong) return { ok: false, errors: wrong };
  throw new PersonError(whyNot(end, signal));
}

function wishProblems({ name, comment, passphrase, pin }: KeyWish, folder: string): KeyErrors {
  const wrong: [keyof KeyErrors, Said | null][] = [
    ['name', keyNameProblem(name, folder)],
    ['comment', commentProblem(comment)],
    ['passphrase', newPassphraseProblem(passphrase)],
    ['pin', typedProblem(pin)],
  ];
  return Object.fromEntries(wrong.filter(([, said]) => said));
}

function commentProblem(comment: string): Said | null {
  if (UNSEEN.test(comment)) return say('key-comment-bad');
  return [...comment].length > MOST_COMMENT ? say('key-name-long', { most: MOST_COMMENT }) : null;
}

/** The PIN is given once: after a few wrong ones a security key locks itself. */
function answersOf({ passphrase, pin }: KeyWish) {
  let pinGiven = false;
  return (question: string): string | null | undefined => {
    if (/^Enter (same )?passphrase.*: $/i.test(question)) return passphrase;
    if (/^Enter PIN.*: $/i.test(question)) {
      if (pinGiven || pin === '') return null;
      pinGiven = true;
      return pin;
    }
    // Somebody else was faster: what is there stays.
    return /\(y\/n\)\? $/.test(question) ? null : undefined;
  };
}

function fieldOf({ refused, said }: AskedEnd, { name, pin }: KeyWish): KeyErrors | undefined {
  if (refused !== null && /^Enter PIN/i.test(refused))
    return { pin: pin === '' ? say('key-pin-needed') : say('key-pin-wrong') };
  if (refused !== null) return { name: say('key-name-taken', { name }) };
  if (/incorrect pin|wrong pin/i.test(said)) return { pin: say('key-pin-wrong') };
  return /unknown key type|not supported in this/i.test(said)
    ? { type: say('key-type-unknown') }
    : undefined;
}

function whyNot({ said, late }: AskedEnd, signal: AbortSignal | undefined): Said {
  if (signal?.aborted) return say('key-stopped');
  if (late) return say('key-not-touched', { seconds: MAKE_LIMIT_MS / 1_000 });
  if (/device not found/i.test(said)) return say('key-no-device');
  return say('tool-failed', { tool: 'ssh-keygen', words: lastWords(said) });
}

/** The last line that a tool has said, of those that aren't questions of its own. */
export function lastWords(said: string): string {
  const lines = cleanText(said, 2_000)
    .split('\n')
    .filter((line) => !/passphrase|^Generating|^You may need/i.test(line) && line.trim() !== '');
  return lines.at(-1) ?? '';
}
