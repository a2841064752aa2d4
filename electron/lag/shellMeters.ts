// What is measured of one shell, in main, where everything of it passes: what was handed to the
// window and isn't parsed, what was typed and isn't taken, how long a key takes to show. Only
// counts and remembers, in bounds; what is too much is judged in `shellLag.ts`.
import { EchoWatch } from '../../core/lag/echoWatch.ts';
import { RecentMedian } from '../../core/lag/recentMedian.ts';
import { Timeline } from '../../core/lag/timeline.ts';
import { Transit } from '../../core/lag/transit.ts';
import type { Clock } from '../../core/time/clock.ts';

/** A few chunks of output: a median that follows within a fraction of a second. */
const DRAWN_SAMPLES = 15;
/** Echoes of good times that "usually" is made of. */
const USUAL_SAMPLES = 100;

export class ShellMeters {
  readonly backlogs: Timeline = new Timeline();
  readonly echoes: Timeline = new Timeline();
  /** What an echo takes while all is well; filled by who judges it. */
  readonly usualEcho: RecentMedian = new RecentMedian(USUAL_SAMPLES);
  /** Since the connection stands. */
  bytesIn = 0;
  bytesOut = 0;
  /** Times a connection took the place of one that was lost. */
  reconnects = 0;
  /** Null while there is no connection. */
  connectedAt: number | null = null;
  readonly #clock: Clock;
  readonly #handed = new Transit();
  readonly #typed = new Transit();
  readonly #drawn = new RecentMedian(DRAWN_SAMPLES);
  readonly #echo = new EchoWatch();
  #stood = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Handed to the window and not parsed by it, bytes. */
  get unparsed(): number {
    return this.#handed.bytes;
  }

  /** Median time from output to the screen, milliseconds; null before the first. */
  get drawnMs(): number | null {
    return this.#drawn.value;
  }

  /** How long the oldest output has been waiting to be parsed, milliseconds. */
  get drawingForMs(): number {
    return this.#age(this.#handed);
  }

  /** How long the oldest key has been waiting to be taken by the shell, milliseconds. */
  get typedForMs(): number {
    return this.#age(this.#typed);
  }

  /** Median time from a key to its echo, milliseconds; null while it isn't known. */
  get echoMs(): number | null {
    return this.#echo.medianMs(this.#clock.now());
  }

  /** Answers with the echo's time where this was one, milliseconds. */
  printed(bytes: Uint8Array, handed: boolean): number | null {
    const now = this.#clock.now();
    this.bytesIn += bytes.byteLength;
    if (handed) this.#handed.leave(bytes.byteLength, now);
    const echo = this.connectedAt === null ? null : this.#echo.printed(bytes, now);
    if (echo !== null) this.echoes.record(now, echo);
    return echo;
  }

  /** The window has parsed so many more bytes. */
  parsed(bytes: number): void {
    const took = this.#handed.arrive(bytes, this.#clock.now());
    if (took !== null) this.#drawn.push(took);
  }

  typed(bytes: Uint8Array): void {
    const now = this.#clock.now();
    this.bytesOut += bytes.byteLength;
    this.#typed.leave(bytes.byteLength, now);
    if (this.connectedAt !== null) this.#echo.typed(bytes, now);
  }

  /** The shell has taken so many more bytes of what was typed. */
  taken(bytes: number): void {
    this.#typed.arrive(bytes, this.#clock.now());
  }

  /** Another window is shown the latest output; nobody parses what the last one had. */
  windowReplaced(): void {
    this.#handed.clear();
  }

  connected(): void {
    if (this.#stood) this.reconnects++;
    this.#stood = true;
    this.connectedAt = this.#clock.now();
    this.bytesIn = this.bytesOut = 0;
    this.backlogs.record(this.connectedAt, 0);
  }

  disconnected(): void {
    const now = this.#clock.now();
    this.connectedAt = null;
    this.#typed.clear();
    this.#echo.reset();
    for (const curve of [this.backlogs, this.echoes]) curve.record(now, null);
  }

  #age({ oldestLeftAt }: Transit): number {
    return oldestLeftAt === null ? 0 : this.#clock.now() - oldestLeftAt;
  }
}
