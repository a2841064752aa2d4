// The ways to the agents of all SSH hosts whose shells an agent keeps, and the shares in the
// connections that go over them.
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
  readonly #shared = new Map<string, { tunnel: AgentTunnel; users: number }>();

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
    const shared = this.#shared.get(key) ?? { tunnel: this.#tunnelTo(host, seat), users: 0 };
    this.#shared.set(key, shared);
    shared.users++;
    const { tunnel } = shared;
    const connect: Connect = (context) => tunnel.connect(context);
    const lease = this.#options.connections.lease(key, connect, patient);
    return {
      link: lease.link,
      sit: (listener) => seat.login.dialogue.take(listener),
      release: async () => {
        if (--shared.users === 0) this.#shared.delete(key);
        seat.release();
        await lease.release();
      },
    };
  }

  #tunnelTo(host: StoredHost, { login }: LoginSeat): AgentTunnel {
    const { clock, version } = this.#options;
    return new AgentTunnel({ host, login, clock, version });
  }
}
