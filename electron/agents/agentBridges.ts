// Connections to the agent of one SSH host, each over a login of its own (`agentBridge.ts`). Tries
// that are made at the same time share the one that is under way.
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import type { DialContext } from '../../core/client/agentConnection.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import type { Dialogue } from '../ssh/dialogue.ts';
import { HeldLogin, unlessAborted, type LoginHold } from '../ssh/heldLogin.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { say } from '../../words/said.ts';
import { AgentBridge, type BridgedAgent } from './agentBridge.ts';

export interface AgentBridgesOptions {
  host: SshTarget;
  surroundings: LocalSurroundings;
  clock: Clock;
  version: string;
}

export class AgentBridges {
  readonly #options: AgentBridgesOptions;
  readonly #login: HeldLogin<BridgedAgent, AgentBridge>;

  constructor(options: AgentBridgesOptions) {
    this.#options = options;
    const { address } = options.host;
    this.#login = new HeldLogin(address, (how) => new AgentBridge({ ...options, ...how }));
  }

  /** Says how far it has come; it never asks. */
  get dialogue(): Dialogue {
    return this.#login.dialogue;
  }

  /** One attempt of a link. Rejects with `ConnectFailure`. */
  async connect(context: DialContext): Promise<AgentClient> {
    for (;;) {
      const hold = this.#login.take();
      try {
        const client = await this.#over(hold, context);
        if (client) return client;
      } catch (error) {
        hold.release();
        throw error;
      }
      hold.release();
    }
  }

  /** undefined where another attempt had this login, and came to nothing. */
  async #over(
    hold: LoginHold<AgentBridge>,
    context: DialContext,
  ): Promise<AgentClient | undefined> {
    const { signal } = context;
    const { host, clock, version } = this.#options;
    const looking = say('looking-for-agent', { host: host.address });
    void hold.ssh.stands.then(() => hold.turn.tell(looking));
    const bridged = await unlessAborted(hold.ssh.ready, signal);
    const stream = bridged.claim();
    hold.discard(); // it leads there once
    if (!stream) {
      await unlessAborted(hold.ssh.ended, signal);
      return undefined;
    }
    const { token, login } = bridged.agent;
    const name = say('agent-on-host', { host: host.address });
    const client = await AgentClient.connect({
      ...{ ...context, dial },
      link: { address: { kind: 'unix', path: '', name }, token, fingerprint: null },
      ...{ stream, client: { name: 'Bowline', version }, clock, login },
    }).catch(async (error: unknown) => Promise.reject(await explained(error, hold.ssh)));
    hold.turn.end();
    void client.ended.then(() => hold.release());
    return client;
  }
}

/** Where the connection broke off, ssh and the relay there know more of why. */
async function explained(error: unknown, ssh: AgentBridge): Promise<unknown> {
  if (!(error instanceof ConnectFailure)) return error;
  return error.kind === 'lost' ? ssh.ended : error.asPassing();
}
