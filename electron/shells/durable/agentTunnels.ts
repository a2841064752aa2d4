// The tunnels of all SSH hosts whose shells an agent keeps, and the shares in the connections
// that go through them.
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { AgentConnections, Lease } from '../agentConnections.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { sshArguments } from '../sshArguments.ts';
import { AgentTunnel } from './agentTunnel.ts';

export interface AgentTunnelsOptions {
  connections: AgentConnections;
  surroundings: LocalSurroundings;
  clock: Clock;
  /** Of this app, told to agents. */
  version: string;
}

export class AgentTunnels {
  readonly #options: AgentTunnelsOptions;
  readonly #shared = new Map<string, { tunnel: AgentTunnel; users: number }>();

  constructor(options: AgentTunnelsOptions) {
    this.#options = options;
  }

  /** A share in the connection to the agent of an SSH host, as it is saved now. */
  acquire(host: StoredHost): Lease {
    const key = JSON.stringify(['ssh', ...sshArguments(host)]);
    const shared = this.#shared.get(key) ?? { tunnel: this.#tunnelTo(host), users: 0 };
    this.#shared.set(key, shared);
    shared.users++;
    const { tunnel } = shared;
    const lease = this.#options.connections.lease(key, (context) => tunnel.connect(context));
    return {
      link: lease.link,
      sit: (listener) => tunnel.dialogue.take(listener),
      release: async () => {
        if (--shared.users === 0) this.#shared.delete(key);
        await lease.release();
      },
    };
  }

  #tunnelTo(host: StoredHost): AgentTunnel {
    const { surroundings, clock, version } = this.#options;
    return new AgentTunnel({ host, surroundings, clock, version });
  }
}
