// One key on its way to a host, or away from it: the login, what it asks, and the script there.
import { say, type Said } from '../../words/said.ts';
import type { KeyOnHost, KeyOnHostEnd, KeyProgress } from '../ipc/contract.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Answerer } from '../ssh/dialogue.ts';
import type { HostCommands } from '../ssh/hostCommands.ts';
import type { SharedLogin } from '../ssh/sharedLogin.ts';
import { commandsOf } from '../ssh/sharedLogin.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import { SeparateCommands } from '../ssh/separateCommands.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { unlessAborted } from '../ssh/heldLogin.ts';
import type { PublicKey } from './keyLines.ts';
import { keyOnHost } from './keyOnHost.ts';

export interface KeyRunOptions {
  run: string;
  logins: SshLogins;
  clock: Clock;
  host: SshTarget;
  tell: (progress: KeyProgress) => void;
}

export class KeyRun {
  readonly #options: KeyRunOptions;
  readonly #end = new AbortController();
  #answer: (line: string) => void = () => undefined;
  #message: Said;
  /** What its login waits for that isn't a person. */
  #waits: Said | null = null;
  #told = '';

  constructor(options: KeyRunOptions) {
    this.#options = options;
    this.#message = say('key-connecting', { host: options.host.address });
  }

  /** A line that ssh asked for. */
  answer(line: string): void {
    this.#answer(line);
  }

  /** Nobody waits for it any more. */
  stop(): void {
    this.#end.abort();
  }

  /** Rejects with a `PersonError` or a `ConnectFailure`, of the kind `cancelled` after `stop`. */
  async go(what: KeyOnHost, key: PublicKey): Promise<KeyOnHostEnd> {
    const { logins, host } = this.#options;
    const hold = logins.acquire(host);
    try {
      this.#tell('');
      const { way } = hold;
      if (way.kind === 'shared') return await this.#shared(way.login, what, key);
      return await this.#through(new SeparateCommands(way.ssh), what, key);
    } finally {
      await hold.release();
    }
  }

  async #shared(login: SharedLogin, what: KeyOnHost, key: PublicKey): Promise<KeyOnHostEnd> {
    let taken: Answerer | undefined; // what was said before comes at once
    const hear = (): void => {
      this.#waits = taken?.heldUp ?? null;
      this.#tell(taken?.question ?? '');
    };
    const answerer = (taken = login.dialogue.take({ onText: hear, onChange: hear }));
    this.#answer = (line) => void answerer.answer(Buffer.from(`${line}\r`));
    hear();
    try {
      const hold = login.take();
      try {
        const commands = await commandsOf(hold, this.#end.signal);
        hold.turn.end();
        return await this.#through(commands, what, key);
      } finally {
        hold.release();
      }
    } finally {
      this.#waits = null;
      answerer.leave();
    }
  }

  #through(commands: HostCommands, what: KeyOnHost, key: PublicKey): Promise<KeyOnHostEnd> {
    const { address: host } = this.#options.host;
    this.#message = what === 'put' ? say('key-putting', { host }) : say('key-dropping', { host });
    this.#tell('');
    return unlessAborted(keyOnHost(what, key, { commands, host }), this.#end.signal);
  }

  #tell(question: string): void {
    const { run, tell } = this.#options;
    const message = (question === '' && this.#waits) || this.#message;
    const told = JSON.stringify([message, question]);
    if (told === this.#told || this.#end.signal.aborted) return;
    this.#told = told;
    tell({ run, message, question });
  }
}
