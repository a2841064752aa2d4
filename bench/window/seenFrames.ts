// Which frames of a program that numbers them were painted, and when. Runs in the window, like
// terminalProbe.ts.
import type { Terminal } from '@xterm/xterm';

export class SeenFrames {
  readonly #paintedAt = new Map<number, number>();
  readonly #end: () => void;

  constructor(terminal: Terminal) {
    const listening = terminal.onRender(() => this.#painted(terminal));
    this.#end = () => listening.dispose();
  }

  /** How many there were, and the milliseconds from each to the next. */
  stop(): { seen: number; gaps: number[] } {
    this.#end();
    const times = [...this.#paintedAt.values()];
    return { seen: times.length, gaps: times.slice(1).map((time, at) => time - times[at]!) };
  }

  #painted({ buffer: { active } }: Terminal): void {
    const text = active.getLine(active.viewportY)?.translateToString(true) ?? '';
    const number = Number(/^frame (\d+)/.exec(text)?.[1] ?? 0);
    if (number > 0 && !this.#paintedAt.has(number)) this.#paintedAt.set(number, performance.now());
  }
}
