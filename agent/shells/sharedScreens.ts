// Screens for those who fell behind, shared: one that was just painted does for all who need one
// soon after. Bounded: of those that slow viewers are still being sent, the oldest are cut short
// when all together are too large, for by then the output after them is gone, too.
import type { Screen } from '../../core/client/screenParts.ts';
import type { ByteLog } from '../../core/replay/byteLog.ts';
import type { SizeLog } from './sizeLog.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/** All screens of one shell that are on their way to somebody, each counted once. */
export const MAX_HELD_BYTES = 8 * LIMITS.maxScreen;

/** A screen and the output offset that it is of, which is known at once. */
export interface PromisedScreen {
  offset: number;
  screen: Promise<Screen>;
}

/** Whoever is being sent a screen. */
export interface ScreenHolder {
  /** Lets go of it; another one follows when there is room. */
  cutShort(): void;
}

export interface ScreenMaker {
  paint: () => PromisedScreen;
  /** More or less is held than before. */
  onHeld: () => void;
}

export class SharedScreens {
  readonly #log: Pick<ByteLog, 'start' | 'end'>;
  readonly #sizes: Pick<SizeLog, 'current'>;
  readonly #does: ScreenMaker;
  /** In the order in which they were painted. */
  readonly #held = new Map<Screen, Set<ScreenHolder>>();
  #last: PromisedScreen | undefined;
  #bytes = 0;

  constructor(
    log: Pick<ByteLog, 'start' | 'end'>,
    sizes: Pick<SizeLog, 'current'>,
    does: ScreenMaker,
  ) {
    this.#log = log;
    this.#sizes = sizes;
    this.#does = does;
  }

  /**
   * A screen from which the log goes on: the last one, unless its place will soon be gone, or the
   * shell has another size since.
   */
  take(): PromisedScreen {
    if (!this.#last || !this.#isFresh(this.#last)) this.#last = this.#does.paint();
    return this.#last;
  }

  /** Held by all that are on their way to somebody. */
  get bytes(): number {
    return this.#bytes;
  }

  hold(screen: Screen, holder: ScreenHolder): void {
    const holders = this.#held.get(screen);
    if (holders) return void holders.add(holder);
    this.#held.set(screen, new Set([holder]));
    this.#bytes += screen.bytes.byteLength;
    this.cutTo(MAX_HELD_BYTES);
    this.#does.onHeld();
  }

  release(screen: Screen, holder: ScreenHolder): void {
    const holders = this.#held.get(screen);
    if (!holders?.delete(holder) || holders.size > 0) return;
    this.#held.delete(screen);
    this.#bytes -= screen.bytes.byteLength;
    if (this.#held.size === 0) this.#last = undefined; // nobody is behind
    this.#does.onHeld();
  }

  /** Cuts the oldest short, as far as their place is gone, until so many bytes are held at most. */
  cutTo(bytes: number): void {
    for (const [{ offset }, holders] of this.#held) {
      if (this.#bytes <= bytes || offset >= this.#log.start) return;
      for (const holder of [...holders]) holder.cutShort();
    }
  }

  #isFresh({ offset }: PromisedScreen): boolean {
    const { start, end } = this.#log;
    return offset >= start + (end - start) / 2 && offset >= this.#sizes.current.offset;
  }
}
