// Xresources and Xdefaults: `*color3: #aabbcc`. One such file speaks to many programs, of which most are no
// terminals; what is meant for one of them alone counts more than what is meant for all.
import { calledIn, linesOf, numbered, schemeOf } from './lineSchemes.ts';
import type { Given, RawScheme, Slot } from './rawScheme.ts';

const XRESOURCES: Readonly<Record<string, Slot>> = {
  background: 'background',
  foreground: 'foreground',
  cursorcolor: 'cursor',
  cursorcolor2: 'cursorText',
  highlightcolor: 'selection',
  highlighttextcolor: 'selectionText',
};
/** As `programOf` calls them. Others are taken for terminals where they are given colours by number. */
const TERMINALS = new Set(['xterm', 'rxvt', 'aterm', 'eterm', 'kterm', 'mlterm', 'mrxvt', 'st']);
/** A name may stand for another name; nobody goes further. */
const DEFINED_TIMES = 8;
/** Characters of what a name stands for, and of a value in which names are replaced. */
const VALUE_LENGTH = 100;

interface Entry {
  /** '' for all. */
  program: string;
  slot: Slot;
  given: Given;
}

/** `#define` gives colours names. Other files that it includes aren't followed. */
export function readXresources(text: string): RawScheme[] {
  const lines = linesOf(text);
  const defined = new Map(
    lines.flatMap(([, content]) => {
      const [, name, value] = /^\s*#\s*define\s+(\S+)\s+(\S.*)$/.exec(content) ?? [];
      return name && value && value.length <= VALUE_LENGTH ? [[name, value] as const] : [];
    }),
  );
  const entries = lines.flatMap(([line, content]): Entry[] => {
    const [, path = '', key = '', value = ''] =
      /^\s*([^!#:\s]*[*.?])?(\w+)\s*:\s*(.*)$/.exec(content) ?? [];
    const known = key.toLowerCase();
    const slot =
      numbered(known, 'color') ??
      (Object.hasOwn(XRESOURCES, known) ? XRESOURCES[known] : undefined);
    const program = programOf(path);
    if (slot === undefined || program === undefined) return [];
    return [{ program, slot, given: { text: resolved(value, defined), line } }];
  });
  return [schemeOf('', ofOneTerminal(entries), called)];
}

const called = (slot: Slot) => calledIn(XRESOURCES, slot, (at) => `color${at}`);

/** Undefined where it is about a part of the window: a menu, a scrollbar. */
function programOf(path: string): string | undefined {
  const parts = path.toLowerCase().split(/[*.?]/);
  const [program = '', ...widgets] = parts.filter((part) => part !== '' && part !== 'vt100');
  // `URxvt` and `urxvt`, `UXTerm` and `XTerm`, `rxvt-unicode`: what is written for one is wished for both.
  return widgets.length > 0 ? undefined : program.replace(/^u(?=rxvt|xterm)|-.*$/g, '');
}

/** What comes later counts more: other terminals, all programs, the terminal that is given most colours. */
function ofOneTerminal(entries: readonly Entry[]): [Slot, Given][] {
  const slots = new Map<string, Set<Slot>>();
  for (const { program, slot } of entries) {
    slots.set(program, (slots.get(program) ?? new Set()).add(slot));
  }
  const [chosen] = [...slots]
    .filter(([program]) => TERMINALS.has(program))
    .sort(([, one], [, other]) => other.size - one.size);
  const groups: Record<'others' | 'all' | 'own', [Slot, Given][]> = {
    others: [],
    all: [],
    own: [],
  };
  for (const { program, slot, given } of entries) {
    if (program === '') groups.all.push([slot, given]);
    else if (program === chosen?.[0]) groups.own.push([slot, given]);
    else if (isTerminal(program, slots.get(program)!)) groups.others.push([slot, given]);
  }
  return [...groups.others, ...groups.all, ...groups.own];
}

function isTerminal(program: string, slots: ReadonlySet<Slot>): boolean {
  return TERMINALS.has(program) || [...slots].some((slot) => typeof slot === 'number');
}

/** Names may stand anywhere in it: `[85]ground`. */
function resolved(value: string, defined: ReadonlyMap<string, string>): string {
  let found = value;
  for (let times = 0; times < DEFINED_TIMES && found.length <= VALUE_LENGTH; times++) {
    const next = found.replace(/[\w-]+/g, (name) => defined.get(name) ?? name);
    if (next === found) break;
    found = next;
  }
  return found;
}
