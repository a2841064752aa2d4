// How long shells are kept that nobody watches, and how many. Nothing is ended that the user
// didn't say may be: without a time limit a shell lives as long as its program.
import type { Clock } from '../../core/time/clock.ts';

export interface Retention {
  /** Output kept of each shell for those who come back, bytes. */
  logBytes: number;
  /** What all shells may hold together, bytes: those that hold the most keep less then. */
  memoryBytes: number;
  /** A shell that nobody has watched for so long is ended; Infinity for never, milliseconds. */
  keepMs: number;
  /** Running shells that nobody watches; while there are so many, no new one is opened. */
  maxDetached: number;
}

/** The bound of memory goes by the machine: see `memorySize.ts`. */
export const DEFAULT_RETENTION: Omit<Retention, 'memoryBytes'> = {
  logBytes: 8 * 1024 * 1024,
  keepMs: Infinity,
  maxDetached: 64,
};

export const RETENTION_LIMITS = {
  /** A program prints 64 KiB at a time, which must not push out what a viewer is yet to be sent. */
  minLogBytes: 256 * 1024,
  maxLogBytes: 1024 * 1024 * 1024,
  maxMemoryBytes: 64 * 1024 * 1024 * 1024,
  /** A timer can't be longer than 2^31 ms. */
  maxKeepMs: 24 * 24 * 60 * 60 * 1000,
  maxDetached: 256,
} as const;

/** A kept shell, as this needs it. */
export interface Kept {
  readonly session: string;
  hangUp(): Promise<void>;
}

/** Who is watched by nobody, and since when. */
export class Detached {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #onExpired: (session: string) => void;
  readonly #timers = new Map<string, () => void>();

  /** `onExpired`: a shell was kept for as long as was asked for, and is being ended. */
  constructor(clock: Clock, keepMs: number, onExpired: (session: string) => void) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#onExpired = onExpired;
  }

  get count(): number {
    return this.#timers.size;
  }

  /** The last viewer has gone. */
  add(shell: Kept): void {
    this.remove(shell);
    const { session } = shell;
    if (this.#keepMs === Infinity) return void this.#timers.set(session, () => undefined);
    const cancel = this.#clock.after(this.#keepMs, () => {
      this.#onExpired(session);
      void shell.hangUp();
    });
    this.#timers.set(session, cancel);
  }

  /** Somebody watches, or the shell has ended. */
  remove({ session }: Kept): void {
    this.#timers.get(session)?.();
    this.#timers.delete(session);
  }
}
