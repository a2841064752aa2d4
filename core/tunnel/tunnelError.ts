// What can go wrong with a tunnel or with one connection through it: a name that travels between
// client and agent, what is said of it to people, and what to do.
import { inEnglish, type Said, say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import { formatPlace, type Place } from './place.ts';

/** Of a connection that couldn't be made: these travel in RESET. */
export type TargetErrorCode =
  | 'target-refused'
  | 'target-unreachable'
  | 'network-unreachable'
  | 'target-unknown'
  | 'target-timeout'
  | 'target-failed'
  | 'forward-forbidden'
  | 'files-forbidden'
  | 'too-many-streams';

/** Of a listener that couldn't be had. */
export type ListenErrorCode =
  | 'port-in-use'
  | 'port-forbidden'
  | 'no-such-address'
  | 'listen-failed'
  | 'listen-not-loopback'
  | 'forward-forbidden'
  | 'too-many-listeners';

export type TunnelErrorCode =
  | TargetErrorCode
  | ListenErrorCode
  | 'bad-tunnel'
  | 'too-many-tunnels'
  | 'tunnels-unknown'
  | 'files-unknown'
  | 'unreachable-host'
  | 'socks-bad'
  | 'socks-unsupported'
  | 'socks-login';

/** A name of ours, or what an agent newer than this code calls it. */
export type TunnelCode = TunnelErrorCode | (string & Record<never, never>);

export type TunnelField = 'listen' | 'target';

export class TunnelError extends SaidError {
  readonly code: string;
  /** What to do about it. */
  readonly advice: Said | null;
  readonly field: TunnelField | undefined;

  constructor(code: TunnelCode, said: Said, advice: Said | null = null, field?: TunnelField) {
    super(said);
    this.name = 'TunnelError';
    this.code = code;
    this.advice = advice;
    this.field = field;
  }

  /** `advice` in English, for a terminal; '' where there is none. */
  get hint(): string {
    return inEnglish(this.advice);
  }
}

/** Who connected to the target. */
export type DialledFrom = 'host' | 'here';

type Meaning = readonly [
  code: TunnelErrorCode,
  says: (place: string, from: DialledFrom) => Said,
  advice: Said,
];

const CONNECTING: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: [
    'target-refused',
    (place) => say('target-refused', { place }),
    say('try-target-program-port'),
  ],
  ENOENT: [
    'target-refused',
    (place) => say('target-socket-missing', { place }),
    say('try-target-program-path'),
  ],
  EHOSTUNREACH: [
    'target-unreachable',
    (place, from) => say('target-unreachable', { place, from }),
    say('try-target-network'),
  ],
  ENETUNREACH: [
    'network-unreachable',
    (place, from) => say('target-network-unreachable', { place, from }),
    say('try-target-network'),
  ],
  ENOTFOUND: [
    'target-unknown',
    (place) => say('place-name-unknown', { place }),
    say('try-target-name'),
  ],
  ETIMEDOUT: [
    'target-timeout',
    (place) => say('target-timeout', { place }),
    say('try-target-firewall'),
  ],
};

const SAME: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'ENETUNREACH',
  EHOSTDOWN: 'EHOSTUNREACH',
  ENETDOWN: 'ENETUNREACH',
  EAI_AGAIN: 'ENOTFOUND',
  EAI_NODATA: 'ENOTFOUND',
  ENODATA: 'ENOTFOUND',
};

const LISTENING: Readonly<Record<string, Meaning>> = {
  EADDRINUSE: ['port-in-use', (place) => say('listen-port-taken', { place }), say('try-port')],
  EACCES: [
    'port-forbidden',
    (place) => say('listen-port-forbidden', { place }),
    say('try-high-port'),
  ],
  EADDRNOTAVAIL: [
    'no-such-address',
    (place) => say('listen-address-missing', { place }),
    say('try-own-address'),
  ],
  ENOTFOUND: [
    'no-such-address',
    (place) => say('place-name-unknown', { place }),
    say('try-ip-address'),
  ],
};

const NO_PLACE: Meaning = [
  'port-forbidden',
  (place) => say('listen-path-forbidden', { place }),
  say('try-folder'),
];

/** Of a socket in the file system, which has no port. */
const SOCKET_LISTENING: Readonly<Record<string, Meaning>> = {
  EADDRINUSE: ['port-in-use', (place) => say('listen-path-taken', { place }), say('try-path')],
  // libuv says EACCES of a folder that isn't there, too.
  EACCES: NO_PLACE,
  ENOENT: NO_PLACE,
  ENOTDIR: NO_PLACE,
};

/** What an error of the network stack means for a connection to `place`. */
export function connectError(
  error: unknown,
  place: Place,
  from: DialledFrom = 'host',
): TunnelError {
  const code = systemCode(error);
  const meaning = CONNECTING[SAME[code] ?? code];
  if (meaning) return meant(meaning, place, 'target', from);
  const said = say('target-failed', { place: shown(place), why: messageOf(error) });
  return new TunnelError('target-failed', said, say('try-target'), 'target');
}

/** The same for listening on `place`. */
export function listenError(error: unknown, place: Place): TunnelError {
  const known = place.kind === 'unix' ? SOCKET_LISTENING : LISTENING;
  const meaning = known[systemCode(error)];
  if (meaning) return meant(meaning, place, 'listen');
  const said = say('listen-failed', { place: shown(place), why: messageOf(error) });
  return new TunnelError('listen-failed', said, say('try-address'), 'listen');
}

/** No name or path that could be anything's. */
export function targetUnknown(place: Place): TunnelError {
  return meant(CONNECTING.ENOTFOUND!, place, 'target');
}

export function noSuchName(place: Place): TunnelError {
  return meant(LISTENING.ENOTFOUND!, place, 'listen');
}

export function targetTimeout(place: Place): TunnelError {
  return meant(CONNECTING.ETIMEDOUT!, place, 'target');
}

function meant(
  [code, says, advice]: Meaning,
  place: Place,
  field: TunnelField,
  from: DialledFrom = 'host',
): TunnelError {
  return new TunnelError(code, says(shown(place), from), advice, field);
}

// It came from the other side, and gets into logs and terminals.
function shown(place: Place): string {
  return formatPlace(place).replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

// Of several addresses that were tried, a refusal says most: something is there.
function systemCode(error: unknown): string {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(systemCode);
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes.at(-1) ?? '';
  }
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Tunnels of one host. */
export const MOST_TUNNELS = 64;

/** What the one after the last that a host may have is refused with. */
export function tooManyTunnels(): TunnelError {
  const said = say('tunnels-full', { most: MOST_TUNNELS });
  return new TunnelError('too-many-tunnels', said, say('try-removing-tunnel'));
}
