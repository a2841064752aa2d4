// Whoever holds connections through tunnels is killed while they are open, in every state that a
// connection can be in: the client, the target, the agent. What carries them keeps nothing of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { startForwarding, type Forwarding } from '../../support/forwarding.ts';
import { holdings, nothingMoreThan } from '../../support/leftovers.ts';
import { needs } from '../../support/needs.ts';
import { hold, holdAll, leave, obey, STATES } from '../../support/orders.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import { freePort, serve } from '../../support/tunnels.ts';

const PEER = path.resolve(import.meta.dirname, '../../support/tunnelPeer.ts');
const EACH = 3;
const KEPT = 20;

let agent: TestAgent;
let client: Forwarding;
let target: number;
let before: string[][];

beforeEach(async (test) => {
  needs(whyNoProcessFacts(), test);
  agent = await startAgent();
  target = await freePort();
  const to = `0:localhost:${target}`;
  client = await startForwarding(agent.link, ['-L', to, '-R', to, '-D', '0']);
  before = holdings(agent.pid, client.pid);
});
afterEach(async () => {
  await client.end('SIGTERM');
  await agent.stop();
});

/** Resolves when it serves, or holds all its connections. */
async function startPeer(...args: string[]): Promise<ChildProcess> {
  const peer = spawn(process.execPath, [PEER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(peer.stdout, 'data');
  return peer;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('a client that is killed', async () => {
  const server = await serve(obey, target);
  const opens = client.opens.map(({ port, tunnel }) => `${port}:${tunnel.spec.kind}`);
  const holder = await startPeer('hold', String(target), ...opens);
  expect(server.sockets.size).toBe(client.opens.length * STATES.length * EACH);
  await kill(holder);
  await leave(server.sockets);
  await nothingMoreThan(before, agent.pid, client.pid);
  await server.close();
});

it('a target that is killed', async () => {
  const server = await startPeer('serve', String(target));
  const sockets = await holdAll(client.opens, target, EACH);
  await kill(server);
  await leave(sockets);
  await nothingMoreThan(before, agent.pid, client.pid);
});

it('an agent that is killed, and started again', async () => {
  const server = await serve(obey, target);
  const sockets = await holdAll(client.opens, target, EACH);
  const { stateDir, url } = agent;
  await kill(agent.child);
  const args = ['--listen', new URL(url).host];
  agent = await startAgent({ stateDir, args });
  await client.back();
  await Promise.all([leave(sockets), leave(server.sockets)]);
  await nothingMoreThan(before, agent.pid, client.pid);
  const again = await holdAll(client.opens, target, 1);
  for (const socket of again) socket.resetAndDestroy();
  await leave(server.sockets);
  await nothingMoreThan(before, agent.pid, client.pid);
  await server.close();
});

// How long it keeps them is in absence.test.ts.
it('the app’s side that is killed: the agent keeps what may go on', async () => {
  const server = await serve(obey, target);
  const own = await startForwarding(agent.link, ['-L', `0:localhost:${target}`]);
  const [open] = own.opens;
  const sockets = await Promise.all(
    Array.from({ length: KEPT }, () => hold(open!, target, 'echo')),
  );
  const held = holdings(agent.pid);
  await own.end('SIGKILL');
  await agent.event('disconnected');
  await leave(sockets);
  held[0]!.splice(held[0]!.indexOf('socket'), 1); // the connection to the one that was killed
  await nothingMoreThan(held, agent.pid);
  expect(server.sockets.size).toBe(KEPT);
  agent.child.kill('SIGTERM');
  await leave(server.sockets);
  await server.close();
});
