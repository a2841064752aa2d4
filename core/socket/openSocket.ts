// The connection below a WebSocket to an agent, and the proof of whom it leads to: a pinned
// certificate is compared here, before a single byte of ours is sent.
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { lookupHost } from './lookupHost.ts';
import type { AgentAddress, DirectAddress } from '../link/pairingLink.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { say, type Said } from '../../words/said.ts';
import { ConnectFailure, describeDialError, unsafeSocket } from './connectFailure.ts';
import { distrustSocket, isOwnPeer } from './socketOwner.ts';
import type { WholeFrames } from './wholeFrames.ts';

export interface OpenOptions {
  address: DirectAddress;
  /** SHA-256 of the certificate in hex; null: the system's roots decide. */
  fingerprint: string | null;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Somebody has taken the connection; nobody has said anything on it yet. */
  onConnected?: (() => void) | undefined;
  /** What the socket is read by where there is no TLS on it. */
  frames?: WholeFrames;
}

export interface OpenedSocket {
  socket: Socket;
  /** SHA-256 of the certificate that was shown, in hex; '' without TLS. */
  certificate: string;
}

/** Rejects with `ConnectFailure`. */
export async function openSocket(options: OpenOptions): Promise<OpenedSocket> {
  const { address, fingerprint } = options;
  if (address.kind === 'unix') distrust(address, () => distrustSocket(address.path));
  const raw = startSocket(options);
  raw.once('connect', () => options.onConnected?.());
  const socket =
    address.kind === 'tcp' && address.tls ? secured(raw, address.host, fingerprint) : raw;
  try {
    await ready(socket, socket !== raw, options);
    if (address.kind === 'unix' && !isOwnPeer(raw))
      throw unsafeSocket(address, say('another-user-listens'));
    const certificate = socket === raw ? '' : fingerprintOf(socket as TLSSocket);
    if (fingerprint !== null && fingerprint !== certificate)
      throw ConnectFailure.certificateChanged(address, fingerprint, certificate);
    return { socket, certificate };
  } catch (error) {
    socket.destroy();
    raw.destroy();
    throw error;
  }
}

/** Throws when there is a reason to distrust it; where none can be found out, connecting fails. */
function distrust(address: AgentAddress, look: () => Said | null): void {
  let why: Said | null;
  try {
    why = look();
  } catch (error) {
    throw describeDialError(error as Error, address);
  }
  if (why) throw unsafeSocket(address, why);
}

function startSocket({ address, frames }: OpenOptions): Socket {
  const isSecured = address.kind === 'tcp' && address.tls;
  const reading = frames && !isSecured ? { onread: frames.onread } : {};
  const socket =
    address.kind === 'unix'
      ? connectTcp({ ...reading, path: address.path })
      : connectTcp({ ...reading, ...placeOf(address), lookup: lookupHost, noDelay: true });
  frames?.of(socket);
  return socket;
}

function placeOf({ host, port }: DirectAddress & { kind: 'tcp' }): { host: string; port: number } {
  return { host, port };
}

function secured(socket: Socket, host: string, fingerprint: string | null): TLSSocket {
  return connectTls({
    socket,
    host,
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: fingerprint === null,
  });
}

async function ready(socket: Socket, secure: boolean, options: OpenOptions): Promise<void> {
  try {
    await within(socket, secure ? 'secureConnect' : 'connect', options);
  } catch (error) {
    throw describeDialError(error as Error, options.address);
  }
}

/** Waits for this event of a socket. Rejects with its error, or when it closes, is late or not wanted. */
export async function within(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { timeoutMs, signal }: Pick<OpenOptions, 'timeoutMs' | 'signal'>,
): Promise<void> {
  const { promise, resolve, reject } = withResolvers<void>();
  const giveUp = (): void => reject(new Error('the attempt was aborted'));
  socket.once(event, resolve);
  socket.on('error', reject);
  socket.once('close', () => reject(new Error('socket hang up')));
  const timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** SHA-256 of the certificate that was shown, in hex; '' of none. */
export function fingerprintOf(socket: TLSSocket): string {
  const shown = socket.getPeerCertificate().fingerprint256 ?? '';
  return shown.replaceAll(':', '').toLowerCase();
}
