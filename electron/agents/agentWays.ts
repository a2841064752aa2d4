// The ways to the agents of all SSH hosts whose shells an agent keeps, and the holds on the
// connections that go over them.
import { SharedByKey } from '../../core/task/shared.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { Dialogue } from '../ssh/dialogue.ts';
import { SshLogins, type SshLoginsOptions, type SshWayHold } from '../ssh/sshLogins.ts';
import { AgentBridges } from './agentBridges.ts';
import type { AgentConnections, Connect, ConnectionHold } from './agentConnections.ts';
import { AgentForward } from './agentForward.ts';

export interface AgentWaysOptions extends SshLoginsOptions {
  connections: AgentConnections;
  /** Of this app, told to agents. */
  version: string;
}

/** How the agent of one host is reached. */
interface AgentWay {
  /** What the way there asks and says. */
  readonly dialogue: Dialogue;
  readonly connect: Connect;
}

export class AgentWays {
  /** Whatever else goes to these hosts can share their logins. */
  readonly logins: SshLogins;
  readonly #options: AgentWaysOptions;
  readonly #ways = new SharedByKey<AgentWay>();

  constructor(options: AgentWaysOptions) {
    this.#options = options;
    this.logins = new SshLogins(options);
  }

  /**
   * A hold on the connection to the agent of an SSH host, as it is saved now; `patient` as for
   * `AgentConnections.hold`.
   */
  acquire(host: StoredHost, patient = false): ConnectionHold {
    const login = this.logins.acquire(host);
    const { key } = login;
    const way = this.#ways.take(key, () => this.#wayTo(host, login));
    const { dialogue, connect } = way.value;
    const hold = this.#options.connections.hold(key, connect, patient);
    return {
      connection: hold.connection,
      beAsked: (listener) => dialogue.take(listener),
      release: async () => {
        await Promise.all([way.release(), login.release(), hold.release()]);
      },
    };
  }

  #wayTo(host: StoredHost, { way }: SshWayHold): AgentWay {
    const { clock, version } = this.#options;
    if (way.kind === 'shared') {
      const forward = new AgentForward({ host, login: way.login, clock, version });
      return { dialogue: way.login.dialogue, connect: (context) => forward.connect(context) };
    }
    const bridges = new AgentBridges({ ...way.ssh, version });
    return { dialogue: bridges.dialogue, connect: (context) => bridges.connect(context) };
  }
}
