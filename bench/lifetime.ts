// What a run has started, and the certainty that it ends: after the last figure, after a mistake,
// after too long, and when somebody stops it.
import { withResolvers } from '../core/task/taskGroup.ts';
import { within } from './stage/within.ts';

/** The app itself is given 30 s to quit. */
const END_LIMIT_MS = 45_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Lifetime {
  readonly #things: AsyncDisposable[] = [];

  use<T extends AsyncDisposable>(thing: T): T {
    this.#things.push(thing);
    return thing;
  }

  /** Ends everything, the last first. One that won't end is told of, and keeps none of the others. */
  async end(): Promise<void> {
    for (const thing of this.#things.splice(0).reverse()) {
      try {
        const ended = Promise.resolve(thing[Symbol.asyncDispose]());
        await within(END_LIMIT_MS, 'Something that was measured did not end', ended);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
  }
}

/** Listens for whoever wants all of it stopped. */
export class StopSignal {
  readonly asked: Promise<never>;
  stopped = false;

  constructor() {
    const { promise, reject } = withResolvers<never>();
    this.asked = promise;
    promise.catch(() => undefined); // it may come between two benches
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        this.stopped = true;
        reject(new Error('It was stopped.'));
      });
    }
  }
}
