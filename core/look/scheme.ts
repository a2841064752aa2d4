// A terminal's colour scheme: all that the look of the whole app is derived from.

/** A colour as `#rrggbb`, in small letters. */
export type Hex = string;

/** Black, red, green, yellow, blue, magenta, cyan, white, then the bright ones. */
export const ANSI_COUNT = 16;

export interface Scheme {
  /** Stable, also where the name is translated. */
  id: string;
  /** As its author calls it. */
  name: string;
  background: Hex;
  foreground: Hex;
  ansi: readonly Hex[];
  /** What is chosen, focused or to be pressed; the scheme's blue unless given. */
  accent?: Hex;
  cursor?: Hex;
  /** The character under a solid cursor. */
  cursorText?: Hex;
  selection?: Hex;
  selectionText?: Hex;
  /** Its colours are shown as they are, also where they can't be read. */
  keeps?: boolean;
}
