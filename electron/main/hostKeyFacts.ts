// What this computer knows of host keys, for whoever explains them. Late: no start needs it.
import type { HostKeyFacts, ShownHostKey } from '../keys/hostKeyFacts.ts';
import type { Tools } from '../keys/sshTool.ts';
import { knownPlaces } from './keyHandlers.ts';

const room = () => import('./keyRoom.ts');

export async function explainHostKey(key: ShownHostKey, tools: Tools): Promise<HostKeyFacts> {
  return (await room()).hostKeyFacts(key, knownPlaces(tools));
}

/** Every key of a name, from the user's own files. Rejects with a `PersonError`. */
export async function removeHostKey(name: string, tools: Tools): Promise<void> {
  const { findKnown, removeKnown } = await room();
  const places = knownPlaces(tools);
  const hits = await findKnown([name], places);
  const files = new Set(hits.map(({ file }) => file));
  if (files.size === 0) await removeKnown({ name, file: 0, lines: [] }, places); // says why there is nothing to do
  for (const file of files) {
    const lines = hits.filter((hit) => hit.file === file).map(({ line }) => line);
    await removeKnown({ name, file, lines }, places);
  }
}
