// What passes over the port of a shell, between main and the window that shows it.
import type { HandedPart } from '../handed.ts';

/** What main says between stretches of output, in its place among them. */
export type PortMark =
  /** A line of Bowline's own, shown marked in the terminal, never mistaken for output. */
  | { type: 'note'; text: string }
  /** Another program's output begins: modes and screen of the last one are put away. */
  | { type: 'fresh' }
  /**
   * The next `bytes` of output were printed before this view began. Queries in them (cursor
   * position, device attributes, colours) were answered then, and are not answered again.
   */
  | { type: 'replayed'; bytes: number }
  /** From here on the program prints for a terminal of this size. */
  | { type: 'size'; cols: number; rows: number };

/** Main → window over a shell's MessagePort. */
export type PortDown =
  /** Terminal output, to be written to xterm.js as it is. */
  | { type: 'output'; bytes: Uint8Array }
  | PortMark
  /** No output follows from this connection; the exit code is in the status. */
  | { type: 'end' }
  /** Another window takes over. Once all before this is parsed, the terminal is handed over. */
  | { type: 'leave' }
  /** One more part of it may be sent. */
  | { type: 'more' }
  /** A terminal comes from another window. What is typed waits until it is here. */
  | { type: 'arriving' }
  | { type: 'handed'; part: HandedPart }
  /** It is here, and output goes on. `typed` was typed in this window before `arriving` came. */
  | { type: 'arrived'; typed: Uint8Array[] }
  /** It won't come whole: all of it is forgotten. The latest output follows, as after a crash. */
  | { type: 'torn'; typed: Uint8Array[] };

/** Window → main over a shell's MessagePort. */
export type PortUp =
  /** At most 1 MiB a message, to be cut up by the sender; a larger one is refused with a note. */
  | { type: 'input'; bytes: Uint8Array }
  | { type: 'resize'; cols: number; rows: number }
  /** xterm.js has parsed this many more bytes of `output`: the credit that keeps it coming. */
  | { type: 'parsed'; bytes: number }
  /** The answer to `leave`; at most 256 KiB each, and 8 that weren't `taken` yet. */
  | { type: 'handed'; part: HandedPart }
  /** One more part of the terminal that arrives was taken. */
  | { type: 'taken' };

/**
 * How a shell's port reaches the window, which can't take it through the context bridge:
 * the preload posts `{ type: 'bowline:port', shellId }` to the window with the port attached.
 */
export interface PortMessage {
  type: 'bowline:port';
  shellId: string;
}
