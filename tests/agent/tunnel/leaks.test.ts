// Thousands of connections through tunnels that end in every way leave nothing behind: no socket
// in CLOSE_WAIT and no descriptor, in the agent and in the program that carries them here.
// BOWLINE_TUNNEL_CONNECTIONS=5000 for the long form.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentCommand, startAgent, type TestAgent } from '../../support/agent.ts';
import { needs } from '../../support/needs.ts';
import { closeWaitsOf, descriptors, whyNoProcessFacts } from '../../support/processFacts.ts';
import {
  freePort,
  loopback,
  serve,
  through,
  type OpenTunnel,
  type TestServer,
} from '../../support/tunnels.ts';

const CONNECTIONS = Number(process.env.BOWLINE_TUNNEL_CONNECTIONS ?? 600);
const AT_ONCE = 20;
const TIMEOUT = 600_000;

let agent: TestAgent;
let client: ChildProcess;
let server: TestServer;
let tunnels: OpenTunnel[];

/** Runs `bowline-agent forward`, and gives its ports in the order of its tunnels. */
async function forward(
  link: string,
  args: string[],
): Promise<{ child: ChildProcess; ports: Map<string, number> }> {
  const [file, all] = agentCommand(['forward', link, ...args, '--json']);
  const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ports = new Map<string, number>();
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, at: where, tunnel } = JSON.parse(line) as Record<string, string>;
    if (event === 'running') ports.set(tunnel!, Number(/\d+$/.exec(where!)![0]));
    if (ports.size === args.length / 2) break;
  }
  child.stdout.resume();
  return { child, ports };
}

beforeAll(async () => {
  agent = await startAgent();
  server = await serve((socket) => {
    socket.on('data', (bytes) => answer(socket, bytes.toString()));
    socket.once('end', () => socket.end());
  });
  const closed = await freePort();
  const args = ['-L', `0:localhost:${server.port}`, '-R', `0:localhost:${server.port}`];
  const more = ['-D', '0', '-L', `0:localhost:${closed}`];
  const { child, ports } = await forward(agent.link, [...args, ...more]);
  client = child;
  tunnels = [...ports].map(([name, port]) =>
    at(port, name.startsWith('SOCKS') ? 'dynamic' : 'local'),
  );
});
afterAll(async () => {
  client.kill('SIGTERM');
  await once(client, 'exit');
  await server.close();
  await agent.stop();
});

/** A tunnel of another program, as far as `through` needs to know it. */
function at(port: number, kind: 'local' | 'dynamic'): OpenTunnel {
  const spec = { kind, listen: loopback(port), target: null };
  return { port, tunnel: { spec } as unknown as OpenTunnel['tunnel'] };
}

/** The server does what it is told: this is how it leaves first, or resets, or never ends. */
function answer(socket: Socket, order: string): void {
  if (order === 'end') socket.end('bye');
  if (order === 'reset') socket.resetAndDestroy();
  if (order === 'destroy') socket.destroy();
  if (order === 'echo') socket.write('echo');
}

const MANNERS: Record<string, (socket: Socket) => Promise<void>> = {
  'the client ends first': async (socket) => {
    socket.end('echo');
    await closed(socket);
  },
  'the server ends first': async (socket) => {
    socket.write('end');
    await Promise.race([once(socket, 'end'), closed(socket)]).catch(() => undefined);
    socket.end();
    await closed(socket);
  },
  'the client resets': async (socket) => {
    socket.write('echo');
    await Promise.race([once(socket, 'data'), closed(socket)]).catch(() => undefined);
    socket.resetAndDestroy();
  },
  'the server resets': async (socket) => {
    socket.write('reset');
    await closed(socket);
  },
  'the client leaves without a word': (socket) => {
    socket.destroy();
    return Promise.resolve();
  },
  'the server leaves without a word': async (socket) => {
    socket.write('destroy');
    await Promise.race([once(socket, 'end'), closed(socket)]).catch(() => undefined);
    socket.destroy();
  },
};

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
    socket.resume();
  });
}

async function run(count: number): Promise<void> {
  const manners = Object.values(MANNERS);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const turn = next++;
      const open = tunnels[turn % tunnels.length]!;
      const socket = await through(open, server.port).catch(() => undefined); // refused at once
      if (socket) await manners[Math.floor(turn / tunnels.length) % manners.length]!(socket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe('after many connections that ended in every way', () => {
  it('nothing of them is left', { timeout: TIMEOUT }, async (test) => {
    needs(whyNoProcessFacts(), test);
    await run(48); // what is opened once and kept
    const pids = [agent.pid, client.pid!];
    await settled(pids, [Infinity, Infinity]);
    const before = pids.map((pid) => descriptors(pid).length);
    await run(CONNECTIONS);
    await settled(pids, before);
    expect(pids.flatMap(closeWaitsOf)).toEqual([]);
    expect(pids.map((pid) => descriptors(pid).length <= before[pids.indexOf(pid)]!)).toEqual([
      true,
      true,
    ]);
    expect(server.sockets.size).toBe(0);
  });

  it('nothing is left at an agent whose client was killed', { timeout: TIMEOUT }, async (test) => {
    needs(whyNoProcessFacts(), test);
    const own = await startAgent();
    const { child, ports } = await forward(own.link, ['-L', `0:localhost:${server.port}`]);
    const [port] = ports.values();
    const before = descriptors(own.pid).length;
    const open = at(port!, 'local');
    const sockets = await Promise.all(Array.from({ length: 50 }, () => through(open, server.port)));
    for (const socket of sockets) socket.write('echo');
    await Promise.all(sockets.map((socket) => once(socket.resume(), 'data')));
    child.kill('SIGKILL');
    for (const socket of sockets) socket.destroy();
    await own.event('disconnected');
    // The agent's ends wait for the client to come back, until it goes itself.
    expect(server.sockets.size).toBe(50);
    expect(closeWaitsOf(own.pid)).toEqual([]);
    expect(descriptors(own.pid).length).toBeGreaterThan(before);
    await own.stop();
    await settledServer();
  });
});

/** Resolves when every socket of the server is gone. */
async function settledServer(): Promise<void> {
  await Promise.all([...server.sockets].map(closed));
}

/** Resolves when each process has no more descriptors than this, or holds what it has. */
async function settled(pids: number[], most: number[]): Promise<void> {
  await settledServer();
  await expect
    .poll(() => pids.every((pid, index) => descriptors(pid).length <= most[index]!), {
      timeout: 20_000,
    })
    .toBe(true);
}
