// Opens a WebSocket to an agent: over TCP, over TLS with the system's roots or a pinned
// certificate, over a unix socket, through a relay, or over a stream that leads there already. Every way in which it
// can fail has a name and words.
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, type ClientOptions } from 'ws';
import { formatHostPort, type AgentAddress } from '../link/pairingLink.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { isLoopback } from '../tunnel/place.ts';
import { LIMITS, PATH, SUBPROTOCOL } from '../wire/protocol.ts';
import { describeDialError } from './connectFailure.ts';
import { openRelayed, type RelayedSocket, type ThroughRelay } from './openRelayed.ts';
import { openSocket } from './openSocket.ts';
import { WholeFrames } from './wholeFrames.ts';

export interface DialOptions {
  address: AgentAddress;
  /**
   * Leads there already, over somebody's login that proves whom it leads to; `address` then only
   * names it. It is destroyed where this fails.
   */
  stream?: Duplex | undefined;
  /** SHA-256 of the agent's certificate in hex, when it is pinned; null: the system's roots. */
  fingerprint: string | null;
  /** Gives up after this long; milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Somebody has taken the connection; nobody has said anything on it yet. */
  onConnected?: (() => void) | undefined;
}

export interface Dialed {
  ws: WebSocket;
  /** SHA-256 of the certificate that was shown, in hex; '' without TLS. */
  certificate: string;
  /** Whose socket it is has been proved: by a certificate, or by the rights of a unix socket. */
  proven: boolean;
  /** Of a way through a relay; undefined where the way is a direct one. */
  relay: ThroughRelay | undefined;
}

/**
 * Resolves with an open socket on which nothing was sent yet, and which is paused: what the agent
 * says first waits for a reader. Rejects with `ConnectFailure`.
 */
export async function dial(options: DialOptions): Promise<Dialed> {
  const { address, signal, timeoutMs } = options;
  const began = performance.now();
  const { stream } = options;
  if (stream) options.onConnected?.();
  const frames = new WholeFrames();
  const { socket, certificate, relay } = stream
    ? { socket: stream, certificate: '', relay: undefined }
    : await openWay(options, frames);
  const restMs = Math.max(1, Math.ceil(timeoutMs - (performance.now() - began)));
  const ws = new WebSocket(urlOf(address), SUBPROTOCOL, clientOptions(socket, isUnseen(options)));
  const abort = (): void => ws.terminate();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    ws.once('open', () => frames.begin(socket.readableLength));
    await opened(ws, address, restMs);
    const proven = stream !== undefined || address.kind === 'unix' || certificate !== '';
    return { ws, certificate, proven, relay };
  } catch (error) {
    ws.terminate();
    throw relay?.failure() ?? error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function openWay(options: DialOptions, frames: WholeFrames): Promise<RelayedSocket> {
  const { address } = options;
  return address.kind === 'relay'
    ? openRelayed({ ...options, address })
    : openSocket({ ...options, address, frames });
}

/** How the address is shown, and dialled: `ws://127.0.0.1:7722/bowline`. */
export function urlOf(address: AgentAddress): string {
  // Inside a splice the host is nobody's business.
  if (address.kind !== 'tcp') return `ws://localhost${PATH}`;
  return `${address.tls ? 'wss' : 'ws'}://${formatHostPort(address.host, address.port)}${PATH}`;
}

/** Is nothing between here and the agent that could read what is sent? */
export function isUnseen({ address, stream, fingerprint }: DialOptions): boolean {
  if (stream || address.kind !== 'tcp' || isLoopback(address.host)) return true;
  return address.tls && fingerprint !== null;
}

/**
 * Masks keep what is sent from being taken for something else by who passes it on (RFC 6455, 10.3).
 * Where nobody can be in between they are zero, which costs neither side a pass over all bytes.
 */
function clientOptions(socket: Duplex, unseen: boolean): ClientOptions {
  return {
    ...(unseen && { generateMask: (mask: Buffer) => void mask.fill(0) }),
    perMessageDeflate: false,
    maxPayload: LIMITS.maxMessage,
    followRedirects: false,
    createConnection: () => socket as Socket, // ws and Node's HTTP client take any Duplex
  };
}

async function opened(ws: WebSocket, address: AgentAddress, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = withResolvers<void>();
  const fail = (error: Error, status?: number): void =>
    reject(describeDialError(error, address, status));
  ws.once('open', () => {
    ws.pause();
    resolve();
  });
  ws.once('unexpected-response', (_request, response) => {
    response.resume();
    fail(new Error(`HTTP ${response.statusCode}`), response.statusCode);
  });
  ws.on('error', (error) => fail(error));
  const timer = setTimeout(() => fail(new Error('timed out')), timeoutMs);
  await promise.finally(() => clearTimeout(timer));
}
