// What was found for an import, as the lines of its table: in groups by what it means, each with a head.
import type { ImportPreview, ImportRow } from '../../electron/ipc/contract.ts';
import { fold } from './fold.ts';

/** `left`: something of it stays behind. `rest`: what stays in the file and belongs to no host. */
export type GroupName = 'left' | 'here' | 'new' | 'unusable' | 'waiting' | 'rest';

/** Their order in the table. */
export const GROUPS: readonly GroupName[] = ['left', 'here', 'new', 'unusable', 'waiting', 'rest'];

export type LeftOver = ImportPreview['left'][number];

export interface HeadLine {
  kind: 'head';
  key: string;
  group: GroupName;
  /** Of what is shown of it, unfolded or not. */
  rows: readonly ImportRow[];
  count: number;
  folded: boolean;
}

export type ImportLine =
  | HeadLine
  | { kind: 'host'; key: string; group: GroupName; row: ImportRow }
  | { kind: 'rest'; key: string; group: 'rest'; rest: LeftOver };

/** Where a host belongs: whether it is here already says more than that something is left behind. */
export function groupOf(row: ImportRow): GroupName {
  if (row.state !== 'ready') return row.state;
  if (row.here) return 'here';
  return row.left.length > 0 ? 'left' : 'new';
}

export interface Shown {
  rows: readonly ImportRow[];
  rest: readonly LeftOver[];
  folded: ReadonlySet<GroupName>;
}

/** Groups that are empty aren't there. */
export function linesOf({ rows, rest, folded }: Shown): ImportLine[] {
  const groups = inGroups(rows);
  return GROUPS.flatMap((group) => {
    const own = groups.get(group) ?? [];
    const count = group === 'rest' ? rest.length : own.length;
    if (count === 0) return [];
    const isFolded = folded.has(group);
    const head = { kind: 'head', key: group, group, rows: own, count, folded: isFolded } as const;
    if (isFolded) return [head];
    return [head, ...(group === 'rest' ? rest.map(restLine) : own.map(hostLine))];
  });
}

function inGroups(rows: readonly ImportRow[]): ReadonlyMap<GroupName, readonly ImportRow[]> {
  const groups = new Map<GroupName, ImportRow[]>();
  for (const row of rows) {
    const group = groupOf(row);
    const own = groups.get(group);
    if (own) own.push(row);
    else groups.set(group, [row]);
  }
  return groups;
}

const hostLine = (row: ImportRow): ImportLine => {
  return { kind: 'host', key: `${row.at}`, group: groupOf(row), row };
};

const restLine = (rest: LeftOver, at: number): ImportLine => {
  return { kind: 'rest', key: `rest-${at}`, group: 'rest', rest };
};

/** What is looked through, of a row that was looked through before. */
const known = new WeakMap<ImportRow, string>();

/** Those in which every typed word occurs, whatever the case and the marks on letters. */
export function findRows(rows: readonly ImportRow[], typed: string): readonly ImportRow[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => words.every((word) => haystack(row).includes(word)));
}

function haystack(row: ImportRow): string {
  const before = known.get(row);
  if (before !== undefined) return before;
  const { name, address, user, folder, tags } = row;
  const text = fold([name, address, user, ...folder, ...tags].join('\n'));
  known.set(row, text);
  return text;
}

/** Of these a narrow window shows one at a time. */
export const IMPORT_VIEWS = ['hosts', 'details'] as const;
export type ImportView = (typeof IMPORT_VIEWS)[number];
