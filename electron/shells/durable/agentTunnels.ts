// The ways to the agents of all SSH hosts whose shells an agent keeps, and the shares in the
// connections that go over them.
import { SharedByKey } from '../../../core/task/shared.ts';
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { AgentConnections, Connect, Lease } from '../agentConnections.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { AgentTunnel } from './agentTunnel.ts';
import { SshLogins, type LoginSeat } from './sshLogins.ts';

export interface AgentTunnelsOptions {
  connections: AgentConnections;
  surroundings: LocalSurroundings;
  clock: Clock;
  /** Of this app, told to agents. */
  version: string;
}

export class AgentTunnels {
  /** Whatever else goes to these hosts can share their logins. */
  readonly logins: SshLogins;
  readonly #options: AgentTunnelsOptions;
  readonly #tunnels = new SharedByKey<AgentTunnel>();

  constructor(options: AgentTunnelsOptions) {
    this.#options = options;
    this.logins = new SshLogins(options);
  }

  /**
   * A share in the connection to the agent of an SSH host, as it is saved now; `patient` as for
   * `AgentConnections.lease`.
   */
  acquire(host: StoredHost, patient = false): Lease {
    const seat = this.logins.acquire(host);
    const { key } = seat;
    const way = this.#tunnels.take(key, () => this.#tunnelTo(host, seat));
    const connect: Connect = (context) => way.value.connect(context);
    const lease = this.#options.connections.lease(key, connect, patient);
    return {
      link: lease.link,
      sit: (listener) => seat.login.dialogue.take(listener),
      release: async () => {
        await Promise.all([way.release(), seat.release(), lease.release()]);
      },
    };
  }

  #tunnelTo(host: StoredHost, { login }: LoginSeat): AgentTunnel {
    const { clock, version } = this.#options;
    return new AgentTunnel({ host, login, clock, version });
  }
}
