// When one terminal paints. Never while it is hidden, at once when it is shown; and while more
// output comes than it can parse, it rests after each picture three times as long as that took, so
// that a flood doesn't spend the time for parsing on pictures that nobody can read.
import type { Terminal } from '@xterm/xterm';
import { windowEcho, type Neighbour } from './awaitedEcho.ts';
import { Painter } from './painter.ts';

/** Cheaper pictures may follow each other frame by frame. */
const CHEAP_MS = 2;
/** A picture of coloured text costs some 12 ms without a GPU: twenty a second look fluent still. */
const RESTS_A_PICTURE = 3;
/** However long one took: the next picture is due after this. */
const LONGEST_REST_MS = 250;

export interface PaintTimes {
  /** Milliseconds. */
  now(): number;
  /** When the frame being made was due, by the same clock. */
  frameStart(): number;
  /** Runs a function once the frame being made is painted. */
  afterFrame(run: () => void): void;
  after(ms: number, run: () => void): () => void;
}

export class Painting implements Neighbour {
  readonly #painter: Painter;
  readonly #times: PaintTimes;
  readonly #behind: () => boolean;
  readonly #echo: Pick<typeof windowEcho, 'join' | 'painted'>;
  #shown = false;
  #measured = false;
  #held = false;
  #yields = false;
  /** Since it yielded last: who types without a pause still sees others move. */
  #paintedSince = true;
  #endRest: (() => void) | null = null;
  readonly #leaveScreen: () => void;

  /**
   * To be made once the terminal is open.
   * @param behind whether the terminal has more to parse than it can
   */
  constructor(terminal: Terminal, behind: () => boolean, times = windowTimes, echo = windowEcho) {
    this.#painter = Painter.of(terminal);
    this.#behind = behind;
    this.#times = times;
    this.#echo = echo;
    this.#leaveScreen = echo.join(this);
    terminal.onRender(() => this.#painted());
    terminal.onResize(() => this.#painter.resized());
    this.#apply();
  }

  /**
   * Font, zoom or columns are others. The width of a cell follows from all of them, and xterm.js
   * forgets the columns: each piece of text would be spaced out on its own.
   */
  looksChanged(): void {
    this.#measured = false;
    if (this.#shown) this.#measure();
  }

  /** To be set once its place is there or gone: it is painted with the very next frame. */
  set shown(shown: boolean) {
    this.#shown = shown;
    this.#stopResting();
    this.#apply();
    if (shown && !this.#measured) this.#measure();
  }

  /** Nothing is painted while the terminal comes in from another window, piece by piece. */
  set held(held: boolean) {
    this.#held = held;
    this.#apply();
  }

  /** A key of another terminal waits for its echo: a flood here is not painted meanwhile. */
  set yields(yields: boolean) {
    const will = yields && this.#paintedSince && this.#behind();
    if (will === this.#yields) return;
    this.#yields = will;
    if (will) this.#paintedSince = false;
    this.#apply();
  }

  get yields(): boolean {
    return this.#yields;
  }

  /** The terminal has parsed all there was. */
  caughtUp(): void {
    if (this.#endRest) this.#goOn();
  }

  dispose(): void {
    this.#leaveScreen();
    this.#stopResting();
  }

  #measure(): void {
    this.#measured = true;
    this.#painter.measure();
  }

  #painted(): void {
    this.#paintedSince = true;
    this.#echo.painted(this);
    if (!this.#behind() || this.#endRest) return;
    const start = this.#times.frameStart();
    this.#times.afterFrame(() => this.#restFor(this.#times.now() - start));
  }

  #restFor(ms: number): void {
    if (ms <= CHEAP_MS || !this.#shown || this.#endRest || !this.#behind()) return;
    this.#endRest = this.#times.after(Math.min(RESTS_A_PICTURE * ms, LONGEST_REST_MS), () =>
      this.#goOn(),
    );
    this.#apply();
  }

  #goOn(): void {
    this.#stopResting();
    this.#apply();
  }

  #stopResting(): void {
    this.#endRest?.();
    this.#endRest = null;
  }

  #apply(): void {
    const rests = this.#yields || this.#endRest !== null;
    this.#painter.paused = !this.#shown || this.#held || rests;
  }
}

const windowTimes: PaintTimes = {
  now: () => performance.now(),
  frameStart: () => Number(document.timeline.currentTime),
  afterFrame: (run) => void scheduler.postTask(run, { priority: 'user-blocking' }),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
