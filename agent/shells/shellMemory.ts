// What one shell holds of the memory that all share: its output, the screens and frames that are
// made of it, and how much of that it can give up when others need it more.
import type { ByteLog } from '../../core/replay/byteLog.ts';
import { BLOCK_BYTES } from '../../core/replay/byteLog.ts';
import type { ShellScreen } from '../screens/shellScreen.ts';
import type { Absences } from './absences.ts';
import type { FrameCache } from './frameCache.ts';
import type { Holder, MemoryBudget } from './memoryBudget.ts';
import { RETENTION_LIMITS } from './retention.ts';
import type { SharedScreens } from './sharedScreens.ts';
import type { SizeLog } from './sizeLog.ts';

/** What no running shell is asked for: its smallest log, in whole blocks. */
export const MIN_SHELL_BYTES = RETENTION_LIMITS.minLogBytes + BLOCK_BYTES;

/** Who watches, as far as memory goes. */
export interface Watcher {
  /** First byte that may still be needed. */
  readonly place: number;
  /** Whether a program that there is no room for should wait. */
  readonly holds: boolean;
}

export interface ShellMemoryParts {
  budget: MemoryBudget;
  /** Output kept where memory is plenty, bytes. */
  logBytes: number;
  log: ByteLog;
  sizes: SizeLog;
  screen: ShellScreen;
  screens: SharedScreens;
  frames: FrameCache;
  absences: Absences;
  watchers: ReadonlySet<Watcher>;
  /** Nothing of it may ever be given up: see `Pipes`. */
  keepsAll: boolean;
}

export class ShellMemory implements Holder {
  readonly #parts: ShellMemoryParts;
  #ended = false;

  constructor(parts: ShellMemoryParts) {
    this.#parts = parts;
    parts.budget.join(this);
  }

  get held(): number {
    const { log, frames, screens, screen } = this.#parts;
    return log.allocated + frames.bytes + screens.bytes + screen.bytes;
  }

  get attended(): boolean {
    return this.#parts.watchers.size > 0;
  }

  /** From the place on of the fastest who holds the program, or of whoever is waited for. */
  get claimed(): number {
    const { log, absences, screen, watchers } = this.#parts;
    const holding = [...watchers].filter(({ holds }) => holds).map(({ place }) => place);
    const fastest = holding.length > 0 ? Math.max(...holding) : Infinity;
    const first = Math.min(fastest, absences.oldestPlace, screen.needed);
    return Math.max(0, log.end - first);
  }

  get fixed(): number {
    return this.#parts.keepsAll ? this.held : 0;
  }

  /** What the log holds however much other shells print, bytes. */
  get certainBytes(): number {
    return Math.min(this.#parts.logBytes, this.#parts.budget.share);
  }

  /** More output is taken from other shells' now. */
  get pressesOthers(): boolean {
    const { budget, log } = this.#parts;
    return budget.isFull && log.allocated > budget.share;
  }

  /** Of what is never given up: may the log become so large? */
  mayKeep(logBytes: number): boolean {
    const bytes = logBytes + BLOCK_BYTES; // where neither its first block nor its last is whole
    if (logBytes > this.#parts.logBytes) return false;
    if (bytes <= MIN_SHELL_BYTES) return true;
    const more = Math.max(0, bytes - this.held);
    return bytes <= this.#parts.budget.share && this.#parts.budget.hasRoomForGood(more);
  }

  /** Could so much more be held, without a byte less of what anybody is waited for? */
  hasRoomFor(bytes: number): boolean {
    return this.#parts.budget.hasRoomFor(bytes);
  }

  /** What is held is another than before. */
  changed(): void {
    this.#parts.budget.update(this);
  }

  /** Output before that offset isn't kept any more. The terminal that follows it reads it first. */
  forgetBefore(start: number): void {
    const { log, sizes, screen } = this.#parts;
    screen.follow(start);
    log.dropBefore(start);
    sizes.dropBefore(start);
  }

  // What a screen that is being made goes on with, stays.
  yieldTo(bytes: number): void {
    const { log, frames, screens, screen, keepsAll } = this.#parts;
    frames.clear();
    if (keepsAll) return;
    const least = this.#ended ? 0 : MIN_SHELL_BYTES;
    const others = this.held - log.allocated;
    this.forgetBefore(Math.min(log.startWithin(Math.max(least, bytes - others)), screen.needed));
    screens.cutTo(Math.max(0, bytes - log.allocated));
  }

  /** The program has ended: a screen of it is made, and `place` is where the log is whole. */
  async condense(place: number): Promise<void> {
    this.#ended = true;
    await this.#parts.screen.finish(place);
    this.changed();
  }

  /** Nobody will ask for the shell again. */
  leave(): void {
    this.#parts.screen.close();
    this.#parts.budget.leave(this);
  }
}
