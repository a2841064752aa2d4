// The files of a host with an agent of its own, over the connection that its shells use.
import type { Clock } from '../../core/time/clock.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import { agentFiles } from './agentFiles.ts';
import type { OpenFiles } from './fileHosts.ts';

export function openAgentHostFiles(options: {
  connections: AgentConnections;
  clock: Clock;
}): OpenFiles {
  const { connections, clock } = options;
  const open = agentFiles({
    acquire: ({ pairingLink }) => connections.acquire(pairingLink),
    clock,
  });
  return ({ host, ask, signal }) => open({ host: host!, ask, signal });
}
