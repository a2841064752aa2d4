// The last bytes of an output: as many as asked for, whole characters where they begin, and as text
// without what only a terminal understands.
import { describe, expect, it } from 'vitest';
import { OutputTail } from '../../../electron/programs/outputTail.ts';

function tail(limit: number, ...pieces: (string | number[])[]): OutputTail {
  const made = new OutputTail(limit);
  for (const piece of pieces) made.push(Buffer.from(piece as string));
  return made;
}

describe('the last bytes', () => {
  it('are all of them while there are no more, and the latest after that', () => {
    expect(tail(4, 'ab', 'cd').text()).toBe('abcd');
    expect(tail(4, 'ab', 'cd', 'e').text()).toBe('bcde');
    expect(tail(4, 'abcdefgh').text()).toBe('efgh');
    expect(tail(4, 'abcdefgh', 'i').text()).toBe('fghi');
    expect(tail(4).text()).toBe('');
  });

  it('don’t begin in the middle of a character', () => {
    for (const [text, whole] of [
      ['aüx', 'x'],
      ['a€x', 'x'],
      ['a😀x', 'x'],
    ]) {
      const { byteLength } = Buffer.from(text!);
      for (let limit = 2; limit < byteLength - 1; limit++) {
        expect(tail(limit, text!).text()).toBe(whole);
      }
      expect(tail(byteLength - 1, text!).text()).toBe(text!.slice(1));
    }
  });

  it('stay what they are where they never were text, and where nothing was cut off', () => {
    expect([...tail(6, [1, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85]).bytes()]).toEqual([
      ...[0x83, 0x84, 0x85],
    ]);
    expect([...tail(2, [1, 0x80, 0x81]).bytes()]).toEqual([]);
    expect([...tail(4, [0x80, 0x81]).bytes()]).toEqual([0x80, 0x81]);
  });

  it('hold no more than the limit and the piece that reaches over it', () => {
    const made = new OutputTail(1_000);
    for (let n = 0; n < 5_000; n++) made.push(Buffer.from(`${n % 10}`));
    expect(made.text()).toBe('0123456789'.repeat(100));
  });
});

it('as text they are without colours, titles and other sequences', () => {
  const text = '\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u001b]2;other\u001b\\\u001bMplain';
  expect(tail(1_000, text).text()).toBe('red plain');
});
