// What keeps a tunnel of OpenSSH's from listening, in words: the way to the host, or a place that
// is held.
import { formatPlace, type Place } from '../../core/tunnel/place.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';

export const UNREACHABLE = 'unreachable-host';
/** Said while the server still holds the old listener. */
export const HELD = 'port-in-use';

export function asTunnelError(error: unknown): TunnelError {
  if (error instanceof TunnelError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new TunnelError('listen-failed', text, 'Try again.', 'listen');
}

export function stillHeld(at: Place): TunnelError {
  const text = `The server still holds ${formatPlace(at)} for the connection that was cut.`;
  return new TunnelError(HELD, text, 'It is tried again until the server lets go.', 'listen');
}

export function unreachable({ message, hint }: ConnectFailure): TunnelError {
  return new TunnelError(UNREACHABLE, message, hint);
}
