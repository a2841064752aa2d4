// What lies in the bin, as rows of a list: what one act deleted stands together, below a row that stands
// for all of it.
import type { BinItem } from '../../electron/ipc/contract.ts';
import { groupsOf } from './groups.ts';

export type BinRow =
  | { kind: 'act'; id: string; items: readonly BinItem[] }
  | {
      kind: 'item';
      id: string;
      item: BinItem;
      /** It stands below a row for what was deleted with it. */
      within: boolean;
    };

/** How many hosts, and folders by themselves, that is. */
export interface Counted {
  hosts: number;
  folders: number;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Of those in whose name or place all typed words occur; acts in the order given. */
export function binRows(items: readonly BinItem[], typed: string): BinRow[] {
  const words = typed.trim().toLocaleLowerCase().split(/\s+/);
  const found = items.filter(({ name, path }) => {
    const text = [name, ...path].join('\n').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...groupsOf(found, ({ act }) => act)].flatMap(([act, all]) => rowsOfAct(act, all));
}

function rowsOfAct(act: string, items: readonly BinItem[]): BinRow[] {
  const within = items.length > 1;
  const sorted = within ? items.toSorted(inOrder) : items;
  const rows = sorted.map((item) => ({ kind: 'item' as const, id: item.id, item, within }));
  return within ? [{ kind: 'act', id: `act-${act}`, items: sorted }, ...rows] : rows;
}

function inOrder(a: BinItem, b: BinItem): number {
  if (a.what !== b.what) return a.what === 'folder' ? -1 : 1;
  return byName.compare(a.name, b.name);
}

/** The ids that a row stands for. */
export const idsOf = (row: BinRow): readonly string[] =>
  row.kind === 'act' ? row.items.map(({ id }) => id) : [row.id];

export function counted(items: readonly BinItem[]): Counted {
  return {
    hosts: items.reduce((sum, { hosts }) => sum + hosts, 0),
    folders: items.filter(({ what }) => what === 'folder').length,
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days until it is deleted for good; 0 within the last one. */
export function daysLeft({ goesAt }: BinItem, now: number): number {
  return Math.max(0, Math.floor((goesAt - now) / DAY_MS));
}
