// A file that is edited as root: read and written by sudo, over the host's login. The password is asked
// for over a pane of the host's files, kept in memory while the file is open here, and nowhere else.
import { FileError } from '../../core/sftp/fileError.ts';
import { fileProblem } from '../../core/sftp/fileProblems.ts';
import { inWords, say } from '../../words/said.ts';
import type { GivenAnswer } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { lastLine } from '../ssh/hostCommands.ts';
import type { PersonQuestion } from '../ssh/asking.ts';
import { MOST_BYTES, type EditedFile, type Fetched, type Saved, type Stamp } from './editedFile.ts';
import { sumOf, tooLarge } from './hostFile.ts';
import { RootSession, type RootDone, type RootPipes } from './rootSession.ts';

export interface RootFileOptions {
  /** Absolute. */
  path: string;
  /** `deploy@web-1`, of whom the password is. */
  user: string;
  /** Starts a `sh` there. Rejects with `ConnectFailure` or `PersonError`. */
  start: (signal: AbortSignal) => Promise<RootPipes & { close: () => void }>;
  /** Null: nobody answers. */
  ask: (question: PersonQuestion, signal: AbortSignal) => Promise<GivenAnswer | null>;
}

export class RootFile implements EditedFile {
  readonly #options: RootFileOptions;
  #password: Buffer | undefined;

  constructor(options: RootFileOptions) {
    this.#options = options;
  }

  async fetch(signal: AbortSignal): Promise<Fetched> {
    const { path } = this.#options;
    const { said, bytes } = await this.#run(['fetch', path, String(MOST_BYTES)], signal);
    if (Number(said.slice('ok '.length)) !== bytes.byteLength) {
      throw new FileError('lost', say('files-lost'));
    }
    return { bytes, stamp: { size: bytes.byteLength, changedAt: null, sum: sumOf(bytes) } };
  }

  async save(bytes: Uint8Array, base: Stamp | null, signal: AbortSignal): Promise<Saved> {
    if (base) {
      const there = await this.#sumThere(signal);
      if (there !== base.sum) return there === null ? 'gone' : 'changed';
    }
    const args = ['save', this.#options.path, String(bytes.byteLength)];
    await this.#run(args, signal, bytes);
    return { size: bytes.byteLength, changedAt: null, sum: sumOf(bytes) };
  }

  close(): void {
    this.#password?.fill(0);
    this.#password = undefined;
  }

  async #sumThere(signal: AbortSignal): Promise<string | null> {
    try {
      return (await this.fetch(signal)).stamp.sum;
    } catch (error) {
      if (error instanceof FileError && error.code === 'not-found') return null;
      throw error;
    }
  }

  async #run(args: readonly string[], signal: AbortSignal, input?: Uint8Array): Promise<RootDone> {
    const { path, start } = this.#options;
    if (/[\ud800-\udfff]/.test(path.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))) {
      throw fileProblem('bad-name', path); // its bytes aren't text, which a script is
    }
    const { close, ...pipes } = await start(signal);
    const giveUp = (): void => close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const password = (again: boolean) => this.#answer(again, signal);
      const given = input ? { input } : {};
      const done = await new RootSession(pipes, {
        ...{ args, password, most: MOST_BYTES, ...given },
      }).run();
      this.#check(done, input ? 'done' : 'ok');
      return done;
    } finally {
      signal.removeEventListener('abort', giveUp);
      close();
    }
  }

  #check({ said, unanswered, words }: RootDone, wanted: string): void {
    const { path } = this.#options;
    const [word = ''] = said.split(' ');
    if (word === wanted) return;
    if (unanswered) throw new PersonError(say('root-no-answer'));
    if (word === 'not-found') throw fileProblem('not-found', path);
    if (word === 'too-large') throw tooLarge(path);
    if (word === 'not-file' || word === 'link') {
      throw new PersonError(say('root-not-file', { path }));
    }
    if (word === 'others-write') throw new PersonError(say('root-others-write', { path }));
    if (word === 'no-sudo') throw new PersonError(say('root-no-sudo'));
    if (word === 'short' || words.trim() === '') throw new FileError('lost', say('files-lost'));
    throw new PersonError(say('root-failed', { why: lastLine(words) }));
  }

  /** The one that was right before, else what the person answers. */
  async #answer(again: boolean, signal: AbortSignal): Promise<string | null> {
    if (!again && this.#password) return this.#password.toString();
    this.close();
    const { user, ask } = this.#options;
    const because = again ? say('root-refused') : null;
    const text = say('root-password', { user });
    const given = await ask(
      { asks: 'password', about: user, text: inWords(text), hidden: true, because, ...UNKEPT },
      signal,
    );
    if (given) this.#password = Buffer.from(given.text);
    return given && given.text;
  }
}

const UNKEPT = { keepable: null, hostKey: null } as const;
