// A terminal that is painted for another window, again and again, in the middle of whatever its
// program is saying: it is equal to one that never moved, and stays so.
import type { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { makeTerminal, resizeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { exactState, restoreExactly } from '../../../core/screen/exactState.ts';
import { paintWhole } from '../../../core/screen/paintWhole.ts';
import { unfinishedIn } from '../../../core/screen/terminalState.ts';
import { unfinishedSequence } from '../../../core/screen/unfinishedSequence.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump, feed } from '../../support/terminalDump.ts';

const ALL = 10_000;

function moved(from: Terminal): Terminal {
  const to = makeTerminal({ cols: from.cols, rows: from.rows });
  feed(to, [...paintWhole(from)].join(''));
  restoreExactly(to, exactState(from));
  feed(to, unfinishedIn(from));
  return to;
}

/** Where the output is cut, ascending. */
function cuts(random: Random, length: number): number[] {
  const places = Array.from({ length: 1 + random.int(4) }, () => random.int(length + 1));
  return places.sort((a, b) => a - b);
}

function stays(random: Random, bytes: Uint8Array, size: { cols: number; rows: number }): void {
  const unmoved = makeTerminal(size);
  let terminal = makeTerminal(size);
  let at = 0;
  for (const cut of [...cuts(random, bytes.length), bytes.length]) {
    feed(unmoved, bytes.subarray(at, cut));
    feed(terminal, bytes.subarray(at, cut));
    at = cut;
    terminal = moved(terminal);
    expect(unlinked(terminal)).toEqual(unlinked(unmoved));
    expect(exactState(terminal)).toEqual(exactState(unmoved));
  }
}

// xterm.js forgets a link once no line is left that it was printed on, and each line of a painted
// one has its own.
function unlinked(terminal: Terminal): unknown {
  const text = JSON.stringify(dump(terminal, ALL)).replace(/(x?),https:\/\/a\.example\//g, ',');
  return JSON.parse(text.replaceAll('0,0,0,,', ''));
}

describe('a terminal that moves', () => {
  it(
    'is equal after hundreds of random programs, wherever they are cut',
    { timeout: 120_000 },
    () =>
      eachSeed(250, (random) => {
        const output = Buffer.from(randomOutput(random, random.pick([5, 30, 200])));
        stays(random, output, { cols: random.between(2, 30), rows: random.between(2, 8) });
      }),
  );
});

describe('a terminal that moved and then has another size', () => {
  const text = 'a longer line of text that wraps 端末端末端末端末端末端末端末端末 and goes on';
  it.each([
    ['text', `$ cat\r\n${text}\r\n${text}\r\n$ `],
    ['coloured text', `\x1b[31;44m${text}\x1b[m\r\n\x1b[32;4m${text}\r\n\x1b[m$ `],
    ['much text', `${text}\r\n`.repeat(50)],
    ['a full screen over text', `$ \r\n\r\n$ vim\x1b[?1049h\x1b[2;2H~`],
    ['a saved cursor', `one\r\ntwo\x1b7\r\n\r\n\r\n\r\n\r\n\r\nthree`],
  ])('is as if it had not moved: %s', (_, output) => {
    for (const [cols, rows] of [
      [7, 3],
      [13, 9],
      [40, 4],
      [120, 30],
    ] as const) {
      const unmoved = makeTerminal({ cols: 21, rows: 6 });
      feed(unmoved, output);
      const terminal = moved(unmoved);
      for (const one of [unmoved, terminal]) resizeTerminal(one, { cols, rows });
      for (const one of [unmoved, terminal]) feed(one, '\x1b8more');
      expect(dump(terminal, ALL)).toEqual(dump(unmoved, ALL));
    }
  });
});

describe('a sequence that is cut', () => {
  it.each([
    '\x1b[38;2;1;2;3m',
    '\x1b[4:3;58:2::1:2:3m',
    '\x1b[?1;2004h',
    '\x1b[>4;1m',
    '\x1b[!p',
    '\x1b[2 q',
    '\x1b[1"q',
    '\x1b(0',
    '\x1b%G',
    '\x1b#8',
    '\x1b]0;a title — 端\x07',
    '\x1b]8;id=a;https://a.example/\x1b\\',
    '\x1b]4;1;rgb:11/22/33\x07',
    '\x1b]nothing\x07',
    '\x1b]777;unknown;b\x07',
    '\x1bP$qm\x1b\\',
    '\x1bP+q544e\x1b\\',
    '\x1bP1;2|text\x1b\\',
    '\x1bP?1 !xtext\x1b\\',
    '\x1bP1<text\x1b\\',
    '\x1b_app\x1b\\',
    '\x1bXsos\x1b\\',
    '\x1b^pm\x1b\\',
    '\x1b[1<5m',
    `\x1b[${'1;'.repeat(40)}m`,
    `\x1b[4${':1'.repeat(40)};7m`,
    '\x1b[;;5H',
    '\x1b[2::;3m',
    '\x1b[1\r;2H',
  ])('goes on anywhere: %j', (sequence) => {
    const bytes = Buffer.from(`text${sequence}`);
    for (let at = 4; at <= bytes.length; at++) {
      const [whole, from] = [
        makeTerminal({ cols: 20, rows: 4 }),
        makeTerminal({ cols: 20, rows: 4 }),
      ];
      const answers: string[][] = [[], []];
      from.onData((text) => answers[1]!.push(text));
      feed(from, bytes.subarray(0, at));
      const to = moved(from);
      for (const [index, terminal] of [whole, to].entries())
        terminal.onData((text) => answers[index]!.push(text));
      feed(whole, bytes);
      feed(to, bytes.subarray(at));
      feed(whole, 'more');
      feed(to, 'more');
      expect(dump(to, ALL)).toEqual(dump(whole, ALL));
      expect(answers[1]).toEqual(answers[0]);
    }
  });

  it('is dropped where the terminal itself has dropped it for its length', () => {
    const from = makeTerminal({ cols: 20, rows: 4 });
    let heard = 0;
    from.parser.registerOscHandler(52, () => (heard++, true));
    feed(from, `\x1b]52;c;${'x'.repeat(10_000_001)}`);
    expect(unfinishedSequence(from)).toBe('\x1b]-');
    feed(moved(from), '\x07');
    expect(heard).toBe(0);
  });
});

describe('numbers that are none of a terminal', () => {
  it('are brought within it', () => {
    const terminal = makeTerminal({ cols: 20, rows: 4 });
    const far = { x: 1e15, y: 1e15 };
    restoreExactly(terminal, {
      cursors: [far, far],
      saved: [far, far],
      joins: 7,
      scrolledUp: 1e15,
    });
    feed(terminal, 'a\u0301\x1b8b\x1b[5b\x1b[?1049h\x1b8c');
    expect(terminal.buffer.active.cursorY).toBe(3);
  });
});

describe('what only a terminal with a screen has', () => {
  /** As xterm.js has it, once it is open. */
  function withColors(terminal: Terminal) {
    const color = (rgba: number) => ({ rgba });
    const colors = () => ({
      foreground: color(0xe6eaf0ff),
      background: color(0x14181dff),
      cursor: color(0xe6eaf0ff),
      ansi: Array.from({ length: 256 }, (_, index) => color(index * 0x01010100 + 0xff)),
    });
    const theme = { colors: colors(), _restoreColors: colors() };
    Object.assign((terminal as unknown as { _core: object })._core, { _themeService: theme });
    return theme.colors;
  }

  it('is painted: colours that a program changed, and no others', () => {
    const terminal = makeTerminal({ cols: 20, rows: 4 });
    const colors = withColors(terminal);
    colors.ansi[9] = { rgba: 0xfe0a0bff };
    colors.background = { rgba: 0x010203ff };
    const said = [...paintWhole(terminal)].join('').match(/\x1b\](4|1[0-2]);[^\x1b]*\x1b\\/g);
    expect(said).toEqual(['\x1b]4;9;rgb:fe/0a/0b\x1b\\', '\x1b]11;rgb:01/02/03\x1b\\']);
  });

  it('is painted: a picture that is held back, and whether the cursor blinks', () => {
    const terminal = makeTerminal({ cols: 20, rows: 4 });
    feed(terminal, '\x1b[?2026h\x1b[?12h');
    const to = moved(terminal);
    expect([to.modes.synchronizedOutputMode, to.options.cursorBlink]).toEqual([true, true]);
    feed(terminal, '\x1b[?2026l\x1b[?12l');
    const next = moved(terminal);
    expect([next.modes.synchronizedOutputMode, next.options.cursorBlink]).toEqual([false, false]);
  });

  it('is painted with all that is in the scrollback', () => {
    const terminal = makeTerminal({ cols: 20, rows: 4 });
    feed(terminal, Array.from({ length: 900 }, (_, line) => `line ${line}\r\n`).join(''));
    terminal.scrollLines(-5);
    const to = moved(terminal);
    expect(to.buffer.active.getLine(0)!.translateToString(true)).toBe('line 0');
    expect(to.buffer.active.baseY - to.buffer.active.viewportY).toBe(5);
  });
});
