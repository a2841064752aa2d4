// Whether a terminal floods, and when its next picture is due then. What scrolls by faster than
// anybody reads is painted seldom: a picture of the whole screen costs 5 ms where it is plain and 10
// where it is coloured, each frame, and they are taken from parsing. Programs that draw their screen
// don't scroll it, so that they are none of this; and what stops is seen at once.

/**
 * A whole screen goes by in less: two pictures in a row have no line in common. Programs that scroll
 * thirty pictures a second by, each with as many empty lines, stay above it.
 */
export const SCREEN_MS = 12;
/** Twelve pictures a second show that it moves. */
export const FLOOD_PICTURE_MS = 80;
/** A picture may cost 40 ms on a busy machine: three quarters of the time are left for parsing. */
export const LONGEST_PICTURE_MS = 250;
const COSTS_A_PICTURE = 4;
/** So long it has to go on: what a command prints at once isn't held back, nor a burst a frame. */
export const FLOOD_BEGINS_MS = 100;
/** Without output for so long it may be over, and is painted. What goes on after all has holes. */
export const QUIET_MS = 25;
/** Without output for so long it is over. */
export const FLOOD_ENDS_MS = 250;
/** Who types into it, or turns the wheel, sees more of it, and what it stops with sooner. */
export const TOUCHED_PICTURE_MS = 33;
export const TOUCHED_QUIET_MS = 4;
const COSTS_A_TOUCHED_PICTURE = 2;
/** While somebody types beside it, it has the frames that the echoes leave. */
export const BESIDE_PICTURE_MS = 250;

/** What a person does here: something in this terminal, typing in another one, nothing. */
export type Attention = 'here' | 'beside' | 'none';

/** All times are milliseconds of one clock. */
export class Flood {
  #lines = 0;
  #pictureAt = -Infinity;
  /** Milliseconds that the last picture took. */
  #cost = 0;
  #outputAt = -Infinity;
  /** The output that goes on still, without a pause. */
  #begunAt = -Infinity;
  /** Whole screens go by since then. */
  #since: number | null = null;
  #on = false;
  /** Longer than the holes in this flood so far. */
  #quietMs = QUIET_MS;

  /** As of the last picture. */
  get on(): boolean {
    return this.#on;
  }

  /** A line went up. */
  scrolled(): void {
    this.#lines += 1;
  }

  /** Output was parsed. Nothing can be while a picture is made, so that this is no pause. */
  output(now: number): void {
    const pauseMs = now - Math.max(this.#outputAt, this.#pictureAt + this.#cost);
    if (pauseMs >= (this.#on ? FLOOD_ENDS_MS : QUIET_MS)) this.#begin(now);
    else if (pauseMs >= this.#quietMs) this.#quietMs = Math.min(2 * pauseMs, FLOOD_PICTURE_MS);
    this.#outputAt = now;
  }

  /** A picture was made of so many rows. Tells whether it was one of a flood. */
  painted(now: number, rows: number): boolean {
    const screenMs = ((now - this.#pictureAt) * rows) / this.#lines;
    if (screenMs > SCREEN_MS) this.#since = null;
    else this.#since ??= Math.max(this.#pictureAt, this.#begunAt);
    [this.#pictureAt, this.#cost, this.#lines] = [now, 0, 0];
    return (this.#on = this.#since !== null && now - this.#since >= FLOOD_BEGINS_MS);
  }

  /** So long it took until the last picture was there. */
  pictureTook(ms: number): void {
    this.#cost = ms;
  }

  /** When the next picture of a flood is due, if no more output comes; in the past where it is late. */
  due(attention: Attention): number {
    const quiet = attention === 'here' ? TOUCHED_QUIET_MS : this.#quietMs;
    return Math.min(this.#pictureAt + this.#every(attention), this.#outputAt + quiet);
  }

  #begin(now: number): void {
    [this.#begunAt, this.#since, this.#on, this.#quietMs] = [now, null, false, QUIET_MS];
  }

  #every(attention: Attention): number {
    if (attention === 'beside') return BESIDE_PICTURE_MS;
    const here = attention === 'here';
    const least = here ? TOUCHED_PICTURE_MS : FLOOD_PICTURE_MS;
    const share = (here ? COSTS_A_TOUCHED_PICTURE : COSTS_A_PICTURE) * this.#cost;
    return Math.max(least, Math.min(share, LONGEST_PICTURE_MS));
  }
}
