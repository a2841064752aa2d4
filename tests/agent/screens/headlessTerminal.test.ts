// The agent's terminals: no sequence stops them, and none is larger than it may be.
import type { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import {
  feedTerminal,
  makeTerminal,
  resizeTerminal,
} from '../../../agent/screens/headlessTerminal.ts';

describe('a headless terminal', () => {
  it('erases above the cursor also from the last cell of all, where xterm.js throws', () => {
    const terminal = makeTerminal({ cols: 3, rows: 2 });
    feedTerminal(terminal, Buffer.from('\x1b[?1049habcdef\x1b[1Jx'));
    expect([rowText(terminal, 0), rowText(terminal, 1)]).toEqual(['', '']);
    expect(terminal.buffer.active.getLine(1)!.getCell(0)!.getChars()).toBe('x');
  });

  it('is as large as one may be, and no larger', () => {
    const terminal = makeTerminal({ cols: 65_535, rows: 65_535 });
    expect([terminal.cols, terminal.rows]).toEqual([1024, 256]);
    resizeTerminal(terminal, { cols: 1, rows: 1 });
    expect([terminal.cols, terminal.rows]).toEqual([2, 1]);
  });
});

function rowText(terminal: Terminal, row: number): string {
  return terminal.buffer.normal.getLine(row)?.translateToString(true) ?? '';
}
