// Opens a WebSocket to an agent: over TCP, over TLS with the system's roots or a pinned
// certificate, or over a unix socket. Every way in which it can fail has a name and words.
import { connect as connectUnix, type LookupFunction } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { WebSocket, type ClientOptions } from 'ws';
import { lookupHost } from '../link/localName.ts';
import { formatHostPort, type AgentAddress } from '../link/pairingLink.ts';
import { LIMITS, PATH, SUBPROTOCOL } from '../wire/protocol.ts';
import { ConnectFailure, describeDialError } from './connectFailure.ts';

export interface DialOptions {
  address: AgentAddress;
  /** SHA-256 of the agent's certificate in hex, when it is pinned; null: the system's roots. */
  fingerprint: string | null;
  /** Gives up after this long; milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface Dialed {
  ws: WebSocket;
  /** SHA-256 of the certificate that was shown, in hex; '' without TLS. */
  certificate: string;
}

/**
 * Resolves with an open socket on which nothing was sent yet, and which is paused: what the agent
 * says first waits for a reader. Rejects with `ConnectFailure`.
 */
export async function dial(options: DialOptions): Promise<Dialed> {
  const ws = new WebSocket(urlOf(options.address), SUBPROTOCOL, clientOptions(options));
  const abort = (): void => ws.terminate();
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted) abort();
  try {
    await opened(ws, options.address);
    const certificate = fingerprintOf(ws);
    checkPin(options, certificate);
    return { ws, certificate };
  } catch (error) {
    ws.terminate();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** How the address is shown, and dialled: `ws://127.0.0.1:7722/bowline`. */
export function urlOf(address: AgentAddress): string {
  if (address.kind === 'unix') return `ws://localhost${PATH}`;
  return `${address.tls ? 'wss' : 'ws'}://${formatHostPort(address.host, address.port)}${PATH}`;
}

function clientOptions({ address, fingerprint, timeoutMs }: DialOptions): ClientOptions {
  const options: ClientOptions & { lookup: LookupFunction } = {
    perMessageDeflate: false,
    maxPayload: LIMITS.maxMessage,
    handshakeTimeout: timeoutMs,
    followRedirects: false,
    lookup: lookupHost,
    // A pinned certificate is checked by its fingerprint before anything is sent.
    rejectUnauthorized: fingerprint === null,
  };
  if (address.kind === 'unix') options.createConnection = () => connectUnix(address.path);
  return options;
}

function opened(ws: WebSocket, address: AgentAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    ws.once('open', () => {
      ws.pause();
      resolve();
    });
    ws.once('unexpected-response', (_request, response) => {
      reject(
        describeDialError(new Error(`HTTP ${response.statusCode}`), address, response.statusCode),
      );
    });
    ws.on('error', (error) => reject(describeDialError(error, address)));
  });
}

function fingerprintOf(ws: WebSocket): string {
  const { _socket: socket } = ws as unknown as { _socket: Partial<TLSSocket> };
  const shown = socket.getPeerCertificate?.().fingerprint256 ?? '';
  return shown.replaceAll(':', '').toLowerCase();
}

function checkPin({ fingerprint, address }: DialOptions, shown: string): void {
  if (fingerprint === null || fingerprint === shown) return;
  throw ConnectFailure.certificateChanged(address, fingerprint, shown);
}
