// The way to the agent of one SSH host: a login, the agent found or started there, and a private
// socket here that leads to it. All tabs of the host share it. It lives while somebody waits for
// it or speaks through it, and is built anew after each loss.
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import type { DialContext } from '../../core/client/agentConnection.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Login } from '../../core/wire/login.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { unlessAborted, type LoginHold } from '../ssh/heldLogin.ts';
import type { SharedLogin } from '../ssh/sharedLogin.ts';
import type { SshMaster } from '../ssh/sshMaster.ts';
import { say } from '../../words/said.ts';
import { saysNotLedOn } from './notLedOn.ts';
import { lateAgent, START_LIMIT_MS, startAgent } from './startAgent.ts';

export interface AgentForwardOptions {
  host: StoredHost;
  login: SharedLogin;
  clock: Clock;
  version: string;
}

/** Where the agent is reached on this computer. */
interface LocalEnd {
  path: string;
  /** '' where the permissions of its socket there are the proof. */
  token: string;
  login: Login | undefined;
}

export class AgentForward {
  readonly #options: AgentForwardOptions;
  /** One for each login, for all attempts that share it. */
  readonly #ends = new WeakMap<SshMaster, Promise<LocalEnd>>();

  constructor(options: AgentForwardOptions) {
    this.#options = options;
  }

  /** One attempt of a connection; many may share one login. Rejects with `ConnectFailure`. */
  async connect(context: DialContext): Promise<AgentClient> {
    const hold = this.#options.login.take();
    try {
      const end = await unlessAborted(this.#end(hold), context.signal);
      const client = await this.#dial(hold.ssh, end, context);
      void this.#keep(hold, client);
      return client;
    } catch (error) {
      if (!isCancelled(error)) hold.discard();
      hold.release();
      throw error;
    }
  }

  async #dial(
    master: SshMaster,
    { path, token, login }: LocalEnd,
    context: DialContext,
  ): Promise<AgentClient> {
    const { host, clock, version } = this.#options;
    const name = say('agent-on-host', { host: host.address });
    const address = { kind: 'unix', path, name } as const;
    try {
      return await AgentClient.connect({
        ...{ ...context, dial },
        link: { address, token, fingerprint: null },
        client: { name: 'Bowline', version },
        ...{ clock, login },
      });
    } catch (error) {
      if (await isStopped(master, error, clock)) throw stopped(host.address);
      // The next login asks the agent for its token anew.
      throw error instanceof ConnectFailure ? error.asPassing() : error;
    }
  }

  async #keep(hold: LoginHold<SshMaster>, client: AgentClient): Promise<void> {
    hold.turn.end();
    if (!isCancelled(await client.lost)) hold.discard();
    await client.ended;
    hold.release();
  }

  #end(hold: LoginHold<SshMaster>): Promise<LocalEnd> {
    const { ssh: master } = hold;
    const made = this.#ends.get(master) ?? this.#open(hold);
    this.#ends.set(master, made);
    made.catch(() => hold.discard());
    return made;
  }

  async #open({ ssh: master, turn }: LoginHold<SshMaster>): Promise<LocalEnd> {
    const { address } = this.#options.host;
    const commands = await master.ready;
    turn.tell(say('looking-for-agent', { host: address }));
    const { at, token, login } = await this.#inTime(startAgent(commands, address));
    const path = master.folder.socket('a');
    await commands.forward(path, at);
    return { path, token, login };
  }

  #inTime<T>(result: Promise<T>): Promise<T> {
    const { clock, host } = this.#options;
    return new Promise((resolve, reject) => {
      const cancel = clock.after(START_LIMIT_MS, () => reject(lateAgent(host.address)));
      void result.then(resolve, reject).finally(cancel);
    });
  }
}

async function isStopped(master: SshMaster, error: unknown, clock: Clock): Promise<boolean> {
  if (!(error instanceof ConnectFailure) || error.kind !== 'lost') return false;
  return saysNotLedOn(() => master.lastWords, clock);
}

function stopped(host: string): ConnectFailure {
  const said = say('let-in-not-through', { host });
  return new ConnectFailure('not-an-agent', said, say('allow-forwarding-or-tmux')); // not for good: of an agent that has just ended, or is too busy, ssh says the same
}

function isCancelled(error: unknown): boolean {
  return error instanceof ConnectFailure && error.kind === 'cancelled';
}
