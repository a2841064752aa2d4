// The agent's side of the WebSocket handshake: decides by the HTTP request alone who may
// speak at all. A web page is refused before it can send a byte.
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LIMITS, PATH, SUBPROTOCOL } from '../wire/protocol.ts';
import type { AgentSocket } from './agentSocket.ts';

export interface AcceptOptions {
  /** False when there is no room; the client is told to come back (HTTP 503). */
  hasRoom: () => boolean;
  onSocket: (socket: AgentSocket, request: IncomingMessage) => void;
  /** A request was refused: its HTTP status and why, for the log. */
  onRefused?: (status: number, why: string, request: IncomingMessage) => void;
}

interface Refusal {
  status: number;
  why: string;
}

/** Answers the server's upgrade requests. Plain requests stay with the caller. */
export function acceptSockets(server: Server, options: AcceptOptions): void {
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.maxMessage,
    handleProtocols: () => SUBPROTOCOL,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refuse(request, options.hasRoom);
    if (!refusal)
      return wss.handleUpgrade(request, socket, head, (ws) => options.onSocket(ws, request));
    options.onRefused?.(refusal.status, refusal.why, request);
    answer(socket, refusal);
  });
}

function refuse(request: IncomingMessage, hasRoom: () => boolean): Refusal | undefined {
  // Browsers always send Origin with a WebSocket handshake, and nothing else needs to.
  if (request.headers.origin !== undefined)
    return { status: 403, why: 'web pages may not connect' };
  if (request.url !== PATH) return { status: 404, why: `the agent is at ${PATH}` };
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  if (!offered.split(',').some((name) => name.trim() === SUBPROTOCOL)) {
    return { status: 400, why: `the subprotocol ${SUBPROTOCOL} is required` };
  }
  return hasRoom() ? undefined : { status: 503, why: 'too many connections' };
}

function answer(socket: Duplex, { status, why }: Refusal): void {
  const body = `${why}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
