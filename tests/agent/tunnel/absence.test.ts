// The agent whose client is gone for good keeps that client's connections and listeners for their
// time, so that they can go on after a cut, and not a moment longer.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { TunnelService } from '../../../agent/tunnel/tunnelService.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { StreamWire, TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { holdings, nothingMoreThan } from '../../support/leftovers.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { needs } from '../../support/needs.ts';
import { closed } from '../../support/orders.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import { ignoreErrors, loopback, serve } from '../../support/tunnels.ts';

const STREAMS = 5;

/** A connection to a client who says nothing and is told nothing. */
const SILENT: StreamWire = {
  outbox: { ready: () => undefined, remove: () => undefined, frameBytes: 16_384 },
  send: () => undefined,
  maxBody: 65_536,
  release: () => undefined,
};

/** Connections to a target, as a client has asked for them. */
async function connectStreams(service: TunnelService, target: Place): Promise<void> {
  const { streams } = service;
  for (let channel = 1; channel <= STREAMS; channel++) {
    const stream = streams.make(String(channel), { onEnd: () => undefined });
    streams.attach(stream, SILENT, channel);
    await streams.connect(stream, LIMITS.maxBody, (signal) => service.dial(target, signal));
  }
}

/** A listener, where it listens, and how it is told that its client is gone. */
async function listen(
  service: TunnelService,
  name = 'listener',
  port = 0,
): Promise<{ port: number; cut: () => void }> {
  const listening = withResolvers<Place>();
  const ask = (stream: TunnelStream): void => service.streams.attach(stream, SILENT, 100);
  const seat = { listening: listening.resolve, refused: listening.reject, ask };
  const listener = service.listen(name, loopback(port), seat);
  const at = (await listening.promise) as { port: number };
  return { port: at.port, cut: () => listener.cut(seat) };
}

/** Comes in at a listener; resolves with what became of that. */
async function knock(port: number): Promise<Socket> {
  const socket = ignoreErrors(connect(port, '127.0.0.1'));
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed(socket)]);
  return socket;
}

it('what waits for a client is given up when its time is over', async (test) => {
  needs(whyNoProcessFacts(), test);
  const clock = new ManualClock();
  const service = new TunnelService({ clock, rules: new ForwardRules({}) });
  const server = await serve((socket) => void socket.resume());
  const before = holdings(process.pid);
  await connectStreams(service, loopback(server.port));
  const { port, cut } = await listen(service);
  const visitor = await knock(port);
  await expect.poll(() => service.streams.all.length).toBe(STREAMS + 1);

  for (const stream of service.streams.all) service.streams.cut(stream);
  cut();
  clock.advance(LIMITS.streamKeepMs - 1);
  expect(service.streams.all).toHaveLength(STREAMS + 1);
  expect((await knock(port)).destroy().errored).toBeNull();

  clock.advance(1);
  expect(service.streams.all).toEqual([]);
  await Promise.all([visitor, ...server.sockets].map(closed));
  expect((await knock(port)).errored).toMatchObject({ code: 'ECONNREFUSED' });
  await nothingMoreThan(before, process.pid);
  expect(clock.waiting).toBe(0);
  await server.close();
});

it('a listener that waits for its client gives way to who is here, and no other does', async () => {
  const clock = new ManualClock();
  const service = new TunnelService({ clock, rules: new ForwardRules({}) });
  const { port, cut } = await listen(service);
  await expect(listen(service, 'early', port)).rejects.toMatchObject({ code: 'port-in-use' });
  cut();
  expect((await listen(service, 'other', 0)).port).not.toBe(port);
  expect(service.listener('listener')).toBeDefined();
  expect((await listen(service, 'again', port)).port).toBe(port);
  expect(service.listener('listener')).toBeUndefined();
  service.close();
});

it('whoever finds the agent full at a listener is turned away, which is told', async () => {
  const told = withResolvers<string>();
  const service = new TunnelService({
    ...{ clock: new ManualClock(), rules: new ForwardRules({}) },
    onTrouble: ({ code }) => told.resolve(code),
  });
  const { port } = await listen(service);
  for (let n = 0; n < LIMITS.maxAgentStreams; n++) {
    service.streams.make(String(n), { onEnd: () => undefined });
  }
  const visitor = await knock(port);
  expect(await told.promise).toBe('too-many-streams');
  await closed(visitor);
  service.close();
});
