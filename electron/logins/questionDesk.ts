// What is asked of a person while a login waits: one question at a time over each shell's terminal, and
// the answer of whoever is first: its card, a line typed into the pane, or nobody.
import { randomUUID } from 'node:crypto';
import type { AskedQuestion, GivenAnswer } from '../ipc/contract.ts';

/** A question without what the desk adds. */
export type Question = Omit<AskedQuestion, 'id' | 'shellId'>;

export interface QuestionDeskOptions {
  /** Tells the window that shows the shell what stands over its terminal now; null: nothing. */
  tell: (shellId: string, question: AskedQuestion | null) => void;
}

interface Waiting {
  question: AskedQuestion;
  settle: (answer: GivenAnswer | null) => void;
}

export class QuestionDesk {
  readonly #options: QuestionDeskOptions;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(options: QuestionDeskOptions) {
    this.#options = options;
  }

  /** Asks over a shell's terminal. Null: nobody wants to answer, or `signal` was aborted. */
  ask(shellId: string, question: Question, signal: AbortSignal): Promise<GivenAnswer | null> {
    if (signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const giveUp = (): void => this.#settle(waiting, null);
      const waiting: Waiting = {
        question: { ...question, id: randomUUID(), shellId },
        settle: (answer) => {
          signal.removeEventListener('abort', giveUp);
          resolve(answer);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const queue = this.#waiting.get(shellId) ?? [];
      this.#waiting.set(shellId, [...queue, waiting]);
      if (queue.length === 0) this.#tell(shellId);
    });
  }

  /** What is asked over a shell's terminal now. */
  now(shellId: string): AskedQuestion | null {
    return this.#waiting.get(shellId)?.[0]?.question ?? null;
  }

  /** What all shells of `shellIds` are asked now. */
  all(shellIds: readonly string[]): AskedQuestion[] {
    return shellIds.map((id) => this.now(id)).filter((question) => question !== null);
  }

  /** Null: the person would rather not. An answer to what isn't asked any more is dropped. */
  answer(id: string, answer: GivenAnswer | null): void {
    const waiting = [...this.#waiting.values()].flat().find(({ question }) => question.id === id);
    if (waiting) this.#settle(waiting, answer);
  }

  /** The shell is gone, and what was asked over it. */
  leave(shellId: string): void {
    for (const waiting of this.#waiting.get(shellId) ?? []) this.#settle(waiting, null);
  }

  #settle(waiting: Waiting, answer: GivenAnswer | null): void {
    const { shellId } = waiting.question;
    const queue = this.#waiting.get(shellId) ?? [];
    const rest = queue.filter((one) => one !== waiting);
    if (rest.length === queue.length) return;
    if (rest.length > 0) this.#waiting.set(shellId, rest);
    else this.#waiting.delete(shellId);
    if (queue[0] === waiting) this.#tell(shellId);
    waiting.settle(answer);
  }

  #tell(shellId: string): void {
    this.#options.tell(shellId, this.now(shellId));
  }
}
