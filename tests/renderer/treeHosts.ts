// Hosts and folders for tests of the tree, and random ones by seed.
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import type { Random } from '../support/random.ts';
import { kinds, UNARRANGED } from './kinds.ts';

export const host = (id: string, more: Partial<SavedHost> = {}): SavedHost => ({
  ...{ ...kinds.empty, id, name: id, detail: '', can: CAN_NOTHING, problem: null, ...UNARRANGED },
  ...more,
});

export const folder = (
  id: string,
  parent: string | null = null,
  more: Partial<SavedFolder> = {},
): SavedFolder => ({ ...{ id, parent, name: id, color: 'none', fields: {} }, ...more });

/** Some of them damaged: in folders that aren't there, or in one another. */
export function randomFolders(random: Random): SavedFolder[] {
  const count = random.int(12);
  const name = () => (random.once(12) ? 'gone' : `f${random.int(count)}`);
  return Array.from({ length: count }, (_, at) => folder(`f${at}`, random.once(3) ? null : name()));
}

export function randomHosts(random: Random, folders: readonly SavedFolder[]): SavedHost[] {
  return Array.from({ length: random.int(30) }, (_, at) => {
    const inside = folders.length > 0 && !random.once(4) ? random.pick(folders).id : null;
    return host(`h${at}`, {
      folder: random.once(20) ? 'gone' : inside,
      favourite: random.once(6),
    });
  });
}
