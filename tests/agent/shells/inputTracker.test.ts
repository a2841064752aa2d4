// What counts as half typed: each thing that comes as several bytes, up to its last, in whatever
// pieces it comes.
import { describe, expect, it } from 'vitest';
import { InputTracker } from '../../../agent/shells/inputTracker.ts';
import { eachSeed } from '../../support/random.ts';

/** Each is one thing: whole behind its last byte, and nowhere before. */
const ONE = [
  ...['a', 'é', '€', '😀', '\x03'],
  ...['\x1b[A', '\x1b[1;5C', '\x1b[<0;1;1M', '\x1b[3~', '\x1b[200m', `\x1b[${'1;'.repeat(20)}m`],
  ...['\x1bOP', '\x1ba', '\x1bé', '\x1b\x1b[A'],
  ...['\x1b[M ab', '\x1b[5@', '\x1b[M\x1b\x1b\x1b', '\x1b[M[[['],
  ...['\x1b]10;rgb:0/0/0\x07', '\x1b]10;rgb:0/0/0\x1b\\', '\x1bP1$r0m\x1b\\', '\x1b_x\x1b\\'],
  ...['\x1b^é\x07', '\x1b[200~two\nlines \x1b[A é\x1b[201~', '\x1b[200~\x1b[200~\x1b[201~'],
];

function tracked(...pieces: Uint8Array[]): InputTracker {
  const tracker = new InputTracker();
  for (const piece of pieces) tracker.push(piece);
  return tracker;
}

describe('what is typed', () => {
  it.each(ONE.map((text) => [JSON.stringify(text), Buffer.from(text)] as const))(
    'is half typed until its last byte, and whole then: %s',
    (_name, bytes) => {
      for (const before of ['', 'x', '\x1b[B', '\x1b[200~\x1b[201~']) {
        for (let end = 1; end < bytes.byteLength; end++) {
          const typed = [Buffer.from(before), bytes.subarray(0, end)];
          expect([end, tracked(...typed).whole]).toEqual([end, false]);
          expect([end, tracked(Buffer.concat(typed)).whole]).toEqual([end, false]);
        }
        expect(tracked(Buffer.from(before), bytes).whole).toBe(true);
      }
    },
  );

  it('is as whole in any pieces as in one', () =>
    eachSeed(100, (random) => {
      const all = Buffer.from(Array.from({ length: 20 }, () => random.pick(ONE)).join(''));
      const cut = all.subarray(0, random.between(0, all.byteLength));
      const bytewise = [...cut].map((byte) => Uint8Array.of(byte));
      const [one, many] = [tracked(cut), tracked(...bytewise)];
      expect([many.whole, many.inPaste]).toEqual([one.whole, one.inPaste]);
    }));

  it('is a paste from its beginning to its end, and by nothing else', () => {
    const inPaste = (text: string): boolean => tracked(Buffer.from(text)).inPaste;
    expect(['\x1b[200~', '\x1b[200~a', '\x1b[200~\x1b[201'].map(inPaste)).toEqual(
      Array(3).fill(true),
    );
    const none = ['\x1b[200', '\x1b[201~', '\x1b[2000~', '\x1b[200m', '\x1b]200~\x07', '200~'];
    expect([...none, '\x1b[200~a\x1b[201~'].map(inPaste)).toEqual(Array(7).fill(false));
  });

  it('before doesn’t matter once it is forgotten', () => {
    for (const half of ['é', '\x1b', '\x1b[1', '\x1b[200~', '\x1b[M', '\x1b]0']) {
      const tracker = tracked(Buffer.from(half).subarray(0, half === 'é' ? 1 : undefined));
      expect(tracker.whole).toBe(false);
      tracker.reset();
      expect([tracker.whole, tracker.inPaste]).toEqual([true, false]);
      tracker.push(Buffer.from('M'));
      expect(tracker.whole).toBe(true);
    }
  });
});
