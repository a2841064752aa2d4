// Output cut into whole characters, against the decoder that every browser has: whatever the
// bytes are, and however they come in pieces, the text is the same.
import { describe, expect, it } from 'vitest';
import { borderBefore, unfinishedTail, Utf8Borders } from '../../../core/text/utf8Borders.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { cutAtRandom, randomBytes } from '../../support/randomText.ts';

const browserText = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const strictText = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);

/** What comes out for these pieces, each of which must be text by itself. */
function shown(pieces: Uint8Array[]): string {
  const borders = new Utf8Borders();
  const texts = pieces.map((piece) => {
    const text = strictText(borders.push(piece));
    expect(borders.unfinished.length).toBeLessThanOrEqual(3);
    return text;
  });
  return texts.join('') + strictText(borders.flush());
}

const bytesOf = (random: Random): Uint8Array => randomBytes(random, random.between(0, 60));

describe('output in whole characters', () => {
  it('is what a browser would show, whatever the bytes and the pieces', () =>
    eachSeed(4_000, (random) => {
      const bytes = bytesOf(random);
      expect(shown(cutAtRandom(random, bytes))).toBe(browserText(bytes));
    }));

  it('is right for every two bytes, and every pair of pieces of an astral character', () => {
    for (let pair = 0; pair < 0x10000; pair++) {
      const bytes = Uint8Array.of(pair >> 8, pair & 0xff);
      expect(shown([bytes])).toBe(browserText(bytes));
    }
    const rocket = Buffer.from('🚀');
    for (let at = 0; at <= 4; at++)
      expect(shown([rocket.subarray(0, at), rocket.subarray(at)])).toBe('🚀');
  });

  it.each([
    ['a byte that no text has', [0xff], '\ufffd'],
    ['a control as one byte', [0x9b, 0x41], '\ufffdA'],
    ['an overlong slash', [0xc0, 0xaf], '\ufffd\ufffd'],
    ['half a pair of UTF-16', [0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
    ['a character beyond the last one', [0xf4, 0x90, 0x80, 0x80], '\ufffd\ufffd\ufffd\ufffd'],
    ['the beginning of a character before a letter', [0xf0, 0x9f, 0x98, 0x41], '\ufffdA'],
    ['the beginnings of two', [0xe2, 0x82, 0xf0, 0x9f], '\ufffd\ufffd'],
  ])('shows %s', (_, bytes, text) => {
    expect(shown([Uint8Array.from(bytes)])).toBe(text);
    expect(shown(bytes.map((byte) => Uint8Array.of(byte)))).toBe(text);
  });

  it('is not copied where there is nothing to mend', () => {
    const borders = new Utf8Borders();
    const text = Buffer.from('A—B grüßt 端末🚀');
    expect(borders.push(text)).toBe(text);
    const cut = borders.push(text.subarray(0, text.length - 1));
    expect([cut.buffer, cut.length]).toEqual([text.buffer, text.length - 4]);
  });
});

describe('a place to cut at', () => {
  it('is in no character of a text', () =>
    eachSeed(500, (random) => {
      const text = Buffer.from(browserText(randomBytes(random, 40)));
      const at = random.between(4, text.length + 4);
      const border = borderBefore(text, at);
      expect(border).toBeGreaterThan(at - 4 - Math.max(0, at - text.length));
      expect(strictText(text.subarray(0, border)) + strictText(text.subarray(border))).toBe(
        strictText(text),
      );
    }));

  it('is as near as can be in what is no text', () => {
    expect(borderBefore(new Uint8Array(20).fill(0x80), 10)).toBe(10);
  });

  it('counts what is missing its rest as the borders do', () =>
    eachSeed(2_000, (random) => {
      const bytes = bytesOf(random);
      const borders = new Utf8Borders();
      borders.push(bytes);
      expect(unfinishedTail(bytes)).toBe(borders.unfinished.length);
    }));
});
