// ZMODEM's two sides against each other: all bytes arrive in whatever pieces they come, what is spoilt is
// sent again, and a stop is a stop at whatever moment.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TransferStopped } from '../../../core/inTerminal/files.ts';
import { fileOf, infoOf } from '../../../core/inTerminal/zmodem/fileInfo.ts';
import { ZReader } from '../../../core/inTerminal/zmodem/reader.ts';
import { receiveByZmodem } from '../../../core/inTerminal/zmodem/receive.ts';
import { sendByZmodem } from '../../../core/inTerminal/zmodem/send.ts';
import { binaryHeader, hexHeader, subpacket } from '../../../core/inTerminal/zmodem/writing.ts';
import { crc16 } from '../../../core/inTerminal/zmodem/crc.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';
import { given, MemoryFolder, wirePair, type PairOptions } from '../../support/wirePair.ts';

/** Of every value, and with many that are escaped. */
function content(random: Random, length: number): Buffer {
  const odd = [0x18, 0x11, 0x13, 0x0d, 0x0a, 0x7e, 0x40, 0xff, 0x7f, 0x91, 0x8d, 0x2a];
  return Buffer.from(
    Array.from({ length }, () => (random.once(2) ? random.pick(odd) : random.int(256))),
  );
}

function transfer(files: ReturnType<typeof given>[], options: PairOptions = {}) {
  const pair = wirePair(options);
  const folder = new MemoryFolder();
  const received = receiveByZmodem(pair.other, new ZReader(pair.other), folder);
  const sent = sendByZmodem(pair.one, new ZReader(pair.one), files);
  return { pair, folder, received, sent, both: () => Promise.all([received, sent]) };
}

describe('files over ZMODEM', () => {
  it('arrive whole, with their names, times and modes', async () => {
    const random = seeded(7);
    const files = [
      given('first.bin', content(random, 100_000)),
      given('nothing', Buffer.alloc(0)),
      given('größe 大.txt', content(random, 1024)),
      given('one', Buffer.from('\x18')),
    ];
    const { folder, both } = transfer(files);
    await both();
    expect(folder.whole.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    for (const [at, { bytes, changedAt, mode }] of folder.whole.entries()) {
      expect(bytes.equals(Buffer.from(await files[at]!.read(0, 200_000)))).toBe(true);
      expect([changedAt, mode]).toEqual([1_700_000_000_000, 0o640]);
    }
    expect(files.every(({ told }) => told.whole)).toBe(true);
  });

  it('arrive whole in whatever pieces', async () => {
    await eachSeed(30, async (random) => {
      const bytes = content(random, random.between(0, 70_000));
      const { folder, both } = transfer([given('a', bytes, random.between(1, 70_000))], { random });
      await both();
      expect(folder.whole[0]?.bytes.equals(bytes)).toBe(true);
    });
  });

  it('arrive whole though some of their bytes are turned on the way', async () => {
    await eachSeed(12, async (random) => {
      let spoilt = 0;
      // Of a file's bytes, which come many at a time.
      const spoil = (bytes: Buffer, to: string): Buffer => {
        if (to === 'other' && bytes.byteLength > 3_000 && spoilt < 3 && random.once(2)) {
          bytes[random.between(1_500, bytes.byteLength - 1_500)]! ^= 0x40;
          spoilt += 1;
        }
        return bytes;
      };
      const bytes = content(random, random.between(100_000, 200_000));
      const { folder, both } = transfer([given('a', bytes)], { random, spoil });
      await both();
      expect(folder.whole[0]?.bytes.equals(bytes)).toBe(true);
    });
  });

  it('that aren’t wanted are left out, and the rest comes', async () => {
    const files = [given('a', Buffer.from('1')), given('b', Buffer.from('2'))];
    const pair = wirePair();
    const folder = new MemoryFolder();
    folder.refuses.add('a');
    await Promise.all([
      receiveByZmodem(pair.other, new ZReader(pair.other), folder),
      sendByZmodem(pair.one, new ZReader(pair.one), files),
    ]);
    expect(folder.whole.map(({ name }) => name)).toEqual(['b']);
    expect(files.map(({ told }) => told.skipped)).toEqual([true, false]);
  });

  it('are called taken only as far as the other side has them', async () => {
    const file = given('a', content(seeded(3), 2_000_000));
    const { folder, both } = transfer([file]);
    let most = 0;
    folder.onWrite = (_name, had) => {
      expect(file.told.taken).toBeLessThanOrEqual(had);
      most = Math.max(most, had - file.told.taken);
    };
    await both();
    expect(most).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('a stop', () => {
  it('ends both reading and writing, whenever it comes, and leaves nothing', async () => {
    await eachSeed(25, async (random) => {
      const { pair, folder, received, sent } = transfer([given('a', content(random, 100_000))]);
      const stopAt = random.int(100_000);
      const side = random.pick([pair.one, pair.other]);
      folder.onWrite = (_name, had) => {
        if (had >= stopAt) side.stop(new TransferStopped('cancelled'));
      };
      const ended = side === pair.one ? sent : received;
      const rejected = await ended.then(
        () => undefined,
        (error: unknown) => error,
      );
      pair.one.stop(new TransferStopped('gone'));
      pair.other.stop(new TransferStopped('gone'));
      await Promise.allSettled([received, sent]);
      if (rejected) expect(rejected).toMatchObject({ reason: 'cancelled' });
      if (folder.whole.length === 0) expect(folder.dropped).toEqual(['a']);
    });
  });

  it('of the other side is five CAN in a row', async () => {
    const { other } = wirePair();
    const received = receiveByZmodem(other, new ZReader(other), new MemoryFolder());
    await other.take(Buffer.from('text\x18\x18\x18\x18\x18'));
    await expect(received).rejects.toMatchObject({ reason: 'there' });
  });

  it('comes in the middle of a file, too', async () => {
    const { other } = wirePair();
    const folder = new MemoryFolder();
    const received = receiveByZmodem(other, new ZReader(other), folder);
    const style = { wide: true, strict: false };
    await other.take(binaryHeader(4, 0, style));
    await other.take(subpacket(Buffer.from('a\x003\0'), 0x6b, style));
    await other.take(binaryHeader(10, 0, style));
    await other.take(Buffer.from('ab\x18\x18\x18\x18\x18\b\b\b'));
    await expect(received).rejects.toMatchObject({ reason: 'there' });
    expect(folder.dropped).toEqual(['a']);
  });
});

describe('a sender that lies', () => {
  it('of whatever kind ends in a named error, or waits; nothing grows', async () => {
    await eachSeed(150, async (random) => {
      const { other } = wirePair();
      const folder = new MemoryFolder();
      const received = receiveByZmodem(other, new ZReader(other), folder);
      const ended = received.then(
        () => undefined,
        (error: unknown) => error,
      );
      const style = { wide: random.once(2), strict: false };
      for (let count = 0; count < 30; count++) {
        const packet = random.pick([
          hexHeader(random.int(20), random.int(2 ** 31)),
          binaryHeader(random.int(20), random.int(5), style),
          subpacket(random.bytes(random.int(1_100)), random.pick([0x68, 0x69, 0x6a, 0x6b]), style),
          Buffer.from(random.bytes(random.int(200))),
        ]);
        await Promise.race([other.take(packet), ended]);
      }
      await setImmediate();
      other.stop(new TransferStopped('gone'));
      const error = await ended;
      if (error !== undefined) expect(error).toBeInstanceOf(TransferStopped);
    });
  });

  it('runs no command here', async () => {
    const { other } = wirePair();
    const received = receiveByZmodem(other, new ZReader(other), new MemoryFolder());
    await other.take(hexHeader(18, 0));
    await expect(received).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('says of a file what can’t be, and that isn’t believed', () => {
    const read = (text: string) => fileOf(Buffer.from(text));
    const none = { size: null, changedAt: null, mode: null };
    expect(read('a')).toEqual({ name: 'a', ...none });
    expect(read('a\0-3 zz 9')).toEqual({ name: 'a', ...none });
    expect(read('a\x0099999999999999999999 0 0\0')).toEqual({ name: 'a', ...none });
    expect(read('a\x0012 14410324000 100755 0 1 12\0')).toMatchObject({ size: 12, mode: 0o755 });
  });
});

describe('what is written', () => {
  it('has no `~` behind a line’s end, which an ssh on the way would take for an order', async () => {
    await eachSeed(50, (random) => {
      const bytes = content(random, 2_000);
      const file = given('~\r~.\n~', bytes);
      for (const style of [
        { wide: true, strict: false },
        { wide: false, strict: false },
      ]) {
        const packets = [
          binaryHeader(10, 0x7e0d7e0a, style),
          subpacket(infoOf(file, { files: 1, bytes: 1 }), 0x6b, style),
          subpacket(bytes, 0x69, style),
        ];
        expect(Buffer.concat(packets).toString('latin1')).not.toMatch(/[\r\n]~/);
      }
    });
  });

  it('has no control character where the receiver wants none', () => {
    const style = { wide: true, strict: true };
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const text = subpacket(all, 0x69, style).toString('latin1');
    expect(text).not.toMatch(/[\x00-\x17\x19-\x1f\x80-\x9f]/);
  });

  it('has sums as the protocol wants them', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  });
});
