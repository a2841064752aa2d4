// Which folder each folder lies in, as far as that holds: what is damaged ends nothing here.
import type { SavedFolder } from '../../electron/ipc/contract.ts';

type Node = Pick<SavedFolder, 'id' | 'parent'>;

/**
 * By id; null at the top. Where folders lie in a circle, the one that would close it lies at the top, as
 * does one whose parent is gone.
 */
export function parentsOf(folders: readonly Node[]): Map<string, string | null> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const parents = new Map<string, string | null>();
  for (const folder of folders) placeAll(chainFrom(folder, byId, parents), parents);
  // In the order of the folders, whatever their chains were.
  return new Map(folders.map(({ id }) => [id, parents.get(id) ?? null]));
}

/** A folder and those around it that have no place yet, the nearest first. */
function chainFrom(
  folder: Node,
  byId: ReadonlyMap<string, Node>,
  placed: ReadonlyMap<string, unknown>,
): Node[] {
  const chain = new Map<string, Node>();
  let next: Node | undefined = folder;
  while (next && !placed.has(next.id) && !chain.has(next.id)) {
    chain.set(next.id, next);
    next = next.parent === null ? undefined : byId.get(next.parent);
  }
  return [...chain.values()];
}

/** What is around is placed before what is in it, so that nothing comes into itself. */
function placeAll(chain: readonly Node[], parents: Map<string, string | null>): void {
  for (const { id, parent } of chain.toReversed()) {
    parents.set(id, parent !== null && parents.has(parent) ? parent : null);
  }
}
