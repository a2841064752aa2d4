// The door itself, on loopback and unix sockets: who is let in and for whom places are kept, what
// plain requests are told, and what is left when it closes.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { REQUEST_MS } from '../../../agent/server/agentServer.ts';
import { SYSTEM } from '../../../core/system.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { needs } from '../../support/needs.ts';
import { OwnDoor } from '../../support/ownDoor.ts';
import { PAGE } from '../../support/protocolPage.ts';
import { RawSocket, refusedStatus } from '../../support/rawSocket.ts';
import { upgradeRequest } from '../../support/rawWebSocket.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const HALF = 'GET /bowline HTTP/1.1\r\nHost: here\r\n';

/** A TCP connection, of which nothing is read before somebody listens. */
async function dial(port: number, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** All that is said until the end. */
async function answerTo(socket: Socket, text: string): Promise<string> {
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  socket.write(text);
  await once(socket, 'end');
  return answer;
}

/** Has said half a request, and the door knows. */
async function hesitating(port: number): Promise<Socket> {
  const socket = await dial(port);
  socket.write(HALF);
  await answerTo(await dial(port), 'GET / HTTP/1.1\r\nHost: here\r\n\r\n'); // came after it
  return socket;
}

const isGone = (socket: Socket): Promise<string> => once(socket, 'close').then(() => 'gone');

describe('the door', () => {
  it('tells the port that it has, and why it can’t have one', async () => {
    const { port } = await new OwnDoor().open();
    expect(port).toBeGreaterThan(0);
    const refused = new OwnDoor().open(port);
    await expect(refused).rejects.toMatchObject({ code: 'ADDRESS_IN_USE' });
    await expect(refused).rejects.toThrow(`127.0.0.1:${port}`);
  });

  it('tells a plain request what this is, and lets no more be asked by that connection', async () => {
    const { port } = await new OwnDoor().open();
    const answer = await answerTo(await dial(port), 'GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 426 /);
    expect(answer).toMatch(/^Upgrade: websocket\r$/im);
    expect(answer).toMatch(/^Connection: close, Upgrade\r$/im);
    expect(answer).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/im);
    expect(answer).toContain('This is a Bowline agent.');
  });

  it('cuts what speaks no HTTP, without a word', async () => {
    const { port } = await new OwnDoor().open();
    expect(await answerTo(await dial(port), '\x16\x03\x01 no HTTP\r\n\r\n')).toBe('');
  });

  it('hears a request of 8 KiB out, and none that is longer', async () => {
    const { port } = await new OwnDoor().open();
    const request = (bytes: number): string => `${HALF}X: ${'x'.repeat(bytes)}\r\n\r\n`;
    expect(await answerTo(await dial(port), request(8_000))).toMatch(/^HTTP\/1\.1 426 /);
    const longer = await answerTo(await dial(port), request(8 * 1024));
    expect(longer).not.toMatch(/^HTTP\/1\.1 426 /);
  });

  it('waits for a request as long as the protocol says, and not longer', async () => {
    const seconds = REQUEST_MS / 1_000;
    expect(PAGE).toContain(`TLS has ${seconds} s before it, and the request ${seconds} s.`);
    const { port } = await new OwnDoor({ requestMs: 1 }).open();
    const socket = await dial(port);
    socket.resume().write(HALF);
    expect(await isGone(socket)).toBe('gone');
  });

  it('tells the log who was turned away', async () => {
    const door = await new OwnDoor().open();
    const headers = { Origin: 'https://example.org' };
    expect(await refusedStatus(door.url, { headers })).toBe(403);
    expect(door.turnedAway).toEqual([['127.0.0.1', 403, 'web pages may not connect']]);
  });
});

describe('connections', () => {
  it('are known from READY until they are gone, and then forgotten', async () => {
    const door = await new OwnDoor().open();
    const raw = await door.login();
    expect(door.ready.map(({ remote, role }) => [remote, role])).toEqual([['127.0.0.1', 'owner']]);
    expect(door.ended).toEqual([]);
    raw.ws.close(4000, 'over');
    await expect.poll(() => door.ended).toMatchObject([{ peerCode: 4000, peerReason: 'over' }]);
    await door.server.close(); // tells nobody who isn't there
    expect(door.ended).toHaveLength(1);
  });

  it('of owners are so many, whoever else is at the door or a guest', async () => {
    const door = await new OwnDoor().open();
    const session = door.agent.openShell();
    const stranger = await RawSocket.open(door.url);
    const join = (): Promise<RawSocket> => door.join(door.agent.invite(session));
    await join();
    const owners: RawSocket[] = [];
    while (owners.length < LIMITS.maxConnections) owners.push(await door.login());
    await expect(door.login()).rejects.toThrow('too-many-connections');
    await join(); // there is room for guests
    owners.pop()!.ws.close();
    await expect.poll(() => door.ended.length).toBe(2);
    await door.login();
    expect(stranger.ws.readyState).toBe(stranger.ws.OPEN);
  });
});

describe('somebody who logged in here before', () => {
  it('keeps a place, though everybody else is one of a kind', async (test) => {
    needs(SYSTEM === 'linux' ? undefined : 'only Linux has so many loopback addresses', test);
    const usersOf = (): Promise<Map<string, number>> => Promise.resolve(new Map()); // as elsewhere
    const door = await new OwnDoor({ usersOf }).open();
    (await door.login()).ws.terminate();
    await expect.poll(() => door.ended.length).toBe(1);
    const owner = await dial(door.port);
    const first = await dial(door.port, '127.0.1.1');
    const gone = Promise.race([
      once(owner, 'close').then(() => 'the owner'),
      once(first, 'close').then(() => 'a stranger'),
    ]);
    for (const socket of [owner, first]) socket.resume();
    for (let n = 2; n <= LIMITS.maxStrangers; n++) {
      await dial(door.port, `127.0.${1 + (n >> 7)}.${1 + (n & 127)}`);
    }
    expect(await gone).toBe('a stranger');
  });
});

describe('a door that closes', () => {
  it('tells those who are in, and is done when they are gone', async () => {
    const door = await new OwnDoor().open();
    const [owner, stranger] = [await door.login(), await RawSocket.open(door.url)];
    await expect.poll(() => owner.messages.some(({ type }) => type === 'ready')).toBe(true);
    await door.server.close();
    expect(door.ended).toHaveLength(2);
    for (const { closed } of [owner, stranger]) {
      expect(await closed).toEqual({ code: 4007, reason: 'shutting-down' });
    }
    expect(owner.messages.at(-1)).toMatchObject({ type: 'error', body: { code: 'shutting-down' } });
    await expect(dial(door.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('waits for no request that is half said', async () => {
    const door = await new OwnDoor({ requestMs: 3_600_000 }).open();
    const socket = await hesitating(door.port);
    socket.resume();
    const gone = isGone(socket);
    await door.server.close();
    expect(await gone).toBe('gone');
  });

  it('lets nobody in any more whose request began before', async () => {
    const door = await new OwnDoor().open();
    const socket = await hesitating(door.port);
    door.server.stopListening();
    const rest = upgradeRequest().split('\r\n').slice(1).join('\r\n');
    expect(await answerTo(socket, rest.replace(/Host: .*\r\n/, ''))).toMatch(/^HTTP\/1\.1 503 /);
    expect(door.turnedAway).toEqual([['127.0.0.1', 503, 'too many connections']]);
  });
});

describe('a unix socket', () => {
  it('is there again where it was removed, and gone with the door', async (test) => {
    needs(SYSTEM === 'win32' ? 'Node has no unix sockets there' : undefined, test);
    const door = new OwnDoor();
    const place = path.join(temporaryDirectory(), 'socket');
    expect(await door.server.listenUnix(place)).toBe(place);
    await RawSocket.open('', { socketPath: place });
    for (let times = 1; times <= 2; times++) {
      rmSync(place);
      await door.server.listenUnixAgain(place);
      const raw = await RawSocket.open('', { socketPath: place });
      raw.ws.close();
      await expect.poll(() => door.ended.length).toBe(times);
    }
    await door.server.close();
    await expect(RawSocket.open('', { socketPath: place })).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });

  it('isn’t there again once the door closes', async (test) => {
    needs(SYSTEM === 'win32' ? 'Node has no unix sockets there' : undefined, test);
    const door = new OwnDoor();
    const place = path.join(temporaryDirectory(), 'socket');
    await door.server.listenUnix(place);
    rmSync(place);
    const again = door.server.listenUnixAgain(place);
    door.server.stopListening();
    await again;
    await expect(RawSocket.open('', { socketPath: place })).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});
