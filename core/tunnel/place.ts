// One end of a tunnel: what to connect to, or where to listen.
import { BlockList, isIP } from 'node:net';
import { formatHostPort } from '../link/pairingLink.ts';

export type Place =
  /** `port` 0 takes a free one, where it is listened on. */
  { kind: 'tcp'; host: string; port: number } | { kind: 'unix'; path: string };

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** As people write it: `127.0.0.1:8080`, `[::1]:8080`, `/run/db.sock`. */
export function formatPlace(place: Place): string {
  return place.kind === 'unix' ? place.path : formatHostPort(place.host, place.port);
}

/** Can only programs of this machine connect to this address or name? */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const version = isIP(host);
  return version !== 0 && LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
