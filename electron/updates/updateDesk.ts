// When to look for updates, and what becomes of them: found, asked about, fetched, ready. A state
// machine that knows neither Electron nor the network; the window shows its state as it is.
import type { Said } from '../../words/said.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { UpdateState } from '../ipc/contract.ts';
import type { Update, Updater } from './updater.ts';
import { updateProblem } from './updateProblem.ts';

/** The start belongs to the shells. */
export const FIRST_LOOK_MS = 60_000;
export const LOOK_EVERY_MS = 24 * 3_600_000;
/** How often it is asked whether a look is due: a computer that slept through it isn't late by a day. */
const TICK_MS = 3_600_000;
/** A feed is a few hundred bytes. */
export const LOOK_LIMIT_MS = 30_000;
/** A download that brings nothing for so long is given up. */
export const STALL_LIMIT_MS = 60_000;

export interface UpdateDeskOptions {
  /** Why this copy isn't updated; null where it is. */
  whyNot: Said | null;
  /** Made at the first look, not before. */
  updater: () => Promise<Updater>;
  clock: Clock;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The setting: may it look without being asked? */
  mayLook: () => boolean;
  onChange: (state: UpdateState) => void;
  log: (line: string) => void;
}

const NOTHING = { version: '', notes: '', bytes: 0, done: 0, problem: null, shown: false };

export class UpdateDesk {
  readonly #options: UpdateDeskOptions;
  #state: UpdateState;
  #updater: Promise<Updater> | undefined;
  #looking: Promise<void> | undefined;
  #abort: AbortController | undefined;
  #cancelTick = (): void => undefined;
  #triedAt = -Infinity;
  /** What the user would rather not have, until the next start. */
  #declined = '';

  constructor(options: UpdateDeskOptions) {
    this.#options = options;
    const { whyNot } = options;
    this.#state = { ...NOTHING, phase: whyNot ? 'off' : 'idle', whyNot, checkedAt: null };
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** From now on it looks by itself, if it may. */
  start(): void {
    if (this.#state.phase === 'off') return;
    const tick = (ms: number): void => {
      this.#cancelTick = this.#options.clock.after(ms, () => {
        this.#lookIfDue();
        tick(TICK_MS);
      });
    };
    tick(FIRST_LOOK_MS);
  }

  /** Nothing goes on after this; what is ready stays ready. */
  close(): void {
    this.#cancelTick();
    this.#abort?.abort();
  }

  /** Looks now, because the user asked for it; what comes of it is told in any case. Never rejects. */
  async check(): Promise<void> {
    this.#declined = '';
    if (this.#state.phase === 'found' || this.#state.phase === 'ready') this.#show(true);
    else await this.#look(true);
  }

  /** Fetches what was found; after a failure it looks first, for that may be gone by now. Never rejects. */
  async download(): Promise<void> {
    if (this.#state.phase === 'found' && this.#state.problem) await this.#look(true);
    if (this.#state.phase !== 'found') return;
    this.#change({ phase: 'downloading', done: 0, problem: null, shown: true });
    try {
      await this.#fetch();
      this.#change({ phase: 'ready' });
    } catch (error) {
      this.#downloadFailed(error);
    }
  }

  /** Not now: a download stops, and neither it nor a notice comes back by itself. */
  later(): void {
    if (this.#state.phase === 'found') this.#declined = this.#state.version;
    if (this.#state.phase === 'downloading') this.#abort?.abort(new Cancelled());
    this.#show(false);
  }

  #lookIfDue(): void {
    const { now, mayLook } = this.#options;
    if (!mayLook() || now() - this.#triedAt < LOOK_EVERY_MS) return;
    if (this.#state.phase === 'idle' || this.#state.phase === 'found') void this.#look(false);
  }

  #look(asked: boolean): Promise<void> {
    if (asked && this.#looking) this.#show(true);
    this.#looking ??= this.#lookOnce(asked).finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  // What was found before stays until there is an answer, unless the user waits for that.
  async #lookOnce(asked: boolean): Promise<void> {
    if (this.#state.phase === 'downloading') return;
    this.#triedAt = this.#options.now();
    if (asked || this.#state.phase === 'idle') {
      this.#change({ ...NOTHING, phase: 'checking', shown: asked });
    }
    try {
      this.#found(await this.#ask());
    } catch (error) {
      this.#options.log(`no update: ${detail(error)}`);
      if (this.#state.phase === 'checking') {
        this.#change({ phase: 'idle', problem: updateProblem(error) });
      }
    }
  }

  #ask(): Promise<Update | undefined> {
    return this.#within(LOOK_LIMIT_MS, async (signal) => (await this.#made()).look(signal));
  }

  #found(found: Update | undefined): void {
    if (this.#state.phase === 'downloading') return; // the user was faster
    const checkedAt = this.#options.now();
    if (!found)
      return this.#change({ ...NOTHING, phase: 'idle', checkedAt, shown: this.#state.shown });
    const shown = this.#state.shown || found.version !== this.#declined;
    this.#change({ ...found, phase: 'found', checkedAt, shown });
  }

  #fetch(): Promise<void> {
    const all = this.#state.bytes;
    return this.#within(STALL_LIMIT_MS, async (signal, goOn) => {
      await (
        await this.#made()
      ).download((bytes) => {
        goOn();
        if (bytes > all) this.#abort?.abort(new Error('ERR_CHECKSUM_MISMATCH: too long'));
        else this.#progress(bytes);
      }, signal);
    });
  }

  // The window needs no more than a step for each percent.
  #progress(bytes: number): void {
    const { bytes: all, done, phase } = this.#state;
    if (phase !== 'downloading' || percent(bytes, all) === percent(done, all)) return;
    this.#change({ done: bytes });
  }

  #downloadFailed(error: unknown): void {
    if (error instanceof Cancelled) return this.#change({ phase: 'found', done: 0 });
    this.#options.log(`an update was not fetched: ${detail(error)}`);
    this.#change({ phase: 'found', done: 0, problem: updateProblem(error), shown: true });
  }

  #made(): Promise<Updater> {
    this.#updater ??= this.#options.updater();
    return this.#updater;
  }

  /** `goOn` begins the time anew. */
  async #within<T>(
    limitMs: number,
    run: (signal: AbortSignal, goOn: () => void) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    this.#abort = abort;
    const late = (): void => abort.abort(new Error('ETIMEDOUT'));
    let cancel = this.#options.clock.after(limitMs, late);
    const goOn = (): void => {
      cancel();
      cancel = this.#options.clock.after(limitMs, late);
    };
    const aborted = new Promise<never>((_, reject) =>
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason as Error)),
    );
    try {
      return await Promise.race([run(abort.signal, goOn), aborted]);
    } finally {
      cancel();
    }
  }

  #show(shown: boolean): void {
    if (shown !== this.#state.shown) this.#change({ shown });
  }

  #change(change: Partial<UpdateState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.#state);
  }
}

class Cancelled extends Error {}

function percent(done: number, all: number): number {
  return all > 0 ? Math.floor((100 * done) / all) : 0;
}

function detail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
