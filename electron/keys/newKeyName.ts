// What a new key is called, and what is wrong with a name.
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { say, type Said } from '../../words/said.ts';
import type { KeysFound, KeyType } from '../ipc/contract.ts';
import { isTaken } from './keyFolder.ts';
import { runTool, type Tools } from './sshTool.ts';

const MOST_CHARS = 100;
/** What ssh and its server look for in the same folder. */
const KEPT =
  /^(config|known_hosts\d?(\.old)?|authorized_keys\d?|authorized_principals|environment|rc|agent)$/i;

/** As `ssh -Q key` names what this ssh can do. */
const ALGORITHMS: Record<KeyType, string> = {
  ed25519: 'ssh-ed25519',
  rsa: 'ssh-rsa',
  'ed25519-sk': 'sk-ssh-ed25519@openssh.com',
  'ecdsa-sk': 'sk-ecdsa-sha2-nistp256@openssh.com',
};

/** What can be made here, each with a name that nothing has in the folder. */
export async function proposals({
  folder,
  ...tools
}: Tools & { folder: string }): Promise<KeysFound['makes']> {
  const { out } = await runTool('ssh', ['-Q', 'key'], tools);
  const known = new Set(out.split('\n').map((line) => line.trim()));
  const types = (Object.keys(ALGORITHMS) as KeyType[]).filter((type) =>
    known.has(ALGORITHMS[type]),
  );
  return types.map((type) => ({ type, name: freeName(folder, `id_${type.replace('-', '_')}`) }));
}

function freeName(folder: string, usual: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? usual : `${usual}_${count}`;
    if (!takenIn(folder, name)) return name;
  }
}

function takenIn(folder: string, name: string): string | undefined {
  return [name, `${name}.pub`, `${name}-cert.pub`].find((one) => isTaken(join(folder, one)));
}

/** `me@laptop`, as ssh-keygen itself has it. */
export function keyComment(): string {
  return `${userNameOrNothing()}@${hostname()}`;
}

function userNameOrNothing(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // a user without an entry
  }
}

/** Null: a key can be made under it. */
export function keyNameProblem(name: string, folder: string): Said | null {
  if (name === '') return say('key-name-missing');
  if ([...name].length > MOST_CHARS) return say('key-name-long', { most: MOST_CHARS });
  if (!/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.+@-]*$/u.test(name)) return say('key-name-bad');
  if (KEPT.test(name) || /\.pub$|\.old$/i.test(name)) return say('key-name-kept', { name });
  const taken = takenIn(folder, name);
  return taken === undefined ? null : say('key-name-taken', { name: taken });
}
