// What can go wrong with a tunnel or with one connection through it: a name that travels, words
// for people, and what to do.
import { told } from '../text/clean.ts';
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
  | 'unreachable-host'
  | 'socks-bad'
  | 'socks-unsupported'
  | 'socks-login';

/** A name of ours, or what an agent newer than this code calls it. */
export type TunnelCode = TunnelErrorCode | (string & Record<never, never>);

export type TunnelField = 'listen' | 'target';

export class TunnelError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly field: TunnelField | undefined;

  constructor(code: TunnelCode, message: string, hint = '', field?: TunnelField) {
    super(told(message));
    this.name = 'TunnelError';
    this.code = code;
    this.hint = told(hint);
    this.field = field;
  }
}

/** Who connected to the target. */
export type DialledFrom = 'host' | 'here';

const FROM: Readonly<Record<DialledFrom, string>> = { host: 'the host', here: 'this computer' };

type Words = readonly [
  code: TunnelErrorCode,
  says: (place: string, from: string) => string,
  hint: string,
];

const CONNECTING: Readonly<Record<string, Words>> = {
  ECONNREFUSED: [
    'target-refused',
    (place) => `Nothing listens at ${place}.`,
    'Check that the program there is running, and the port.',
  ],
  ENOENT: [
    'target-refused',
    (place) => `There is no socket at ${place}.`,
    'Check that the program there is running, and the path.',
  ],
  EHOSTUNREACH: [
    'target-unreachable',
    (place, from) => `There is no way to ${place} from ${from}.`,
    'Check the address, and the network of the machine that connects.',
  ],
  ENETUNREACH: [
    'network-unreachable',
    (place, from) => `The network of ${place} can't be reached from ${from}.`,
    'Check the address, and the network of the machine that connects.',
  ],
  ENOTFOUND: [
    'target-unknown',
    (place) => `The name in ${place} can't be found.`,
    'Check the spelling; the name is looked up by the machine that connects.',
  ],
  ETIMEDOUT: [
    'target-timeout',
    (place) => `${place} did not answer in time.`,
    'Check the address, and that no firewall drops the connection.',
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

const LISTENING: Readonly<Record<string, Words>> = {
  EADDRINUSE: [
    'port-in-use',
    (place) => `Another program listens on ${place} already.`,
    'Choose another port; 0 takes a free one.',
  ],
  EACCES: [
    'port-forbidden',
    (place) => `You don't have permission to listen on ${place}.`,
    'Ports below 1024 need root on most systems; choose a higher one.',
  ],
  EADDRNOTAVAIL: [
    'no-such-address',
    (place) => `The machine that listens has no such address: ${place}.`,
    'Choose one that it has, or 127.0.0.1.',
  ],
  ENOTFOUND: [
    'no-such-address',
    (place) => `The name in ${place} can't be found.`,
    'Write the IP address instead.',
  ],
};

const NO_PLACE: Words = [
  'port-forbidden',
  (place) => `No socket can be made at ${place}.`,
  'Choose a folder that exists and that you may write to.',
];

/** Of a socket in the file system, which has no port. */
const SOCKET_LISTENING: Readonly<Record<string, Words>> = {
  EADDRINUSE: [
    'port-in-use',
    (place) => `There is something at ${place} already.`,
    'Choose another path, or remove what is there if nothing needs it.',
  ],
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
  const words = CONNECTING[SAME[code] ?? code];
  if (words) return inWords(words, place, 'target', from);
  const text = `The connection to ${shown(place)} failed: ${messageOf(error)}.`;
  return new TunnelError('target-failed', text, 'Check the target.', 'target');
}

/** The same for listening on `place`. */
export function listenError(error: unknown, place: Place): TunnelError {
  const known = place.kind === 'unix' ? SOCKET_LISTENING : LISTENING;
  const words = known[systemCode(error)];
  if (words) return inWords(words, place, 'listen');
  const text = `Nothing can listen on ${shown(place)}: ${messageOf(error)}.`;
  return new TunnelError('listen-failed', text, 'Choose another address.', 'listen');
}

/** No name or path that could be anything's. */
export function targetUnknown(place: Place): TunnelError {
  return inWords(CONNECTING.ENOTFOUND!, place, 'target');
}

export function noSuchName(place: Place): TunnelError {
  return inWords(LISTENING.ENOTFOUND!, place, 'listen');
}

export function targetTimeout(place: Place): TunnelError {
  return inWords(CONNECTING.ETIMEDOUT!, place, 'target');
}

function inWords(
  [code, says, hint]: Words,
  place: Place,
  field: TunnelField,
  from: DialledFrom = 'host',
): TunnelError {
  return new TunnelError(code, says(shown(place), FROM[from]), hint, field);
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
  const text = `A host has at most ${MOST_TUNNELS} tunnels.`;
  return new TunnelError('too-many-tunnels', text, 'Remove one that you no longer need.');
}
