// What is known of the lag of a shell on an agent: its connection tells of the link, its
// acknowledgements of the host, and the agent of what the program has printed meanwhile.
import type { AgentConnection } from '../../core/client/agentConnection.ts';
import type { RemoteShell } from '../../core/client/remoteShell.ts';
import { relayName } from '../../core/socket/connectFailure.ts';
import type { LinkWay } from '../ipc/contract.ts';
import type { LinkMeasure, ShellMeasure } from '../shell.ts';
import type { HostTime } from './hostTime.ts';

export interface AgentMeasured {
  connection: AgentConnection | undefined;
  /** The shell on its present connection, if there is one. */
  remote: Pick<RemoteShell, 'output' | 'meter' | 'received'> | undefined;
  /** Output handed on and not yet parsed by the window, bytes. */
  unparsed: number;
  host: HostTime;
}

export function measureAgentShell({
  connection,
  remote,
  unparsed,
  host,
}: AgentMeasured): ShellMeasure {
  const status = connection?.status ?? { roundTripMs: null, silentMs: 0 };
  return {
    backlog: unparsed + (remote?.output.held ?? 0) + onTheWay(remote),
    window: remote?.meter?.window ?? null,
    hostMs: host.medianMs,
    inputWaitMs: host.waitMs(status),
    link: connection ? measureLink(connection) : null,
  };
}

function measureLink(connection: AgentConnection): LinkMeasure {
  const { roundTripMs, usualMs, silentMs } = connection.status;
  const { bytesIn = 0, bytesOut = 0 } = connection.client ?? {};
  const { roundTrips } = connection;
  const way = wayOf(connection);
  return { roundTripMs, usualMs, silentMs, bytesIn, bytesOut, roundTrips, ...(way && { way }) };
}

function wayOf({ client }: AgentConnection): LinkWay | undefined {
  if (client?.address.kind !== 'relay') return undefined;
  return client.isRelayed ? { relay: relayName(client.address), ms: client.relayMs } : 'direct';
}

/** Printed there, and not here yet. What the agent tells is a moment old. */
function onTheWay(remote: AgentMeasured['remote']): number {
  if (!remote?.meter) return 0;
  return Math.max(0, remote.meter.produced - remote.received);
}
