// How much of a terminal is painted in one go when it leaves its window: some milliseconds' work,
// whatever stands on its lines, and all of it in the end.
import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import type { ScreenTerminal } from '../../core/screen/internals.ts';
import { paintWhole } from '../../core/screen/paintWhole.ts';
import { handedParts, Leaving } from '../../renderer/terminal/leaving.ts';

const LINES = 2_000;
const NOTHING = { takeRest: () => ({ bytes: [], bracketed: false }) };
const LINK = {
  ...{ notes: [], deferred: [], replayed: 0, ended: false, focused: false },
  character: new Uint8Array(),
};

async function terminalWith(line: string): Promise<ScreenTerminal> {
  const terminal = new Terminal({ cols: 80, rows: 24, scrollback: LINES, allowProposedApi: true });
  await new Promise<void>((parsed) => terminal.write(`${line}\r\n`.repeat(LINES), parsed));
  return terminal;
}

/** Each look at the clock, which comes once a line, takes so long. */
function slicesOf(terminal: ScreenTerminal, msPerLine: number) {
  let ms = 0;
  const parts = handedParts(terminal, NOTHING, LINK, () => (ms += msPerLine));
  const slices: { ms: number; text: string }[] = [];
  for (let begun = ms; ; begun = ms) {
    const { value, done } = parts.next();
    if (done) return slices;
    const text = value?.part === 'painted' ? Buffer.from(value.bytes).toString() : '';
    slices.push({ ms: ms - begun, text });
  }
}

describe('a terminal that leaves', () => {
  it.each(['', 'a line of text'])('is painted for 8 ms at a time: lines of “%s”', async (line) => {
    const terminal = await terminalWith(line);
    const slices = slicesOf(terminal, 1);
    expect(Math.max(...slices.map(({ ms }) => ms))).toBeLessThanOrEqual(10);
    expect(slices.length).toBeGreaterThan(LINES / 10);
  });

  it('is the same however often it rests', async () => {
    const terminal = await terminalWith('a line of text');
    const text = (msPerLine: number) =>
      slicesOf(terminal, msPerLine)
        .map((slice) => slice.text)
        .join('');
    const whole = [...paintWhole(terminal)].join('');
    expect(text(0)).toBe(whole);
    expect(text(1)).toBe(whole);
    expect(text(100)).toBe(whole);
  });

  it('is handed over in as few parts as without rests', async () => {
    const terminal = await terminalWith('a line of text');
    const parts = (msPerLine: number) =>
      slicesOf(terminal, msPerLine).filter((slice) => slice.text !== '').length;
    expect(parts(100)).toBe(parts(0));
  });

  it('lets other work have its turn after each slice', () => {
    const due: (() => void)[] = [];
    const posted: string[] = [];
    const parts = [null, null, { part: 'begin', cols: 80, rows: 24 } as const];
    const leaving = new Leaving(
      parts.values(),
      ({ part }) => posted.push(part),
      (run) => due.push(run),
    );
    leaving.begin();
    expect(posted).toEqual([]);
    for (let turn = 0; turn < 2; turn++) due.shift()!();
    expect(posted).toEqual(['begin']);
  });
});
