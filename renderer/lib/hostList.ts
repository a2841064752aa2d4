// The list of all saved hosts, as changes make it. Pure.
import type { HostsChange, SavedHost } from '../../electron/ipc/contract.ts';
import { unpackHosts } from './packedHosts.ts';

const ORDER = new Intl.Collator(undefined, { numeric: true });

type Named = Pick<SavedHost, 'id' | 'name'>;

/** As people count: web-2 before web-10. Names that count as the same stay in one order all the same. */
export function byName(a: Named, b: Named): number {
  return ORDER.compare(a.name, b.name) || (a.id < b.id ? -1 : Number(a.id !== b.id));
}

/** With thousands of them, looking through all for each that is named would be felt. */
export function byIdOf(list: readonly SavedHost[]): ReadonlyMap<string, SavedHost> {
  const byId = new Map<string, SavedHost>();
  for (const host of list) byId.set(host.id, host);
  return byId;
}

/** A change, as it is kept until all of it is there. */
export interface HostNews {
  put: readonly SavedHost[];
  gone: readonly string[];
}

/** Read at once, and in order already: of thousands, neither is left for one go. */
export function newsIn({ put, gone }: Omit<HostsChange, 'more'>): HostNews {
  return { put: unpackHosts(put).sort(byName), gone };
}

/** Those that stay the same are the same objects. */
export function changedList(list: readonly SavedHost[], changes: readonly HostNews[]): SavedHost[] {
  const news = new Map<string, SavedHost | null>();
  for (const { put, gone } of changes) {
    for (const host of put) news.set(host.id, host);
    for (const id of gone) news.set(id, null);
  }
  const kept: SavedHost[] = [];
  for (const host of list) {
    const now = news.get(host.id);
    news.delete(host.id);
    if (now !== null) kept.push(now ?? host);
  }
  const added = [...news.values()].filter((host) => host !== null);
  return [...kept, ...added].sort(byName);
}
