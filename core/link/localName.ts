// Names that mean this machine wherever they are used: `localhost`, and all that end in
// `.localhost` (RFC 6761). They are never looked up, so no name server can lead them elsewhere.
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { domainToASCII } from 'node:url';

/** Where such a name leads, in the order in which it is tried. */
export const LOCAL_ADDRESSES: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** In whatever case, with the root's dot or in letters that a resolver takes for these. */
export function isLocalName(host: string): boolean {
  const plain = (domainToASCII(host) || host).toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || plain.endsWith('.localhost');
}

/** What to listen on where such a name was given; anything else as it is. */
export function localAddress(host: string): string {
  return isLocalName(host) ? LOCAL_ADDRESSES[0]!.address : host;
}

/** Looks names up for `connect`, but for these. */
export const lookupHost: LookupFunction = (name, options, answer) => {
  if (!isLocalName(name)) return systemLookup(name, options, answer);
  const { family } = options;
  const wanted = family === 6 || family === 'IPv6' ? 6 : family === 4 || family === 'IPv4' ? 4 : 0;
  const found = LOCAL_ADDRESSES.filter((one) => wanted === 0 || one.family === wanted);
  // As the resolver does, later than the call.
  process.nextTick(() => {
    if (options.all) answer(null, found);
    else answer(null, found[0]!.address, found[0]!.family);
  });
};

/** `host` for another program (ssh), which would ask a name server for `db.localhost`. */
export function unambiguousHost(host: string): string {
  return isLocalName(host) ? 'localhost' : host;
}
