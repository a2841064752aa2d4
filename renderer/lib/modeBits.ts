// Permission bits of files: as nine boxes and three more, as an octal number, and of several files at once.

export const WHO = ['owner', 'group', 'others'] as const;
export const WHAT = ['read', 'write', 'execute'] as const;
export const SPECIAL = ['setuid', 'setgid', 'sticky'] as const;

export type Who = (typeof WHO)[number];
export type What = (typeof WHAT)[number];
export type Special = (typeof SPECIAL)[number];

const ALL_BITS = 0o7777;

export function bitOf(who: Who, what: What): number {
  return (4 >> WHAT.indexOf(what)) << (6 - 3 * WHO.indexOf(who));
}

export function specialBit(special: Special): number {
  return 0o4000 >> SPECIAL.indexOf(special);
}

/** Bits that all of some files have, and those in which they differ. */
export interface ManyModes {
  set: number;
  mixed: number;
}

export function modesOf(modes: readonly number[]): ManyModes {
  const some = modes.reduce((bits, mode) => bits | mode, 0) & ALL_BITS;
  const every = modes.reduce((bits, mode) => bits & mode, ALL_BITS);
  return { set: every, mixed: some & ~every };
}

/** They have it or don't, all of them alike from now on. */
export function withBit({ set, mixed }: ManyModes, bit: number, on: boolean): ManyModes {
  return { set: on ? set | bit : set & ~bit, mixed: mixed & ~bit };
}

/** What a file's mode becomes: where they still differ, it keeps its own. */
export function modeFor(own: number, { set, mixed }: ManyModes): number {
  return (set & ~mixed) | (own & mixed);
}

/** `0644`; '' where they differ. */
export function octalText({ set, mixed }: ManyModes): string {
  return mixed === 0 ? set.toString(8).padStart(4, '0') : '';
}

/** Null for what is no such number. */
export function readOctal(text: string): number | null {
  return /^[0-7]{3,4}$/.test(text.trim()) ? parseInt(text.trim(), 8) : null;
}

/** Files by the mode that each gets: one call for each of them. */
export function byMode<T extends { mode: number | null }>(
  rows: readonly T[],
  wanted: ManyModes,
): { mode: number; rows: T[] }[] {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const mode = modeFor(row.mode ?? 0, wanted);
    const group = groups.get(mode);
    if (group) group.push(row);
    else groups.set(mode, [row]);
  }
  return [...groups].map(([mode, some]) => ({ mode, rows: some }));
}
