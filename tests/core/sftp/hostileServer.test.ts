// A server that lies: what it says is refused by name, and no more is lost than has to be.
import { expect, test } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { openSftp } from '../../../core/sftp/sftpClient.ts';
import { EXTENSION, PACKET } from '../../../core/sftp/packets.ts';
import { PacketWriter } from '../../../core/sftp/packetWriter.ts';
import { inWords } from '../../../words/said.ts';
import { greeting, HonestServer, lyingServer } from '../../support/lyingServer.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { codeOf } from './fileContract.ts';
import { GREETINGS, LIES, type Lie } from './lies.ts';

function serverOf({ at, tell }: Lie): Promise<FileAccess> {
  const honest = new HonestServer();
  return openSftp(
    lyingServer((request) => {
      const { type, extension, id } = request;
      const answer = honest.answer(request);
      return type === at || (extension !== '' && extension === at) ? tell(id, answer) : [answer];
    }),
    undefined,
    100_000,
  );
}

test('there are lies enough', () => {
  expect(LIES.length + GREETINGS.length).toBeGreaterThan(300);
});

for (const lie of LIES) {
  test(`told: ${lie.name}`, async () => {
    const files = await serverOf(lie);
    expect(lie.comesTo).toContain(await codeOf(lie.doing(files)));
    if (lie.lost) expect((await files.lost).code).toBe(lie.lost);
    else if (lie.at !== PACKET.lstat) expect((await files.facts('/a')).size).toBe(5);
    await files.close();
  });
}

for (const [name, bytes, code] of GREETINGS) {
  test(`told at first: ${name}`, async () => {
    const opened = openSftp(lyingServer(() => [], bytes));
    const error = (await opened.catch((reason: unknown) => reason)) as FileError;
    expect(error).toBeInstanceOf(FileError);
    expect(error.code).toBe(code);
    expect(inWords(error.said)).not.toMatch(/[\u0000-\u001f]/);
  });
}

test('what a login file prints is shown, with what to do', async () => {
  const opened = openSftp(lyingServer(() => [], [Buffer.from('Hello, Anna\n')]));
  const error = (await opened.catch((reason: unknown) => reason)) as FileError;
  expect(inWords(error.said)).toContain('Hello, Anna');
  expect(inWords(error.advice)).toContain('login file');
});

test('limits that can’t be meant aren’t kept to', async () => {
  for (const [said, meant] of [
    [0, 32 * 1024],
    [1, 1024],
    [2 ** 52, 256 * 1024],
  ] as const) {
    const honest = new HonestServer();
    const files = await openSftp(
      lyingServer((request) => {
        if (request.extension !== EXTENSION.limits.name) return [honest.answer(request)];
        const packet = new PacketWriter(PACKET.extendedReply, request.id);
        for (let at = 0; at < 4; at++) packet.u64(said);
        return [packet.finish()];
      }),
    );
    expect(files.skills).toMatchObject({ readBytes: meant, writeBytes: meant });
  }
});

test('answers in any order find who asked', async () => {
  const honest = new HonestServer();
  const kept: Buffer[] = [];
  const files = await openSftp(
    lyingServer((request) => {
      const answer = honest.answer(request);
      if (request.type !== PACKET.read) return [answer];
      kept.unshift(answer);
      return kept.length === 5 ? kept : [];
    }),
  );
  const file = await files.open('/a', { how: 'read' });
  const bytes = await Promise.all([0, 1, 2, 3, 4].map((at) => file.read(at, 1)));
  expect(Buffer.concat(bytes).toString()).toBe('hello');
});

/** Packets of all seeds together. */
const PACKETS = Number(process.env.BOWLINE_SFTP_PACKETS ?? 100_000);
const SEEDS = 20;

test(
  'what is made up by seed crashes nothing and fills nothing',
  { timeout: 600_000 },
  async () => {
    let most = 0;
    await eachSeed(SEEDS, async (random) => {
      for (let sent = 0; sent < PACKETS / SEEDS;) sent += await round(random);
      most = Math.max(most, process.memoryUsage().rss);
    });
    expect(most).toBeLessThan(1024 ** 3);
  },
);

/** One connection, from its greeting to its end; how many packets came. */
async function round(random: Random): Promise<number> {
  let sent = 1;
  const honest = new HonestServer();
  const files = await openSftp(
    lyingServer(
      (request) => {
        if (request.extension === EXTENSION.limits.name) return [honest.answer(request)];
        const answers = madeUp(honest.answer(request), random);
        sent += answers.length;
        return answers;
      },
      [greeting()],
    ),
  ).catch(() => undefined);
  if (!files) return sent;
  const doings = [...new Set(LIES.map(({ doing }) => doing))];
  for (let at = 0; at < 100; at++) {
    const under = Array.from({ length: 10 }, () => codeOf(random.pick(doings)(files)));
    const over = files.lost.then(() => 'lost' as const);
    // A request that nobody answers waits until the connection is closed.
    let isOver = false;
    const all = Promise.all(under).finally(() => (isOver = true));
    const first = await Promise.race([all, over, quiet(() => isOver)]);
    if (first === 'lost' || first === 'quiet') break;
  }
  await files.close();
  return sent;
}

/** All that is under way in memory has been delivered. */
async function quiet(isOver: () => boolean): Promise<'quiet'> {
  for (let at = 0; at < 50 && !isOver(); at++)
    await new Promise((resolve) => setImmediate(resolve));
  return 'quiet';
}

/** An answer as it should be, or with something of it changed. */
function madeUp(honest: Buffer, random: Random): Buffer[] {
  const bytes = Buffer.from(honest);
  switch (random.int(1_000)) {
    case 0:
      return []; // never
    case 1:
      return [bytes, bytes];
    case 2:
      bytes.writeUInt32BE(random.int(2 ** 32), 0);
      return [bytes];
    case 3:
      return [Buffer.from(random.bytes(random.int(64)))];
    case 4:
      return [bytes.subarray(0, random.int(bytes.length))];
    default:
      return [changed(bytes, random)];
  }
}

/** Length and id stay, so that it is read; most answers are such, or each connection would be short. */
function changed(bytes: Buffer, random: Random): Buffer {
  if (random.once(3)) return bytes;
  if (random.once(3)) bytes[4] = random.pick(Object.values(PACKET));
  for (let at = random.int(4); at > 0 && bytes.length > 9; at--) {
    bytes[random.between(9, bytes.length - 1)] = random.int(256);
  }
  return bytes;
}
