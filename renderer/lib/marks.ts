// Everything that is told by a small shape: each has one of its own, so that colour never stands alone.
import type { ConnectionState, TunnelState } from '../../electron/ipc/contract.ts';

export const MARKS = [
  ...([
    'online',
    'kept',
    'connecting',
    'lagging',
    'reconnecting',
    'asks',
    'failed',
    'ended',
  ] as const),
  ...(['finished', 'unseen', 'bell', 'idle'] as const),
] as const;

export type MarkName = (typeof MARKS)[number];

const OF_STATE: Record<ConnectionState, MarkName> = {
  connecting: 'connecting',
  authenticating: 'connecting',
  online: 'online',
  lagging: 'lagging',
  reconnecting: 'reconnecting',
  closed: 'ended',
  failed: 'failed',
};

/** Of a shell's state; null where there is no shell. */
export function markOf(state: ConnectionState | null | undefined): MarkName {
  return state ? OF_STATE[state] : 'idle';
}

const OF_TUNNEL: Record<TunnelState, MarkName> = {
  stopped: 'ended',
  starting: 'connecting',
  running: 'online',
  waiting: 'reconnecting',
  failed: 'failed',
};

/** Of a tunnel's state. */
export function markOfTunnel(state: TunnelState): MarkName {
  return OF_TUNNEL[state];
}

/** Of what waits for an answer. */
export const ASKING: MarkName = 'asks';
