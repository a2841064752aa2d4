// When one terminal paints. Never while it is hidden, at once when it is shown. While it floods
// (flood.ts) it rests after each picture until the next is due; and where more output comes that
// draws its screen than it can parse, three times as long as the picture took, so that the time for
// parsing isn't spent on pictures. Who types into it doesn't wait for the end of a rest.
import type { Terminal } from '@xterm/xterm';
import { windowEcho, type Neighbour } from './awaitedEcho.ts';
import { Flood, type Attention } from './flood.ts';
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
  readonly #echo: Pick<typeof windowEcho, 'join' | 'painted' | 'touched' | 'attention'>;
  readonly #flood = new Flood();
  #shown = false;
  #measured = false;
  #held = false;
  #yields = false;
  /** Since it yielded last: who types without a pause still sees others move. */
  #paintedSince = true;
  #endRest: (() => void) | null = null;
  /** What ends that earlier: no more output, or that all of it is parsed. */
  #restsInFlood = false;
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
    terminal.onScroll(() => this.#flood.scrolled());
    terminal.onWriteParsed(() => this.#flood.output(this.#times.now()));
    terminal.onRender(() => this.#painted(terminal));
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
    const will = yields && this.#paintedSince && (this.#behind() || this.#flood.on);
    if (will === this.#yields) return;
    this.#yields = will;
    if (will) this.#paintedSince = false;
    this.#apply();
  }

  get yields(): boolean {
    return this.#yields;
  }

  /** A key, the wheel or the pointer is at it now. */
  touched(): void {
    this.#echo.touched(this);
    if (!this.#endRest) return;
    if (this.#restsInFlood) this.#restUntilDue();
    else this.#goOn();
  }

  /** The terminal has parsed all there was. */
  caughtUp(): void {
    if (this.#endRest && !this.#restsInFlood) this.#goOn();
  }

  /** What a person does, here or beside. */
  get attention(): Attention {
    return this.#echo.attention(this);
  }

  dispose(): void {
    this.#leaveScreen();
    this.#stopResting();
  }

  #measure(): void {
    this.#measured = true;
    this.#painter.measure();
  }

  #painted({ rows, buffer }: Terminal): void {
    this.#paintedSince = true;
    this.#echo.painted(this);
    if (this.#endRest) return;
    const [start, now] = [this.#times.frameStart(), this.#times.now()];
    const floods = this.#flood.painted(now, rows) && buffer.active.type === 'normal';
    if (floods) this.#restUntilDue();
    this.#times.afterFrame(() => {
      const ms = this.#times.now() - start;
      this.#flood.pictureTook(ms);
      if (!floods) this.#restFor(ms);
    });
  }

  #restFor(ms: number): void {
    if (ms <= CHEAP_MS || !this.#shown || this.#endRest || !this.#behind()) return;
    if (this.attention === 'here') return;
    this.#rest(Math.min(RESTS_A_PICTURE * ms, LONGEST_REST_MS), () => this.#goOn());
  }

  /** More output may come meanwhile, and a person. */
  #restUntilDue(): void {
    const ms = this.#flood.due(this.attention) - this.#times.now();
    this.#stopResting();
    if (ms <= 0 || !this.#shown) return this.#apply();
    this.#restsInFlood = true;
    this.#rest(ms, () => this.#restUntilDue());
  }

  #rest(ms: number, then: () => void): void {
    this.#endRest = this.#times.after(ms, then);
    this.#apply();
  }

  #goOn(): void {
    this.#stopResting();
    this.#apply();
  }

  #stopResting(): void {
    this.#endRest?.();
    this.#endRest = null;
    this.#restsInFlood = false;
  }

  #apply(): void {
    const rests = this.#yields || this.#endRest !== null;
    this.#painter.resting = this.#shown && rests;
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
