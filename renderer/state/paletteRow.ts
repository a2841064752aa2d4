// A row of the palette, whatever it stands for.
import type { MarkName } from '../lib/marks.ts';
import type { MarkedPart } from '../lib/markedParts.ts';
import type { Sort } from '../lib/paletteScope.ts';

/** How something is opened: by itself, or at a side of the pane that has the keyboard. */
export type Way = 'open' | 'right' | 'down';

export interface Fact {
  what: string;
  value: string;
  /** An address or a path, of which every character counts. */
  exact?: boolean;
}

export interface PaletteRow {
  /** `host:ID`, `tab:ID`, … */
  id: string;
  name: string;
  /** A second fact. */
  detail: string;
  /** Where what was typed stands in `name`, a line break, and `detail`: pairs of begin and end. */
  marks: readonly number[];
  /** Instead of `detail`: a second fact by which it was found, with what matched. */
  beside?: readonly MarkedPart[];
  mark?: MarkName;
  /** The CSS colour of a host. */
  tone?: string | null;
  /** By which a host is known, and its CSS colour. */
  tag?: string;
  tagTone?: string | null;
  icon: 'host' | 'tag' | 'tab' | 'command' | 'setting' | 'connect' | 'add' | 'refused';
  /** At the right: a figure, or keys. */
  right?: string;
  keys?: string;
  facts: readonly Fact[];
  /** Said below the facts. */
  note?: string;
  /** Why it can't be chosen now; '' where it can. */
  why: string;
  /** It comes sooner once it was chosen. */
  counts: boolean;
  /** It can be opened beside, too. */
  splits: boolean;
  /** Text that the field gets instead, while the palette stays. */
  goesOn?: string;
  run(way: Way): void;
}

export interface PaletteSection {
  sort: Sort | 'typed';
  rows: readonly PaletteRow[];
  /** All that match. */
  total: number;
}
