// What is decided by an upgrade request alone: which door it leads to, or why none.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RELAY_PATHS, RELAY_SUBPROTOCOL, type RelayDoor } from '../../core/relay/messages.ts';

export interface Refusal {
  status: number;
  why: string;
  /** Come again no sooner than that, seconds. */
  retryAfter?: number;
}

const DOORS = new Map(Object.entries(RELAY_PATHS).map(([door, path]) => [path, door as RelayDoor]));
/** A name, an IPv4 address, or an IPv6 address in brackets; with a port or without. */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The door that this request leads to, and under which name the relay was dialled. */
export function doorOf(request: IncomingMessage): { door: RelayDoor; host: string } | Refusal {
  const { headers, url } = request;
  // Browsers always send Origin with a WebSocket handshake, and nothing else needs to. Guests in
  // browsers come later, and then from origins that the operator names.
  if (headers.origin !== undefined) return { status: 403, why: 'web pages may not connect' };
  const door = DOORS.get((url ?? '') as (typeof RELAY_PATHS)[RelayDoor]);
  if (!door) return { status: 404, why: 'no such door' };
  const offered = headers['sec-websocket-protocol'] ?? '';
  if (!offered.split(',').some((name) => name.trim() === RELAY_SUBPROTOCOL)) {
    return { status: 400, why: `the subprotocol ${RELAY_SUBPROTOCOL} is required` };
  }
  const { host = '' } = headers;
  if (!HOST.test(host)) return { status: 400, why: 'the Host header is no name' };
  return { door, host: host.toLowerCase() };
}

/** Answers an upgrade request in plain HTTP, and closes. */
export function answer(socket: Duplex, { status, why, retryAfter }: Refusal): void {
  const body = `${why}\n`;
  const again = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n${again}` +
      `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
