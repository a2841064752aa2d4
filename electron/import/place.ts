// One place to connect to as people write it: `user@host:port`, an IPv6 address, a URL. What is odd in it
// stays as it is written, and is refused where the host is saved.
import { isIPv6 } from 'node:net';

export interface FoundPlace {
  readonly protocol: string;
  readonly user: string | null;
  readonly address: string;
  /** The protocol's own where none is written; undefined where what is written is none. */
  readonly port: number | undefined;
  /** A password stands in it. */
  readonly hasPassword: boolean;
}

/** Protocols that hosts are opened by, and their ports; 0: it has none. */
export const PORTS: ReadonlyMap<string, number> = new Map([
  ...[['ssh', 22] as const, ['sftp', 22] as const, ['scp', 22] as const, ['mosh', 22] as const],
  ...[['telnet', 23] as const, ['rlogin', 513] as const, ['rdp', 3389] as const],
  ...[['vnc', 5900] as const, ['ftp', 21] as const, ['raw', 0] as const, ['serial', 0] as const],
]);

/** Undefined where that is no port. */
export function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** `user@host:port`, with an IPv6 address bare or in brackets. */
export function placeOf(text: string, protocol = 'ssh'): FoundPlace {
  const at = text.lastIndexOf('@');
  const [user, rest] = at < 0 ? [null, text] : [text.slice(0, at), text.slice(at + 1)];
  return { protocol, user, hasPassword: false, ...ends(rest, protocol) };
}

/** `ssh://user@host:port/…`; undefined where it is no URL, or one of something else than a host. */
export function placeOfUrl(text: string): FoundPlace | undefined {
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)/i.exec(text) ?? [];
  const protocol = scheme.toLowerCase();
  if (!PORTS.has(protocol) || authority === '') return undefined;
  const at = authority.lastIndexOf('@');
  if (at < 0) return placeOf(authority, protocol);
  // Behind the name stand a password, or what the server's key should be.
  const [, name = '', sign] = /^([^:;]*)([:;]?)/.exec(authority.slice(0, at)) ?? [];
  const place = placeOf(authority.slice(at + 1), protocol);
  return { ...place, user: decoded(name) || null, hasPassword: sign === ':' };
}

function ends(rest: string, protocol: string): { address: string; port: number | undefined } {
  const usual = PORTS.get(protocol);
  const parts = /^\[([^\]]*)\](?::(.*))?$/.exec(rest) ?? /^([^:]*)(?::([^:]*))?$/.exec(rest);
  if (!parts || isIPv6(rest)) return { address: rest, port: usual };
  const [, address = '', port] = parts;
  return { address, port: port === undefined || port === '' ? usual : portOf(port) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
