// Tunnels through a real agent, as the app and the command line make them, with a proxy on the
// way that can cut and slow the connection.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AgentConnection } from '../../core/client/agentConnection.ts';
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import { LinkTunnels } from '../../core/tunnel/linkTunnels.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { Tunnel, TunnelSpec, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import { startAgent, type AgentOptions, type TestAgent } from './agent.ts';
import { FaultProxy } from './faultProxy.ts';
import { inWords } from '../../words/said.ts';

export class TunnelRig {
  readonly agent: TestAgent;
  readonly proxy: FaultProxy;
  readonly connection: AgentConnection;
  readonly tunnels: LinkTunnels;

  private constructor(agent: TestAgent, proxy: FaultProxy, connection: AgentConnection) {
    this.agent = agent;
    this.proxy = proxy;
    this.connection = connection;
    this.tunnels = new LinkTunnels({
      acquire: () => ({ connection, release: () => Promise.resolve() }),
      clock: systemClock,
      today: Date.now,
    });
  }

  static async start(options: AgentOptions = {}): Promise<TunnelRig> {
    const agent = await startAgent(options);
    const port = Number(new URL(agent.url).port);
    const proxy = await FaultProxy.open({ port });
    return new TunnelRig(agent, proxy, connectionTo(agent.link, proxy.port));
  }

  /** Starts a tunnel and waits until it runs; `port` is the one that it chose. */
  async open(spec: Omit<TunnelSpec, 'listen'> & { listen?: Place }): Promise<OpenTunnel> {
    const tunnel = this.tunnels.add({ listen: loopback(0), ...spec });
    tunnel.start();
    const { listening } = await until(tunnel, ({ state }) => state === 'running');
    return { tunnel, port: listening?.kind === 'tcp' ? listening.port : 0 };
  }

  async stop(): Promise<void> {
    await this.tunnels.close();
    await this.connection.close();
    await this.proxy.close();
    await this.agent.stop();
  }
}

/** To the agent of that link, through a port of loopback that leads there. */
export function connectionTo(link: string, port: number): AgentConnection {
  const pairing = parsePairingLink(link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port, tls: false };
  const connection = new AgentConnection({
    connect: (context) =>
      AgentClient.connect({
        dial,
        ...context,
        link: { ...pairing, address },
        client: { name: 'test', version: '0' },
        clock: systemClock,
      }),
    clock: systemClock,
    random: () => 0,
    thresholds: () => ({ roundTripMs: 400, silenceMs: 5_000 }),
    patient: true,
  });
  connection.start();
  return connection;
}

export interface OpenTunnel {
  tunnel: Tunnel;
  port: number;
}

export const KINDS = ['local', 'remote', 'dynamic'] as const;

export function loopback(port: number): Place & { kind: 'tcp' } {
  return { kind: 'tcp', host: '127.0.0.1', port };
}

/** A tunnel of this kind to a port of this machine. */
export function openTo(
  rig: TunnelRig,
  kind: TunnelSpec['kind'],
  port: number,
): Promise<OpenTunnel> {
  return rig.open({ kind, target: kind === 'dynamic' ? null : loopback(port) });
}

/** A connection through it, paused, after the SOCKS handshake where there is one. */
export async function through({ tunnel, port }: OpenTunnel, target: number): Promise<Socket> {
  const socket = ignoreErrors(connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
  await once(socket, 'connect');
  socket.pause();
  if (tunnel.spec.kind !== 'dynamic') return socket;
  const request = Buffer.from([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, target >> 8, target & 255]);
  socket.write(request);
  await take(socket, 12);
  return socket;
}

/** Takes so many bytes; what comes behind them stays in the socket. */
async function take(socket: Socket, bytes: number): Promise<void> {
  let came = Buffer.alloc(0);
  while (came.byteLength < bytes) {
    socket.resume();
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    came = Buffer.concat([came, chunk]);
  }
  socket.unshift(came.subarray(bytes));
}

/** The first status that fits, now or later. */
export async function until(
  tunnel: Tunnel,
  fits: (status: TunnelStatus) => boolean,
): Promise<TunnelStatus> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { status } = tunnel;
      if (fits(status)) resolve(status);
      else if (status.state === 'failed') reject(new Error(inWords(status.error?.message)));
      else return;
      stop();
    };
    const stop = tunnel.subscribe(look);
    look();
  });
}

export interface TestServer {
  port: number;
  server: Server;
  /** Connections that are open now. */
  sockets: Set<Socket>;
  close(): Promise<void>;
}

/** A server on loopback, each half of whose connections closes by itself. */
export async function serve(onSocket: (socket: Socket) => void, port = 0): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    onSocket(ignoreErrors(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ port: (server.address() as AddressInfo).port, server, sockets },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** For a socket whose end the test looks at by itself. */
export function ignoreErrors(socket: Socket): Socket {
  return socket.on('error', () => undefined);
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await serve(() => undefined);
  await close();
  return port;
}
