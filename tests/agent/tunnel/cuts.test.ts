// Tunnels whose connection is cut: open connections go on where they were, for a while.
// BOWLINE_TUNNEL_CUT_BYTES=209715200 makes it 200 MiB.
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAgent } from '../../support/agent.ts';
import { drain, flood } from '../../support/floods.ts';
import {
  KINDS,
  loopback,
  openTo,
  serve,
  through,
  TunnelRig,
  until,
} from '../../support/tunnels.ts';

const BYTES = Number(process.env.BOWLINE_TUNNEL_CUT_BYTES ?? 16 * 1024 * 1024);
const TIMEOUT = 300_000;
const DIRECTIONS = ['up', 'down'] as const;

let rig: TunnelRig;
beforeAll(async () => {
  rig = await TunnelRig.start();
});
afterAll(() => rig.stop());

/** The link is cut after so many bytes of that direction, and comes back once that is known. */
async function cutAfter(
  bytes: number,
  direction: 'up' | 'down',
  how: 'rst' | 'drop',
): Promise<void> {
  await rig.proxy[direction].cutAfter(bytes, how);
  rig.proxy.stall();
  if (how === 'drop') rig.connection.client?.giveUp('the test says so');
  await isCut();
  rig.proxy.resume();
}

function isCut(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (rig.connection.client) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = rig.connection.subscribe({ onChange: look, onClient: look });
    look();
  });
}

describe.each(KINDS)('a %s tunnel', (kind) => {
  it.each(['rst', 'drop'] as const)(
    'ends a transfer with the right sum after a cut in the middle (%s)',
    { timeout: TIMEOUT },
    async (how) => {
      const sums: Promise<unknown>[] = [];
      const server = await serve((socket) => sums.push(drain(socket), flood(socket, BYTES, 1)));
      const open = await openTo(rig, kind, server.port);
      const socket = await through(open, server.port);
      // What comes is cut first, and what goes begins only then: so there is enough left of both.
      const [coming, going] = kind === 'remote' ? DIRECTIONS : DIRECTIONS.toReversed();
      const first = cutAfter(Math.floor(BYTES / 3), coming, how);
      const second = first.then(() => cutAfter(Math.floor(BYTES / 3), going, how));
      const sending = first.then(() => flood(socket, BYTES, 2));
      const [heard, sent] = await Promise.all([drain(socket), sending, second]);
      expect([heard, sent]).toEqual([await sums[1], await sums[0]]);
      await rig.tunnels.remove(open.tunnel);
      await server.close();
    },
  );
});

describe('while the link is cut', () => {
  it('whoever connects is held, and served when it is back', { timeout: TIMEOUT }, async () => {
    const server = await serve((socket) => void socket.end('hello'));
    const opens = [
      await openTo(rig, 'local', server.port),
      await openTo(rig, 'remote', server.port),
    ];
    rig.proxy.stall();
    rig.connection.client?.giveUp('the test says so');
    await until(opens[0]!.tunnel, ({ state }) => state === 'waiting');
    const answers = opens.map(async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return chunk.toString();
    });
    rig.proxy.resume();
    expect(await Promise.all(answers)).toEqual(['hello', 'hello']);
    for (const { tunnel } of opens) await rig.tunnels.remove(tunnel);
    await server.close();
  });
});

describe('when the agent has been started anew', () => {
  it('open connections are reset, and new ones made', { timeout: TIMEOUT }, async () => {
    const own = await TunnelRig.start();
    const server = await serve((socket) => void socket.write('hello'));
    const open = await own.open({ kind: 'local', target: loopback(server.port) });
    const socket = await through(open, server.port);
    socket.resume();
    await once(socket, 'data');
    const failure = new Promise((resolve) => socket.once('close', resolve));
    const { stateDir, url } = own.agent;
    const gone = once(own.agent.child, 'exit');
    own.agent.child.kill('SIGKILL');
    await gone;
    const next = await startAgent({ stateDir, args: ['--listen', new URL(url).host] });
    await failure;
    expect(socket.errored).toMatchObject({ code: 'ECONNRESET' });
    await until(open.tunnel, ({ state }) => state === 'running');
    const again = await through(open, server.port);
    again.resume();
    expect(String((await once(again, 'data'))[0])).toBe('hello');
    again.destroy();
    await own.tunnels.close();
    await own.connection.close();
    await own.proxy.close();
    await next.stop();
    await server.close();
  });
});
