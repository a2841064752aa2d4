// Names that mean this machine wherever they are used: `localhost`, and all that end in
// `.localhost` (RFC 6761). They are never looked up, so no name server can lead them elsewhere.
import { domainToAscii } from './domainName.ts';

/** Where such a name leads, in the order in which it is tried. */
export const LOCAL_ADDRESSES: readonly { address: string; family: 4 | 6 }[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** In whatever case, with the root's dot or in letters that a resolver takes for these. */
export function isLocalName(host: string): boolean {
  const plain = (domainToAscii(host) || host).toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || plain.endsWith('.localhost');
}

/** What to listen on where such a name was given; anything else as it is. */
export function localAddress(host: string): string {
  return isLocalName(host) ? LOCAL_ADDRESSES[0]!.address : host;
}

/** `host` for another program (ssh), which would ask a name server for `db.localhost`. */
export function unambiguousHost(host: string): string {
  return isLocalName(host) ? 'localhost' : host;
}
