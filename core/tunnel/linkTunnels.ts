// All tunnels of one agent's host. The connection is held while at least one of them is wanted.
import { say } from '../../words/said.ts';
import type { AgentConnection } from '../client/agentConnection.ts';
import { Shared, type Hold } from '../task/shared.ts';
import type { Clock } from '../time/clock.ts';
import { LinkTunnel } from './linkTunnel.ts';
import type { TunnelSpec } from './tunnel.ts';
import { TunnelError } from './tunnelError.ts';
import { TunnelLink } from './tunnelLink.ts';
import { TunnelSet } from './tunnelSet.ts';

/** A hold on a connection. */
export interface LinkHold {
  readonly connection: AgentConnection;
  release(): Promise<void>;
}

export interface LinkTunnelsOptions {
  /** Takes a hold on the connection to the agent. */
  acquire: () => LinkHold;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
}

interface Held {
  hold: LinkHold;
  tunnels: TunnelLink;
}

export class LinkTunnels extends TunnelSet<LinkTunnel> {
  readonly #options: LinkTunnelsOptions;
  /** A connection that has failed for good is of no use to a new start. */
  readonly #held = new Shared<Held>({
    make: () => this.#acquire(),
    usable: ({ tunnels }) => tunnels.condition !== 'failed',
    close: ({ tunnels, hold: share }) => {
      tunnels.close();
      return share.release();
    },
  });

  constructor(options: LinkTunnelsOptions) {
    super();
    this.#options = options;
  }

  protected make(spec: TunnelSpec): LinkTunnel {
    if ((spec.kind === 'dynamic') !== (spec.target === null)) {
      throw new TunnelError('bad-tunnel', say('tunnel-lacks-target'));
    }
    const { clock, today } = this.#options;
    const hold = (): Hold<TunnelLink> => {
      const { value, release } = this.#held.take();
      return { value: value.tunnels, release };
    };
    return new LinkTunnel(spec, { clock, today, hold });
  }

  #acquire(): Held {
    const hold = this.#options.acquire();
    return { hold: hold, tunnels: new TunnelLink(hold.connection, this.#options.clock) };
  }
}
