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

/**
 * What was told so far and what comes next, as few pieces: those that are of about one length are put in order
 * with each other when they come, so that of thousands of hosts that is never to be done in one go.
 */
export function gathered(told: readonly HostNews[], next: HostNews): HostNews[] {
  const pieces = [...told];
  let last = next;
  for (let before = pieces.at(-1); before && canJoin(before, last); before = pieces.at(-1)) {
    pieces.pop();
    last = { put: inOrder(before.put, last.put), gone: [] };
  }
  return [...pieces, last];
}

function canJoin(before: HostNews, next: HostNews): boolean {
  return before.gone.length + next.gone.length === 0 && before.put.length <= 2 * next.put.length;
}

/** Both are in order. Of a host that is in both, the later one counts. */
function inOrder(before: readonly SavedHost[], next: readonly SavedHost[]): SavedHost[] {
  const ids = new Set(next.map(({ id }) => id));
  const kept = before.filter(({ id }) => !ids.has(id));
  const all: SavedHost[] = [];
  let at = 0;
  for (const host of next) {
    while (at < kept.length && byName(kept[at]!, host) < 0) all.push(kept[at++]!);
    all.push(host);
  }
  while (at < kept.length) all.push(kept[at++]!);
  return all;
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
