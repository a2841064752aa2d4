// What lets the programs below one ssh ask: random, good for one login, and dead when that is through
// or over.
import { randomBytes } from 'node:crypto';
import type { Ancestor } from './processTree.ts';

export interface Asked {
  /** `SSH_ASKPASS_PROMPT`. */
  hint: string;
  prompt: string;
  /** From the process that asks up to the ssh that was started; null where there is no telling. */
  line: readonly Ancestor[] | null;
}

/** Null: nobody answers. */
export type Answers = (asked: Asked, signal: AbortSignal) => Promise<string | null>;

export class Ticket {
  readonly text = randomBytes(24).toString('base64url');
  readonly #answers: Answers;
  readonly #forget: () => void;
  readonly #ending = new AbortController();
  #root: number | undefined;

  constructor(answers: Answers, forget: () => void) {
    this.#answers = answers;
    this.#forget = forget;
  }

  /** The ssh that it was given to; undefined until that runs. */
  get root(): number | undefined {
    return this.#root;
  }

  belongsTo(pid: number): void {
    this.#root ??= pid;
  }

  /** `signal` is aborted when whoever asks is gone. */
  async ask(asked: Asked, signal: AbortSignal): Promise<string | null> {
    const over = AbortSignal.any([signal, this.#ending.signal]);
    if (over.aborted) return null;
    const answer = await Promise.race([this.#answers(asked, over), whenAborted(over)]).catch(
      () => null,
    );
    return over.aborted ? null : answer;
  }

  /** From now on nobody is answered. */
  end(): void {
    this.#forget();
    this.#ending.abort();
  }
}

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
}
