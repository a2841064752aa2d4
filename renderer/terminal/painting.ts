// When one terminal paints. Never while it is hidden, at once when it is shown; and while more
// output comes than it can parse, it rests after each picture as long as that took, so that a
// flood of costly text doesn't leave all the time to painting what nobody can read.
import type { Terminal } from '@xterm/xterm';

/** Cheaper pictures may follow each other frame by frame. */
const CHEAP_MS = 6;
/** Even if one took longer: the next picture is due after this. */
const LONGEST_REST_MS = 250;

/** xterm.js's painter; private, and an end-to-end test fails if it goes. */
interface Painter {
  /** It pauses while the terminal can't be seen, and paints all of it once it can. */
  _handleIntersectionChange(seen: { isIntersecting: boolean }): void;
  /** Measures the characters anew, which can't be done while they aren't on the page. */
  handleCharSizeChanged(): void;
}

export interface PaintTimes {
  /** Milliseconds. */
  now(): number;
  /** When the frame being made was due, by the same clock. */
  frameStart(): number;
  /** Runs a function once the frame being made is painted. */
  afterFrame(run: () => void): void;
  after(ms: number, run: () => void): () => void;
}

export class Painting {
  readonly #painter: Painter;
  readonly #times: PaintTimes;
  readonly #behind: () => boolean;
  #shown = false;
  #measured = false;
  #endRest: (() => void) | null = null;

  /**
   * To be made once the terminal is open.
   * @param behind whether the terminal has more to parse than it can
   */
  constructor(terminal: Terminal, behind: () => boolean, times = windowTimes) {
    this.#painter = painterOf(terminal);
    this.#behind = behind;
    this.#times = times;
    terminal.onRender(() => this.#painted());
    this.#apply();
  }

  /** Font, size or zoom are others. */
  looksChanged(): void {
    this.#measured = this.#shown;
  }

  /** To be set once its place is there or gone: it is painted with the very next frame. */
  set shown(shown: boolean) {
    this.#shown = shown;
    this.#stopResting();
    this.#apply();
    if (shown && !this.#measured) this.#painter.handleCharSizeChanged();
    this.#measured ||= shown;
  }

  /** The terminal has parsed all there was. */
  caughtUp(): void {
    if (this.#endRest) this.#goOn();
  }

  dispose(): void {
    this.#stopResting();
  }

  #painted(): void {
    if (!this.#behind() || this.#endRest) return;
    const start = this.#times.frameStart();
    this.#times.afterFrame(() => this.#restFor(this.#times.now() - start));
  }

  #restFor(ms: number): void {
    if (ms <= CHEAP_MS || !this.#shown || this.#endRest || !this.#behind()) return;
    this.#endRest = this.#times.after(Math.min(ms, LONGEST_REST_MS), () => this.#goOn());
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
    const isIntersecting = this.#shown && this.#endRest === null;
    this.#painter._handleIntersectionChange({ isIntersecting });
  }
}

function painterOf(terminal: Terminal): Painter {
  return (terminal as unknown as { _core: { _renderService: Painter } })._core._renderService;
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
