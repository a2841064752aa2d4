// Lines that come below while somebody reads further up, in a real terminal's buffer.
import { Terminal } from '@xterm/headless';
import { expect, it } from 'vitest';
import { MOST_NEW_LINES, newLines } from '../../renderer/lib/newLines.ts';
import { watchBelow, type NewBelow } from '../../renderer/terminal/below.ts';

function rig(scrollback = 1_000) {
  const terminal = new Terminal({ cols: 20, rows: 5, scrollback, allowProposedApi: true });
  const due: (() => void)[] = [];
  let below: NewBelow | null = null;
  const noRender = { dispose: () => undefined };
  const watched = Object.assign(Object.create(terminal) as Terminal, { onRender: () => noRender });
  const end = watchBelow(
    watched as unknown as Parameters<typeof watchBelow>[0],
    (now) => (below = now),
    (_ms, run) => {
      due.push(run);
      return () => due.splice(0);
    },
  );
  const settle = () => due.splice(0).forEach((run) => run());
  return {
    terminal,
    end,
    below: () => below,
    print: async (text: string) => {
      await new Promise<void>((resolve) => terminal.write(text, resolve));
      settle();
    },
    scroll: (lines: number) => {
      terminal.scrollLines(lines);
      settle();
    },
  };
}

it('says nothing at the bottom, counts once its reader is up, and ends at the bottom', async () => {
  const { print, scroll, below } = rig();
  await print('x\r\n'.repeat(20));
  expect(below()).toBeNull();
  scroll(-3);
  expect(below()).toBeNull();
  await print('a\r\nb\r\n');
  expect(below()).toEqual({ lines: 2, more: false });
  scroll(-2);
  await print(`${'long '.repeat(10)}\r\n`); // three rows, one line
  expect(below()).toEqual({ lines: 3, more: false });
  scroll(100);
  expect(below()).toBeNull();
  scroll(-1);
  await print('c\r\n');
  expect(below()).toEqual({ lines: 1, more: false });
});

it('says that there are more where the text of then is gone', async () => {
  const { print, scroll, below } = rig(10);
  await print('x\r\n'.repeat(20));
  scroll(-2);
  await print('y\r\n'.repeat(100));
  expect(below()?.more).toBe(true);
});

it('is silent over a full-screen program', async () => {
  const { print, scroll, below } = rig();
  await print('x\r\n'.repeat(20));
  scroll(-3);
  await print('\x1b[?1049h a\r\nb\r\n');
  expect(below()).toBeNull();
});

it('counts no further than its bound', () => {
  const rows = { getLine: () => ({ isWrapped: false }) };
  expect(newLines(rows, -1, 1_000_000)).toBe(MOST_NEW_LINES + 1);
});
