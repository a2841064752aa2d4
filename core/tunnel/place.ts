// One end of a tunnel: what to connect to, or where to listen.
import { isLoopbackAddress } from '../link/ipAddress.ts';
import { isLocalName } from '../link/localName.ts';
import { formatHostPort } from '../link/pairingLink.ts';

export type Place =
  /** `port` 0 takes a free one, where it is listened on. */
  { kind: 'tcp'; host: string; port: number } | { kind: 'unix'; path: string };

/** What a client's stream leads to: a place, or the files of the agent's own user. */
export type Target = Place | { kind: 'files' };

/** As people write it: `127.0.0.1:8080`, `[::1]:8080`, `/run/db.sock`. */
export function formatPlace(place: Place): string {
  return place.kind === 'unix' ? place.path : formatHostPort(place.host, place.port);
}

/** Can only programs of this machine connect to this address or name? */
export function isLoopback(host: string): boolean {
  return isLocalName(host) || isLoopbackAddress(host);
}

/** Can only one of the two be listened on? An address for all others takes their port too. */
export function overlaps(a: Place, b: Place): boolean {
  if (a.kind === 'unix' || b.kind === 'unix') {
    return a.kind === 'unix' && b.kind === 'unix' && a.path === b.path;
  }
  const sameHost = a.host === b.host || [a.host, b.host].some((host) => ALL.has(host));
  return a.port === b.port && sameHost;
}

const ALL = new Set(['0.0.0.0', '::']);

/** Longest path of a unix socket that every system takes, bytes. */
const MAX_PATH_BYTES = 103;

/**
 * May this be handed to the resolver? What it reads otherwise than we do (it stops at a NUL) would
 * be judged by one name and lead to another.
 */
export function isHostName(host: string): boolean {
  return /^[\p{L}\p{M}\p{Nd}._-]{1,255}$/u.test(host);
}

/** The same for a unix socket's path and the system. */
export function isSocketPath(path: string): boolean {
  return !/\p{Cc}/u.test(path) && new TextEncoder().encode(path).length <= MAX_PATH_BYTES;
}
