// trzsz's two sides: against a far side that is played line by line, as its programs speak.
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TransferStopped } from '../../../core/inTerminal/files.ts';
import { TrzszLines } from '../../../core/inTerminal/trzsz/lines.ts';
import { receiveByTrzsz } from '../../../core/inTerminal/trzsz/receive.ts';
import { sendByTrzsz } from '../../../core/inTerminal/trzsz/send.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';
import { given, MemoryFolder, wirePair } from '../../support/wirePair.ts';

const packed = (bytes: Uint8Array | string): string => deflateSync(bytes).toString('base64');
const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

/** The host's program, which reads and writes lines. */
function farSide(random: Random = seeded(1), config: object = {}) {
  const pair = wirePair({ random });
  let text = '';
  const line = async (): Promise<[string, string]> => {
    while (!text.includes('\n')) text += Buffer.from(await pair.one.read()).toString('latin1');
    const end = text.indexOf('\n');
    const [, type = '', body = ''] = /^#(\w+):(.*)$/.exec(text.slice(0, end)) ?? [];
    text = text.slice(end + 1);
    return [type, body];
  };
  const say = (type: string, body: string, junk = ''): Promise<void> =>
    pair.one.write(Buffer.from(`${junk}#${type}:${body}\n`, 'latin1'));
  return {
    pair,
    line,
    say,
    begin: async () => {
      const [type, body] = await line();
      expect(type).toBe('ACT');
      await say('CFG', packed(JSON.stringify({ lang: 'go', ...config })), '\x1b[H status \r\n');
      return JSON.parse(inflateSync(Buffer.from(body, 'base64')).toString()) as object;
    },
  };
}

describe('what tsz sends', () => {
  it('arrives whole, through tmux’s own output, too', async () => {
    await eachSeed(30, async (random) => {
      const far = farSide(random, { tmux_output_junk: true });
      const folder = new MemoryFolder();
      const received = receiveByTrzsz(new TrzszLines(far.pair.other), folder);
      expect(await far.begin()).toMatchObject({ confirm: true, binary: false });
      const junk = (): string =>
        random.pick(['', '\x1b[24;1H[0] 0:bash* ', '\x1bP=1s\x1b\\x\x1bP=2s\x1b\\']);
      const bytes = random.bytes(random.int(20_000));
      await far.say('NUM', '1', junk());
      expect(await far.line()).toEqual(['SUCC', '1']);
      await far.say('NAME', packed('a.bin'), junk());
      await far.line();
      await far.say('SIZE', String(bytes.byteLength), junk());
      await far.line();
      for (let at = 0; at < bytes.byteLength; at += 5_000) {
        const piece = bytes.subarray(at, at + 5_000);
        await far.say('DATA', packed(piece), junk());
        expect(await far.line()).toEqual(['SUCC', String(piece.byteLength)]);
      }
      await far.say('MD5', packed(md5(bytes)), junk());
      await far.line();
      expect(await received).toEqual(['a.bin']);
      expect(folder.whole[0]?.bytes.equals(bytes)).toBe(true);
    });
  });

  const lies: [string, string, (far: ReturnType<typeof farSide>) => Promise<void>][] = [
    ['a wrong sum', 'unreadable', (far) => far.say('MD5', packed(md5(Buffer.from('x'))))],
    ['another line', 'unreadable', (far) => far.say('NUM', '1')],
    ['more than it said', 'unreadable', (far) => far.say('DATA', packed('12345'))],
    ['what isn’t packed', 'unreadable', (far) => far.say('DATA', '!!!!')],
    ['a bomb', 'unreadable', (far) => far.say('DATA', packed(Buffer.alloc(100 * 1024 * 1024)))],
    ['that it fails', 'there', (far) => far.say('fail', packed('no room'))],
    ['that it goes', 'there', (far) => far.say('EXIT', packed('bye'))],
  ];
  it.each(lies)('with %s is not kept', async (_name, reason, lie) => {
    const far = farSide();
    const folder = new MemoryFolder();
    const received = receiveByTrzsz(new TrzszLines(far.pair.other), folder);
    const ended = received.then(
      () => undefined,
      (error: unknown) => error,
    );
    await far.begin();
    await far.say('NUM', '1');
    await far.say('NAME', packed('a'));
    await far.say('SIZE', '3');
    const whole = _name === 'a wrong sum' ? far.say('DATA', packed('123')) : Promise.resolve();
    await whole;
    await lie(far);
    expect(await ended).toMatchObject({ reason });
    expect([folder.whole, folder.dropped]).toEqual([[], ['a']]);
  });
});

describe('what trz gets', () => {
  it('is whole, and pieces grow', async () => {
    const far = farSide();
    const bytes = seeded(4).bytes(300_000);
    const file = given('a.bin', bytes);
    const sent = sendByTrzsz(new TrzszLines(far.pair.other), [file], systemClock);
    await far.begin();
    expect(await far.line()).toEqual(['NUM', '1']);
    await far.say('SUCC', '1');
    await far.line();
    await far.say('SUCC', packed('a.bin.0'));
    expect(await far.line()).toEqual(['SIZE', '300000']);
    await far.say('SUCC', '300000');
    const parts: Buffer[] = [];
    for (let [type, body] = await far.line(); ; [type, body] = await far.line()) {
      const part = inflateSync(Buffer.from(body, 'base64'));
      if (type === 'MD5') {
        expect(part.equals(md5(bytes))).toBe(true);
        await far.say('SUCC', packed(part));
        break;
      }
      parts.push(part);
      await far.say('SUCC', String(part.byteLength));
    }
    expect(await sent).toEqual(['a.bin.0']);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    expect(parts.length).toBeLessThan(20);
    expect(file.told).toMatchObject({ taken: 300_000, whole: true });
  });

  it('ends when it is to', async () => {
    const far = farSide();
    const sent = sendByTrzsz(
      new TrzszLines(far.pair.other),
      [given('a', Buffer.alloc(9))],
      systemClock,
    );
    await far.begin();
    far.pair.other.stop(new TransferStopped('cancelled'));
    await expect(sent).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
