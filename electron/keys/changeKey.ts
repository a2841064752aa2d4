// What can be done with a key that is there: another passphrase, into the agent and out of it, away.
import { lstatSync, unlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../words/said.ts';
import type { KeyResult } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { AGENT_LIMIT_MS, agentPublic } from './agentKeys.ts';
import { lookInto, type KeyFiles } from './keyFolder.ts';
import { writtenKey, type PublicKey } from './keyLines.ts';
import { filesOf, openWithout, publicIn, type KeyPlace } from './listKeys.ts';
import { lastWords } from './makeKey.ts';
import { newPassphraseProblem, typedProblem } from './passphrase.ts';
import { runTool } from './sshTool.ts';
import { askTool } from './toolTerminal.ts';

/** An agent may ask a person whether it is to take a key. */
const ADD_LIMIT_MS = 60_000;
const CHANGE_LIMIT_MS = 60_000;

/** The files of a key of the folder. Throws a `PersonError` where it isn't there. */
export function keyAt(id: string, place: KeyPlace): KeyFiles {
  const key = lookInto(place.folder).keys.find((one) => filesOf(one)[0] === id);
  if (!key) throw new PersonError(say('key-gone', { name: basename(id) }));
  return key;
}

/** `id` is a key's path, or the fingerprint of one in the agent. Rejects with a `PersonError`. */
export async function publicHalf(id: string, place: KeyPlace): Promise<PublicKey> {
  if (/^SHA256:/.test(id)) return agentPublic(id, place);
  const files = keyAt(id, place);
  const beside = files.public === null ? undefined : publicIn(files.public);
  const key = beside ?? (await openWithout(files.private!.path, place)).key;
  if (!key) throw new PersonError(say('key-no-public'));
  return key;
}

/** Answers with the names of what is gone. Throws a `PersonError` with what couldn't be deleted. */
export function removeKey(id: string, place: KeyPlace): string[] {
  return filesOf(keyAt(id, place)).map((path) => {
    try {
      lstatSync(path);
      unlinkSync(path);
      return basename(path);
    } catch (error) {
      const why = (error as Error).message;
      throw new PersonError(say('key-not-removed', { name: basename(path), why }));
    }
  });
}

/** `passphrase` '' takes it away. Rejects with a `PersonError` where the tool doesn't do it. */
export async function setPassphrase(
  id: string,
  given: { old: string; passphrase: string },
  place: KeyPlace,
): Promise<KeyResult> {
  const path = keyAt(id, place).private?.path;
  if (path === undefined) throw new PersonError(say('key-private-missing'));
  const old = typedProblem(given.old);
  const fresh = newPassphraseProblem(given.passphrase);
  if (old ?? fresh) {
    return { ok: false, errors: { ...(old && { old }), ...(fresh && { passphrase: fresh }) } };
  }
  const answers = (question: string): string | undefined => {
    if (/^Enter old passphrase: $/i.test(question)) return given.old;
    return /^Enter (new|same) passphrase.*: $/i.test(question) ? given.passphrase : undefined;
  };
  const how = { ...toolsOf(place), limitMs: CHANGE_LIMIT_MS };
  const { code, said } = await askTool('ssh-keygen', ['-p', '-f', path], answers, how);
  if (code === 0) return { ok: true };
  if (/incorrect passphrase/i.test(said))
    return { ok: false, errors: { old: say('key-passphrase-wrong') } };
  throw new PersonError(say('tool-failed', { tool: 'ssh-keygen', words: lastWords(said) }));
}

/** Rejects with a `PersonError` where the agent doesn't take it. */
export async function addToAgent(
  id: string,
  passphrase: string,
  place: KeyPlace,
): Promise<KeyResult> {
  const path = keyAt(id, place).private?.path;
  if (path === undefined) throw new PersonError(say('key-private-missing'));
  const wrong = typedProblem(passphrase);
  if (wrong) return { ok: false, errors: { passphrase: wrong } };
  // Asked again, it was the wrong one.
  let given = passphrase === '';
  const answers = (question: string): string | null | undefined => {
    if (!/passphrase.* for .*: $/i.test(question)) return undefined;
    if (given) return null;
    given = true;
    return passphrase;
  };
  const how = { ...toolsOf(place), limitMs: ADD_LIMIT_MS };
  const { code, said, refused } = await askTool('ssh-add', [path], answers, how);
  if (code === 0) return { ok: true };
  if (refused !== null) return { ok: false, errors: { passphrase: say('key-passphrase-wrong') } };
  throw new PersonError(say('agent-refused-key', { words: lastWords(said) }));
}

/** `fingerprint` of a key that it holds. Rejects with a `PersonError` where it keeps it. */
export async function dropFromAgent(fingerprint: string, place: KeyPlace): Promise<void> {
  const key = await agentPublic(fingerprint, place);
  const run = { input: `${writtenKey(key)}\n`, limitMs: AGENT_LIMIT_MS };
  const { code, said } = await runTool('ssh-add', ['-d', '-'], place, run);
  if (code !== 0) throw new PersonError(say('agent-refused-key', { words: lastWords(said) }));
}

function toolsOf({ surroundings, clock }: KeyPlace) {
  return { surroundings, clock };
}
