// Connects to a tunnel's target. A name is looked up once, and the addresses that were found are
// judged before any of them is connected to: a name that means something else a moment later
// (DNS rebinding) gets nobody further.
import { say } from '../../words/said.ts';
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { isLocalName, LOCAL_ADDRESSES } from '../link/localName.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { holdSocket, type HeldPath } from './heldPath.ts';
import { isHostName, isSocketPath, type Place } from './place.ts';
import { SlabReader } from './slabs.ts';
import {
  connectError,
  targetTimeout,
  targetUnknown,
  TunnelError,
  type DialledFrom,
} from './tunnelError.ts';

/** From the first packet to the last attempt's end, milliseconds. */
export const CONNECT_MS = 10_000;
/** Until the next address of a name is tried, milliseconds: more than a slow link's round trip. */
const ATTEMPT_MS = 1_500;

/** May this address be connected to? `name` is what was asked for, '' where it was the address. */
export type MayReach = (address: string, port: number, name: string) => boolean;

export interface DialOptions {
  /** Absent: everything may be reached. */
  mayReach?: MayReach;
  /** The same for unix sockets. */
  mayReachPath?: (path: string) => boolean;
  /** Of names. */
  lookup?: typeof systemLookup;
  timeoutMs?: number;
  /** Who connects, for the words of what goes wrong; absent: the host. */
  from?: DialledFrom;
  signal?: AbortSignal;
}

/** A connected, paused socket, and what it reads into. */
export interface Dialled {
  socket: Socket;
  reader: SlabReader;
}

/** Rejects with `TunnelError`. */
export async function dialTarget(place: Place, options: DialOptions = {}): Promise<Dialled> {
  checkSpelling(place);
  const reader = new SlabReader();
  const held = place.kind === 'unix' ? judgedPath(place.path, options) : undefined;
  const socket = begin(judged(place, options), held, options, reader);
  const { promise, resolve, reject } = withResolvers<void>();
  const late = setTimeout(() => reject(targetTimeout(place)), options.timeoutMs ?? CONNECT_MS);
  const abort = (): void => reject(new TunnelError('target-failed', say('target-not-waited-for')));
  options.signal?.addEventListener('abort', abort);
  socket.once('connect', resolve);
  socket.once('close', () => reader.close());
  socket.on('error', (error) =>
    reject(error instanceof TunnelError ? error : connectError(error, place, options.from)),
  );
  try {
    await promise;
    return { socket, reader };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    held?.release();
    clearTimeout(late);
    options.signal?.removeEventListener('abort', abort);
  }
}

function begin(
  place: Place,
  held: HeldPath | undefined,
  options: DialOptions,
  { onread }: SlabReader,
): Socket {
  const common = { allowHalfOpen: true, noDelay: true, onread };
  if (place.kind === 'unix')
    return connect({ ...common, path: held?.usable ?? place.path }).pause();
  const { host, port } = place;
  const lookup = judgedLookup(port, options);
  const race = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ATTEMPT_MS };
  return connect({ ...common, ...race, host, port, lookup }).pause();
}

function checkSpelling(place: Place): void {
  const sane =
    place.kind === 'unix'
      ? isSocketPath(place.path)
      : isIP(place.host) !== 0 || isHostName(place.host);
  if (!sane) throw targetUnknown(place);
}

/** What to connect to in fact. Throws for what may not be. */
function judged(place: Place, { mayReach }: DialOptions): Place {
  if (place.kind === 'unix') return place;
  const { host, port } = place;
  if (isIP(host) === 0 || !mayReach) return place; // names are judged by their addresses
  if (!mayReach(plainAddress(host), port, '')) throw forbidden(host);
  return place;
}

// Like a name: links are followed once, and where they led is judged and connected to.
function judgedPath(path: string, { mayReachPath }: DialOptions): HeldPath | undefined {
  if (!mayReachPath) return undefined;
  if (!mayReachPath(path)) throw forbidden(path);
  const held = heldSocket(path);
  if (held.real === path || mayReachPath(held.real)) return held;
  held.release();
  throw forbidden(path);
}

function heldSocket(path: string): HeldPath {
  try {
    return holdSocket(path);
  } catch (error) {
    throw connectError(error, { kind: 'unix', path });
  }
}

function judgedLookup(
  port: number,
  { mayReach, lookup = systemLookup }: DialOptions,
): LookupFunction {
  return (name, _options, answer) => {
    const judge = (error: Error | null, found: readonly LookupAddress[]): void => {
      if (error) return answer(error, []);
      const allowed = found.filter(
        ({ address }) => !mayReach || mayReach(plainAddress(address), port, name),
      );
      if (allowed.length === 0) return answer(forbidden(name), []);
      answer(null, allowed satisfies LookupAddress[]);
    };
    if (isLocalName(name)) process.nextTick(judge, null, LOCAL_ADDRESSES);
    else lookup(name, { all: true }, judge);
  };
}

/** `::ffff:127.0.0.1` is 127.0.0.1, whatever it looks like. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(normal(address));
  return mapped?.[1] ?? address;
}

// One spelling for each address: hex groups of a mapped IPv4 address become dotted.
function normal(address: string): string {
  if (isIP(address) !== 6) return address;
  const [bare = ''] = address.split('%');
  const text = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(text) ?? [];
  if (high === undefined || low === undefined) return text;
  const bytes = [parseInt(high, 16), parseInt(low, 16)].flatMap((part) => [part >> 8, part & 255]);
  return `::ffff:${bytes.join('.')}`;
}

function forbidden(place: string): TunnelError {
  return new TunnelError(
    'forward-forbidden',
    say('target-forbidden-by-agent', { place }),
    say('try-allow-forward-default'),
    'target',
  );
}
