// Who waits between the door and its login, by real sockets and on the test's clock: who is cut,
// when, and who of a crowd over loopback is told from it.
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmodSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endOf, type loopbackUsers } from '../../../agent/auth/loopbackUsers.ts';
import { WaitingRoom } from '../../../agent/auth/waitingRoom.ts';
import { Hallway, remoteOf } from '../../../agent/server/hallway.ts';
import { ownCertificate } from '../../../agent/tls/selfSigned.ts';
import type { ProtocolError } from '../../../core/wire/errors.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** From so many on it is asked who they are. */
const CROWD = 128;
const SOMEBODY_ELSE = 65_533;
const NOBODY = 65_534;

interface Visit {
  client: Socket;
  accepted: Socket;
}

class Door {
  readonly clock = new ManualClock();
  readonly room: WaitingRoom;
  readonly hallway: Hallway;
  /** Who was told from a crowd, by when they came: 0 is the first. */
  readonly trusted: number[] = [];
  readonly turnedAway: [remote: string, status: number, why: string][] = [];
  readonly #server: ReturnType<typeof createServer>;

  constructor(places: number, usersOf?: typeof loopbackUsers, server = createServer()) {
    this.#server = server;
    this.room = new WaitingRoom({ places, knows: () => false });
    this.#noteTrusted();
    const { clock, room } = this;
    this.hallway = new Hallway(server as Server, {
      ...{ clock, room, onTurnedAway: (...told) => this.turnedAway.push(told) },
      ...(usersOf && { usersOf }),
    });
    onTestFinished(() => void server.close());
  }

  #noteTrusted(): void {
    const enter = this.room.enter.bind(this.room);
    let came = 0;
    this.room.enter = (...visitor) => {
      const [place, number] = [enter(...visitor), came++];
      const trusted = (): void => (this.trusted.push(number), place.trusted());
      return { ...place, trusted };
    };
  }

  async listen(at: { port: 0; host: string } | { path: string }): Promise<this> {
    this.#server.listen(at);
    await once(this.#server, 'listening');
    return this;
  }

  async come(): Promise<Visit> {
    const at = this.#server.address()!;
    const coming = once(this.#server, 'connection');
    const client = typeof at === 'string' ? connect(at) : connect(at.port, at.address);
    client.on('error', () => undefined);
    const [[accepted]] = (await Promise.all([coming, once(client, 'connect')])) as [[Socket], []];
    accepted.on('error', () => undefined);
    onTestFinished(() => [client, accepted].forEach((socket) => socket.destroy()));
    return { client, accepted };
  }
}

const tcp = (places: number, usersOf?: typeof loopbackUsers): Promise<Door> =>
  new Door(places, usersOf).listen({ port: 0, host: '127.0.0.1' });

describe('who is dropped', () => {
  it('is cut at once, where it has no WebSocket to hear why', async () => {
    const door = await tcp(1);
    const first = await door.come();
    const next = await door.come();
    expect([first.accepted.destroyed, next.accepted.destroyed]).toEqual([true, false]);
    expect(door.room.size).toBe(1);
  });

  it('hears why by its WebSocket, and is cut 20 ms later', async () => {
    const door = await tcp(1);
    const { accepted } = await door.come();
    const told: ProtocolError[] = [];
    door.hallway.upgraded(accepted, (error) => told.push(error));
    await door.come();
    expect(told).toMatchObject([{ code: 'too-many-connections' }]);
    expect(told[0]!.message).toContain('127.0.0.1');
    door.clock.advance(19);
    expect(accepted.destroyed).toBe(false);
    door.clock.advance(1);
    expect([accepted.destroyed, told.length, door.clock.waiting]).toEqual([true, 1, 0]);
  });

  it('isn’t who has gone on, over TLS or to a WebSocket', async () => {
    const door = await tcp(3);
    let isTold = false;
    door.hallway.upgraded((await door.come()).accepted, () => (isTold = true));
    const silent = [await door.come(), await door.come(), await door.come()];
    expect(isTold).toBe(false);
    expect(silent.map((one) => one.accepted.destroyed)).toEqual([true, false, false]);

    const { certificate } = await ownCertificate(temporaryDirectory(), Date.now());
    const server = createTlsServer(certificate);
    const secure = await new Door(3, undefined, server).listen({ port: 0, host: '127.0.0.1' });
    const owner = await secure.come();
    const secured = once(server, 'secureConnection');
    connectTls({ socket: owner.client, rejectUnauthorized: false }).on('error', () => undefined);
    await secured;
    const others = [await secure.come(), await secure.come(), await secure.come()];
    expect(owner.accepted.destroyed).toBe(false);
    expect(others.map((one) => one.accepted.destroyed)).toEqual([true, false, false]);
  });
});

describe('a place', () => {
  it('is free again when its socket is gone, whatever it was', async () => {
    const door = await tcp(8);
    const [quiet, upgraded] = [await door.come(), await door.come()];
    door.hallway.upgraded(upgraded.accepted, () => undefined);
    expect(door.room.size).toBe(2);
    for (const { client, accepted } of [quiet, upgraded]) {
      client.destroy();
      await once(accepted, 'close');
    }
    expect(door.room.size).toBe(0);
  });

  it('isn’t given to one that is gone before its WebSocket stands', async () => {
    const door = await tcp(8);
    const { client, accepted } = await door.come();
    client.destroy();
    await once(accepted, 'close');
    const place = door.hallway.upgraded(accepted, () => undefined);
    place.reached('greeted');
    place.leave();
    expect(door.room.size).toBe(0);
  });

  it('is kept for who comes by the unix socket', async () => {
    const folder = temporaryDirectory();
    const door = await new Door(4).listen({ path: path.join(folder, 'socket') });
    const own = await door.come();
    for (let others = 0; others < 8; others++) door.room.enter(`10.0.0.${others}`, () => undefined);
    expect([own.accepted.destroyed, door.turnedAway]).toEqual([false, []]);
  });
});

it('a program of another user’s is cut at the unix socket, whatever its rights', async (test) => {
  needs(process.geteuid?.() === 0 ? undefined : 'only root can start something as another', test);
  const folder = temporaryDirectory();
  const place = path.join(folder, 'socket');
  const door = await new Door(4).listen({ path: place });
  chmodSync(folder, 0o755);
  chmodSync(place, 0o666);
  const script = `require('net').connect(${JSON.stringify(place)}).on('close', () => process.exit(7))`;
  const child = spawn(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
  const [code] = (await once(child, 'exit')) as [number];
  expect([code, door.room.size]).toEqual([7, 0]);
  expect(door.turnedAway).toEqual([['unix', 403, 'another user’s program may not use the socket']]);
});

describe('in a crowd over loopback', () => {
  /** Each time it is asked whose they are: how many have been answered for. */
  async function crowd(users: (end: string) => number | undefined, places: number) {
    const ends: string[] = [];
    let asked = 0;
    const door = await tcp(places, async () => {
      asked++;
      return new Map(ends.flatMap((end) => (users(end) === undefined ? [] : [[end, users(end)!]])));
    });
    const come = async (): Promise<Visit> => {
      const visit = await door.come();
      ends.push(endOf('127.0.0.1', visit.accepted.remotePort!));
      return visit;
    };
    return { door, come, ends, asked: () => asked };
  }

  it.each([
    ['this user', process.geteuid?.() ?? 0],
    ['root', 0],
  ])('programs of %s are told from those of others', async (_whose, user) => {
    const ends: string[] = [];
    const users = (end: string): number => (end === ends[0] ? user : SOMEBODY_ELSE);
    const { door, come, ...all } = await crowd(users, CROWD);
    const own = await come();
    ends.push(all.ends[0]!);
    const others: Visit[] = [];
    while (others.length < CROWD - 1) others.push(await come());
    await settle();
    await come();
    expect([own.accepted.destroyed, others[0]!.accepted.destroyed]).toEqual([false, true]);
    expect(door.trusted).toEqual([0]);
    expect(door.room.size).toBe(CROWD);
  });

  it('nobody is asked about before it is one, and then all at once, ten times a second', async () => {
    const { door, come, asked } = await crowd(() => undefined, 2 * CROWD);
    for (let count = 1; count < CROWD; count++) await come();
    expect(asked()).toBe(0);
    await come();
    await settle();
    expect(asked()).toBe(1);
    await come();
    door.clock.advance(99);
    await come();
    expect(asked()).toBe(1);
    door.clock.advance(1);
    await come();
    await settle();
    expect([asked(), door.clock.waiting]).toEqual([2, 1]);
  });
});

describe('where somebody comes from', () => {
  const from = (socket: object): string =>
    remoteOf(Object.assign(new EventEmitter(), socket) as unknown as Socket);

  it('is an address, of IPv4 as such, or the unix socket', () => {
    expect(from({ remoteAddress: '::ffff:192.0.2.1' })).toBe('192.0.2.1');
    expect(from({ remoteAddress: '192.0.2.1' })).toBe('192.0.2.1');
    expect(from({ remoteAddress: '::ffff:c000' })).toBe('::ffff:c000');
    expect(from({ remoteAddress: '::1' })).toBe('::1');
    expect(from({ destroyed: false })).toBe('unix');
    expect(from({ destroyed: true })).toBe('unknown');
  });
});
