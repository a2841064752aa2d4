// A SOCKS client's socket from its first byte on, on a clock that the test holds: what is handed
// over, what a client that was refused reads, and when one that says nothing is given up.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import type { SocksLogin } from '../../../core/tunnel/socks/socksMachine.ts';
import { serveSocks, type SocksRequest } from '../../../core/tunnel/socks/socksServer.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { closed } from '../../support/orders.ts';
import { ignoreErrors, serve, type TestServer } from '../../support/tunnels.ts';

const GREETING = [5, 1, 0];
const TO_PORT_80 = [5, 1, 0, 1, 127, 0, 0, 1, 0, 80];
const WITH_LOGIN = [5, 1, 2];
const ANN = { user: 'ann', password: 'sesame' };

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** A client of a SOCKS server, both ends of it. */
async function make(login?: SocksLogin) {
  const clock = new ManualClock();
  const requests: SocksRequest[] = [];
  const refused: string[] = [];
  const came = withResolvers<Socket>();
  const server = await serve((socket) => {
    socket.pause();
    const onRequest = (request: SocksRequest): unknown => requests.push(request);
    serveSocks(socket, { login, clock }, { onRequest, onRefused: (why) => refused.push(why) });
    came.resolve(socket);
  });
  servers.push(server);
  const options = { port: server.port, host: '127.0.0.1', allowHalfOpen: true };
  const client = ignoreErrors(connect(options));
  const heard: number[] = [];
  client.on('data', (bytes: Buffer) => heard.push(...bytes));
  const say = (...pieces: number[][]) => client.write(Uint8Array.from(pieces.flat()));
  return { clock, requests, refused, client, heard, say, socket: await came.promise };
}

function userAndPassword({ user, password }: SocksLogin): number[] {
  const [name, secret] = [Buffer.from(user), Buffer.from(password)];
  return [1, name.byteLength, ...name, secret.byteLength, ...secret];
}

it('hands over a socket that has asked, paused, with what came behind the request', async () => {
  const { clock, requests, heard, say, client, socket } = await make();
  say(GREETING);
  await expect.poll(() => heard).toEqual([5, 0]);
  say(TO_PORT_80, [7, 8]);
  await expect.poll(() => requests).toMatchObject([{ host: '127.0.0.1', port: 80 }]);
  expect([socket.isPaused(), clock.waiting]).toEqual([true, 0]);
  expect([...requests[0]!.connected()]).toEqual([7, 8]);
  await expect.poll(() => heard.slice(2)).toEqual([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const ended = once(socket, 'end'); // from here on the client may end its half
  client.end(Uint8Array.of(9));
  const rest = once(socket, 'data');
  socket.resume();
  expect([...((await rest)[0] as Buffer)]).toEqual([9]);
  await ended;
  expect([socket.destroyed, requests.length]).toEqual([false, 1]);
});

it('tells a client that couldn’t be connected why, and closes when it has read that', async () => {
  const { clock, requests, heard, say, client, socket } = await make();
  say(GREETING, TO_PORT_80);
  await expect.poll(() => requests.length).toBe(1);
  requests[0]!.failed('target-refused');
  await once(client, 'end');
  expect(heard.slice(2, 4)).toEqual([5, 5]);
  expect([socket.destroyed, clock.waiting]).toEqual([false, 1]);
  client.end(Uint8Array.of(9)); // read, and dropped
  await once(socket, 'close');
  expect(clock.waiting).toBe(0);
});

it('a client that has read why, and leaves in good order, leaves nothing behind', async () => {
  const { clock, requests, say, client, socket } = await make();
  say(GREETING, TO_PORT_80);
  await expect.poll(() => requests.length).toBe(1);
  requests[0]!.failed('target-refused');
  client.resume();
  await once(client, 'end');
  client.end();
  await closed(socket);
  expect(clock.waiting).toBe(0);
});

it('doesn’t wait longer than a second for one that has read it and stays', async () => {
  const { clock, refused, say, client, socket } = await make();
  say([71, 69, 84]); // an HTTP client's GET
  await once(client, 'end');
  expect([refused, clock.waiting]).toEqual([['socks-bad'], 1]);
  say(Array<number>(5_000).fill(32)); // read, and dropped
  await expect.poll(() => socket.bytesRead).toBe(5_003);
  expect(refused).toHaveLength(1);
  clock.advance(999);
  expect(socket.destroyed).toBe(false);
  clock.advance(1);
  expect(socket.destroyed).toBe(true);
});

it('gives up a client that hasn’t asked for anything within ten seconds', async () => {
  const { clock, heard, say, socket } = await make();
  say(GREETING);
  await expect.poll(() => heard).toEqual([5, 0]);
  clock.advance(9_999);
  expect(socket.destroyed).toBe(false);
  clock.advance(1);
  expect(socket.destroyed).toBe(true);
});

it.each(['end', 'destroy'] as const)('one that leaves (%s) leaves nothing behind', async (how) => {
  const { clock, requests, refused, client, socket } = await make();
  client[how]();
  await closed(socket);
  expect([clock.waiting, requests, refused]).toEqual([0, [], []]);
});

it('lets in whoever knows user and password', async () => {
  const { requests, heard, say } = await make(ANN);
  say(WITH_LOGIN, userAndPassword(ANN), TO_PORT_80);
  await expect.poll(() => requests.length).toBe(1);
  await expect.poll(() => heard).toEqual([5, 2, 1, 0]);
});

it.each([
  ['user', { ...ANN, user: 'bob' }],
  ['password', { ...ANN, password: 'secret' }],
  ['password’s beginning', { ...ANN, password: 'sesam' }],
])('and nobody with a wrong %s', async (_what, given) => {
  const { requests, refused, heard, say, client } = await make(ANN);
  say(WITH_LOGIN, userAndPassword(given), TO_PORT_80);
  await once(client, 'end');
  expect([heard, refused, requests]).toEqual([[5, 2, 1, 1], ['socks-login'], []]);
});
