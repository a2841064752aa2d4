// One thing done by sudo on a host, in an ssh session of its own. sudo is answered when it asks, and only
// then: what isn't its password never reaches it, and the password reaches nothing else.
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { RemoteScript } from '../ssh/remoteScript.ts';
import AS_ROOT from './asRoot.sh?raw';

/** Pipes of an ssh that was asked for a `sh`, and how it ended. */
export interface RootPipes {
  stdin: Writable;
  stdout: Readable;
  ended: Promise<unknown>;
}

export interface RootWork {
  args: readonly string[];
  /** The password; `again`: the last one was refused. Null: nobody gives one. */
  password: (again: boolean) => Promise<string | null>;
  /** Sent when the script says `go`. */
  input?: Uint8Array;
  /** Bytes that may come; beyond it the rest is left. */
  most: number;
}

export interface RootDone {
  /** What the script said, the last of it; '' where it didn't begin. */
  said: string;
  bytes: Buffer;
  /** Nobody gave the password. */
  unanswered: boolean;
  /** What sudo or the system said in their own words, the end of it. */
  words: string;
}

/** Characters of what isn't ours that are kept. */
const MOST_WORDS = 8 * 1024;

export class RootSession {
  readonly #work: RootWork;
  readonly #pipes: RootPipes;
  readonly #ask = `bowline-asks-${randomBytes(12).toString('hex')}:`;
  readonly #mark = `bowline-root-${randomBytes(12).toString('hex')}`;
  #heard = '';
  #said = '';
  #asked = 0;
  #unanswered = false;
  #bytes: Buffer[] = [];
  #count = 0;

  constructor(pipes: RootPipes, work: RootWork) {
    this.#pipes = pipes;
    this.#work = work;
  }

  async run(): Promise<RootDone> {
    const { stdin, stdout, ended } = this.#pipes;
    const script = new RemoteScript(AS_ROOT, [this.#ask, this.#mark, ...this.#work.args], (text) =>
      this.#hear(text),
    );
    // One character is one byte, so that nothing of a file is lost.
    stdout.setEncoding('latin1').on('data', (text: string) => script.hear(text));
    stdin.on('error', () => undefined); // it has ended, which is told
    stdin.write(script.input);
    await ended;
    const words = script.began ? this.#heard : script.before;
    return { said: this.#said, bytes: Buffer.concat(this.#bytes), ...this.#ending(words) };
  }

  #ending(words: string): Pick<RootDone, 'unanswered' | 'words'> {
    const text = Buffer.from(words, 'latin1').toString('utf8');
    return { unanswered: this.#unanswered, words: text.slice(-MOST_WORDS) };
  }

  #hear(text: string): void {
    if (this.#said.startsWith('ok')) return this.#keep(text);
    this.#heard += text;
    this.#answer();
    for (let next = this.#line(); next; next = this.#line()) {
      const { line, before, rest } = next;
      this.#said = line;
      // Behind that line the file begins.
      this.#heard = line.startsWith('ok') ? before : before + rest;
      if (line.startsWith('ok')) return this.#keep(rest);
      if (line === 'go') this.#pipes.stdin.end(this.#work.input ?? '');
    }
    this.#heard = this.#heard.slice(-MOST_WORDS);
  }

  /** The next line of ours in what was heard. */
  #line(): { line: string; before: string; rest: string } | undefined {
    const from = this.#heard.indexOf(`\n${this.#mark} `);
    const end = from < 0 ? -1 : this.#heard.indexOf('\n', from + 1);
    if (end < 0) return undefined;
    const line = this.#heard.slice(from + this.#mark.length + 2, end);
    return { line, before: this.#heard.slice(0, from), rest: this.#heard.slice(end + 1) };
  }

  #answer(): void {
    const at = this.#heard.indexOf(this.#ask);
    if (at < 0) return;
    this.#heard = this.#heard.slice(0, at) + this.#heard.slice(at + this.#ask.length);
    void this.#work.password(this.#asked++ > 0).then((password) => {
      if (password === null) this.#unanswered = true;
      // Without an answer sudo's input ends, and so does sudo.
      if (password === null) this.#pipes.stdin.end();
      else this.#pipes.stdin.write(`${password}\n`);
    });
  }

  #keep(text: string): void {
    this.#count += text.length;
    if (this.#count <= this.#work.most) this.#bytes.push(Buffer.from(text, 'latin1'));
  }
}
