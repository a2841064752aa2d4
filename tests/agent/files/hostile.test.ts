// What a client may send on a stream to an agent's files: nothing of it brings the agent down, makes it
// grow, or goes without an answer.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { FilesSession } from '../../../agent/files/filesSession.ts';
import { MOST_HANDLES } from '../../../agent/files/openThings.ts';
import { PACKET } from '../../../core/sftp/packets.ts';
import { PacketStream } from '../../../core/sftp/packetStream.ts';
import { PacketWriter } from '../../../core/sftp/packetWriter.ts';
import type { TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const INIT = new PacketWriter(PACKET.init).u32(3).finish();

/** What leads elsewhere than was thought begins at home. */
let home: string;
beforeEach(() => {
  home = `${temporaryDirectory()}/home`;
  mkdirSync(home);
  vi.stubEnv('HOME', home);
  return () => vi.unstubAllEnvs();
});

/** A session whose stream goes nowhere: what it answers is looked at here. */
class Lone {
  readonly session: FilesSession;
  readonly answers: Buffer[] = [];
  taken = 0;
  pushed = 0;
  wantsMore = true;
  failed = '';
  over = false;
  ended = false;
  #told = (): void => undefined;

  constructor() {
    const packets = new PacketStream(0xffffffff, (packet) =>
      this.answers.push(Buffer.from(packet)),
    );
    const stream = {
      join: () => undefined,
      taken: (bytes: number) => (this.taken += bytes),
      push: (bytes: Uint8Array) => {
        this.pushed += bytes.byteLength;
        packets.push(Buffer.from(bytes));
        this.#told();
      },
      fail: (code: string) => {
        this.failed = code;
        this.session.reset();
      },
      finish: () => (this.over = true),
      delivered: () => undefined,
    };
    Object.defineProperty(stream, 'wantsMore', { get: () => this.wantsMore });
    this.session = new FilesSession(stream as unknown as TunnelStream, {
      readOnly: false,
      onEnd: () => (this.ended = true),
    });
  }

  ids(): number[] {
    return this.answers.slice(1).map((packet) => packet.readUInt32BE(1));
  }

  /** Resolves when there are so many answers, or the session has failed. */
  async answered(count: number): Promise<void> {
    while (this.answers.length < count && this.failed === '') {
      await new Promise<void>((resolve) => {
        this.#told = resolve;
        void setImmediate().then(resolve);
      });
    }
  }
}

const TYPES = [...Object.values(PACKET), 0, 21, 99, 255];
const NAMES = [
  ...['posix-rename', 'fsync', 'hardlink', 'statvfs', 'lsetstat', 'expand-path', 'limits'],
  'users-groups-by-id',
].map((name) => `${name}@openssh.com`);

/** Mostly in order, and now and then not. Paths lead nowhere but into the folder. */
function packetOf(random: Random, id: number, folder: string): Buffer {
  const type = random.pick(TYPES);
  if (type === PACKET.init) return packetOf(random, id, folder);
  const packet = new PacketWriter(type, id);
  if (type === PACKET.extended)
    packet.text(random.pick([...NAMES, 'copy-data', 'sum@bowline', '']));
  for (let count = random.int(5); count > 0; count--) {
    const field = random.int(6);
    if (field === 0) packet.u32(random.pick([0, 1, 2, 3, 10, 26, 59, 0xffffffff]));
    else if (field === 1) packet.u64(random.pick([0, 1, 4096, 2 ** 40, 2 ** 53]));
    else if (field === 2)
      packet.bytes(Buffer.from([0, 0, 0, random.int(12)])); // a handle
    else packet.path(`${folder}/${random.pick(['a', 'b', 'c/d', 'c', 'l', '../x\u0001', 'é'])}`);
  }
  return packet.finish();
}

it('every packet by seed is answered once, however little sense it makes', async () => {
  await eachSeed(60, async (random) => {
    const lone = new Lone();
    const folder = `${temporaryDirectory()}/in`;
    mkdirSync(`${folder}/c`, { recursive: true });
    writeFileSync(`${folder}/a`, 'a'.repeat(5000));
    const count = 200;
    const all = [INIT, ...Array.from({ length: count }, (_, id) => packetOf(random, id, folder))];
    const bytes = Buffer.concat(all);
    for (let at = 0; at < bytes.length;) {
      const end = at + random.pick([1, 3, 100, 5000]);
      lone.session.write(bytes.subarray(at, end));
      at = end;
    }
    await lone.answered(count + 1);
    expect(lone.failed).toBe('');
    expect(lone.ids().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, id) => id));
    expect(lone.taken).toBe(bytes.length);
    lone.session.end();
    while (!lone.ended) await setImmediate();
    expect(lone.over).toBe(true);
  });
});

it('bytes turned over end the stream at most', async () => {
  await eachSeed(200, async (random) => {
    const lone = new Lone();
    const folder = temporaryDirectory();
    lone.session.write(INIT);
    const bytes = Buffer.concat(
      Array.from({ length: 20 }, (_, id) => packetOf(random, id, folder)),
    );
    // Not a path: those lead out of the folder, turned over.
    for (let count = 0; count < 5; count++) bytes[random.int(4)] = random.int(256);
    lone.session.write(bytes);
    await setImmediate();
    expect(['', 'stream-reset']).toContain(lone.failed);
    lone.session.reset();
    while (!lone.ended) await setImmediate();
  });
});

it.each([
  ['a length beyond the most', Buffer.from([0, 4, 0, 1, 1])],
  ['a length of 0', Buffer.from([0, 0, 0, 0])],
  ['another packet in the place of the first', new PacketWriter(PACKET.stat, 1).path('/').finish()],
  ['a second first packet', Buffer.concat([INIT, INIT])],
  ['a first packet that is too short', Buffer.from([0, 0, 0, 2, 1, 0])],
])('%s ends the stream', (_what, bytes) => {
  const lone = new Lone();
  lone.session.write(bytes);
  expect(lone.failed).toBe('stream-reset');
});

it('a path of nothing is nothing, and not home', async () => {
  const lone = new Lone();
  const away = `${temporaryDirectory()}/away`;
  const paths = (type: number, id: number, ...all: string[]): Buffer => {
    const packet = new PacketWriter(type, id);
    for (const path of all) packet.path(path);
    return packet.finish();
  };
  lone.session.write(INIT);
  lone.session.write(paths(PACKET.rename, 1, '', away));
  lone.session.write(paths(PACKET.rmdir, 2, ''));
  lone.session.write(paths(PACKET.stat, 3, ''));
  lone.session.write(paths(PACKET.realpath, 4, ''));
  await lone.answered(5);
  const codes = lone.answers.slice(1).map((one) => [one.readUInt32BE(1), one[0]]);
  expect(codes.sort()).toEqual([...[1, 2, 3].map((id) => [id, PACKET.status]), [4, PACKET.name]]);
  expect(existsSync(home)).toBe(true);
});

it('who asks without reading is read no more, and little is held', async () => {
  const lone = new Lone();
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, Buffer.alloc(1024 * 1024));
  lone.session.write(INIT);
  lone.session.write(new PacketWriter(PACKET.open, 1).path(path).u32(1).u32(0).finish());
  await lone.answered(2);
  const handle = lone.answers[1]!.subarray(9);
  const read = (id: number): Buffer =>
    new PacketWriter(PACKET.read, id)
      .bytes(handle)
      .u64(0)
      .u32(255 * 1024)
      .finish();
  const before = lone.pushed;
  for (let id = 2; id < 1000; id++) {
    lone.session.write(read(id));
    if (id === 6) lone.wantsMore = false; // as a stream says with 256 KiB in it
  }
  await lone.answered(7);
  for (let turn = 0; turn < 50; turn++) await setImmediate();
  expect(lone.pushed - before).toBeLessThan(1.5 * 1024 * 1024);
  expect(lone.taken).toBeLessThan(1000);
  lone.wantsMore = true;
  lone.session.resume();
  await lone.answered(1000);
  expect(lone.ids().length).toBe(999);
  lone.session.reset();
});

it('no more files are open at once than there is room for', async () => {
  const lone = new Lone();
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, '');
  lone.session.write(INIT);
  for (let id = 0; id < MOST_HANDLES + 20; id++) {
    lone.session.write(new PacketWriter(PACKET.open, id).path(path).u32(1).u32(0).finish());
  }
  await lone.answered(MOST_HANDLES + 21);
  const handles = lone.answers.filter((packet) => packet[0] === PACKET.handle);
  expect(handles.length).toBe(MOST_HANDLES);
  lone.session.reset();
  while (!lone.ended) await setImmediate();
});

it('a copy of a file into itself has an end', async () => {
  const lone = new Lone();
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, 'abc');
  lone.session.write(INIT);
  lone.session.write(new PacketWriter(PACKET.open, 1).path(path).u32(3).u32(0).finish());
  await lone.answered(2);
  const handle = lone.answers[1]!.subarray(9);
  const packet = new PacketWriter(PACKET.extended, 2).text('copy-data');
  lone.session.write(packet.bytes(handle).u64(0).u64(0).bytes(handle).u64(3).finish());
  await lone.answered(3);
  expect(lone.answers[2]!.readUInt32BE(5)).toBe(0);
  lone.session.reset();
});
