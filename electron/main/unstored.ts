// Tells the user what can't be stored at the moment: once in words for all of it, not at each
// try, and once more when all is stored again.
import { say, type Said } from '../../words/said.ts';
import type { Notices } from './notices.ts';

const ALL = ['tabs', 'tunnels', 'window', 'hostsCopy', 'files', 'edits', 'transfers'] as const;

/** What is stored without having been asked for. */
export type Unasked = (typeof ALL)[number];

export interface UnstoredOptions {
  notices: Pick<Notices, 'add'>;
  /** A line for the app's log. */
  log: (line: string) => void;
}

export class Unstored {
  readonly #options: UnstoredOptions;
  readonly #missing = new Set<Unasked>();

  constructor(options: UnstoredOptions) {
    this.#options = options;
  }

  /** For the one who stores it: to be told of each try. */
  of(what: Unasked): { onStored: () => void; onProblem: (error: unknown) => void } {
    return {
      onStored: () => this.stored(what),
      onProblem: (error) => this.failed(what, error),
    };
  }

  failed(what: Unasked, error: unknown): void {
    if (this.#missing.has(what)) return;
    this.#missing.add(what);
    this.#options.log(`${what} could not be stored: ${String(error)}`);
    this.#options.notices.add('unstored', 'warning', this.#missingNow());
  }

  stored(what: Unasked): void {
    if (!this.#missing.delete(what) || this.#missing.size > 0) return;
    this.#options.notices.add('unstored', 'info', say('unasked-stored-again'));
  }

  #missingNow(): Said {
    const missing = ALL.map((one) => [one, this.#missing.has(one)] as const);
    return say('unasked-not-stored', Object.fromEntries(missing) as Record<Unasked, boolean>);
  }
}
