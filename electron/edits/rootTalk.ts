// What is said to sudo, and by the program that it starts, before bytes of files go to and fro: sudo is
// answered when it asks and only then, and what isn't its password never reaches it.
import { randomBytes } from 'node:crypto';
import { RemoteScript } from '../ssh/remoteScript.ts';
import type { RootPipes } from './rootSession.ts';

/** Characters of what isn't ours that are kept. */
const MOST_WORDS = 8 * 1024;

export interface RootTold {
  /** `go`, or why not; '' where the script didn't begin. */
  said: string;
  /** Nobody gave the password. */
  unanswered: boolean;
  /** What sudo or the system said in their own words, the end of it. */
  words: string;
}

/** The password; `again`: the last one was refused. Null: nobody gives one. */
export type RootPassword = (again: boolean) => Promise<string | null>;

export class RootTalk {
  readonly #pipes: RootPipes;
  readonly #password: RootPassword;
  readonly #ask = `bowline-asks-${randomBytes(12).toString('hex')}:`;
  readonly #mark = `bowline-root-${randomBytes(12).toString('hex')}`;
  readonly #script: RemoteScript;
  #heard = '';
  #said = '';
  #asked = 0;
  #unanswered = false;
  #go = (): void => undefined;

  /** `script`: its `$1` is sudo's question, its `$2` begins what it says. */
  constructor(pipes: RootPipes, script: string, password: RootPassword) {
    this.#pipes = pipes;
    this.#password = password;
    this.#script = new RemoteScript(script, [this.#ask, this.#mark], (text) => this.#hear(text));
  }

  /** Resolves once the script says `go`, with its output at rest behind that; or when it has ended. */
  async begin(): Promise<RootTold> {
    const { stdin, stdout, ended } = this.#pipes;
    const goes = new Promise<void>((resolve) => (this.#go = resolve));
    stdin.on('error', () => undefined); // it has ended, which is told
    stdout.on('data', this.#listen);
    stdin.write(this.#script.input);
    await Promise.race([goes, ended]);
    const words = this.#script.began ? this.#heard : this.#script.before;
    const text = Buffer.from(words, 'latin1').toString('utf8').slice(-MOST_WORDS);
    return { said: this.#said, unanswered: this.#unanswered, words: text };
  }

  /** One character is one byte, so that nothing is lost. */
  readonly #listen = (bytes: Buffer): void => this.#script.hear(bytes.toString('latin1'));

  #hear(text: string): void {
    this.#heard += text;
    this.#answer();
    const from = this.#heard.indexOf(`\n${this.#mark} `);
    const end = from < 0 ? -1 : this.#heard.indexOf('\n', from + 1);
    if (end < 0) return void (this.#heard = this.#heard.slice(-MOST_WORDS));
    this.#said = this.#heard.slice(from + this.#mark.length + 2, end);
    const rest = this.#heard.slice(end + 1);
    this.#heard = this.#heard.slice(0, from);
    if (this.#said === 'go') this.#rest(rest);
  }

  /** What follows is for somebody else. */
  #rest(text: string): void {
    const { stdout } = this.#pipes;
    stdout.off('data', this.#listen).pause();
    if (text !== '') stdout.unshift(Buffer.from(text, 'latin1'));
    this.#go();
  }

  #answer(): void {
    const at = this.#heard.indexOf(this.#ask);
    if (at < 0) return;
    this.#heard = this.#heard.slice(0, at) + this.#heard.slice(at + this.#ask.length);
    void this.#password(this.#asked++ > 0).then((password) => {
      this.#unanswered = password === null;
      // Without an answer sudo's input ends, and so does sudo.
      if (password === null) this.#pipes.stdin.end();
      else this.#pipes.stdin.write(`${password}\n`);
    });
  }
}
