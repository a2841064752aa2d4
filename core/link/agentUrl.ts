// The form that all links to an agent share: `bowline://`, an address, and what a client needs
// to know before it dials. What kind of link it is, and what to say of a bad one, is decided by
// those who read it: `pairingLink.ts` and `invitationLink.ts`.
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { cleanLine } from '../text/clean.ts';
import { say, type Said } from '../../words/said.ts';

export type AgentAddress =
  | { kind: 'tcp'; host: string; port: number; tls: boolean }
  /** `name`: how people know it, where the path alone says little. */
  | { kind: 'unix'; path: string; name?: Said };

export interface AgentUrl {
  address: AgentAddress;
  /** Base64url, at least 128 bits; '' where a unix socket's own permissions are the proof. */
  token: string;
  /** SHA-256 of the agent's certificate, 64 lower-case hex digits; null: judge it by its issuer. */
  fingerprint: string | null;
  /** What the agent calls itself, at most 100 characters; '' when it doesn't say. */
  name: string;
  /** Everything after the question mark. */
  query: URLSearchParams;
}

/** What is wrong with a link, for code. */
export type LinkFaultCode =
  | 'foreign'
  | 'too-long'
  | 'version'
  | 'address'
  | 'port'
  | 'tls'
  | 'token'
  | 'fingerprint'
  /** A pairing link where an invitation was asked for, and the other way round. */
  | 'pairing'
  | 'invitation'
  /** The name or role of an invitation. */
  | 'invite'
  | 'role';

/** What a link was to be, which decides what to do about a bad one. */
export type LinkKind = 'pairing' | 'invitation';

/** `about` says it of a link of that kind. */
export class LinkFault extends Error {
  readonly code: LinkFaultCode;
  readonly about: (of: LinkKind) => Said;
  constructor(code: LinkFaultCode, about: (of: LinkKind) => Said) {
    super(code);
    this.name = 'LinkFault';
    this.code = code;
    this.about = about;
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

/** Reads a link as pasted, quotes and line breaks around it allowed. Throws `LinkFault`. */
export function parseAgentUrl(text: string): AgentUrl {
  const { authority, path, query } = split(unwrap(text));
  checkVersion(query.get('v'));
  const tls = readTls(query.get('tls'));
  const address = authority === '' ? unixAddress(path, tls) : tcpAddress(authority, path, tls);
  return {
    address,
    token: readToken(query.get('token'), address.kind),
    fingerprint: readFingerprint(query.get('fp'), tls),
    name: cleanLine(query.get('name') ?? '', MAX_NAME_CHARS),
    query,
  };
}

/** Writes a link that `parseAgentUrl` reads back; `extra` stands before the token. */
export function formatAgentUrl(
  { address, token, fingerprint, name: given }: Omit<AgentUrl, 'query'>,
  extra: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ v: LINK_VERSION, ...extra });
  if (token !== '') query.set('token', token);
  if (address.kind === 'tcp' && address.tls) query.set('tls', '1');
  if (fingerprint !== null) query.set('fp', fingerprint);
  const name = cleanLine(given, MAX_NAME_CHARS);
  if (name !== '') query.set('name', name);
  const text = `bowline://${formatAddress(address)}?${query.toString()}`;
  parseAgentUrl(text);
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
  if (text.length > MAX_LINK_CHARS)
    throw new LinkFault('too-long', (of) => say('link-too-long', { of }));
  return text.replace(/\s*[\r\n]+\s*/g, '').replace(/^[\s<"'`“”‘’]+|[\s>"'`“”‘’]+$/g, '');
}

function split(text: string): { authority: string; path: string; query: URLSearchParams } {
  const match = /^bowline:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?$/i.exec(text);
  if (!match) throw new LinkFault('foreign', (of) => say('link-foreign', { of }));
  const [, authority = '', path = '', query = ''] = match;
  return { authority, path, query: new URLSearchParams(query) };
}

function checkVersion(version: string | null): void {
  if (version === LINK_VERSION) return;
  if (version !== null && /^[1-9]\d{0,5}$/.test(version)) {
    const versions = { theirs: version, ours: LINK_VERSION };
    throw new LinkFault('version', (of) => say('link-newer', { of, ...versions }));
  }
  throw new LinkFault('version', (of) => say('link-without-version', { of }));
}

function readTls(value: string | null): boolean {
  if (value === null || value === '0') return false;
  if (value === '1') return true;
  throw new LinkFault('tls', (of) => say('link-unclear-tls', { of }));
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
  if (tls) throw new LinkFault('tls', (of) => say('link-tls-on-socket', { of }));
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
  if (!text) throw new LinkFault('port', (of) => say('link-without-port', { of }));
  throw new LinkFault('port', (of) => say('link-bad-port', { of, found: shorten(text) }));
}

function readToken(token: string | null, kind: AgentAddress['kind']): string {
  if (!token) {
    if (kind === 'unix') return '';
    throw noToken();
  }
  if (TOKEN.test(token)) return token;
  throw new LinkFault('token', (of) => say('link-damaged-token', { of }));
}

export function noToken(): LinkFault {
  return new LinkFault('token', (of) => say('link-without-token', { of }));
}

function readFingerprint(text: string | null, tls: boolean): string | null {
  if (text === null) return null;
  const digits = text.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits) && tls) return digits;
  throw new LinkFault('fingerprint', (of) => say('link-damaged-fingerprint', { of }));
}

function badAddress(found: string): LinkFault {
  return new LinkFault('address', (of) => say('link-bad-address', { of, found: shorten(found) }));
}

function shorten(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
  return visible.length > 60 ? `${visible.slice(0, 60)}…` : visible;
}
