// Times the window's animation frames. Runs in the window, like terminalProbe.ts.

export class FrameGaps {
  readonly #gaps: number[] = [];
  #last = performance.now();
  #request = 0;

  start(): void {
    this.#last = performance.now();
    this.#request = requestAnimationFrame(() => this.#frame());
  }

  /** Milliseconds from each frame to the next; also the last one, to now. */
  stop(): number[] {
    cancelAnimationFrame(this.#request);
    this.#take();
    return this.#gaps;
  }

  #frame(): void {
    this.#take();
    this.#request = requestAnimationFrame(() => this.#frame());
  }

  #take(): void {
    const now = performance.now();
    this.#gaps.push(now - this.#last);
    this.#last = now;
  }
}
