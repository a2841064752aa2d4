// One login to an SSH host, for whoever needs what it leads to: it begins with the first who does,
// lives while somebody has a hold on it, and is made anew after each loss.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { Shared } from '../../core/task/shared.ts';
import { StartError } from '../programs/command.ts';
import { say, type Said } from '../../words/said.ts';
import type { AskPerson } from './asking.ts';
import { Dialogue, type Turn } from './dialogue.ts';

/** One ssh, from its beginning to its end. */
export interface SshLogin<T> {
  /** What it leads to. Resolves after the login; rejects with `ConnectFailure`. */
  readonly ready: Promise<T>;
  /** Why it ended, once it has. */
  readonly ended: Promise<ConnectFailure>;
  /** Answers a question of ssh. */
  type(bytes: Uint8Array): void;
  /** Resolves when it is gone. */
  close(): Promise<void>;
}

/** How a login is to be tried this time. */
export interface LoginTry {
  /** Seconds for the connection, up to the server's greeting. */
  connectSeconds: number;
  /** ssh has printed this: a question, a warning, its last words. */
  onText: (bytes: Uint8Array) => void;
  /** Asks a person what ssh asks; missing where nobody is there to be asked. */
  ask?: AskPerson | undefined;
  /** It waits for something that isn't a person. */
  tell?: ((waits: Said) => void) | undefined;
}

/** A hold on a login. */
export interface LoginHold<L> {
  readonly ssh: L;
  /** What is said to the user while it is made. */
  readonly turn: Turn;
  /** Tells what ssh prints from now on. The function ends it. */
  hear(listener: (bytes: Uint8Array) => void): () => void;
  /** It is of no use to who comes next; whoever has a hold goes on. */
  discard(): void;
  release(): void;
}

interface Login<L> {
  ssh: L;
  turn: Turn;
  listeners: Set<(bytes: Uint8Array) => void>;
}

/** The first try may meet a slow server; somebody is looking. */
const FIRST_CONNECT_SECONDS = 15;
/**
 * Later ones dial anew instead of waiting for the kernel to repeat a lost SYN; but a server may
 * be slow by itself, so now and then one waits long.
 */
const RETRY_CONNECT_SECONDS = [2, 2, 5, 2, 2, 15];

/** Seconds for the connection, after so many logins that came to nothing. */
export function connectSeconds(tries: number): number {
  if (tries === 0) return FIRST_CONNECT_SECONDS;
  return RETRY_CONNECT_SECONDS[(tries - 1) % RETRY_CONNECT_SECONDS.length]!;
}

export class HeldLogin<T, L extends SshLogin<T>> {
  /** What ssh asks, and who is to answer. */
  readonly dialogue: Dialogue = new Dialogue();
  readonly #address: string;
  readonly #start: (how: LoginTry) => L;
  readonly #login = new Shared<Login<L>>({
    make: () => this.#begin(),
    close: ({ turn, ssh }) => {
      turn.end();
      return ssh.close();
    },
  });
  /** Logins since one last stood; the very first is the one that somebody waits for. */
  #tries = 0;

  /** `address` is how the user calls the host; `start` may throw a `StartError`. */
  constructor(address: string, start: (how: LoginTry) => L) {
    this.#address = address;
    this.#start = start;
  }

  /** A hold on the login, which begins now if there is none. Throws `ConnectFailure` without ssh. */
  take(): LoginHold<L> {
    const { value: login, release } = this.#login.take();
    return {
      ssh: login.ssh,
      turn: login.turn,
      hear: (listener) => {
        login.listeners.add(listener);
        return () => void login.listeners.delete(listener);
      },
      discard: () => this.#login.discard(login),
      release: () => void release(),
    };
  }

  #begin(): Login<L> {
    const listeners: Login<L>['listeners'] = new Set();
    const turn = this.dialogue.begin(this.#tries > 0, (bytes) => ssh.type(bytes));
    const ssh: L = this.#started(turn, (bytes) => {
      turn.hear(bytes);
      for (const listener of listeners) listener(bytes);
    });
    const login = { ssh, turn, listeners };
    turn.tell(say('connecting-to', { host: this.#address }));
    ssh.ready.then(
      () => (this.#tries = 1),
      () => this.#login.discard(login),
    );
    void ssh.ended.then(() => this.#login.discard(login));
    return login;
  }

  #started(turn: Turn, onText: (bytes: Uint8Array) => void): L {
    try {
      const ask: AskPerson = (question, signal) => turn.ask(question, signal);
      const tell = (waits: Said): void => turn.waits(waits);
      return this.#start({ connectSeconds: connectSeconds(this.#tries++), onText, ask, tell });
    } catch (error) {
      turn.end();
      if (!(error instanceof StartError)) throw error;
      throw new ConnectFailure('not-an-agent', error.said, error.advice, error);
    }
  }
}

/** The result, unless the attempt is given up before. */
export function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(new ConnectFailure('cancelled', say('connection-given-up'), null));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
