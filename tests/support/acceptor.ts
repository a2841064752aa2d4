// A real HTTP server that takes WebSockets as the agent does, on a free port of loopback.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as AnyServer, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { acceptSockets } from '../../core/socket/acceptSockets.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';

export interface Accepted {
  ws: AgentSocket;
  /** The TCP socket under it. */
  socket: Socket;
}

export interface Acceptor {
  port: number;
  refusals: [status: number, why: string][];
  /** False: there is no room. */
  room: boolean;
  /** The next WebSocket, once it is open. Ask before connecting. */
  next(): Promise<Accepted>;
}

/** `onAccepted` is called in the same turn in which the socket opens, as the agent is. */
export async function startAcceptor(
  onAccepted: (accepted: Accepted) => void = () => undefined,
  server: Server = createServer(),
): Promise<Acceptor> {
  const waiting: ((accepted: Accepted) => void)[] = [];
  const acceptor: Acceptor = {
    port: 0,
    refusals: [],
    room: true,
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
  acceptSockets(server, {
    hasRoom: () => acceptor.room,
    onSocket: (ws, { socket }) => {
      onAccepted({ ws, socket });
      waiting.shift()?.({ ws, socket });
    },
    onRefused: (status, why) => acceptor.refusals.push([status, why]),
  });
  await listen(server);
  acceptor.port = (server.address() as AddressInfo).port;
  return acceptor;
}

/** Listens on loopback; the server and all its connections are gone when the test ends. */
export async function listen(server: AnyServer): Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
}
