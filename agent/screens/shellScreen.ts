// One shell's screen, for whoever has missed output that its log no longer holds. A headless
// terminal follows the log's end at a distance, so that a shell which never outgrows its log
// costs nothing, and catches up with it only when a screen is asked for. It isn't even told of lines
// that only print, while it is known to do nothing but scroll: they are held back here.
import type { Screen } from '../../core/client/screenParts.ts';
import type { ByteLog } from '../../core/replay/byteLog.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { SizeLog } from '../shells/sizeLog.ts';
import { wholePlaceAfter } from '../shells/wholePlace.ts';
import { HeldLines } from './heldLines.ts';
import type { Answer } from './orders.ts';
import type { ScreenOwner, ScreenService } from './screenService.ts';

/** How far the terminal stays behind the log's end: a screen is never further away than that. */
const MAX_DISTANCE_BYTES = 8 * 1024 * 1024;
/** Handed to the worker at once; small pieces would cost more to hand over than to parse. */
export const FEED_BYTES = 256 * 1024;
/** Handed over and not parsed yet; beyond it the program is paused. */
const MAX_UNPARSED_BYTES = 2 * FEED_BYTES;

/** Output that the worker failed on so often has no screen any more, only a reset terminal. */
const MAX_LOSSES = 2;

export interface ShellScreenOptions {
  service: ScreenService;
  log: ByteLog;
  sizes: SizeLog;
  /** The worker has parsed some, or there is a screen. */
  onProgress: () => void;
}

interface Awaited {
  offset: number;
  promise: Promise<Screen>;
  resolve: (screen: Screen) => void;
}

export class ShellScreen implements ScreenOwner {
  readonly #options: ShellScreenOptions;
  /** Undefined until there is a terminal. */
  #id: number | undefined;
  /** The terminal has had everything before this offset, but for what is held back. */
  #place = 0;
  /** There only while the terminal, with all that it was told, is calm. */
  #held: HeldLines | undefined;
  #sizeNumber = -1;
  /** Since it was fed last. */
  #isResized = false;
  #unparsed = 0;
  #losses = 0;
  /** Called when the worker has parsed some. */
  readonly #waiting = new Set<() => void>();
  /** Being painted, the oldest first. */
  #awaited: Awaited[] = [];
  #closed = false;
  /** The screen of a shell that has ended. */
  #last: Screen | undefined;

  constructor(options: ShellScreenOptions) {
    this.#options = options;
  }

  /** The worker has more to do than it should: nothing more is to be printed for now. */
  get busy(): boolean {
    return this.#unparsed > MAX_UNPARSED_BYTES;
  }

  /** There is a terminal: the log doesn't hold all there ever was. */
  get isFollowing(): boolean {
    return this.#id !== undefined;
  }

  /** What stays of a shell that has ended, bytes. */
  get bytes(): number {
    return this.#last?.bytes.byteLength ?? 0;
  }

  /** Output from here on goes on from a screen that is being made, or the last; Infinity for none. */
  get needed(): number {
    return this.#awaited[0]?.offset ?? this.#last?.offset ?? Infinity;
  }

  /** Lets the terminal follow: what lies before `start` is about to be forgotten. */
  follow(start: number): void {
    if (this.#last) return;
    const { log } = this.#options;
    const isFar = log.end - this.#place > MAX_DISTANCE_BYTES;
    const near = isFar ? log.end - MAX_DISTANCE_BYTES + FEED_BYTES : 0;
    const to = Math.max(start, near);
    // Between two lines nothing is half said, so that the next ones may be held back.
    if (this.#place < to) this.#feedTo(wholePlaceAfter(log, to));
  }

  /**
   * The screen as of an offset that isn't before the log's start.
   * @returns the offset it is really of: not less, and more where the terminal is ahead already
   */
  take(at: number): { offset: number; screen: Promise<Screen> } {
    if (this.#last) return { offset: this.#last.offset, screen: Promise.resolve(this.#last) };
    const offset = Math.max(at, this.#place);
    if (this.#isHopeless) return { offset, screen: Promise.resolve(this.#blank(offset)) };
    const same = this.#awaited.find((awaited) => awaited.offset === offset);
    if (same) return { offset, screen: same.promise };
    const awaited = { offset, ...withResolvers<Screen>() };
    this.#awaited.push(awaited);
    this.#paint(awaited);
    return { offset, screen: awaited.promise };
  }

  /**
   * The program has ended: the terminal goes, what is on it stays. It is fed no faster than it
   * parses, for many shells may end at once. `at` must stay in the log until this resolves.
   */
  async finish(at: number): Promise<void> {
    while (!this.#last && !this.#closed && !this.#isHopeless && at - this.#place > FEED_BYTES) {
      if (this.busy) await new Promise<void>((resolve) => this.#waiting.add(resolve));
      else this.#feedTo(this.#place + FEED_BYTES);
    }
    if (this.#closed) return;
    this.#last ??= await this.take(at).screen;
    this.#drop();
  }

  /** Nobody will ask again. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #drop(): void {
    if (this.#id !== undefined) this.#options.service.leave(this.#id);
    this.#id = this.#held = undefined;
    this.#unparsed = 0;
    this.#goOn();
  }

  onAnswer(answer: Answer): void {
    if (answer.kind === 'fed') this.#fed(answer);
    else if (answer.kind === 'painted') this.#painted(answer);
    this.#goOn();
    this.#options.onProgress();
  }

  #fed({ bytes, calm }: Extract<Answer, { kind: 'fed' }>): void {
    this.#unparsed -= bytes;
    if (!calm || this.#unparsed > 0 || this.#isResized) return;
    this.#held ??= new HeldLines(this.#options.sizes.at(this.#place));
  }

  // What the lost terminal showed can't be had again, only what the log still holds.
  onLost(): void {
    const { log } = this.#options;
    this.#losses++;
    this.#unparsed = 0;
    this.#held = undefined;
    this.#sizeNumber = -1;
    this.#place = Math.min(wholePlaceAfter(log, log.start), this.needed);
    for (const awaited of [...this.#awaited]) this.#paint(awaited);
    this.#goOn();
    this.#options.onProgress();
  }

  #painted({ size, bytes }: Extract<Answer, { kind: 'painted' }>): void {
    const awaited = this.#awaited.shift();
    awaited?.resolve({ offset: awaited.offset, ...size, bytes });
  }

  #goOn(): void {
    for (const goOn of this.#waiting) goOn();
    this.#waiting.clear();
  }

  get #isHopeless(): boolean {
    return this.#losses > MAX_LOSSES;
  }

  #blank(offset: number): Screen {
    const { cols, rows } = this.#options.sizes.at(offset);
    return { offset, cols, rows, bytes: new Uint8Array(0) };
  }

  #paint({ offset }: Awaited): void {
    if (this.#isHopeless) {
      this.#awaited.shift()!.resolve(this.#blank(offset));
      return;
    }
    this.#feedTo(offset);
    this.#handOver();
    this.#resizeAt(offset);
    const shell = this.#enter();
    this.#options.service.order({ kind: 'paint', shell, maxBytes: LIMITS.maxScreen });
  }

  #feedTo(offset: number): void {
    if (this.#isHopeless) this.#place = Math.max(this.#place, offset);
    while (this.#place < offset) {
      this.#resizeAt(this.#place);
      const border = this.#options.sizes.after(this.#sizeNumber)?.offset ?? Infinity;
      const length = Math.min(FEED_BYTES, border - this.#place, offset - this.#place);
      if (!this.#holdBack(length)) this.#feed(length);
    }
  }

  /** False where the next bytes are nothing to be held back: then nothing is. */
  #holdBack(length: number): boolean {
    if (!this.#held) return false;
    const part = this.#options.log.read(this.#place, length);
    const isHeld = this.#held.add(part);
    if (isHeld) this.#place += part.byteLength;
    else this.#handOver();
    return isHeld;
  }

  /** The terminal gets what was held back. */
  #handOver(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held && held.bytes > 0) this.#give(held.take());
  }

  #feed(length: number): void {
    const { log } = this.#options;
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const part = log.read(this.#place + at, length - at);
      bytes.set(part, at);
      at += part.byteLength;
    }
    this.#place += length;
    this.#give(bytes);
  }

  #give(bytes: Uint8Array): void {
    this.#unparsed += bytes.byteLength;
    this.#isResized = false;
    this.#options.service.order({ kind: 'feed', shell: this.#enter(), bytes });
  }

  /** Applies the sizes in force up to an offset; the first one makes the terminal. */
  #resizeAt(offset: number): void {
    const size = this.#options.sizes.at(offset);
    if (size.number === this.#sizeNumber) return;
    this.#handOver();
    this.#sizeNumber = size.number;
    this.#isResized = true;
    const { cols, rows } = size;
    this.#options.service.order({ kind: 'resize', shell: this.#enter(), size: { cols, rows } });
  }

  #enter(): number {
    this.#id ??= this.#options.service.enter(this);
    return this.#id;
  }
}
