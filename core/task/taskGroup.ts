// The tasks of one endpoint, bound together. A reader and a writer share a fate: the first to
// end ends the group, the others learn why, get a bounded time to drain, and then the endpoint
// is closed exactly once.
import type { Clock } from '../time/clock.ts';

/** How the first task ended, and so why the whole group did. */
export interface EndReason {
  kind: 'done' | 'failed' | 'cancelled';
  /** Name of the task that ended first, or of whoever called `end`. */
  by: string;
  /** What it failed with; undefined for `done`. */
  error?: unknown;
}

/** What a task is told about its group. */
export interface TaskContext {
  /** Aborts (reason: `EndReason`) when the group is ending: finish what you hold, take no more. */
  readonly draining: AbortSignal;
  /** Aborts when the time to drain is over: return now. */
  readonly killed: AbortSignal;
}

export interface TaskGroupOptions {
  name: string;
  clock: Clock;
  /** How long the remaining tasks may drain once the first one has ended, in milliseconds. */
  drainMs: number;
  /** Closes the endpoint itself. Called once, when every task ended or the drain time is over. */
  close: (reason: EndReason) => void | Promise<void>;
}

export class TaskGroup implements TaskContext {
  readonly name: string;
  /** Resolves when every task has ended and the endpoint is closed. Never rejects. */
  readonly ended: Promise<EndReason>;
  readonly #options: TaskGroupOptions;
  readonly #drain = new AbortController();
  readonly #kill = new AbortController();
  readonly #resolveEnded: (reason: EndReason) => void;
  #running = 0;
  #reason: EndReason | undefined;
  #cancelKill: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: TaskGroupOptions) {
    this.name = options.name;
    this.#options = options;
    const { promise, resolve } = withResolvers<EndReason>();
    this.ended = promise;
    this.#resolveEnded = resolve;
  }

  get draining(): AbortSignal {
    return this.#drain.signal;
  }

  get killed(): AbortSignal {
    return this.#kill.signal;
  }

  /** Why the group is ending; undefined while it runs. */
  get reason(): EndReason | undefined {
    return this.#reason;
  }

  /** Starts a task. Its promise belongs to the group; nobody else needs to await it. */
  spawn(name: string, run: (context: TaskContext) => Promise<void>): void {
    this.#running++;
    const task = async (): Promise<void> => run(this); // throws nothing itself
    void task()
      .then(
        () => this.#finish({ kind: 'done', by: name }),
        (error: unknown) => this.#finish({ kind: 'failed', by: name, error }),
      )
      .finally(() => this.#taskEnded());
  }

  /** Ends the group from outside. Later calls change nothing. */
  end(by: string, error?: unknown): void {
    this.#finish({ kind: 'cancelled', by, error });
    if (this.#running === 0) this.#closeOnce();
  }

  #finish(reason: EndReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#cancelKill = this.#options.clock.after(this.#options.drainMs, () => this.#killNow());
    this.#drain.abort(reason);
  }

  #killNow(): void {
    this.#kill.abort(this.#reason);
    this.#closeOnce();
  }

  #taskEnded(): void {
    if (--this.#running === 0) this.#closeOnce();
  }

  #closeOnce(): void {
    const reason = this.#reason!;
    this.#cancelKill?.();
    this.#closing ??= (async () => this.#options.close(reason))().catch(() => {
      // An endpoint that can't even be closed is gone; there is nobody left to tell.
    });
    if (this.#running === 0) void this.#closing.then(() => this.#resolveEnded(reason));
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
export function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
