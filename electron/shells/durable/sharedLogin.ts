// One login to an SSH host for all that goes there beside its plain shells: the way to its agent,
// and its tunnels. It lives while somebody has a share in it, and is made anew after each loss.
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { Shared } from '../../../core/task/shared.ts';
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { StartError } from '../ptyShell.ts';
import { Dialogue, type Turn } from './dialogue.ts';
import type { SshCommands } from './sshCommands.ts';
import { SshMaster } from './sshMaster.ts';

export interface SharedLoginOptions {
  host: StoredHost;
  surroundings: LocalSurroundings;
  clock: Clock;
}

/** A share in a login. */
export interface LoginShare {
  readonly master: SshMaster;
  /** What is said to the user while it is made. */
  readonly turn: Turn;
  /** Tells what ssh prints from now on. The function ends it. */
  hear(listener: (bytes: Uint8Array) => void): () => void;
  /** It is of no use to who comes next; whoever has a share goes on. */
  discard(): void;
  release(): void;
}

interface Login {
  master: SshMaster;
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

export class SharedLogin {
  /** What ssh asks, and who is to answer. */
  readonly dialogue: Dialogue = new Dialogue();
  readonly #options: SharedLoginOptions;
  readonly #login = new Shared<Login>({ make: () => this.#begin(), close: end });
  /** Logins since one last stood; the very first is the one that somebody waits for. */
  #tries = 0;

  constructor(options: SharedLoginOptions) {
    this.#options = options;
  }

  /** A share in the login, which begins now if there is none. Throws `ConnectFailure` without ssh. */
  take(): LoginShare {
    const { value: login, release } = this.#login.take();
    return {
      master: login.master,
      turn: login.turn,
      hear: (listener) => {
        login.listeners.add(listener);
        return () => void login.listeners.delete(listener);
      },
      discard: () => this.#login.discard(login),
      release,
    };
  }

  #begin(): Login {
    const listeners: Login['listeners'] = new Set();
    const turn = this.dialogue.begin(this.#tries > 0, (bytes) => master.type(bytes));
    const master = this.#start(turn, (bytes) => {
      turn.hear(bytes);
      for (const listener of listeners) listener(bytes);
    });
    const login = { master, turn, listeners };
    turn.tell(`Connecting to ${this.#options.host.address}…`);
    master.commands.then(
      () => (this.#tries = 1),
      () => this.#login.discard(login),
    );
    void master.ended.then(() => this.#login.discard(login));
    return login;
  }

  #start(turn: Turn, onText: (bytes: Uint8Array) => void): SshMaster {
    try {
      return new SshMaster({ ...this.#options, connectSeconds: this.#patience(), onText });
    } catch (error) {
      turn.end();
      if (!(error instanceof StartError)) throw error;
      throw new ConnectFailure('not-an-agent', error.message, error.hint, error);
    }
  }

  #patience(): number {
    const tries = this.#tries++;
    if (tries === 0) return FIRST_CONNECT_SECONDS;
    return RETRY_CONNECT_SECONDS[(tries - 1) % RETRY_CONNECT_SECONDS.length]!;
  }
}

function end({ turn, master }: Login): Promise<void> {
  turn.end();
  return master.close();
}

/** The commands of a login that stands. Rejects with `ConnectFailure`; cancelled when aborted. */
export function commandsOf({ master }: LoginShare, signal: AbortSignal): Promise<SshCommands> {
  return unlessAborted(master.commands, signal);
}

/** The result, unless the attempt is given up before. */
export function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(new ConnectFailure('cancelled', 'The connection was given up.', ''));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
