// Tells the user what can't be stored at the moment: once in words for all of it, not at each
// try, and once more when all is stored again.
import type { Notices } from './notices.ts';

const NAMES = {
  tabs: 'your open tabs',
  tunnels: 'which tunnels run',
  window: 'the window’s place',
  hostsCopy: 'the copy of your saved hosts',
} as const;

/** What is stored without having been asked for. */
export type Unasked = keyof typeof NAMES;

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
    this.#options.log(`${NAMES[what]} could not be stored: ${String(error)}`);
    this.#options.notices.add('unstored', 'warning', missingText([...this.#missing]));
  }

  stored(what: Unasked): void {
    if (!this.#missing.delete(what) || this.#missing.size > 0) return;
    const text = 'What could not be stored before is stored now.';
    this.#options.notices.add('unstored', 'info', text);
  }
}

function missingText(missing: readonly Unasked[]): string {
  const what = new Intl.ListFormat('en').format(missing.map((one) => NAMES[one]));
  return (
    `Bowline could not store ${what}. Is the disk full? It goes on trying; until then, what was ` +
    'stored before is what comes back after a restart.'
  );
}
