// Whether this computer can listen at a place, found out by doing it for a moment: ssh would only
// say that it couldn't.
import { say } from '../../words/said.ts';
import { TunnelListener } from '../../core/tunnel/listener.ts';
import { formatPlace, isLoopback, type Place } from '../../core/tunnel/place.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';

/** The place with a port that is free now. Rejects with `TunnelError` in our own codes. */
export async function listenPlace(place: Place, isPublic: boolean): Promise<Place> {
  if (place.kind === 'tcp' && !isLoopback(place.host) && !isPublic) throw notLoopback(place);
  const listener = await TunnelListener.open(place, (socket) => socket.destroy());
  await listener.close();
  return listener.at;
}

function notLoopback(place: Place): TunnelError {
  return new TunnelError(
    'listen-not-loopback',
    say('ssh-listen-open-to-others', { place: formatPlace(place) }),
    say('try-loopback-or-sharing'),
    'listen',
  );
}
