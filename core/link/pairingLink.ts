// The pairing link: everything an app needs to reach an agent, in one line that a person
// copies from the agent's terminal and pastes. Reading one says in words what is wrong with it.
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

export type AgentAddress =
  | { kind: 'tcp'; host: string; port: number; tls: boolean }
  /** `name`: how people know it, where the path alone says little. */
  | { kind: 'unix'; path: string; name?: string };

export interface PairingLink {
  address: AgentAddress;
  /** Base64url, at least 128 bits; '' where a unix socket's own permissions are the proof. */
  token: string;
  /** SHA-256 of the agent's certificate, 64 lower-case hex digits; null: judge it by its issuer. */
  fingerprint: string | null;
  /** What the agent calls itself, at most 100 characters; '' when it doesn't say. */
  name: string;
}

/** What is wrong with a link, for code; the message says it for a person. */
export type PairingLinkFault =
  'foreign' | 'too-long' | 'version' | 'address' | 'port' | 'tls' | 'token' | 'fingerprint';

export class PairingLinkError extends Error {
  readonly code: PairingLinkFault;
  constructor(code: PairingLinkFault, message: string) {
    super(message);
    this.name = 'PairingLinkError';
    this.code = code;
  }
}

export const LINK_VERSION = '1';
/** Longer than any link an agent prints; what is longer was not printed by one. */
const MAX_LINK_CHARS = 4096;
const MAX_NAME_CHARS = 100;
const MAX_HOST_CHARS = 253;
/** 22 characters of base64url hold 128 bits. */
const TOKEN = /^[A-Za-z0-9_-]{22,512}$/;
const HOST_NAME = /^(?!-)[a-z0-9._-]+$/;
const AGAIN = 'Copy it again from `bowline-agent pair`.';

/** Reads a link as pasted, quotes and line breaks around it allowed. Throws `PairingLinkError`. */
export function parsePairingLink(text: string): PairingLink {
  const { authority, path, query } = split(unwrap(text));
  checkVersion(query.get('v'));
  const tls = readTls(query.get('tls'));
  const address = authority === '' ? unixAddress(path, tls) : tcpAddress(authority, path, tls);
  return {
    address,
    token: readToken(query.get('token'), address.kind),
    fingerprint: readFingerprint(query.get('fp'), tls),
    name: cleanName(query.get('name') ?? ''),
  };
}

/** Writes a link that `parsePairingLink` reads back. Throws `PairingLinkError` where it couldn't. */
export function formatPairingLink(link: PairingLink): string {
  const { address, token, fingerprint } = link;
  const query = new URLSearchParams({ v: LINK_VERSION });
  if (token !== '') query.set('token', token);
  if (address.kind === 'tcp' && address.tls) query.set('tls', '1');
  if (fingerprint !== null) query.set('fp', fingerprint);
  const name = cleanName(link.name);
  if (name !== '') query.set('name', name);
  const text = `bowline://${formatAddress(address)}?${query.toString()}`;
  parsePairingLink(text);
  return text;
}

/** `HOST:PORT`, an IPv6 address in brackets. */
export function formatHostPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

function formatAddress(address: AgentAddress): string {
  if (address.kind === 'tcp') return `${formatHostPort(address.host, address.port)}/`;
  checkPath(address.path);
  return address.path.split('/').map(encodeURIComponent).join('/');
}

// Mail and chat programs wrap a link in brackets or quotes, terminals break it into lines.
function unwrap(text: string): string {
  if (text.length > MAX_LINK_CHARS) {
    throw new PairingLinkError('too-long', `This is too long for a pairing link. ${AGAIN}`);
  }
  return text.replace(/\s*[\r\n]+\s*/g, '').replace(/^[\s<"'`“”‘’]+|[\s>"'`“”‘’]+$/g, '');
}

function split(text: string): { authority: string; path: string; query: URLSearchParams } {
  const match = /^bowline:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?$/i.exec(text);
  if (!match) {
    throw new PairingLinkError(
      'foreign',
      'This is not a Bowline pairing link. It starts with bowline:// and is printed by `bowline-agent pair`.',
    );
  }
  const [, authority = '', path = '', query = ''] = match;
  return { authority, path, query: new URLSearchParams(query) };
}

function checkVersion(version: string | null): void {
  if (version === LINK_VERSION) return;
  if (version !== null && /^[1-9]\d{0,5}$/.test(version)) {
    throw new PairingLinkError(
      'version',
      `This pairing link has version ${version}; this Bowline reads version ${LINK_VERSION}. Update Bowline here.`,
    );
  }
  throw new PairingLinkError('version', `This pairing link does not say its version. ${AGAIN}`);
}

function readTls(value: string | null): boolean {
  if (value === null || value === '0') return false;
  if (value === '1') return true;
  throw new PairingLinkError('tls', `This pairing link is unclear about TLS. ${AGAIN}`);
}

function tcpAddress(authority: string, path: string, tls: boolean): AgentAddress {
  if (path !== '' && path !== '/') throw badAddress(authority + path);
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(authority);
  if (!match) throw badAddress(authority);
  const [, bracketed, plain = '', port] = match;
  const host = bracketed === undefined ? readHostName(plain) : readIPv6(bracketed);
  return { kind: 'tcp', host, port: readPort(port), tls };
}

function unixAddress(encoded: string, tls: boolean): AgentAddress {
  const path = decodePath(encoded);
  checkPath(path);
  if (tls) throw new PairingLinkError('tls', `A unix socket speaks no TLS. ${AGAIN}`);
  return { kind: 'unix', path };
}

function checkPath(path: string): void {
  const absolute = /^\/[^\0]*[^\0/]$/.test(path);
  if (!absolute || /\p{Cs}/u.test(path)) throw badAddress(path);
}

function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw badAddress(encoded);
  }
}

function readHostName(text: string): string {
  // Anything beyond ASCII becomes what the name servers know it by.
  const host = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : domainToASCII(text);
  if (host.length > MAX_HOST_CHARS || !HOST_NAME.test(host)) throw badAddress(text);
  return host;
}

function readIPv6(text: string): string {
  if (!isIPv6(text)) throw badAddress(`[${text}]`);
  return text.toLowerCase();
}

function readPort(text: string | undefined): number {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  const found = text ? `says port "${shorten(text)}"` : 'names no port';
  throw new PairingLinkError(
    'port',
    `This pairing link ${found}; a port is a number from 1 to 65535. ${AGAIN}`,
  );
}

function readToken(token: string | null, kind: AgentAddress['kind']): string {
  if (!token) {
    if (kind === 'unix') return '';
    throw new PairingLinkError('token', `This pairing link has no token. ${AGAIN}`);
  }
  if (!TOKEN.test(token)) {
    throw new PairingLinkError('token', `The token in this pairing link is damaged. ${AGAIN}`);
  }
  return token;
}

function readFingerprint(text: string | null, tls: boolean): string | null {
  if (text === null) return null;
  const digits = text.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits) && tls) return digits;
  throw new PairingLinkError(
    'fingerprint',
    `The certificate's fingerprint in this pairing link is damaged. ${AGAIN}`,
  );
}

// Shown in a window and in terminals, so nothing in it may move a cursor or reverse a line.
function cleanName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  return [...visible].slice(0, MAX_NAME_CHARS).join('').trim();
}

function badAddress(found: string): PairingLinkError {
  return new PairingLinkError(
    'address',
    `This pairing link has no usable address ("${shorten(found)}"). ${AGAIN}`,
  );
}

function shorten(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
  return visible.length > 60 ? `${visible.slice(0, 60)}…` : visible;
}
