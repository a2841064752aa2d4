// Screens against a terminal that saw everything: painted into a fresh one, both must be equal
// in every cell and mode, and must stay so whatever comes next.
import type { IBufferCell, Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { makeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { clearingFor } from '../../../core/client/screenReset.ts';
import { paintScreen } from '../../../core/screen/paintScreen.ts';
import { bufferState } from '../../../core/screen/terminalState.ts';
import { eachSeed } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump, feed } from '../../support/terminalDump.ts';

const SCROLLBACK = 1000;
/** The character before is what the next one combines with, or REP repeats: a screen has none. */
const FORGET_LAST = '\x1b[?0h\x1b]8;;\x1b\\';

function equalAfter(output: string, cols = 20, rows = 6, more = ''): void {
  const seen = makeTerminal({ cols, rows });
  const painted = makeTerminal({ cols, rows });
  feed(seen, output);
  if (isOutOfReach(seen)) return;
  const screen = paintScreen(seen, SCROLLBACK);
  feed(painted, screen);
  expect(dump(painted, SCROLLBACK)).toEqual(dump(seen, SCROLLBACK));
  feed(seen, more);
  feed(painted, more);
  expect(cellsOf(dump(painted, SCROLLBACK))).toEqual(cellsOf(dump(seen, SCROLLBACK)));
}

const isEmpty = (cell: IBufferCell) => cell.getChars() === '' && cell.getWidth() > 0;

/** The cursor where no sequence leads: behind a cleared last column, or outside of its margins. */
function isOutOfReach(terminal: Terminal): boolean {
  const { baseY, cursorX, cursorY, type } = terminal.buffer.active;
  const line = terminal.buffer.active.getLine(baseY + cursorY)!;
  if (cursorX === terminal.cols && isEmpty(line.getCell(terminal.cols - 1)!)) return true;
  const { scrollTop, scrollBottom } = bufferState(terminal, type === 'normal' ? 'normal' : 'alt');
  return terminal.modes.originMode && (cursorY < scrollTop || cursorY > scrollBottom);
}

// xterm.js forgets a link when the line it began on is gone, and a line whose beginning scrolled
// away is painted as one of its own: both show only later.
function cellsOf(state: object): unknown {
  const text = JSON.stringify(state).replace(/(x?),https:\/\/a\.example\//g, ',');
  return JSON.parse(text.replaceAll('0,0,0,,', '').replaceAll('↪', ''));
}

describe('a painted screen', () => {
  it('is equal after hundreds of random programs, and stays so', async () => {
    await eachSeed(600, (random) => {
      const output = randomOutput(random, random.pick([5, 30, 200]));
      const [cols, rows] = [random.between(2, 30), random.between(2, 8)];
      equalAfter(output, cols, rows, FORGET_LAST + randomOutput(random, 20));
    });
  });

  it('is equal in a terminal that was in use', async () => {
    await eachSeed(300, (random) => {
      const size = { cols: random.between(2, 30), rows: random.between(2, 8) };
      const [seen, used] = [makeTerminal(size), makeTerminal(size)];
      feed(seen, randomOutput(random, 30));
      if (isOutOfReach(seen)) return;
      feed(used, randomOutput(random, 60));
      feed(used, random.pick(['', '\x1b[?1049h', '\x1b[2;2r', '\x1b[?6;45h\x1b[4h', '\x1b[44m']));
      feed(used, clearingFor(size));
      feed(used, paintScreen(seen, SCROLLBACK));
      const lines = seen.buffer.normal.baseY;
      expect(untitled(dump(used, lines))).toEqual(untitled(dump(seen, lines)));
    });
  });

  it('leaves what a terminal in use shows in its scrollback', () => {
    const used = makeTerminal({ cols: 20, rows: 6 });
    feed(used, 'an old line\r\n\x1b[2;4r\x1b[2;1Hmore\x1b[?1049hfull screen');
    feed(used, clearingFor({ cols: 20, rows: 6 }));
    feed(used, 'the screen');
    const text = Array.from({ length: used.buffer.normal.length }, (_, row) => rowText(used, row));
    expect(text.filter((row) => row !== '')).toEqual(['an old line', 'more', 'the screen']);
    expect(rowText(used, used.buffer.normal.baseY)).toBe('the screen');
  });

  it.each([
    ['a program that wraps nothing', '\x1b[?7ltoo long for the line it is on\r\nnext'],
    ['line drawing that is in use', '\x1b(0lqk'],
    ['line drawing in the second set', '\x1b)0\x0elqk'],
    ['a cursor that waits to wrap', 'x'.repeat(20)],
    ['a cursor that waits to wrap behind a wide character', '端'.repeat(10)],
    ['a line that ends before a wide character', `${'x'.repeat(19)}端`],
    [
      'a full-screen program',
      '$ vi\r\n\x1b[?1049h\x1b[1;5r\x1b[?1h\x1b=text\x1b[6;1H\x1b[7m status \x1b[m',
    ],
    ['a terminal of one colour', '\x1b[44m\x1b[2Jtext\r\n\r\n\r\n\r\n\r\n\r\n\r\nmore'],
  ])('is equal after %s', (_what, output) => {
    equalAfter(output);
    equalAfter(output, 20, 6, `${FORGET_LAST}more of it, and a line that wraps\r\n\tx\x1b8y`);
  });

  it('has no more scrollback than was asked for', () => {
    const seen = makeTerminal({ cols: 20, rows: 6 });
    const painted = makeTerminal({ cols: 20, rows: 6 });
    feed(seen, Array.from({ length: 100 }, (_, line) => `line ${line}\r\n`).join(''));
    feed(painted, paintScreen(seen, 10));
    expect(painted.buffer.normal.baseY).toBe(10);
    expect(dump(painted, 10)).toEqual(dump(seen, 10));
  });
});

function untitled(state: object): object {
  return { ...state, others: { ...(state as { others: object }).others, title: '' } };
}

function rowText(terminal: Terminal, row: number): string {
  return terminal.buffer.normal.getLine(row)?.translateToString(true) ?? '';
}
