// When a note gets into a terminal that shows a program.
import { describe, expect, it } from 'vitest';
import { HeldNotes } from '../../../agent/attach/heldNotes.ts';
import { eachSeed } from '../../support/random.ts';

function setUp(mixes = true) {
  const shown: string[] = [];
  const notes = new HeldNotes((text) => shown.push(text), mixes);
  const print = (text: string) => notes.written(Buffer.from(text, 'latin1'));
  return { notes, shown, print };
}

describe('a note in a terminal', () => {
  it('comes at once where the program has said something whole', () => {
    const { notes, shown, print } = setUp();
    print('$ \x1b[1mls\x1b[0m\xc3\xbc\r\n');
    notes.note('hello');
    expect(shown).toEqual(['hello']);
  });

  it.each([
    ['an escape sequence', '\x1b[1;3', '1m'],
    ['a title', '\x1b]0;make', '\x07'],
    ['a character', '\xe2\x82', '\xac'],
    ['a full-screen program', '\x1b[?1049h\x1b[Hvim', 'x\x1b[?1049l'],
    ['a full-screen program of the older kind', '\x1b[?7;47h~', '\x1b[?47l'],
    ['a full-screen program that is reset', '\x1b[?1047h', '\x1bc'],
  ])('waits for the end of %s', (_what, begin, end) => {
    const { notes, shown, print } = setUp();
    print(begin);
    notes.note('hello');
    expect(shown).toEqual([]);
    print(end);
    expect(shown).toEqual(['hello']);
  });

  it.each([
    ['a byte that no text has', 'a\xff'],
    ['a control as one byte', 'a\x9b'],
    ['an overlong beginning', 'a\xe0\x80'],
  ])('doesn’t wait for the rest of %s', (_what, output) => {
    const { notes, shown, print } = setUp();
    print(output);
    notes.note('hello');
    expect(shown).toEqual(['hello']);
  });

  it('waits however the output is cut into pieces', () =>
    eachSeed(50, (random) => {
      const { notes, shown, print } = setUp();
      const output = '\x1b[?1049h\x1b[2J\x1b[1;1H\xc3\xa4\x1b[?1049l$ ';
      const end = output.indexOf('l$') + 1;
      let at = 0;
      const go = (limit: number) => {
        while (at < limit) {
          const next = Math.min(limit, at + 1 + random.int(12));
          print(output.slice(at, next));
          at = next;
        }
      };
      go(5 + random.int(end - 5));
      notes.note('hello');
      expect(shown).toEqual([]);
      go(output.length);
      expect(shown).toEqual(['hello']);
    }));

  it('comes at the latest when the program is left, and of very many only the last', () => {
    const { notes, shown, print } = setUp();
    print('\x1b[?1049h');
    for (let n = 1; n <= 25; n++) notes.note(`${n}`);
    expect(shown).toEqual([]);
    notes.leave();
    expect([shown.length, shown[0], shown[1]]).toEqual([21, '5 earlier notes are not shown', '6']);
  });

  it('waits for nothing where the output goes elsewhere', () => {
    const { notes, shown, print } = setUp(false);
    print('\x1b[?1049h');
    notes.note('hello');
    expect(shown).toEqual(['hello']);
  });
});
