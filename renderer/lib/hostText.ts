// What of a host can be found, as lines of a text: its name, what stands beside it, then all else; and
// which line to show where the name alone doesn't say why it was found.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { held } from './held.ts';
import { hopNames } from './jumpHops.ts';
import { markedParts, type MarkedPart } from './markedParts.ts';
import { beyondText, type Findable, type Hit } from './matcher.ts';

export interface TextOptions {
  byId: (id: string) => SavedHost | undefined;
  /** What a kind of host is called. */
  kindWord: (kind: string) => string;
  /** Names from the outermost; [] at the top. */
  pathOf: (folder: string | null) => readonly string[];
}

export const writtenPath = (path: readonly string[]): string => path.join(' / ');
export const writtenTags = (tags: readonly string[]): string =>
  tags.map((tag) => `#${tag}`).join(' ');

/** Its id is the host's. The same object as before, where nothing in it is another. */
export function findableHost(host: SavedHost, options: TextOptions, before?: Findable): Findable {
  const { byId, kindWord, pathOf } = options;
  const { id, name, detail, address, tags, notes } = host;
  const [user, jumps] = [held(host, 'user'), held(host, 'jumpHost')];
  const hops = jumps === '' ? '' : hopNames(jumps, byId);
  const path = writtenPath(pathOf(host.folder));
  const facts = `${address} ${user} ${hops} ${kindWord(host.kind)}`;
  const text = `${name}\n${detail}\n${writtenTags(tags)}\n${path}\n${facts}`;
  const more = user === '' ? notes.trim() : `${notes}\n${user}@${name}`.trim();
  return before?.text === text && before.more === more ? before : { id, text, more };
}

/** Characters of a note that are shown around what was found in it. */
const BEFORE = 16;
const SHOWN = 80;

/** A line, and where it begins in the text that has the marks. */
export interface FoundLine {
  text: string;
  at: number;
}

/**
 * The line in which something was found that isn't in the name; null where the name says it all. Of
 * several the last: it is the furthest from what one sees anyway.
 */
export function foundLine(text: string, marks: readonly number[]): FoundLine | null {
  const [last] = marks.slice(-2);
  const name = text.indexOf('\n');
  if (last === undefined || name === -1 || last <= name) return null;
  const at = text.lastIndexOf('\n', last - 1) + 1;
  const end = text.indexOf('\n', at);
  return { text: text.slice(at, end === -1 ? text.length : end), at };
}

/** What else than the name was found: a tag, a folder, a piece of a note; [] where nothing else was. */
export function foundBeside(host: Findable, hit: Hit): MarkedPart[] {
  if (hit.beyond) return pieceOf(beyondText(host), hit.beyond);
  const line = foundLine(host.text, hit.marks);
  return line ? markedParts(line.text, hit.marks, line.at) : [];
}

/** Where the next word begins, or there, where none does before `end`. */
function wordFrom(text: string, from: number, end: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 || space >= end ? from : space + 1;
}

/** The line around it, from shortly before. */
function pieceOf(more: string, [begin, end]: readonly [number, number]): MarkedPart[] {
  const line = begin === 0 ? 0 : more.lastIndexOf('\n', begin - 1) + 1;
  const from = begin - line > BEFORE ? wordFrom(more, begin - BEFORE, begin) : line;
  const [whole = ''] = more.slice(from).split('\n');
  const cut = from > line ? '…' : '';
  const piece = `${cut}${whole.slice(0, SHOWN)}`;
  const moved = cut.length - from;
  return markedParts(piece, [begin + moved, end + moved], 0);
}
