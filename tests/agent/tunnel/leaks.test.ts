// Thousands of connections through tunnels that end in every way leave nothing behind: no socket
// in CLOSE_WAIT and no descriptor, in the agent and in the program that carries them here.
// BOWLINE_TUNNEL_CONNECTIONS=5000 for the long form.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, it } from 'vitest';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { startForwarding, type Forwarding } from '../../support/forwarding.ts';
import { holdings, nothingMoreThan } from '../../support/leftovers.ts';
import { needs } from '../../support/needs.ts';
import { closed, obey } from '../../support/orders.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import { freePort, serve, through, type TestServer } from '../../support/tunnels.ts';

const CONNECTIONS = Number(process.env.BOWLINE_TUNNEL_CONNECTIONS ?? 600);
const AT_ONCE = 20;
const TIMEOUT = 600_000;

let agent: TestAgent;
let client: Forwarding;
let server: TestServer;

beforeAll(async () => {
  agent = await startAgent();
  server = await serve(obey);
  const args = ['-L', `0:localhost:${server.port}`, '-R', `0:localhost:${server.port}`];
  const more = ['-D', '0', '-L', `0:localhost:${await freePort()}`];
  client = await startForwarding(agent.link, [...args, ...more]);
});
afterAll(async () => {
  await client.end('SIGTERM');
  await server.close();
  await agent.stop();
});

const MANNERS: Record<string, (socket: Socket) => Promise<void>> = {
  'the client ends first': async (socket) => {
    socket.end('echo');
    await closed(socket);
  },
  'the server ends first': async (socket) => {
    socket.write('end');
    await comes(socket, 'end');
    socket.end();
    await closed(socket);
  },
  'both end at once': async (socket) => {
    socket.end('end');
    await closed(socket);
  },
  'the client resets': async (socket) => {
    socket.write('echo');
    await comes(socket, 'data');
    socket.resetAndDestroy();
  },
  'the client resets while the server sends': async (socket) => {
    socket.write('pour');
    await comes(socket, 'data');
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
    await comes(socket, 'end');
    socket.destroy();
  },
};

/** Waits for that, or for the end of a connection that was refused. */
async function comes(socket: Socket, event: 'data' | 'end'): Promise<void> {
  await Promise.race([once(socket, event).catch(() => undefined), closed(socket)]);
}

async function run(count: number): Promise<void> {
  const manners = Object.values(MANNERS);
  const { opens } = client;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const turn = next++;
      const open = opens[turn % opens.length]!;
      const socket = await through(open, server.port).catch(() => undefined); // refused at once
      if (socket) await manners[Math.floor(turn / opens.length) % manners.length]!(socket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

it(
  'nothing is left of many connections that ended in every way',
  { timeout: TIMEOUT },
  async (test) => {
    needs(whyNoProcessFacts(), test);
    const pids = [agent.pid, client.pid];
    const before = holdings(...pids);
    await run(CONNECTIONS);
    await Promise.all([...server.sockets].map(closed));
    await nothingMoreThan(before, ...pids);
  },
);
