// What is known of the lag of a shell on an agent: its connection tells of the link, its
// acknowledgements of the host, and the agent of what the program has printed meanwhile.
import type { AgentLink } from '../../core/client/agentLink.ts';
import type { RemoteShell } from '../../core/client/remoteShell.ts';
import type { LinkMeasure, ShellMeasure } from '../shell.ts';
import type { HostTime } from './hostTime.ts';

export interface AgentMeasured {
  link: AgentLink | undefined;
  /** The shell on its present connection, if there is one. */
  remote: Pick<RemoteShell, 'output' | 'meter' | 'received'> | undefined;
  /** Output handed on and not yet parsed by the window, bytes. */
  unparsed: number;
  host: HostTime;
}

export function measureAgentShell({ link, remote, unparsed, host }: AgentMeasured): ShellMeasure {
  const status = link?.status ?? { roundTripMs: null, silentMs: 0 };
  return {
    backlog: unparsed + (remote?.output.held ?? 0) + onTheWay(remote),
    window: remote?.meter?.window ?? null,
    hostMs: host.medianMs,
    inputWaitMs: host.waitMs(status),
    link: link ? measureLink(link) : null,
  };
}

function measureLink(link: AgentLink): LinkMeasure {
  const { roundTripMs, usualMs, silentMs } = link.status;
  const { bytesIn = 0, bytesOut = 0 } = link.client ?? {};
  return { roundTripMs, usualMs, silentMs, bytesIn, bytesOut, roundTrips: link.roundTrips };
}

/** Printed there, and not here yet. What the agent tells is a moment old. */
function onTheWay(remote: AgentMeasured['remote']): number {
  if (!remote?.meter) return 0;
  return Math.max(0, remote.meter.produced - remote.received);
}
