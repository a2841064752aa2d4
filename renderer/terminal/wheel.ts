// The wheel over a program that fills the screen and has no mouse of its own, less or man say: it gets
// arrow keys, as many as the scrollback would have moved lines. (xterm.js 6.0 sends one an event.)
import type { Terminal } from '@xterm/xterm';

/** Of a notch, CSS pixels: what xterm.js moves its scrollback by. */
const NOTCH_PX = 50;
/** `wheelDelta` of a notch. Touchpads have smaller ones. */
const NOTCH = 120;
/** In one event; a pad that is flung asks for more than a person can follow. */
const MAX_LINES = 200;
/** xterm's "alternate scroll": on unless a program has switched it off. */
const ALTERNATE_SCROLL = 1007;

type WheelTurn = Pick<WheelEvent, 'deltaY' | 'shiftKey' | 'altKey'> & { wheelDeltaY?: number };

/** Lines for turns of the wheel: together as many as the scrollback moves for the same. */
export class WheelLines {
  #pixels = 0;
  #lines = 0;

  /** Another screen: what was left of a line is forgotten. */
  reset(): void {
    this.#pixels = this.#lines = 0;
  }

  /** @param row height of a line, CSS pixels. @param fast times as much with Alt. @returns below 0 for up */
  turn(event: WheelTurn, row: number, fast: number): number {
    if (event.shiftKey || !(row > 0)) return 0; // sideways
    this.#pixels += pixelsOf(event) * (event.altKey ? fast : 1);
    const wanted = Math.round(this.#pixels / row) - this.#lines;
    this.#lines += wanted;
    return Math.max(-MAX_LINES, Math.min(MAX_LINES, wanted));
  }
}

/** Rounded away from 0, as the scrollback does: slow turns move it, too. */
function pixelsOf({ wheelDeltaY, deltaY }: WheelTurn): number {
  const notches = wheelDeltaY === undefined ? deltaY / NOTCH : -wheelDeltaY / NOTCH;
  const pixels = notches * NOTCH_PX;
  return pixels < 0 ? Math.floor(pixels) : Math.ceil(pixels);
}

/** @param rowHeight of a line, CSS pixels */
export function takeWheel(terminal: Terminal, rowHeight: () => number): void {
  const lines = new WheelLines();
  const allowed = followAlternateScroll(terminal);
  terminal.buffer.onBufferChange(() => lines.reset());
  terminal.attachCustomWheelEventHandler((event) => {
    const { buffer, modes, options } = terminal;
    if (buffer.active.type !== 'alternate' || modes.mouseTrackingMode !== 'none') return true;
    event.preventDefault();
    const count = lines.turn(event, rowHeight(), options.fastScrollSensitivity ?? 1);
    if (count !== 0 && allowed()) terminal.input(arrows(count, modes.applicationCursorKeysMode));
    return false;
  });
}

function arrows(count: number, application: boolean): string {
  return `\x1b${application ? 'O' : '['}${count < 0 ? 'A' : 'B'}`.repeat(Math.abs(count));
}

/** Whether programs let the wheel be arrow keys now. */
function followAlternateScroll({ parser }: Pick<Terminal, 'parser'>): () => boolean {
  let on = true;
  const set = (to: boolean) => (params: (number | number[])[]) => {
    if (params.includes(ALTERNATE_SCROLL)) on = to;
    return false;
  };
  const reset = () => {
    on = true;
    return false;
  };
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, set(true));
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, set(false));
  parser.registerCsiHandler({ intermediates: '!', final: 'p' }, reset);
  parser.registerEscHandler({ final: 'c' }, reset);
  return () => on;
}
