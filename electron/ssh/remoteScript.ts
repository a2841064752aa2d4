// A script for a host of which nothing is known but that somebody can log in there. It travels as
// input of the `sh` that was asked for, in one line that any shell understands: so it runs as well
// where a login file or a forced command has put another shell in its place (`exec fish` in
// .bashrc). It says when it begins, and everything before that is somebody else's.
import { randomBytes } from 'node:crypto';

export class RemoteScript {
  /** What to send, and nothing after it: a shell may read on before it runs anything. */
  readonly input: string;
  readonly #mark = `bowline-${randomBytes(8).toString('hex')}`;
  readonly #onOutput: (text: string) => void;
  #began = false;
  #before = '';

  /**
   * @param text POSIX; `args` are its `$1` and so on
   * @param onOutput is told what it prints as it comes
   */
  constructor(text: string, args: readonly string[], onOutput: (text: string) => void) {
    this.#onOutput = onOutput;
    const begin = `printf '\\n%s\\n' ${this.#mark}`;
    const all = [begin, ['set --', ...args.map(quote)].join(' '), text].join('\n');
    // A login file that waits for an answer gets the empty line.
    this.input = `\n${asLine(all)}\n`;
  }

  /** false where something else took its place. */
  get began(): boolean {
    return this.#began;
  }

  /** The end of what was printed before it began. */
  get before(): string {
    return this.#before;
  }

  /** Takes what comes from there; what the script itself has printed is passed on. */
  hear(text: string): void {
    if (this.#began) return this.#onOutput(text);
    this.#before += text;
    const end = this.#before.indexOf(`${this.#mark}\n`);
    if (end < 0) return void (this.#before = this.#before.slice(-MOST_BEFORE));
    const rest = this.#before.slice(end + this.#mark.length + 1);
    this.#before = this.#before.slice(0, end);
    this.#began = true;
    if (rest !== '') this.#onOutput(rest);
  }
}

/** Characters that login files may print before it begins. */
const MOST_BEFORE = 16 * 1024;

/**
 * The script as one command that sh, bash, zsh, fish and csh read alike: in single quotes, with
 * nothing in it that one of them gives a meaning.
 */
function asLine(script: string): string {
  const octal = (byte: number): string => `\\0${byte.toString(8).padStart(3, '0')}`;
  const written = [...Buffer.from(script)].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9 _./:=,+@-]/.test(character) ? character : octal(byte);
  });
  return `exec sh -c 'eval "$(printf %b "${written.join('')}")"'`;
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
