// The tunnels of a host that runs the agent, on the connection that its shells use too.
import { LinkTunnels, type LinkTunnelsOptions } from '../../core/tunnel/linkTunnels.ts';
import type { ConnectionHold } from '../agents/agentConnections.ts';

export interface AgentHostTunnelsOptions extends Omit<LinkTunnelsOptions, 'acquire'> {
  /** A hold on the host's connection, as its shells take one. */
  acquire: () => ConnectionHold;
}

export class AgentHostTunnels extends LinkTunnels {
  constructor(options: AgentHostTunnelsOptions) {
    super(options);
  }
}
