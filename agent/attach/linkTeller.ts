// Tells whoever is attached how the connection stands: on one line that is drawn and goes again,
// where the terminal can do that and no full-screen program has it; else in a note at each change.
import type { LinkStatus } from '../../core/client/agentConnection.ts';
import { told } from '../../core/text/clean.ts';
import { BACK_NOTE, cutNote, droppedNote, lineOf, type Typed } from './linkWords.ts';
import type { LocalTerminal } from './localTerminal.ts';
import { StatusLine } from './statusLine.ts';

export interface Standing extends Pick<Typed, 'waiting' | 'mayType'> {
  /** The shell itself is there again, not only the connection. */
  isBack: boolean;
}

export class LinkTeller {
  readonly #terminal: LocalTerminal;
  readonly #note: (text: string) => void;
  readonly #line: StatusLine;
  #dropped = 0;
  /** The cut was told in a note, so its end is, too. */
  #isNoted = false;

  /** `note` writes a line of its own when the output has a place for it. */
  constructor(terminal: LocalTerminal, note: (text: string) => void) {
    this.#terminal = terminal;
    this.#note = note;
    this.#line = new StatusLine(
      (sequences) => terminal.write(sequences),
      () => terminal.size.cols,
    );
  }

  /** So much more was typed and could not be kept. */
  dropped(bytes: number): void {
    this.#dropped += bytes;
  }

  tell(status: LinkStatus, { isBack, waiting, mayType }: Standing): void {
    const typed = { waiting, mayType, dropped: this.#dropped };
    if (isBack) this.#back(typed);
    if (this.#terminal.isAddressable) return this.#draw(told(lineOf(status, typed)), isBack);
    if (status.state !== 'reconnecting' || this.#isNoted) return;
    this.#isNoted = true;
    this.#note(cutNote(status, this.#terminal.interactive));
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    this.#line.hide();
  }

  #draw(words: string, isBack: boolean): void {
    // Between the connection and the shell's answer the line stands as it is.
    if (words !== '' && this.#terminal.hasPlace) this.#line.show(words);
    else if (isBack || words !== '') this.#line.hide();
  }

  #back(typed: Typed): void {
    if (this.#isNoted) this.#note(BACK_NOTE);
    this.#isNoted = false;
    if (this.#dropped > 0) this.#note(droppedNote(typed));
    this.#dropped = 0;
  }
}
