// Layouts to try things on, written as pictures: `a|b` stands side by side, `a/b` one above the
// other, and a number before a part is its share in hundredths: `20(a/b)|80c`.
import type { Axis, Layout, Pane, PaneTree, Part, Tab } from '../../../core/layout/layout.ts';

export function pane(id: string, hostId = 'host'): Pane {
  return { kind: 'pane', id, content: { kind: 'shell', hostId } };
}

/** One that shows the settings. */
export function settings(id: string): Pane {
  return { kind: 'pane', id, content: { kind: 'settings' } };
}

/** Splits are called after the panes in them: `s-ab`. */
export function tree(picture: string): PaneTree {
  const reader = { rest: picture.replaceAll(' ', '') };
  const read = readTree(reader);
  if (reader.rest !== '') throw new Error(`not understood: ${reader.rest}`);
  return read;
}

function readTree(reader: { rest: string }): PaneTree {
  const parts = [readPart(reader)];
  const between = reader.rest[0] === '|' || reader.rest[0] === '/' ? reader.rest[0] : null;
  while (between && reader.rest.startsWith(between)) {
    reader.rest = reader.rest.slice(1);
    parts.push(readPart(reader));
  }
  if (!between) return parts[0]!.tree;
  const axis: Axis = between === '|' ? 'across' : 'down';
  const sum = parts.reduce((all, { share }) => all + share, 0);
  const shared = parts.map((part) => ({ ...part, share: part.share / sum }));
  return { kind: 'split', id: `s-${shared.map(namesIn).join('')}`, axis, parts: shared };
}

function readPart(reader: { rest: string }): Part {
  const [, digits, sign] = /^(\d*)(.)/.exec(reader.rest)!;
  reader.rest = reader.rest.slice(digits!.length + 1);
  const share = digits === '' ? 1 : Number(digits);
  if (sign !== '(') return { share, tree: pane(sign!) };
  const inner = readTree(reader);
  reader.rest = reader.rest.slice(1); // the bracket
  return { share, tree: inner };
}

function namesIn({ tree: part }: Part): string {
  return part.kind === 'pane' ? part.id : part.parts.map(namesIn).join('');
}

/** The picture of a tree; with the shares where they aren't equal, in hundredths. */
export function picture(of: PaneTree): string {
  if (of.kind === 'pane') return of.id;
  const isEven = of.parts.every(({ share }) => Math.abs(share - 1 / of.parts.length) < 1e-9);
  const drawn = of.parts.map((part) => {
    const inner = part.tree.kind === 'pane' ? part.tree.id : `(${picture(part.tree)})`;
    return isEven ? inner : `${round(part.share * 100)}${inner}`;
  });
  return drawn.join(of.axis === 'across' ? '|' : '/');
}

function round(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}

/** A tab called after its picture's panes, `t-ab`; the keyboard is in the first. */
export function tab(of: string, more: Partial<Tab> = {}): Tab {
  const made = tree(of);
  const names = namesIn({ share: 1, tree: made });
  return { id: `t-${names}`, title: null, tree: made, focus: names[0]!, zoomed: false, ...more };
}

/** Windows `w0`, `w1`, … of these tabs, of which the first is shown. */
export function layout(...windows: (string | Tab)[][]): Layout {
  return {
    windows: windows.map((tabs, index) => {
      const made = tabs.map((of) => (typeof of === 'string' ? tab(of) : of));
      return { id: `w${index}`, tabs: made, active: made[0]?.id ?? null };
    }),
    closed: [],
  };
}

/** All windows as pictures; what is shown has a `*`, where the keyboard is a `!`, zoomed `z`. */
export function drawn({ windows }: Layout): string[] {
  return windows.map(({ id, tabs, active }) => {
    const all = tabs.map((one) => {
      const marks = `${one.id === active ? '*' : ''}${one.zoomed ? 'z' : ''}`;
      return `${marks}${picture(one.tree).replace(one.focus, `${one.focus}!`)}`;
    });
    return `${id}: ${all.join(' ')}`.trim();
  });
}

/** So that whoever writes to it fails. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
