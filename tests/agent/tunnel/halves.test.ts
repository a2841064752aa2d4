// Each half of a connection closes on its own, through tunnels of all kinds. The amount is for CI;
// BOWLINE_TUNNEL_BYTES=104857600 makes it 100 MiB each way.
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drain, flood } from '../../support/floods.ts';
import { KINDS, openTo, serve, through, TunnelRig, until } from '../../support/tunnels.ts';

const BYTES = Number(process.env.BOWLINE_TUNNEL_BYTES ?? 12 * 1024 * 1024);

let rig: TunnelRig;
beforeAll(async () => {
  rig = await TunnelRig.start();
});
afterAll(() => rig.stop());

describe.each(KINDS)('through a %s tunnel', (kind) => {
  it('a server that answers only after the end answers in full', async () => {
    const server = await serve((socket) => {
      void drain(socket).then((sum) => flood(socket, sum.bytes, 2));
    });
    const open = await openTo(rig, kind, server.port);
    const socket = await through(open, server.port);
    const answer = drain(socket);
    await flood(socket, BYTES, 1);
    const expected = sumOf(BYTES, 2);
    expect(await answer).toEqual(await expected);
    expect(open.tunnel.status).toMatchObject({ up: BYTES, down: BYTES, total: 1 });
    await rig.tunnels.remove(open.tunnel);
    await server.close();
  });

  it('a client that answers only after the end is heard in full', async () => {
    let heard: Promise<unknown> = Promise.resolve();
    const server = await serve((socket) => {
      heard = drain(socket);
      void flood(socket, BYTES, 3);
    });
    const open = await openTo(rig, kind, server.port);
    const socket = await through(open, server.port);
    expect(await drain(socket)).toEqual(await sumOf(BYTES, 3));
    const sent = await flood(socket, BYTES, 4);
    await once(socket, 'close');
    expect(await heard).toEqual(sent);
    await rig.tunnels.remove(open.tunnel);
    await server.close();
  });

  it('both may send at once', async () => {
    const sums: Promise<unknown>[] = [];
    const server = await serve((socket) => sums.push(drain(socket), flood(socket, BYTES, 5)));
    const open = await openTo(rig, kind, server.port);
    const socket = await through(open, server.port);
    const [heard, sent] = await Promise.all([drain(socket), flood(socket, BYTES, 6)]);
    const [heardThere, sentThere] = await Promise.all(sums);
    expect([heard, heardThere]).toEqual([sentThere, sent]);
    await rig.tunnels.remove(open.tunnel);
    await server.close();
  });

  it('a reset is a reset, in both directions', async () => {
    const accepted: Socket[] = [];
    const server = await serve((socket) => accepted.push(socket));
    const open = await openTo(rig, kind, server.port);
    for (const from of ['client', 'server'] as const) {
      const socket = await through(open, server.port);
      socket.write('x');
      const there = await latest(accepted, server.server);
      await once(there, 'data');
      const [one, other] = from === 'client' ? [socket, there] : [there, socket];
      const failure = once(other, 'error');
      other.resume();
      one.resetAndDestroy();
      expect(await failure.catch((error: unknown) => [error])).toMatchObject([
        { code: 'ECONNRESET' },
      ]);
    }
    await until(open.tunnel, (status) => status.open === 0);
    await rig.tunnels.remove(open.tunnel);
    await server.close();
  });
});

async function latest(accepted: Socket[], server: Server): Promise<Socket> {
  if (accepted.length === 0) await once(server, 'connection');
  return accepted.pop()!;
}

/** What `flood` of a seed sends. */
async function sumOf(bytes: number, seed: number): Promise<unknown> {
  const sink = { write: () => true, end: () => undefined, destroyed: false };
  return flood(sink as unknown as Socket, bytes, seed);
}
