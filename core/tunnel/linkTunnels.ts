// All tunnels of one agent's host. The connection is held while at least one of them is wanted.
import type { AgentConnection } from '../client/agentConnection.ts';
import { Shared, type Share } from '../task/shared.ts';
import type { Clock } from '../time/clock.ts';
import { LinkTunnel } from './linkTunnel.ts';
import type { TunnelSpec } from './tunnel.ts';
import { TunnelError } from './tunnelError.ts';
import { TunnelLink } from './tunnelLink.ts';
import { TunnelSet } from './tunnelSet.ts';

/** A share in a connection. */
export interface LinkShare {
  readonly connection: AgentConnection;
  release(): Promise<void>;
}

export interface LinkTunnelsOptions {
  /** Takes a share in the connection to the agent. */
  acquire: () => LinkShare;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
}

interface Held {
  share: LinkShare;
  tunnels: TunnelLink;
}

export class LinkTunnels extends TunnelSet<LinkTunnel> {
  readonly #options: LinkTunnelsOptions;
  /** A connection that has failed for good is of no use to a new start. */
  readonly #held = new Shared<Held>({
    make: () => this.#acquire(),
    usable: ({ tunnels }) => tunnels.condition !== 'failed',
    close: ({ tunnels, share }) => {
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
      throw new TunnelError('bad-tunnel', 'A tunnel needs a target, unless it is dynamic.');
    }
    const { clock, today } = this.#options;
    const hold = (): Share<TunnelLink> => {
      const { value, release } = this.#held.take();
      return { value: value.tunnels, release };
    };
    return new LinkTunnel(spec, { clock, today, hold });
  }

  #acquire(): Held {
    const share = this.#options.acquire();
    return { share, tunnels: new TunnelLink(share.connection, this.#options.clock) };
  }
}
