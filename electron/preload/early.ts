// What passes between the main process and a page whose code isn't there yet: what each page asks first
// is asked when it begins, and what it is told before it listens waits for it. So both sides work at once.

/** More than are told while a page begins; the latest are kept. */
const MOST_TOLD = 1_000;

type Listener = (payload: unknown) => void;

/** Answers to what a page asks first. Each is given once: asked again, it may be another. */
export class EarlyAnswers {
  readonly #answers: Map<string, Promise<unknown>>;

  constructor(names: readonly string[], ask: (name: string) => Promise<unknown>) {
    this.#answers = new Map(names.map((name) => [name, ask(name)]));
    // One that failed is told to who asks for it; nobody has to.
    for (const answer of this.#answers.values()) answer.catch(() => undefined);
  }

  /** Undefined where it was not asked, or was given. */
  take(name: string): Promise<unknown> | undefined {
    const answer = this.#answers.get(name);
    this.#answers.delete(name);
    return answer;
  }
}

/** Events of which each is kept until somebody listens to its kind for the first time. */
export class EarlyTold {
  readonly #kept = new Map<string, unknown[]>();
  readonly #ignore = new Map<string, () => void>();

  constructor(names: readonly string[], listen: (name: string, told: Listener) => () => void) {
    for (const name of names) {
      const kept: unknown[] = [];
      this.#kept.set(name, kept);
      const keep: Listener = (payload) => {
        kept.push(payload);
        if (kept.length > MOST_TOLD) kept.shift();
      };
      this.#ignore.set(name, listen(name, keep));
    }
  }

  /** Tells a listener what came before it, in its order; from now on nothing of that kind is kept. */
  give(name: string, listener: Listener): void {
    const kept = this.#kept.get(name) ?? [];
    this.#ignore.get(name)?.();
    this.#kept.delete(name);
    this.#ignore.delete(name);
    for (const payload of kept) listener(payload);
  }
}
