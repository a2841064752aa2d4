// What becomes of output that a program has printed: how it is kept, and whether there is room for
// more. Of a terminal the oldest goes, and whoever lacks it gets a screen; of a program's pipes
// nothing ever goes, and it waits instead.
import { MAX_PIPED_BYTES } from '../../core/process/pipesDevice.ts';
import { MAX_PIECE_BYTES } from '../../core/pty/pty.ts';
import type { ByteLog } from '../../core/replay/byteLog.ts';
import type { ScreenService } from '../screens/screenService.ts';
import { FEED_BYTES, type ShellScreen } from '../screens/shellScreen.ts';
import type { Absences } from './absences.ts';
import type { OutputTracker } from './outputTracker.ts';
import type { ShellMemory } from './shellMemory.ts';

export interface KeptOutput {
  keep(bytes: Uint8Array): void;
  /** There is room for what is printed next, whoever watches. */
  readonly keepsUp: boolean;
  /** Nothing would be pushed out that somebody comes back for. */
  readonly hasRoomForAbsent: boolean;
}

export interface TerminalOutputParts {
  log: ByteLog;
  /** Output kept where memory is plenty, bytes. */
  logBytes: number;
  tracker: OutputTracker;
  memory: ShellMemory;
  absences: Absences;
  screen: ShellScreen;
  screens: ScreenService;
}

export class TerminalOutput implements KeptOutput {
  readonly #parts: TerminalOutputParts;

  constructor(parts: TerminalOutputParts) {
    this.#parts = parts;
  }

  // The oldest goes in large steps, so that the screen's terminal is fed with large pieces.
  keep(bytes: Uint8Array): void {
    const { log, logBytes, tracker, memory } = this.#parts;
    log.append(bytes);
    tracker.push(bytes);
    memory.forgetBefore(log.size > logBytes ? log.end - logBytes + this.#step : log.start);
    memory.changed();
  }

  /** A screen is never so late that the output after it is gone. */
  get keepsUp(): boolean {
    const { log, screen, memory } = this.#parts;
    const needsRest = log.end - screen.needed > memory.certainBytes / 2;
    return !screen.busy && !needsRest && !this.#pressesOthers;
  }

  get hasRoomForAbsent(): boolean {
    const { log, logBytes, absences, memory } = this.#parts;
    const { oldestPlace } = absences;
    if (oldestPlace === Infinity) return true;
    const nextStart = log.end + 2 * MAX_PIECE_BYTES - logBytes + this.#step;
    return nextStart <= oldestPlace && memory.hasRoomFor(2 * MAX_PIECE_BYTES);
  }

  /** What it pushes out elsewhere is handed to the screen worker, which has enough to do. */
  get #pressesOthers(): boolean {
    return this.#parts.screens.isBehind && this.#parts.memory.pressesOthers;
  }

  get #step(): number {
    return Math.min(FEED_BYTES, Math.floor(this.#parts.logBytes / 4));
  }
}

export interface PipedOutputParts {
  log: ByteLog;
  memory: ShellMemory;
  /** The program is being ended, and isn't waited for. */
  isEnding: () => boolean;
}

export class PipedOutput implements KeptOutput {
  /** Its one client comes back to all of it. */
  readonly hasRoomForAbsent = true;
  readonly #parts: PipedOutputParts;

  constructor(parts: PipedOutputParts) {
    this.#parts = parts;
  }

  // Nothing is dropped that its client lacks, but at the end.
  keep(bytes: Uint8Array): void {
    const { log, memory, isEnding } = this.#parts;
    if (isEnding() && !this.#hasRoom) return;
    log.append(bytes);
    memory.changed();
  }

  get keepsUp(): boolean {
    return this.#parts.isEnding() || this.#hasRoom;
  }

  get #hasRoom(): boolean {
    const { log, memory } = this.#parts;
    return memory.mayKeep(log.size + MAX_PIPED_BYTES);
  }
}
