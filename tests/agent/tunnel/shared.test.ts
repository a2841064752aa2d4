// Two owners of tunnels on one connection, as two hosts of the same pairing link are.
import { expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { LinkTunnels } from '../../../core/tunnel/linkTunnels.ts';
import {
  loopback,
  openTo,
  serve,
  through,
  TunnelRig,
  until,
  type OpenTunnel,
} from '../../support/tunnels.ts';

it('each serve who comes in at their own remote tunnels, also when one of them is gone', async () => {
  const rig = await TunnelRig.start();
  const servers = await Promise.all(
    ['one', 'two'].map((word) => serve((socket) => void socket.end(word))),
  );
  const [one, two] = servers.map(({ port }) => port) as [number, number];
  const { connection: link } = rig;
  const others = new LinkTunnels({
    acquire: () => ({ connection: link, release: () => Promise.resolve() }),
    clock: systemClock,
    today: Date.now,
  });
  const first = await openTo(rig, 'remote', one);
  const tunnel = others.add({ kind: 'remote', listen: loopback(0), target: loopback(two) });
  tunnel.start();
  const { listening } = await until(tunnel, ({ state }) => state === 'running');
  const second = { tunnel, port: (listening as { port: number }).port };
  expect(await hears(first, one)).toBe('one');
  expect(await hears(second, two)).toBe('two');
  await others.close();
  expect(await hears(first, one)).toBe('one');
  await rig.stop();
  await Promise.all(servers.map((server) => server.close()));
});

async function hears(open: OpenTunnel, target: number): Promise<string> {
  const socket = await through(open, target);
  const words = (await socket.setEncoding('utf8').toArray()) as string[];
  socket.end();
  return words.join('');
}
