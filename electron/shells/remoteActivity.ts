// Whether a program runs in a shell that can't be looked into. Shells of today switch bracketed
// paste on at their prompt and off while a command runs; full-screen programs switch to a
// screen of their own. A shell that does neither tells nothing, and counts as idle.

const ESCAPE = Buffer.from('\x1b[?');
/** Longest sequence that is understood; a longer one at the end of a chunk isn't waited for. */
const SEQUENCE_BYTES = 32;
const MODES = /^\x1b\[\?([\d;]+)([hl])/;

const BRACKETED_PASTE = '2004';
const OTHER_SCREEN = ['47', '1047', '1049'];

export class RemoteActivity {
  #carried: Buffer = Buffer.alloc(0);
  #atPrompt = true;
  #fullScreen = false;

  get busy(): boolean {
    return this.#fullScreen || !this.#atPrompt;
  }

  output(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const text = this.#carried.length > 0 ? Buffer.concat([this.#carried, chunk]) : chunk;
    for (let at = text.indexOf(ESCAPE); at >= 0; at = text.indexOf(ESCAPE, at + 1)) {
      this.#read(text.toString('latin1', at, at + SEQUENCE_BYTES));
    }
    this.#carried = unfinished(text);
  }

  #read(text: string): void {
    const [, modes = '', switched] = MODES.exec(text) ?? [];
    for (const mode of modes.split(';')) {
      if (mode === BRACKETED_PASTE) this.#atPrompt = switched === 'h';
      if (OTHER_SCREEN.includes(mode)) this.#fullScreen = switched === 'h';
    }
  }
}

/** The beginning of a sequence at the end of a chunk; reading it twice does no harm. */
function unfinished(text: Buffer): Buffer {
  const tail = text.subarray(-SEQUENCE_BYTES);
  const at = tail.lastIndexOf(0x1b);
  return at < 0 ? Buffer.alloc(0) : Buffer.from(tail.subarray(at));
}
