// Under which names a relay is known: its own, and this node's for agents.
import { formatHostPort } from '../../core/link/pairingLink.ts';
import { isLoopback } from '../../core/tunnel/place.ts';
import { RelayError } from '../relayError.ts';
import type { ListenAddress } from './address.ts';

export interface Names {
  /** `wss://relay.example:7443`, for people and agents. */
  url: string;
  /** `wss://node1.relay.example:7443`; '' where this is the only node. */
  node: string;
}

const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** @throws RelayError where agents would refuse to go there */
export function namesOf(
  { host, port }: ListenAddress,
  { tls, name, advertise }: { tls: boolean; name?: string; advertise?: string },
): Names {
  if (name !== undefined && !NAME.test(name)) {
    const hint = 'Write it without wss:// and without a port: --name relay.example.';
    throw new RelayError('BAD_NAME', `"${name}" is no name of a host.`, hint);
  }
  const url = `${tls ? 'wss' : 'ws'}://${formatHostPort(name ?? host, port)}`;
  return { url, node: advertise === undefined ? '' : nodeOf(advertise, name ?? host, tls) };
}

// Agents go to hosts of the relay's own name only, and by TLS where the relay has it.
function nodeOf(advertise: string, name: string, tls: boolean): string {
  const url = URL.canParse(advertise) ? new URL(advertise) : undefined;
  const scheme = tls ? 'wss:' : 'ws:';
  const isPlain = url?.pathname === '/' && !url.search && !url.hash && !url.username;
  const host = url?.hostname ?? '';
  const isOurs = host === name || host.endsWith(`.${name}`) || (!tls && isLoopback(host));
  if (url?.protocol === scheme && isPlain && isOurs) return `${scheme}//${url.host}`;
  throw new RelayError(
    'BAD_ADVERTISE',
    `Agents would not go to "${advertise}".`,
    `Give --advertise ${scheme}//HOST:PORT, where HOST is the relay's own name (--name) or one below it.`,
  );
}
