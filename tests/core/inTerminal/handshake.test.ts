// The beginning of a transfer is found in whatever pieces output comes, where it is and nowhere else.
import { describe, expect, it } from 'vitest';
import { HandshakeDetector, type Handshake } from '../../../core/inTerminal/handshake.ts';
import { hexHeader } from '../../../core/inTerminal/zmodem/writing.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const SZ = '**\x18B00000000000000';
const RZ = '**\x18B0100000023be50';
const TSZ = '::TRZSZ:TRANSFER:S:1.1.6:0012345678901';
const TRZ = '::TRZSZ:TRANSFER:R:1.1.6:0012345678902';

interface Found extends Handshake {
  text: string;
  /** Where in all the output, or where the piece that ended it began. */
  at: number;
}

function found(...pieces: string[]): Found[] {
  const detector = new HandshakeDetector();
  let passed = 0;
  return pieces.flatMap((piece) => {
    const one = detector.push(Buffer.from(piece, 'latin1'));
    passed += piece.length;
    if (!one) return [];
    const { protocol, way, at, bytes } = one;
    const text = Buffer.from(bytes).toString('latin1');
    return [{ protocol, way, text, at: passed - piece.length + at }];
  });
}

describe('a handshake', () => {
  it.each([
    ['sz', `rz\r${SZ}\r\x8a\x11`, { protocol: 'zmodem', way: 'take' }],
    ['rz', `rz waiting to receive.${RZ}\r\x8a\x11`, { protocol: 'zmodem', way: 'give' }],
    ['tsz', `\x1b7\x07${TSZ}\r\n`, { protocol: 'trzsz', way: 'take' }],
    ['trz', `\x1b7\x07${TRZ}\r\n`, { protocol: 'trzsz', way: 'give' }],
  ])('of %s is found', (_name, output, handshake) => {
    expect(found(output)).toEqual([expect.objectContaining(handshake)]);
  });

  it('tells where it begins in its piece, and what it is', () => {
    expect(found(`ab${SZ}cd`)).toEqual([{ protocol: 'zmodem', way: 'take', at: 2, text: SZ }]);
    expect(found(`ab${SZ.slice(0, 5)}`, `${SZ.slice(5)}cd`)).toEqual([
      { protocol: 'zmodem', way: 'take', at: 7, text: SZ },
    ]);
  });

  it('is what a header of ours would be', () => {
    expect(hexHeader(0, 0).toString('latin1')).toBe(`${SZ}\r\x8a\x11`);
    expect(hexHeader(1, 0x23 << 24).toString('latin1')).toBe(`${RZ}\r\x8a\x11`);
  });

  it.each([
    ['a wrong sum', '**\x18B00000000000001'],
    ['another header', hexHeader(9, 0).toString('latin1')],
    ['capital letters', '**\x18B0100000023BE50'],
    ['no version', '::TRZSZ:TRANSFER:S:1.1:00123\r'],
    ['another way', '::TRZSZ:TRANSFER:X:1.1.6:00123\r'],
    ['a Windows console', '::TRZSZ:TRANSFER:S:1.1.6:1\r'],
    ['a Windows console with a long name', '::TRZSZ:TRANSFER:S:1.1.6:00123456789010\r'],
    ['folders, which nobody carries', '::TRZSZ:TRANSFER:D:1.1.6:0012345678901\r'],
    ['half of one', '**\x18B000000'],
  ])('with %s is none', (_name, output) => {
    expect(found(`text ${output} text`)).toEqual([]);
  });

  it('that tmux paints again is the same one', () => {
    expect(found(`${TSZ}\r\n`, `\x1b[H${TSZ}\r\n`, `${TRZ}\r\n`)).toHaveLength(2);
  });

  it('is not put together of what came before and after something else', () => {
    const detector = new HandshakeDetector();
    detector.push(Buffer.from(SZ.slice(0, 9), 'latin1'));
    detector.forget();
    expect(detector.push(Buffer.from(SZ.slice(9), 'latin1'))).toBeUndefined();
  });
});

/** Much of what handshakes are made of, and no whole one. */
function noise(random: Random): string {
  const parts = [
    '*',
    '**\x18B0',
    '\x18',
    '::TRZSZ:',
    '::TRZSZ:TRANSFER:S:1.',
    'text\r\n',
    '00',
    ':',
  ];
  return Array.from({ length: random.int(30) }, () => random.pick(parts)).join('');
}

it('is found whole and once in whatever pieces it comes', async () => {
  await eachSeed(2_000, (random) => {
    const before = noise(random);
    const whole = random.pick([SZ, RZ, `${TSZ}\r`, `${TRZ}\r`]);
    const output = `${before}\n${whole}${noise(random)}`;
    const pieces: string[] = [];
    for (let at = 0; at < output.length;) {
      const length = random.once(2) ? 1 : random.between(1, 60);
      pieces.push(output.slice(at, at + length));
      at += length;
    }
    const [first] = found(...pieces);
    expect(first?.text).toBe(whole.replace('\r', ''));
    expect(first!.at).toBeGreaterThanOrEqual(before.length + 1);
    expect(first!.at).toBeLessThanOrEqual(before.length + 1 + whole.length);
  });
});
