// Tunnels as OpenSSH's command line writes them: `[bind:]port:host:hostport` and its variants,
// IPv6 addresses in brackets, paths of unix sockets at either end.
import { inWords, say } from '../../words/said.ts';
import { isIPv6 } from 'node:net';
import { formatPlace, isLoopback, isSocketPath, type Place } from './place.ts';
import type { TunnelKind, TunnelSpec } from './tunnel.ts';
import { TunnelError } from './tunnelError.ts';

const KINDS = { L: 'local', R: 'remote', D: 'dynamic' } as const;
const EXAMPLES = {
  local: '8080:localhost:80, 127.0.0.1:8080:[::1]:80 or /tmp/db.sock:/run/db.sock',
  remote: '8080:localhost:80, 0.0.0.0:8080:localhost:80 or /tmp/db.sock:localhost:5432',
  dynamic: '1080 or 127.0.0.1:1080',
} as const;

/**
 * Reads the argument of `-L`, `-R` or `-D`. Throws `TunnelError` bad-tunnel. An address other than
 * loopback that stands there counts as meant; `*` and an empty one stand for all.
 */
export function parseForward(letter: keyof typeof KINDS, text: string): TunnelSpec {
  const kind = KINDS[letter];
  const fields = splitFields(text);
  const listen = fields && takePlace(fields, kind === 'dynamic' ? 0 : targetFields(fields));
  const target = listen && kind !== 'dynamic' ? takePlace(fields, 0) : null;
  if (!fields || !listen || target === undefined || fields.length > 0) throw bad(kind, text);
  if (target?.kind === 'tcp' && (target.port === 0 || target.host === '*')) throw bad(kind, text);
  const isPublic = listen.kind === 'tcp' && !isLoopback(listen.host);
  return { kind, listen: allAddresses(listen), target, ...(isPublic ? { public: true } : {}) };
}

/** `127.0.0.1:8080 → db:5432`, for people. */
export function describeTunnel({ kind, listen, target }: TunnelSpec): string {
  const at = formatPlace(listen);
  if (kind === 'dynamic') return inWords(say('socks-at', { at }));
  return `${kind === 'remote' ? 'there ' : ''}${at} → ${target ? formatPlace(target) : '?'}`;
}

/** The parts between colons; brackets hold an address together. Undefined for an open bracket. */
function splitFields(text: string): string[] | undefined {
  const fields = text.match(/\[[^\]]*\](?=:|$)|[^:[\]]+|(?<=^|:)(?=:|$)/g) ?? [];
  return fields.join(':') === text ? fields : undefined;
}

/** How many fields at the end belong to the target. */
function targetFields(fields: string[]): number {
  return isPath(fields.at(-1)) ? 1 : 2;
}

/** Takes a place from the front, leaving `behind` fields; undefined when there is none. */
function takePlace(fields: string[], behind: number): Place | undefined {
  const count = fields.length - behind;
  const [first = '', second = ''] = fields;
  if (count === 1 && isPath(first)) return takePath(fields);
  if (count === 1) return tcp('127.0.0.1', fields.shift()!);
  if (count !== 2 || isPath(first)) return undefined;
  fields.splice(0, 2);
  return tcp(first, second);
}

function takePath(fields: string[]): Place | undefined {
  const path = fields.shift()!;
  return isSocketPath(path) ? { kind: 'unix', path } : undefined;
}

function tcp(field: string, digits: string): Place | undefined {
  const bracketed = /^\[(.*)\]$/.exec(field)?.[1];
  const host = bracketed ?? (field === '' ? '*' : field);
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : NaN;
  const isAddress = bracketed === undefined ? !/[\s\p{C}]/u.test(host) : isIPv6(host);
  return isAddress && host.length <= 255 && port <= 65_535
    ? { kind: 'tcp', host, port }
    : undefined;
}

function allAddresses(place: Place): Place {
  return place.kind === 'tcp' && place.host === '*' ? { ...place, host: '0.0.0.0' } : place;
}

function isPath(field: string | undefined): boolean {
  return field?.includes('/') ?? false;
}

function bad(kind: TunnelKind, text: string): TunnelError {
  return new TunnelError(
    'bad-tunnel',
    say('tunnel-argument-unread', { text: text.slice(0, 200), kind }),
    say('try-tunnel-like', { example: EXAMPLES[kind] }),
  );
}
