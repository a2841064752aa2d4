// One question in a pane: printed there, answered by a line that is typed, and meanwhile asked in a card,
// where there is one. The first answer counts, and the other place forgets the question.
import { inWords } from '../../words/said.ts';
import type { GivenAnswer } from '../ipc/contract.ts';
import type { AskPerson, PersonQuestion } from './asking.ts';
import { PaneLine } from './paneLine.ts';

export interface Pane {
  /** Shows text of ours between what ssh prints. */
  print(text: string): void;
  /** Over the same terminal; missing where there is none. */
  card?: AskPerson | undefined;
}

/** What a person has done about a question. */
export type PaneAnswer = GivenAnswer | 'interrupted' | null;

export class PaneQuestion {
  readonly question: PersonQuestion;
  /** Resolves once, with the first answer. */
  readonly answer: Promise<PaneAnswer>;
  readonly #pane: Pane;
  readonly #line: PaneLine;
  readonly #over = new AbortController();
  #settle!: (answer: PaneAnswer) => void;

  constructor(question: PersonQuestion, pane: Pane) {
    this.question = question;
    this.#pane = pane;
    this.#line = new PaneLine(question.hidden ? undefined : (text) => pane.print(text));
    this.answer = new Promise((resolve) => (this.#settle = resolve));
    if (this.#isAsked) pane.print(shown(question));
    void this.#askInCard();
  }

  /** Takes what is typed; what comes after the answer is handed back. */
  type(bytes: Uint8Array): Uint8Array {
    if (this.#over.signal.aborted || !this.#isAsked) return bytes;
    const { end, rest } = this.#line.type(bytes);
    if (end?.how === 'line') this.#end({ text: end.text, keep: false });
    if (end?.how === 'interrupted') this.#end('interrupted');
    if (end?.how === 'nothing') this.#end(null);
    return rest;
  }

  /** It is asked here no more. Nothing is answered. */
  withdraw(): void {
    if (!this.#over.signal.aborted) this.#close();
  }

  /** A touch is only told, and ssh has done so in the pane. */
  get #isAsked(): boolean {
    return this.question.asks !== 'touch';
  }

  async #askInCard(): Promise<void> {
    const answer = await this.#pane.card?.(this.question, this.#over.signal);
    // Whoever puts the card away wants no login.
    if (answer !== undefined) this.#end(answer ?? 'interrupted');
  }

  #end(answer: PaneAnswer): void {
    if (this.#over.signal.aborted) return;
    this.#close();
    this.#settle(answer);
  }

  #close(): void {
    this.#line.wipe();
    if (this.#isAsked) this.#pane.print('\r\n');
    this.#over.abort();
  }
}

/** As ssh would: the answer comes right behind it. */
function shown({ text, because }: PersonQuestion): string {
  const why = because === null ? '' : `${inWords(because)}\n`;
  return `${why}${text} `.replaceAll('\n', '\r\n');
}
