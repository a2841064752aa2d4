// `bowline-agent relay`, which an app's ssh runs: it carries an agent's bytes on stdin and stdout,
// ends as the connection does, and keeps nothing for a reader that stands still.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AgentClient } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import { parsePairingLink } from '../../../core/link/pairingLink.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let agent: TestAgent;
let record: string;
let before: string;
const children: ChildProcessWithoutNullStreams[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  agent = await startAgent();
  record = path.join(agent.stateDir, 'agent.json');
  before = readFileSync(record, 'utf8');
});
afterAll(() => agent.stop());
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.close();
  writeFileSync(record, before);
});

function relay(): ChildProcessWithoutNullStreams {
  const args = ['relay', '--state-dir', agent.stateDir];
  const child = spawn(...agentCommand(args), { stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  children.push(child);
  return child;
}

/** Takes the agent's place: the record of where it listens leads to `serve`. */
async function inItsPlace(serve: (socket: Socket) => void): Promise<void> {
  const socket = path.join(temporaryDirectory(), 'agent.sock');
  const server = createServer({ allowHalfOpen: true }, serve).listen(socket);
  servers.push(server);
  await once(server, 'listening');
  const local = { kind: 'unix', path: socket };
  writeFileSync(record, JSON.stringify({ ...(JSON.parse(before) as object), local }));
}

it('carries a client’s connection to a real agent, and ends with it', async () => {
  const child = relay();
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  const { address, token, fingerprint } = parsePairingLink(agent.link);
  const client = await AgentClient.connect({
    ...{ dial, link: { address, token, fingerprint }, stream, clock: systemClock },
    client: { name: 'test', version: '0' },
  });
  expect(await client.request('list')).toEqual({ shells: [] });
  const ended = once(child, 'exit');
  await client.close();
  expect(await ended).toEqual([0, null]);
});

it('passes the end of stdin on, and waits for what the agent still says', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) & 0xff));
  const hash = (all: Uint8Array): string => createHash('sha256').update(all).digest('hex');
  await inItsPlace((socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => socket.end(hash(Buffer.concat(chunks))));
  });
  const child = relay();
  const ended = once(child, 'exit');
  child.stdin.end(bytes);
  expect(await text(child.stdout)).toBe(hash(bytes));
  expect(await ended).toEqual([0, null]);
});

it.each([
  ['when the agent ends the connection', (socket: Socket) => void socket.end('bye')],
  [
    'when the connection breaks',
    (socket: Socket) => void socket.write('bye', () => socket.destroy()),
  ],
])('ends %s, though stdin stays open, with all that was said', async (_, leave) => {
  await inItsPlace(leave);
  const child = relay();
  const ended = once(child, 'exit');
  expect(await text(child.stdout)).toBe('bye');
  expect(await ended).toEqual([0, null]);
});

it('lets go of the agent when nobody reads any more', async () => {
  const { promise: gone, resolve } = withResolvers<void>();
  await inItsPlace((socket) => {
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
    const again = (): void => void setImmediate(more);
    const more = (): void => void (socket.destroyed || socket.write('more\n', again));
    more();
  });
  const child = relay();
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  await Promise.all([gone, ended]);
});

describe('to a reader that stands still', () => {
  const ALL = 24 * 1024 * 1024;

  it('it holds nothing back, keeps nothing in memory, and keys pass', async () => {
    const { promise: served, resolve } = withResolvers<Socket>();
    await inItsPlace(resolve);
    const child = relay();
    const socket = await served;
    socket.end(Buffer.alloc(ALL, 'x'));
    child.stdin.write('key');
    const [key] = (await once(socket, 'data')) as [Buffer];
    expect(key.toString()).toBe('key');
    // All but what sockets and pipes hold is still here.
    expect(socket.writableLength).toBeGreaterThan(ALL - 4 * 1024 * 1024);
    let count = 0;
    for await (const bytes of child.stdout) count += (bytes as Buffer).byteLength;
    expect(count).toBe(ALL);
  });
});

it('says that there is no agent', async () => {
  const { code, stdout, stderr } = await runAgent(['relay', '--state-dir', temporaryDirectory()]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/No agent is running/);
});
