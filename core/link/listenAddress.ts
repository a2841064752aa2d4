// Where a program is to listen, as given on the command line.
import { isIPv6 } from './ipAddress.ts';

export interface ListenAddress {
  /** IP address or name, without brackets. */
  host: string;
  /** 0 lets the system choose. */
  port: number;
}

/** Reads `HOST:PORT`, an IPv6 address in brackets; undefined where it is none. */
export function readListen(text: string): ListenAddress | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text);
  const [, bracketed, plain, digits] = match ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  const wellFormed = bracketed === undefined || isIPv6(bracketed);
  return host !== undefined && wellFormed && port <= 65535 ? { host, port } : undefined;
}
