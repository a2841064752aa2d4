// Output shown again was answered when it was new. The questions in it (cursor position, device
// attributes, colours, modes) are handled as ever, but what the terminal says to them stays here:
// the program would take a second answer for typed keys.
import type { Terminal } from '@xterm/xterm';

export type Parser = Terminal['parser'];
type SequenceId = Parameters<Parser['registerCsiHandler']>[0];

/** Control sequences a terminal answers. Some only later versions of xterm.js will. */
const CSI_QUESTIONS: readonly SequenceId[] = [
  { final: 'c' }, // what are you? (DA1, DA2, DA3)
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' }, // are you well, where is the cursor? (DSR)
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' }, // is this mode set? (DECRQM)
  { prefix: '?', intermediates: '$', final: 'p' },
  { final: 't' }, // how large are you?
  { prefix: '>', final: 'q' }, // which version? (XTVERSION)
  { prefix: '?', final: 'u' }, // which keyboard protocol?
  { final: 'x' }, // DECREQTPARM
  { intermediates: '*', final: 'y' }, // what is on the screen? (DECRQCRA)
  { intermediates: '$', final: 'w' }, // tab stops, cursor (DECRQPSR)
  // Asking for reports of the focus is answered at once with where it is.
  { prefix: '?', final: 'h' },
];

const DCS_QUESTIONS: readonly SequenceId[] = [
  { intermediates: '$', final: 'q' }, // DECRQSS
  { intermediates: '+', final: 'q' }, // XTGETTCAP
];

/** Colours: of the palette, of text, ground, cursor, pointer and selection. And the clipboard. */
const OSC_QUESTIONS: readonly number[] = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 52];

export class ReplayGuard {
  #replaying = false;
  #answering = false;

  /** Must be made after every handler that answers: xterm.js asks the latest one first. */
  constructor(parser: Parser) {
    const asked = () => this.#asked();
    for (const id of CSI_QUESTIONS) parser.registerCsiHandler(id, asked);
    for (const id of DCS_QUESTIONS) parser.registerDcsHandler(id, asked);
    for (const id of OSC_QUESTIONS) parser.registerOscHandler(id, asked);
  }

  /** What is parsed now was printed before; to be asked by a handler of the parser. */
  get replaying(): boolean {
    return this.#replaying;
  }

  /** What the terminal sends now is the answer to a question that is not new: not to be sent. */
  get answering(): boolean {
    return this.#answering;
  }

  /** What is parsed from now on was printed before. To be called from a callback of `write`. */
  begin(): void {
    this.#replaying = true;
  }

  /** What is parsed from now on is new. A question counts as new when its last byte is. */
  end(): void {
    this.#replaying = false;
    this.#answering = false;
  }

  // An answer comes before the parser goes on, and keys only when it has stopped; so the next
  // microtask is after all answers and before all keys.
  #asked(): boolean {
    if (this.#replaying) {
      this.#answering = true;
      queueMicrotask(() => (this.#answering = false));
    }
    return false;
  }
}
