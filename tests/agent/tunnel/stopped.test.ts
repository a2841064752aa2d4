// A tunnel that is stopped while connections go through it: each of them is reset, at both ends,
// and neither this side nor the agent keeps anything of them.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdings, nothingMoreThan } from '../../support/leftovers.ts';
import { needs } from '../../support/needs.ts';
import { closed, holdAll, leave, obey, STATES } from '../../support/orders.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import {
  freePort,
  ignoreErrors,
  KINDS,
  loopback,
  openTo,
  serve,
  TunnelRig,
  until,
  type OpenTunnel,
  type TestServer,
} from '../../support/tunnels.ts';

const EACH = 4;

let rig: TunnelRig;
let server: TestServer;
let before: string[][];

beforeAll(async () => {
  rig = await TunnelRig.start();
  server = await serve(obey);
  // It keeps the connection to the agent, as a shell does in the app, and what is opened once.
  await openTo(rig, 'local', server.port);
});
afterAll(async () => {
  await server.close();
  await rig.stop();
});
beforeEach((test) => {
  needs(whyNoProcessFacts(), test);
  before = holdings(rig.agent.pid, process.pid);
});

function nothingIsLeft(): Promise<void> {
  return nothingMoreThan(before, rig.agent.pid, process.pid);
}

describe.each(KINDS)('a %s tunnel that is stopped', (kind) => {
  it('resets its connections, whatever state they are in', async () => {
    const open = await openTo(rig, kind, server.port);
    const sockets = await holdAll([open], server.port, EACH);
    expect(server.sockets.size).toBe(EACH * STATES.length);
    await open.tunnel.stop();
    expect(open.tunnel.status).toMatchObject({ state: 'stopped', open: 0 });
    // Who has heard the end of the other half reads no more, and so learns it only from a write.
    const reading = sockets.filter(({ readableEnded }) => !readableEnded);
    expect(reading).toHaveLength(EACH * (STATES.length - 1));
    await Promise.all([leave(sockets), leave(server.sockets)]);
    expect(new Set(reading.map(({ errored }) => codeOf(errored)))).toEqual(new Set(['ECONNRESET']));
    await nothingIsLeft();
  });

  it('turns those away that nobody has answered', async () => {
    const open = await openTo(rig, kind, server.port);
    rig.proxy.stall();
    const sockets = await Promise.all(Array.from({ length: EACH }, () => knock(open)));
    await until(open.tunnel, (status) => kind === 'remote' || status.open === EACH);
    await open.tunnel.stop();
    rig.proxy.resume();
    await Promise.all(sockets.map(closed));
    await nothingIsLeft();
    expect(server.sockets.size).toBe(0);
  });
});

/** Connects, and doesn't wait for an answer. */
async function knock({ port, tunnel }: OpenTunnel): Promise<Socket> {
  const socket = ignoreErrors(connect(port, '127.0.0.1'));
  await once(socket, 'connect');
  const { port: target } = server;
  const request = [5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, target >> 8, target & 255];
  if (tunnel.spec.kind === 'dynamic') socket.write(Buffer.from(request));
  return socket;
}

function codeOf(error: NodeJS.ErrnoException | null): string | undefined {
  return error?.code;
}

describe('while the connection to the agent is cut', () => {
  it('a stop ends them at once here, and there when it is back', async () => {
    const opens = await Promise.all(KINDS.map((kind) => openTo(rig, kind, server.port)));
    const sockets = await holdAll(opens, server.port, EACH);
    rig.proxy.stall();
    rig.connection.client?.giveUp('the test says so');
    await until(opens[0]!.tunnel, ({ state }) => state === 'waiting');
    await Promise.all(opens.map(({ tunnel }) => tunnel.stop()));
    rig.proxy.resume();
    await Promise.all([leave(sockets), leave(server.sockets)]);
    await nothingIsLeft();
  });

  it('a remote tunnel may be stopped and started again', async () => {
    const listen = loopback(await freePort());
    const { tunnel } = await rig.open({ kind: 'remote', listen, target: loopback(server.port) });
    rig.proxy.stall();
    rig.connection.client?.giveUp('the test says so');
    await until(tunnel, ({ state }) => state === 'waiting');
    await tunnel.stop();
    tunnel.start();
    rig.proxy.resume();
    expect(await until(tunnel, ({ state }) => state === 'running')).toMatchObject({
      listening: listen,
    });
    await tunnel.stop();
    await nothingIsLeft();
  });
});
