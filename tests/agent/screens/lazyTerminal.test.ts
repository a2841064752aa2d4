// A terminal that puts parsing off against one that doesn't: whatever comes, and however it is cut
// into pieces, both are equal in every cell and mode when somebody looks.
import { describe, expect, it } from 'vitest';
import {
  feedTerminal,
  makeTerminal,
  resizeTerminal,
} from '../../../agent/screens/headlessTerminal.ts';
import { LazyTerminal } from '../../../agent/screens/lazyTerminal.ts';
import { asPlainText } from '../../../agent/screens/plainText.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump } from '../../support/terminalDump.ts';

const SCROLLBACK = 1000;
const COLOURS = [
  '\x1b[m',
  '\x1b[0m',
  '\x1b[31m',
  '\x1b[1;48;5;17m',
  '\x1b[0;4:3m',
  '\x1b[7m',
  '\x1b[39m',
];

/** So many lines, some of them coloured, some too long for the screen. */
function lines(random: Random, count: number): string {
  const line = (number: number): string => {
    const text = random.pick(['short', 'über', '端末', 'a\tb', 'over\rwritten', 'x'.repeat(50)]);
    return `${number} ${random.once(3) ? random.pick(COLOURS) : ''}${text}\r\n`;
  };
  return Array.from({ length: count }, (_, number) => line(number)).join('');
}

function pieces(random: Random, bytes: Uint8Array): Uint8Array[] {
  const cut: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const size = random.pick([1, 7, 500, 9_000, 60_000]);
    cut.push(bytes.slice(at, at + size));
    at += size;
  }
  return cut;
}

describe('a terminal that puts parsing off', () => {
  it('keeps each line of the scrollback, to the last one', () => {
    const size = { cols: 10, rows: 5 };
    for (let count = SCROLLBACK - 1; count <= SCROLLBACK + 2 * size.rows; count++) {
      const [eager, lazy] = [makeTerminal(size), new LazyTerminal(makeTerminal(size))];
      for (let line = 0; line < count; line++) {
        const bytes = Buffer.from(`${line}\r\n`);
        feedTerminal(eager, bytes);
        lazy.feed(bytes);
      }
      const { active } = lazy.terminal.buffer;
      const oldest = active.getLine(0)?.translateToString(true);
      expect([count, oldest]).toEqual([
        count,
        eager.buffer.active.getLine(0)?.translateToString(true),
      ]);
      expect(active.length).toBe(eager.buffer.active.length);
    }
  });

  it('is equal to one that doesn’t, whatever it is fed', () =>
    eachSeed(60, (random) => {
      const size = { cols: random.between(2, 30), rows: random.between(1, 8) };
      const [eager, lazy] = [makeTerminal(size), new LazyTerminal(makeTerminal(size))];
      for (let turn = 0; turn < 6; turn++) {
        const output = random.once(2)
          ? lines(random, random.pick([10, 900, 1_200, 4_000]))
          : randomOutput(random, random.pick([1, 20]));
        for (const piece of pieces(random, Buffer.from(output))) {
          feedTerminal(eager, piece);
          lazy.feed(piece);
        }
        if (random.once(4)) {
          const other = { cols: random.between(2, 30), rows: random.between(1, 8) };
          resizeTerminal(eager, other);
          lazy.resize(other);
        }
        if (random.once(3))
          expect(dump(lazy.terminal, SCROLLBACK)).toEqual(dump(eager, SCROLLBACK));
      }
      expect(dump(lazy.terminal, SCROLLBACK)).toEqual(dump(eager, SCROLLBACK));
    }));

  it('parses next to nothing of a flood', () => {
    const terminal = makeTerminal({ cols: 80, rows: 24 });
    let parsed = 0;
    terminal.onLineFeed(() => parsed++);
    const lazy = new LazyTerminal(terminal);
    const flood = Buffer.from('\x1b[32mgreen\x1b[0m and plain\r\n'.repeat(5_000));
    for (let turn = 0; turn < 100; turn++) lazy.feed(flood);
    expect(parsed).toBe(0);
    expect(lazy.terminal).toBe(terminal);
    expect(parsed).toBeLessThanOrEqual(10_000);
  });

  it('keeps a bounded part of output that has few lines', () => {
    const terminal = makeTerminal({ cols: 80, rows: 24 });
    const lazy = new LazyTerminal(terminal);
    const line = Buffer.from(`${'x'.repeat(50_000)}\r\n`);
    let fed = 0;
    terminal.onLineFeed(() => fed++);
    for (let turn = 0; turn < 200; turn++) lazy.feed(line);
    expect(200 - fed).toBeLessThanOrEqual((4 * 1024 * 1024) / line.byteLength + 1);
  });
});

describe('plain text', () => {
  const plain = (text: string) => asPlainText(Buffer.from(text));

  it('is counted in lines, with the colours that it ends in', () => {
    const found = plain('a\r\n\x1b[31mb\x1b[0;1mc\x1b[4md\r\n');
    expect([found?.lines, `${found?.pen}`]).toEqual([2, '\x1b[0;1m\x1b[4m']);
  });

  it.each([
    ['a move of the cursor', '\x1b[2A'],
    ['an erase', '\x1b[J'],
    ['a mode', '\x1b[?25l'],
    ['a title', '\x1b]0;x\x07'],
    ['a link', '\x1b]8;;https://a.example/\x1b\\'],
    ['a saved cursor', '\x1b7'],
    ['another character set', '\x0e'],
    ['a backspace', 'a\b'],
    ['a C1 control', '\u009b2A'],
    ['a style that has not ended', '\x1b[31'],
    ['colours without end', '\x1b[31m'.repeat(1_000)],
  ])('is not %s', (_, text) => {
    expect(plain(`before${text}`)).toBeUndefined();
  });

  it.each(['äöü', '端末', '🪢', '\u00a0', 'é'])('may be %s', (text) => {
    expect(plain(text)?.lines).toBe(0);
  });
});
