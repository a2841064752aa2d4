// The window's end of the worker that looks for what is typed. One question is under way at a time,
// and of those that wait the latest one alone is asked. A worker that doesn't answer is replaced.
import type { Findable, Hits } from '../lib/matcher.ts';
import type { MatcherAnswer, MatcherQuestion } from '../lib/matcherWorker.ts';

/** What is needed of a `Worker`. */
export interface MatcherPort {
  onmessage: ((event: MessageEvent<MatcherAnswer>) => void) | null;
  postMessage(question: MatcherQuestion): void;
  terminate(): void;
}

export interface PaletteMatcherOptions {
  make: () => MatcherPort;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
}

export interface Question {
  typed: string;
  most: Readonly<Record<string, number>>;
  weights: Readonly<Record<string, number>>;
}

export type Found = Readonly<Record<string, Hits>>;

/** Many times what ten thousand hosts take. */
export const ANSWER_LIMIT_MS = 2_000;

interface Asked extends Question {
  settle: (found: Found | 'outrun' | 'slow') => void;
}

export class PaletteMatcher {
  readonly #options: PaletteMatcherOptions;
  readonly #all = new Map<string, readonly Findable[]>();
  #port: MatcherPort | null = null;
  #number = 0;
  #asked: Asked | null = null;
  #waiting: Asked | null = null;
  #stopWaiting: () => void = () => {};

  constructor(options: PaletteMatcherOptions) {
    this.#options = options;
  }

  /** The worker begins, while what it is to be told is made ready. */
  begin(): void {
    this.#worker();
  }

  /** What there is of a sort. Told to the worker where it is another list than before. */
  set(sort: string, all: readonly Findable[]): void {
    if (this.#all.get(sort) === all) return;
    this.#all.set(sort, all);
    this.#port?.postMessage({ type: 'all', sort, all });
  }

  /** `outrun`: another question came before this one was asked; `slow`: it took too long. */
  find(question: Question): Promise<Found | 'outrun' | 'slow'> {
    return new Promise((settle) => {
      this.#waiting?.settle('outrun');
      this.#waiting = { ...question, settle };
      if (!this.#asked) this.#next();
    });
  }

  #next(): void {
    const [asked] = [this.#waiting];
    [this.#asked, this.#waiting] = [asked, null];
    if (!asked) return;
    const { typed, most, weights } = asked;
    this.#number += 1;
    this.#worker().postMessage({ type: 'find', number: this.#number, typed, most, weights });
    this.#stopWaiting = this.#options.later(ANSWER_LIMIT_MS, () => this.#giveUp());
  }

  #worker(): MatcherPort {
    if (this.#port) return this.#port;
    const port = (this.#port = this.#options.make());
    port.onmessage = ({ data }) => this.#answered(data);
    for (const [sort, all] of this.#all) port.postMessage({ type: 'all', sort, all });
    return port;
  }

  #answered({ number, found }: MatcherAnswer): void {
    if (number !== this.#number) return;
    this.#end(found);
  }

  #giveUp(): void {
    this.#port?.terminate();
    this.#port = null;
    this.#end('slow');
  }

  #end(answer: Found | 'slow'): void {
    this.#stopWaiting();
    const asked = this.#asked;
    this.#asked = null;
    asked?.settle(answer);
    this.#next();
  }
}
