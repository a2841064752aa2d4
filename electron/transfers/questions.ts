// What a transfer asks, one thing at a time; whoever waits for an answer holds up nobody else.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { cancelled } from '../../core/sftp/fileProblems.ts';
import type { OnConflict, Transfer } from '../ipc/fileTypes.ts';

export type Answer = Exclude<OnConflict, 'ask'>;
export type Question = NonNullable<Transfer['question']>;

interface Asked {
  question: Question;
  answer: (answer: Answer) => void;
}

export class Questions {
  readonly #asked: Asked[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get first(): Question | null {
    return this.#asked[0]?.question ?? null;
  }

  /** `here`: what is to be written; `there`: what is in its place. Rejects when it is aborted. */
  async ask(name: string, here: FileFacts, there: FileFacts, signal: AbortSignal): Promise<Answer> {
    const question = { name, here: told(here), there: told(there) };
    return new Promise<Answer>((answer, reject) => {
      if (signal.aborted) return reject(cancelled());
      const asked = { question, answer };
      this.#asked.push(asked);
      signal.addEventListener('abort', () => {
        const at = this.#asked.indexOf(asked);
        if (at >= 0) this.#asked.splice(at, 1);
        reject(cancelled());
      });
      this.#onChange();
    });
  }

  /** Of the first one, or of all that wait. */
  answer(answer: Answer, all: boolean): void {
    const answered = this.#asked.splice(0, all ? this.#asked.length : 1);
    for (const one of answered) one.answer(answer);
    this.#onChange();
  }
}

function told({ size, changedAt }: FileFacts): { size: number | null; changedAt: number | null } {
  return { size, changedAt };
}
