// A terminal on its way from one window to another, as it goes over their shell's ports.

/**
 * What of a terminal no output could bring about again. Cells and lines are counted from 0, lines
 * from the first of the scrollback.
 */
export interface HandedState {
  cursors: [normal: HandedPlace, alternate: HandedPlace];
  saved: [normal: HandedPlace, alternate: HandedPlace];
  /** What the parser knows of the last character: a mark combines with it. */
  joins: number;
  /** Lines between the last of the scrollback and what is looked at. */
  scrolledUp: number;
  /** Where Bowline's own notes stand. */
  notes: { line: number; height: number }[];
  /** Notes that wait for a full-screen program to leave. */
  deferred: string[];
  /** First bytes of a character that isn't whole yet. */
  character: Uint8Array;
  /** Bytes of output still to come that were printed before: see `replayed`. */
  replayed: number;
  /** `end` came. */
  ended: boolean;
  /** What is unsent is a paste with brackets. */
  bracketed: boolean;
  /** The program was told last that the terminal has the focus. */
  focused: boolean;
}

export interface HandedPlace {
  x: number;
  y: number;
}

/** A terminal on its way from one window to another: these, in this order. */
export type HandedPart =
  /** Its size, in cells. */
  | { part: 'begin'; cols: number; rows: number }
  /** Painted, as output that makes an empty terminal equal. Any number of these. */
  | { part: 'painted'; bytes: Uint8Array }
  /** Typed and not sent yet. Any number of these. */
  | { part: 'unsent'; bytes: Uint8Array }
  | { part: 'end'; state: HandedState };
