// "Erase above" from the last cell, nothing scrolled yet: the terminal erases, and goes on.
import { Terminal } from '@xterm/headless';
import { expect, it } from 'vitest';
import { guardEraseAbove } from '../../../core/screen/eraseAbove.ts';

const LAST_CELL = '\x1b[5;10H';

function terminal(): Terminal {
  const made = new Terminal({ cols: 10, rows: 5, scrollback: 100, allowProposedApi: true });
  guardEraseAbove(made);
  return made;
}

async function screenAfter(output: string): Promise<string[]> {
  const made = terminal();
  await new Promise<void>((resolve) => made.write(output, resolve));
  return Array.from({ length: 5 }, (_, row) =>
    made.buffer.active.getLine(row)!.translateToString(true),
  );
}

it.each(['\x1b[1J', '\x1b[?1J'])(
  '%j from the last cell erases all, and output goes on',
  async (erase) => {
    const full = 'top\r\nnext\r\nmore\r\nlow\r\nlast';
    expect(await screenAfter(`${full}${LAST_CELL}${erase}\x1b[Hafter`)).toEqual([
      'after',
      '',
      '',
      '',
      '',
    ]);
  },
);

it('elsewhere it is left to the terminal', async () => {
  const full = 'top\r\nnext\r\nmore\r\nlow\r\nlast';
  expect(await screenAfter(`${full}\x1b[3;2H\x1b[1J`)).toEqual(['', '', '  re', 'low', 'last']);
});
