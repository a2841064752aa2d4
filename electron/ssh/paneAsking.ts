// What one ssh asks in its own pane, a question at a time.
import type { GivenAnswer } from '../ipc/contract.ts';
import type { PersonQuestion } from './asking.ts';
import type { Pane } from './paneQuestion.ts';
import { PosedQuestion } from './posedQuestion.ts';

export interface PaneAskingOptions {
  pane: Pane;
  /** Something is asked, or nothing any more. */
  onChange: (asking: boolean) => void;
  /** The person wants no login. */
  giveUp: () => void;
}

export class PaneAsking {
  readonly #options: PaneAskingOptions;
  #posed: PosedQuestion | undefined;

  constructor(options: PaneAskingOptions) {
    this.#options = options;
  }

  async ask(question: PersonQuestion, signal: AbortSignal): Promise<GivenAnswer | null> {
    const { pane, onChange, giveUp } = this.#options;
    const posed = (this.#posed = new PosedQuestion(question, signal));
    posed.moveTo(pane);
    onChange(true);
    const answer = await posed.answer;
    if (this.#posed === posed) this.#posed = undefined;
    onChange(false);
    if (answer !== 'interrupted') return answer;
    giveUp();
    return null;
  }

  /** Takes what is typed as far as it is an answer, and hands back the rest. */
  type(bytes: Uint8Array): Uint8Array {
    return this.#posed?.type(bytes) ?? bytes;
  }
}
