// The way to the agent of one SSH host: a login, the agent found or started there, and a private
// socket here that leads to it. All tabs of the host share it. It lives while somebody waits for
// it or speaks through it, and is built anew after each loss.
import { AgentClient } from '../../../core/client/agentClient.ts';
import type { DialContext } from '../../../core/client/agentLink.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { pause, type Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { StartError } from '../ptyShell.ts';
import { Dialogue, type Turn } from './dialogue.ts';
import { SshMaster } from './sshMaster.ts';
import { startAgent } from './startAgent.ts';

export interface AgentTunnelOptions {
  host: StoredHost;
  surroundings: LocalSurroundings;
  clock: Clock;
  version: string;
}

/** Where the agent is reached on this computer. */
interface LocalEnd {
  path: string;
  /** '' where the permissions of its socket there are the proof. */
  token: string;
}

interface Built {
  master: SshMaster;
  turn: Turn;
  socket: Promise<LocalEnd>;
  users: number;
}

/** The first try may meet a slow server; somebody is looking. */
const FIRST_CONNECT_SECONDS = 15;
/**
 * Later ones dial anew instead of waiting for the kernel to repeat a lost SYN; but a server may
 * be slow by itself, so now and then one waits long.
 */
const RETRY_CONNECT_SECONDS = [2, 2, 5, 2, 2, 15];
/** Finding the agent and starting it takes a second or two on a slow machine. */
const START_LIMIT_MS = 30_000;

export class AgentTunnel {
  /** What ssh asks, and who is to answer. */
  readonly dialogue: Dialogue = new Dialogue();
  readonly #options: AgentTunnelOptions;
  #built: Built | undefined;
  /** Logins since it last stood; the very first is the one that somebody waits for. */
  #tries = 0;

  constructor(options: AgentTunnelOptions) {
    this.#options = options;
  }

  /** One attempt of a link; many may share one login. Rejects with `ConnectFailure`. */
  async connect(context: DialContext): Promise<AgentClient> {
    const built = (this.#built ??= this.#build());
    built.users++;
    try {
      const { path, token } = await unlessAborted(built.socket, context.signal);
      const client = await this.#dial(built.master, { path, token }, context);
      void this.#keep(built, client);
      return client;
    } catch (error) {
      if (!isCancelled(error)) this.#discard(built);
      this.#release(built);
      throw error;
    }
  }

  async #dial(
    master: SshMaster,
    { path, token }: LocalEnd,
    context: DialContext,
  ): Promise<AgentClient> {
    const { host, clock, version } = this.#options;
    const address = { kind: 'unix', path, name: `the agent on ${host.address}` } as const;
    try {
      return await AgentClient.connect({
        ...context,
        link: { address, token, fingerprint: null },
        client: { name: 'Bowline', version },
        clock,
      });
    } catch (error) {
      throw (await isStopped(master, error, clock)) ? stopped(host.address) : error;
    }
  }

  async #keep(built: Built, client: AgentClient): Promise<void> {
    this.#tries = 1;
    built.turn.end();
    if (!isCancelled(await client.lost)) this.#discard(built);
    await client.ended;
    this.#release(built);
  }

  /** Begins a login. Throws `ConnectFailure` where there is no ssh. */
  #build(): Built {
    const quiet = this.#tries > 0;
    const turn = this.dialogue.begin(quiet, (bytes) => master.type(bytes));
    const master = this.#login(turn);
    const built = { master, turn, socket: this.#open(master, turn), users: 0 };
    built.socket.catch(() => this.#discard(built));
    return built;
  }

  #login(turn: Turn): SshMaster {
    const { host, surroundings, clock } = this.#options;
    const onText = (bytes: Uint8Array): void => turn.hear(bytes);
    const connectSeconds = this.#patience();
    try {
      return new SshMaster({ host, surroundings, clock, connectSeconds, onText });
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

  async #open(master: SshMaster, turn: Turn): Promise<LocalEnd> {
    const { address } = this.#options.host;
    turn.tell(`Connecting to ${address}…`);
    const commands = await master.commands;
    turn.tell(`Looking for the agent on ${address}…`);
    const { target, token } = await this.#inTime(startAgent(commands, address));
    const path = master.folder.socket('a');
    await commands.forward(path, target);
    return { path, token };
  }

  #inTime<T>(result: Promise<T>): Promise<T> {
    const { clock, host } = this.#options;
    return new Promise((resolve, reject) => {
      const cancel = clock.after(START_LIMIT_MS, () => reject(late(host.address)));
      void result.then(resolve, reject).finally(cancel);
    });
  }

  /** Of no use to the next attempt; whoever uses it still goes on. */
  #discard(built: Built): void {
    if (this.#built === built) this.#built = undefined;
  }

  #release(built: Built): void {
    if (--built.users > 0) return;
    this.#discard(built);
    built.turn.end();
    void built.master.close();
  }
}

/** ssh's words when the server doesn't lead a connection on to a socket. */
const NOT_LED_ON = /open failed: (administratively prohibited|unknown channel type|connect failed)/;

/** ssh says why before it closes the way, but its words come by another one. */
const WORDS_LAG_MS = 250;

async function isStopped(master: SshMaster, error: unknown, clock: Clock): Promise<boolean> {
  if (!(error instanceof ConnectFailure) || error.kind !== 'lost') return false;
  if (!NOT_LED_ON.test(master.lastWords)) await pause(clock, WORDS_LAG_MS);
  return NOT_LED_ON.test(master.lastWords);
}

function stopped(address: string): ConnectFailure {
  return new ConnectFailure(
    'not-an-agent',
    `${address} lets you in, but not through to the agent there.`,
    'Its SSH server probably forbids it. Whoever runs it can allow it ' +
      '(“AllowStreamLocalForwarding yes” in its sshd_config). Or choose “With tmux”.',
  );
}

function late(address: string): ConnectFailure {
  return new ConnectFailure(
    'timeout',
    `The agent on ${address} did not start within ${START_LIMIT_MS / 1_000} s.`,
    'Try “bowline-agent serve” on that machine.',
  );
}

function isCancelled(error: unknown): boolean {
  return error instanceof ConnectFailure && error.kind === 'cancelled';
}

/** The result, unless the attempt is given up before. */
function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(new ConnectFailure('cancelled', 'The connection was given up.', ''));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
