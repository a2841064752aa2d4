// Schemes of one colour a line: Ghostty, kitty, and PuTTY's registry files.
import type { Given, RawScheme, Slot } from './rawScheme.ts';

/** From 1, with its number, and nothing but text at its end. */
type Line = readonly [line: number, text: string];

export function linesOf(text: string): Line[] {
  return text.split(/\r\n?|\n/).map((line, at) => [at + 1, line.trimEnd()] as const);
}

/** Of what was given for each colour, the last counts. */
export function schemeOf(
  name: string,
  given: readonly (readonly [Slot, Given])[],
  called: (slot: Slot) => string,
): RawScheme {
  return { name, given: new Map(given), called };
}

const GHOSTTY: Readonly<Record<string, Slot>> = {
  background: 'background',
  foreground: 'foreground',
  'cursor-color': 'cursor',
  'cursor-text': 'cursorText',
  'selection-background': 'selection',
  'selection-foreground': 'selectionText',
};

/** `palette = 3=#aabbcc`, of which the number may be of another base. */
export function readGhostty(text: string): RawScheme[] {
  const given = linesOf(text).flatMap(([line, content]): [Slot, Given][] => {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*=\s*(.*)$/.exec(content) ?? [];
    const [, index, colour] = /^"?\s*(\w+)\s*=\s*(.*?)"?$/.exec(value) ?? [];
    if (key === 'palette' && index !== undefined && colour !== undefined)
      return [[Number(index), { text: colour, line }]];
    const slot = Object.hasOwn(GHOSTTY, key) ? GHOSTTY[key] : undefined;
    return slot === undefined ? [] : [[slot, { text: value, line }]];
  });
  return [schemeOf('', given, (slot) => calledIn(GHOSTTY, slot, (at) => `palette ${at}`))];
}

const KITTY: Readonly<Record<string, Slot>> = {
  background: 'background',
  foreground: 'foreground',
  cursor: 'cursor',
  cursor_text_color: 'cursorText',
  selection_background: 'selection',
  selection_foreground: 'selectionText',
};

/** `color3 #aabbcc`; a name may stand in a comment. Other files that it includes aren't followed. */
export function readKitty(text: string): RawScheme[] {
  const given = linesOf(text).flatMap(([line, content]): [Slot, Given][] => {
    const [, key = '', value = ''] = /^\s*(\w+)\s+(\S.*)$/.exec(content) ?? [];
    const slot = numbered(key, 'color') ?? (Object.hasOwn(KITTY, key) ? KITTY[key] : undefined);
    return slot === undefined ? [] : [[slot, { text: value, line }]];
  });
  const name = /^##[ \t]*name:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trimEnd() ?? '';
  return [schemeOf(name, given, (slot) => calledIn(KITTY, slot, (at) => `color${at}`))];
}

/** In the order of PuTTY's numbers; bold text and background have no place in a scheme. */
const PUTTY: readonly (Slot | undefined)[] = [
  ...(['foreground', undefined, 'background', undefined, 'cursorText', 'cursor'] as const),
  ...Array.from({ length: 8 }, (_, at) => [at, at + 8]).flat(),
];

/** Registry files, with a scheme for each session, or the file of one session. */
export function readPutty(text: string): RawScheme[] {
  const sessions: { name: string; given: [Slot, Given][] }[] = [{ name: '', given: [] }];
  for (const [line, content] of linesOf(text)) {
    const section = /^\s*\[.*\\([^\\\]]+)\]$/.exec(content)?.[1];
    if (section !== undefined) sessions.push({ name: unescaped(section), given: [] });
    const [, number, colour] = /^\s*"?Colour(\d+)"?\s*[=\\]\s*"?([\d, ]+)/i.exec(content) ?? [];
    const slot = number === undefined ? undefined : PUTTY[Number(number)];
    if (slot !== undefined) sessions.at(-1)!.given.push([slot, { text: colour!.trim(), line }]);
  }
  return sessions
    .filter(({ given }) => given.length > 0)
    .map(({ name, given }) => schemeOf(name, given, (slot) => `Colour${PUTTY.indexOf(slot)}`));
}

/** `Sample%20Night` */
function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** `color3` is 3, where `color` stands before the number. */
export function numbered(key: string, before: string): number | undefined {
  const digits = key.startsWith(before) ? key.slice(before.length) : '';
  return /^\d{1,2}$/.test(digits) ? Number(digits) : undefined;
}

/** What a file of that kind calls a colour. */
export function calledIn(
  names: Readonly<Record<string, Slot>>,
  slot: Slot,
  numbered: (at: number) => string,
): string {
  if (typeof slot === 'number') return numbered(slot);
  return Object.keys(names).find((name) => names[name] === slot) ?? slot;
}
