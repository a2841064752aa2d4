// What keeps a tunnel of OpenSSH's from listening, and what is said of it: the way to the host, or a place that
// is held.
import { say } from '../../words/said.ts';
import { formatPlace, type Place } from '../../core/tunnel/place.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';

export const UNREACHABLE = 'unreachable-host';
/** Said while the server still holds the old listener. */
export const HELD = 'port-in-use';

export function asTunnelError(error: unknown): TunnelError {
  if (error instanceof TunnelError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const said = say('as-told', { text });
  return new TunnelError('listen-failed', said, say('try-tunnel-again'), 'listen');
}

export function stillHeld(at: Place): TunnelError {
  const said = say('server-holds-listener', { place: formatPlace(at) });
  return new TunnelError(HELD, said, say('server-holds-for-now'), 'listen');
}

export function unreachable({ said, advice }: ConnectFailure): TunnelError {
  return new TunnelError(UNREACHABLE, said, advice);
}
