// A reader that has stopped holds back its own connection, and nothing else: not the others, not
// the agent's memory.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { drain, flood } from '../../support/floods.ts';
import { residentBytes } from '../../support/processFacts.ts';
import { loopback, serve, through, TunnelRig, until } from '../../support/tunnels.ts';

const OTHERS = 99;
const EACH_BYTES = 256 * 1024;
/** More than any queue on the way holds. */
const FLOOD_BYTES = 256 * 1024 * 1024;

let rig: TunnelRig;
beforeAll(async () => {
  rig = await TunnelRig.start();
});
afterAll(() => rig.stop());

describe.skipIf(SYSTEM !== 'linux')('a stalled reader', () => {
  it.each(['here', 'there'] as const)(
    '%s stops its own writer, while 99 others run, in bounded memory',
    async (where) => {
      let written = 0;
      const pour = async (socket: Socket): Promise<void> => {
        const block = Buffer.alloc(64 * 1024);
        while (written < FLOOD_BYTES && !socket.destroyed) {
          written += block.byteLength;
          if (!socket.write(block)) await once(socket, 'drain').catch(() => undefined);
        }
      };
      const stalled = await serve((socket) =>
        where === 'here' ? void pour(socket) : socket.pause(),
      );
      const echo = await serve((socket) => void flood(socket.resume(), EACH_BYTES, 7));
      const toStalled = await rig.open({ kind: 'local', target: loopback(stalled.port) });
      const toEcho = await rig.open({ kind: 'local', target: loopback(echo.port) });
      const before = residentBytes(rig.agent.pid);
      const socket = await through(toStalled, stalled.port);
      if (where === 'there') void pour(socket);
      for (let round = 0; round < 3; round++) {
        const sums = Array.from({ length: OTHERS }, async () =>
          drain(await finishing(toEcho, echo.port)),
        );
        const all = await Promise.all(sums);
        expect(new Set(all.map(({ bytes }) => bytes))).toEqual(new Set([EACH_BYTES]));
      }
      // Both sockets' buffers and two windows lie between the writer and the reader.
      expect(written).toBeLessThan(32 * 1024 * 1024);
      expect(residentBytes(rig.agent.pid) - before).toBeLessThan(160 * 1024 * 1024);
      socket.destroy();
      for (const { tunnel } of [toStalled, toEcho]) await rig.tunnels.remove(tunnel);
      for (const server of [stalled, echo]) await server.close();
    },
  );
});

async function finishing(open: Parameters<typeof through>[0], port: number): Promise<Socket> {
  const socket = await through(open, port);
  socket.end();
  return socket;
}

describe('a client that opens without limit', () => {
  it('is refused by name beyond the cap, and what is open stays', async () => {
    const server = await serve((socket) => void socket.write('x'));
    const open = await rig.open({ kind: 'dynamic', target: null });
    const sockets: Socket[] = [];
    while (sockets.length < LIMITS.maxStreams) {
      const batch = Array.from({ length: 64 }, () => through(open, server.port));
      sockets.push(...(await Promise.all(batch)));
    }
    const local = await rig.open({ kind: 'local', target: loopback(server.port) });
    const beyond = connect(local.port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => beyond.resume().once('close', resolve));
    const { error } = await until(local.tunnel, (status) => status.error !== null);
    expect(error?.code).toBe('too-many-streams');
    expect(open.tunnel.status.open).toBe(LIMITS.maxStreams);
    for (const socket of sockets) socket.resetAndDestroy();
    await until(open.tunnel, (status) => status.open === 0);
    for (const { tunnel } of [open, local]) await rig.tunnels.remove(tunnel);
    await server.close();
  });
});
