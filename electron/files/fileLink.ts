// The way to one place's files, for all who use them at once: it is made for the first, and made anew
// after each loss, as long as somebody has a hold on it.
import { backoffMs } from '../../core/client/retry.ts';
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { cancelled } from '../../core/sftp/fileProblems.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Hold } from '../../core/task/shared.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import type { FileSideState } from '../ipc/fileTypes.ts';

/** What a login waits for that isn't a person; null: for nothing of the kind any more. */
export type HeldUp = (waits: Said | null) => void;

export interface FileLinkOptions {
  /** Makes it. Rejects with a `FileError`, a `ConnectFailure` or a `PersonError`. */
  open: (signal: AbortSignal, held: HeldUp) => Promise<Hold<FileAccess>>;
  clock: Clock;
  /** Uniform in 0–1. */
  random: () => number;
}

export class FileLink {
  readonly #options: FileLinkOptions;
  readonly #watchers = new Set<(state: FileSideState) => void>();
  readonly #end = new AbortController();
  #hurry = new AbortController();
  #access: FileAccess | undefined;
  #hold: Hold<FileAccess> | undefined;
  #stood = false;
  #running: Promise<void>;
  #state: FileSideState = { state: 'connecting' };
  #error: Error | undefined;

  constructor(options: FileLinkOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  get state(): FileSideState {
    return this.#state;
  }

  /** Undefined while it isn't there. */
  get access(): FileAccess | undefined {
    return this.#access;
  }

  /** Is it of use to who comes next? */
  get usable(): boolean {
    return this.#state.state !== 'failed';
  }

  watch(watcher: (state: FileSideState) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /**
   * Once it stands. Rejects with why it won't, or while it is lost, unless who asks is patient; with
   * `cancelled` when aborted.
   */
  ready(signal?: AbortSignal, patient = false): Promise<FileAccess> {
    return new Promise((resolve, reject) => {
      const isOver = (): boolean =>
        this.#state.state === 'failed' || (this.#state.state === 'lost' && !patient);
      const given = (): void => finish(() => reject(cancelled()));
      const look = (): void => {
        if (this.#access) finish(() => resolve(this.#access!));
        else if (isOver()) finish(() => reject(this.#error!));
      };
      const unwatch = this.watch(look);
      const finish = (settle: () => void): void => {
        unwatch();
        signal?.removeEventListener('abort', given);
        settle();
      };
      signal?.addEventListener('abort', given, { once: true });
      if (signal?.aborted) given();
      else look();
    });
  }

  /** Nobody waits for a timer; after a failure it is tried once more. */
  retry(): void {
    this.#hurry.abort();
    if (this.#state.state !== 'failed' || this.#end.signal.aborted) return;
    this.#tell({ state: 'connecting' });
    // What failed may still be let go: then it isn't tried twice at once.
    this.#running = this.#running.then(() => this.#run());
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#hurry.abort();
    this.#watchers.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // whoever made it watches first
    for (let tries = 1; !this.#end.signal.aborted; tries++) {
      const end = await this.#once();
      if (end === 'stood') tries = 0;
      if (this.#end.signal.aborted || end === 'failed') return;
      this.#hurry = new AbortController();
      const ms = backoffMs(Math.max(tries, 1), this.#options.random());
      await pause(this.#options.clock, ms, this.#hurry.signal);
    }
  }

  /** One connection, from its beginning to its end: did it stand, and may the next one? */
  async #once(): Promise<'stood' | 'lost' | 'failed'> {
    try {
      const held: HeldUp = (said) => this.#heldUp(said);
      const hold = (this.#hold = await this.#options.open(this.#end.signal, held));
      if (this.#end.signal.aborted) return 'lost';
      this.#access = hold.value;
      this.#stood = true;
      this.#tell({ state: 'ready' });
      return this.#lost(await this.#untilLost(hold.value)) ? 'failed' : 'stood';
    } catch (error) {
      return this.#lost(asError(error)) ? 'failed' : 'lost';
    } finally {
      await this.#hold?.release().catch(() => undefined); // it is of no use to anybody
      this.#hold = undefined;
    }
  }

  #heldUp(said: Said | null): void {
    if (this.#state.state !== 'connecting') return;
    if (this.#state.said?.code !== said?.code) this.#tell({ state: 'connecting', said });
  }

  /** Some never are: then it ends with this. */
  #untilLost({ lost }: FileAccess): Promise<FileError> {
    const { signal } = this.#end;
    return new Promise((resolve) => {
      void lost.then(resolve);
      signal.addEventListener('abort', () => resolve(cancelled()), { once: true });
    });
  }

  /** True where it isn't tried again by itself. */
  #lost(error: Error): boolean {
    this.#access = undefined;
    this.#error = error;
    if (this.#end.signal.aborted) return false;
    const { said, advice } = wordsOf(error);
    const passes = this.#stood && mayPass(error);
    this.#tell(passes ? { state: 'lost', said } : { state: 'failed', said, advice });
    return !passes;
  }

  #tell(state: FileSideState): void {
    this.#state = state;
    for (const watcher of [...this.#watchers]) watcher(state);
  }
}

/** May the next try end otherwise, though nobody changes anything? */
function mayPass(error: Error): boolean {
  const cause = error instanceof FileError ? error.cause : error;
  if (cause instanceof ConnectFailure) return !cause.final && cause.kind !== 'cancelled';
  return error instanceof FileError && error.code === 'lost';
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** What happened, and what to do about it. */
export function wordsOf(error: Error): Pick<FileError, 'said' | 'advice'> {
  if (error instanceof FileError || error instanceof ConnectFailure) return error;
  if (error instanceof SaidError) return { said: error.said, advice: null };
  return { said: say('went-wrong', { why: error.message }), advice: null };
}
