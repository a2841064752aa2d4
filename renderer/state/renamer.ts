// Asks for names by a pattern where one that never ends holds up nothing: its worker is ended.
import type { RenamePattern } from '../lib/renameMany.ts';
import type { RenameAnswer, RenameQuestion } from '../lib/renameWorker.ts';

export type Renamed = RenameAnswer | { slow: true };

/** What is needed of a `Worker`. */
export interface RenamePort {
  onmessage: ((event: MessageEvent<RenameAnswer>) => void) | null;
  postMessage(question: RenameQuestion): void;
  terminate(): void;
}

export interface RenamerOptions {
  make?: () => RenamePort;
  later: (ms: number, run: () => void) => () => void;
}

/** Longer than any sensible pattern takes over 100,000 names. */
export const MOST_MS = 1_500;

export class Renamer {
  readonly #options: RenamerOptions;
  #port: RenamePort | null = null;

  constructor(options: RenamerOptions) {
    this.#options = options;
  }

  /** Never rejects. Null where another one was asked meanwhile, which ends this. */
  ask(names: readonly string[], pattern: RenamePattern): Promise<Renamed | null> {
    this.end();
    const port = (this.#options.make ?? makeWorker)();
    this.#port = port;
    return new Promise((resolve) => {
      const settle = (answer: Renamed) => {
        stop();
        const isLast = this.#port === port;
        port.terminate();
        if (isLast) this.#port = null;
        resolve(isLast ? answer : null);
      };
      const stop = this.#options.later(MOST_MS, () => settle({ slow: true }));
      port.onmessage = ({ data }) => settle(data);
      port.postMessage({ names: [...names], pattern });
    });
  }

  end(): void {
    this.#port?.terminate();
    this.#port = null;
  }
}

function makeWorker(): RenamePort {
  return new Worker(new URL('../lib/renameWorker.ts', import.meta.url), { type: 'module' });
}
