// What this computer knows of host keys, for whoever explains them. Late: no start needs it.
import { homedir } from 'node:os';
import type { HostKeyFacts, ShownHostKey } from '../keys/hostKeyFacts.ts';
import type { Tools } from '../keys/sshTool.ts';
import { knownPlaces } from './keyHandlers.ts';

const room = () => import('./keyRoom.ts');

export async function explainHostKey(key: ShownHostKey, tools: Tools): Promise<HostKeyFacts> {
  return (await room()).hostKeyFacts(key, knownPlaces(tools));
}

/** Is it one of the user's own files, or one that the host's own options name? */
export function isKnownHosts(path: string, options: string, tools: Tools): boolean {
  const own = knownPlaces(tools).files.filter(({ ofSystem }) => !ofSystem);
  const named = [...options.matchAll(/^\s*UserKnownHostsFile[\s=]+(.+)$/gim)].map(([, at]) => at!);
  return own.some((file) => file.path === path) || named.some((files) => namesFile(files, path));
}

/** Several are separated by spaces; one with a space in it stands in quotes. */
function namesFile(files: string, path: string): boolean {
  const all = [...files.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  return all.some((file) => file.replace(/^~(?=\/)/, homedir()) === path);
}

/** Every key of a name, from that file, by ssh-keygen. Rejects with a `PersonError`. */
export async function removeHostKey(name: string, path: string, tools: Tools): Promise<void> {
  const { findKnown, removeKnown } = await room();
  const places = { ...tools, files: [{ path, shown: path }] };
  const lines = (await findKnown([name], places)).map(({ line }) => line);
  await removeKnown({ name, file: 0, lines }, places);
}
