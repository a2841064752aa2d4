// What of a terminal's surroundings takes part when it moves to another window.
import type { Terminal } from '@xterm/xterm';
import type { ScreenTerminal } from '../../core/screen/internals.ts';
import type { InputQueue } from './input.ts';

/** What a terminal that moves to another window, or comes from one, needs of what is around it. */
export interface Movable {
  readonly terminal: ScreenTerminal & Pick<Terminal, 'scrollLines'>;
  readonly input: InputQueue;
  /** The program was told last that the terminal has the focus. */
  readonly focused: boolean;
  /** Runs a function soon, after other work had its turn (a macrotask). */
  later(run: () => void): void;
  /** Milliseconds, of any beginning. */
  now(this: void): number;
  /** It is handed over, and must stay as it is until it goes. */
  leaves(): void;
  /** It comes, and is painted piece by piece. */
  arriving(): void;
  /** Its size in the window that it comes from. */
  arrives(size: { cols: number; rows: number }): void;
  /** It is here; or, not whole, it begins anew. */
  arrived(whole: boolean, focused: boolean): void;
}
