// A headless terminal that puts parsing off. Of a flood of lines only those are ever parsed that
// are still in the scrollback or on the screen when somebody looks; the rest would have cost as
// much as all else that the agent does for it (5 s for 200 MB). Anything but lines is parsed as it
// comes.
import type { Terminal } from '@xterm/headless';
import { isUndisturbed } from '../../core/screen/terminalState.ts';
import { joined } from '../../core/text/utf8Borders.ts';
import { feedTerminal, resizeTerminal, type Size } from './headlessTerminal.ts';
import { asPlainText, type PlainText } from './plainText.ts';

/** A line as long as that is no line of a flood. */
const MAX_LINE_BYTES = 64 * 1024;
/** Put off at most; there may be few lines in much output. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const LINE_END = Buffer.from('\r\n');
const CARRIAGE_RETURN = LINE_END.subarray(0, 1);

/** Whole lines that only print. */
interface Stretch extends PlainText {
  bytes: Uint8Array;
}

export class LazyTerminal {
  readonly #terminal: Terminal;
  #stretches: Stretch[] = [];
  #lines = 0;
  #waiting = 0;
  /** What came of a line that hasn't ended yet. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** The terminal, with everything parsed. */
  get terminal(): Terminal {
    this.#catchUp();
    return this.#terminal;
  }

  feed(bytes: Uint8Array): void {
    const all = joined(this.#rest, bytes);
    if (this.#putOff(all)) return this.#forgetScrolledAway();
    this.#rest = all;
    this.#catchUp();
  }

  /** Text simply prints and scrolls on it, and nothing that it was fed is half said. */
  get isCalm(): boolean {
    if (this.#rest.byteLength > 0) return false;
    return this.#stretches.length > 0 || isUndisturbed(this.#terminal);
  }

  resize(size: Size): void {
    this.#catchUp();
    resizeTerminal(this.#terminal, size);
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #putOff(all: Uint8Array): boolean {
    const end = Buffer.from(all.buffer, all.byteOffset, all.byteLength).lastIndexOf(LINE_END) + 2;
    if (end < 2 || all.byteLength - end > MAX_LINE_BYTES) return false;
    if (this.#stretches.length === 0 && !isUndisturbed(this.#terminal)) return false;
    const bytes = all.subarray(0, end);
    const text = asPlainText(bytes);
    if (!text || this.#waiting + end > MAX_WAITING_BYTES) return false;
    this.#stretches.push({ bytes, ...text });
    this.#lines += text.lines;
    this.#waiting += end;
    this.#rest = all.subarray(end);
    return true;
  }

  /**
   * A line feed for each row brings the cursor to the last one at the latest; each further one moves
   * everything up by a line, until nothing is left of what came before. But the colours stay.
   */
  #forgetScrolledAway(): void {
    const { rows, options } = this.#terminal;
    const enough = 2 * rows + (options.scrollback ?? 0);
    for (let first = this.#stretches[0]!; this.#lines - first.lines >= enough;) {
      feedTerminal(this.#terminal, Buffer.concat([CARRIAGE_RETURN, first.pen]));
      this.#stretches.shift();
      this.#lines -= first.lines;
      this.#waiting -= first.bytes.byteLength;
      first = this.#stretches[0]!;
    }
  }

  #catchUp(): void {
    for (const { bytes } of this.#stretches) feedTerminal(this.#terminal, bytes);
    feedTerminal(this.#terminal, this.#rest);
    this.#stretches = [];
    this.#lines = this.#waiting = 0;
    this.#rest = new Uint8Array(0);
  }
}
