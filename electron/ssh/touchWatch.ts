// ssh says on its terminal that a key waits to be touched, not by its askpass program: so what it prints is
// looked through while it logs in. A server can print the same; all that comes of it is a card that tells.
import { cleanLine } from '../../core/text/clean.ts';
import type { AskPerson } from './asking.ts';

/** ssh ends it with `\r\n`, of which its terminal makes `\r\r\n`. */
const TOUCH = /^Confirm user presence for key ([^\r\n]+)\r*\n/m;
/** Characters; the sentence has some 120. */
const KEPT = 1_000;
const LONGEST = 300;

export class TouchWatch {
  readonly #tell: AskPerson;
  #said = '';
  #waiting: AbortController | undefined;

  /** @param tell puts the card there, until its signal is aborted */
  constructor(tell: AskPerson) {
    this.#tell = tell;
  }

  /** ssh has printed this: whatever comes after the sentence says that the touch is over. */
  hear(bytes: Uint8Array): void {
    this.stop();
    this.#said = (this.#said + Buffer.from(bytes).toString('utf8')).slice(-KEPT);
    const [text, key = ''] = TOUCH.exec(this.#said) ?? [];
    if (text === undefined || !this.#said.endsWith(text)) return;
    this.#said = '';
    this.#waiting = new AbortController();
    const told = {
      asks: 'touch',
      about: cleanLine(key, LONGEST),
      text: cleanLine(text, LONGEST),
    } as const;
    const rest = { hidden: false, keepable: null, because: null, hostKey: null };
    void this.#tell({ ...told, ...rest }, this.#waiting.signal);
  }

  stop(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }
}
