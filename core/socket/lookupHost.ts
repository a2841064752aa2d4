// How names are looked up for a connection: those that mean this machine never are.
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isLocalName, LOCAL_ADDRESSES } from '../link/localName.ts';

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
