// When a program may print on. It is paused while even the fastest viewer takes no more, while
// there is no room for more, and while somebody who was cut off is waited for.
import type { ByteLog } from '../../core/replay/byteLog.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { KeptOutput } from './keptOutput.ts';

/** How often a paused program looks whether those still hold it that it waits for, milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** Somebody who watches, as far as the pace goes. */
export interface PaceViewer {
  /** Offset up to which this viewer wants output produced. */
  readonly wants: number;
  /** Whether a program that it has no room for should wait. */
  readonly holds: boolean;
}

export interface OutputPaceParts {
  clock: Clock;
  log: ByteLog;
  output: KeptOutput;
  viewers: ReadonlySet<PaceViewer>;
  /** The program is being ended: nobody's credit may hold that back. */
  isEnding: () => boolean;
}

export class OutputPace {
  readonly #parts: OutputPaceParts;
  #unpause: (() => void) | undefined;

  constructor(parts: OutputPaceParts) {
    this.#parts = parts;
  }

  /** A viewer has room for more, or, where none is named, one is gone or something else changed. */
  moved(viewer?: PaceViewer): void {
    if (!this.#unpause || !(viewer ? this.#mayRunFor(viewer) : this.#mayRun())) return;
    this.#unpause();
    this.#unpause = undefined; // the rest of a crowd need not look
  }

  /** Resolves when the program may print on; at once where it may now. */
  async turn(): Promise<void> {
    if (!this.#mayRun()) await this.#paused();
  }

  async #paused(): Promise<void> {
    const { clock } = this.#parts;
    let cancel = (): void => undefined;
    const lookAgain = (): void => {
      this.moved();
      cancel = clock.after(LOOK_AGAIN_MS, lookAgain);
    };
    await new Promise<void>((resolve) => {
      this.#unpause = resolve;
      cancel = clock.after(LOOK_AGAIN_MS, lookAgain);
    });
    cancel();
  }

  #mayRun(): boolean {
    const { log, output, viewers, isEnding } = this.#parts;
    if (!output.keepsUp) return false;
    if (isEnding()) return true;
    let held = false;
    for (const viewer of viewers) {
      if (viewer.wants > log.end) return true;
      held ||= viewer.holds;
    }
    return !held && output.hasRoomForAbsent;
  }

  #mayRunFor({ wants }: PaceViewer): boolean {
    const { log, output } = this.#parts;
    return output.keepsUp && wants > log.end;
  }
}
