// A question of ssh that stands in one pane at a time, and moves on when that is closed.
import type { PersonQuestion } from './asking.ts';
import { PaneQuestion, type Pane, type PaneAnswer } from './paneQuestion.ts';

export class PosedQuestion {
  readonly question: PersonQuestion;
  /** Resolves once; null too when `signal` was aborted. */
  readonly answer: Promise<PaneAnswer>;
  #here: PaneQuestion | undefined;
  #settle!: (answer: PaneAnswer) => void;

  constructor(question: PersonQuestion, signal: AbortSignal) {
    this.question = question;
    this.answer = new Promise((resolve) => (this.#settle = resolve));
    const giveUp = (): void => this.#settle(null);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void this.answer.then(() => {
      signal.removeEventListener('abort', giveUp);
      this.#here?.withdraw();
    });
  }

  /** It is asked there from now on; undefined: nowhere, until somebody comes. */
  moveTo(pane: Pane | undefined): void {
    this.#here?.withdraw();
    const here = (this.#here = pane && new PaneQuestion(this.question, pane));
    void here?.answer.then((answer) => this.#settle(answer));
  }

  /** What is typed where it stands; hands back what comes after the answer. */
  type(bytes: Uint8Array): Uint8Array {
    return this.#here?.type(bytes) ?? bytes;
  }
}
