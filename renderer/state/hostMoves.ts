// Moving hosts and folders together, all or nothing, and back to where each of them was.
import type { Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import type { Arranged } from '../lib/hostTree.ts';
import type { Picked } from '../lib/picked.ts';

/** `to` null: the top. Rejects in words, and then nothing has moved. Resolves with what undoes it. */
export async function moveAll(
  bridge: Bridge,
  { hosts, folders }: Picked,
  to: string | null,
  { parents }: Pick<Arranged, 'parents'>,
): Promise<() => Promise<void>> {
  const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);
  const lay = ({ folder }: SavedHost) => (folder !== null && parents.has(folder) ? folder : null);
  const hostsBack = async (): Promise<void> => {
    for (const [from, group] of groups(hosts, lay)) {
      await bridge.call('hosts:move', ids(group), from);
    }
  };
  const foldersBack = async (): Promise<void> => {
    for (const [from, group] of groups(folders, ({ id }) => parents.get(id) ?? null)) {
      await bridge.call('folders:move', ids(group), from);
    }
  };
  if (folders.length > 0) await bridge.call('folders:move', ids(folders), to);
  try {
    if (hosts.length > 0) await bridge.call('hosts:move', ids(hosts), to);
  } catch (error) {
    await foldersBack();
    throw error;
  }
  return async () => {
    await foldersBack();
    await hostsBack();
  };
}

function groups<T>(all: readonly T[], of: (one: T) => string | null): Map<string | null, T[]> {
  const found = new Map<string | null, T[]>();
  for (const one of all) {
    const group = found.get(of(one));
    if (group) group.push(one);
    else found.set(of(one), [one]);
  }
  return found;
}
