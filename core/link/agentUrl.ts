// The form that all links to an agent share: `bowline://`, an address, and what a client needs
// to know before it dials. What kind of link it is, and what to say of a bad one, is decided by
// those who read it: `pairingLink.ts` and `invitationLink.ts`.
import { AGENT_ID } from '../relay/messages.ts';
import { cleanLine } from '../text/clean.ts';
import { domainToAscii } from './domainName.ts';
import { isIPv6 } from './ipAddress.ts';
import { say, type Said } from '../../words/said.ts';

export interface HostPort {
  host: string;
  port: number;
}

/** An agent that dials out to a relay: `host`, `port` and `tls` are the relay's. */
export interface RelayAddress extends HostPort {
  kind: 'relay';
  tls: boolean;
  /** The agent's id at any relay: see `core/relay/agentProof.ts`. */
  agent: string;
  /** Where it may be reached without the relay, by TLS and the same certificate. */
  direct?: HostPort;
}

export type AgentAddress =
  | RelayAddress
  | { kind: 'tcp'; host: string; port: number; tls: boolean }
  /** `name`: how people know it, where the path alone says little. */
  | { kind: 'unix'; path: string; name?: Said };

/** Is dialled itself. */
export type DirectAddress = Exclude<AgentAddress, RelayAddress>;

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
  const address =
    authority === ''
      ? unixAddress(path, tls)
      : netAddress(authority, path, tls, query.get('direct'));
  return {
    address,
    token: readToken(query.get('token'), address.kind),
    fingerprint: readFingerprint(query.get('fp'), address),
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
  if (address.kind !== 'unix' && address.tls) query.set('tls', '1');
  if (fingerprint !== null) query.set('fp', fingerprint);
  if (address.kind === 'relay' && address.direct)
    query.set('direct', formatHostPort(address.direct.host, address.direct.port));
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
  if (address.kind !== 'unix') {
    const agent = address.kind === 'relay' ? address.agent : '';
    return `${formatHostPort(address.host, address.port)}/${agent}`;
  }
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

function netAddress(
  authority: string,
  path: string,
  tls: boolean,
  direct: string | null,
): AgentAddress {
  if (path === '' || path === '/') return { kind: 'tcp', ...readHostPort(authority), tls };
  const agent = path.replace(/^\/|\/$/g, '');
  if (!AGENT_ID.test(agent)) throw badAddress(authority + path);
  const relay = { kind: 'relay' as const, ...readHostPort(authority), tls, agent };
  return direct === null ? relay : { ...relay, direct: readHostPort(direct) };
}

/** Throws `LinkFault`. */
function readHostPort(authority: string): HostPort {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(authority);
  if (!match) throw badAddress(authority);
  const [, bracketed, plain = '', port] = match;
  const host = bracketed === undefined ? readHostName(plain) : readIPv6(bracketed);
  return { host, port: readPort(port) };
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
  const host = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : domainToAscii(text);
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

// The relay stands in between: without the fingerprint, nothing would tell it from the agent.
function readFingerprint(text: string | null, address: AgentAddress): string | null {
  const relayed = address.kind === 'relay';
  if (text === null && relayed)
    throw new LinkFault('fingerprint', (of) => say('link-relay-without-fingerprint', { of }));
  if (text === null) return null;
  const digits = text.replaceAll(':', '').toLowerCase();
  const sealed = relayed || (address.kind === 'tcp' && address.tls);
  if (/^[0-9a-f]{64}$/.test(digits) && sealed) return digits;
  throw new LinkFault('fingerprint', (of) => say('link-damaged-fingerprint', { of }));
}

function badAddress(found: string): LinkFault {
  return new LinkFault('address', (of) => say('link-bad-address', { of, found: shorten(found) }));
}

function shorten(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
  return visible.length > 60 ? `${visible.slice(0, 60)}…` : visible;
}
