// A shell that moves between windows while it prints and is typed into: the terminal is as one that
// never moved, every byte is typed and credited once, whenever what is said arrives.
import { describe, expect, it } from 'vitest';
import { HANDOVER_SILENCE_MS } from '../../electron/shells/handover.ts';
import type { ShellMark } from '../../electron/shell.ts';
import { ManualClock } from '../support/manualClock.ts';
import { MovingShell, type MovingWindow } from '../support/movingShell.ts';
import { eachSeed, seeded, type Random } from '../support/random.ts';
import { randomOutput } from '../support/randomOutput.ts';
import { cutAtRandom } from '../support/randomText.ts';
import { dump } from '../support/terminalDump.ts';

const SIZE = { cols: 20, rows: 6 };
const ALL = 10_000;

// As in the tests of what is painted: links without an id are one a line.
function shown({ terminal }: MovingWindow): unknown {
  const text = JSON.stringify(dump(terminal, ALL)).replace(/(x?),https:\/\/a\.example\//g, ',');
  return JSON.parse(text.replaceAll('0,0,0,,', ''));
}

/** Keys alone; what the terminal says of itself begins with an escape. */
function answersOut(typed: string): string {
  return typed.replaceAll(/\x1b\[[IO]/g, '');
}

function begin(random: Random = seeded(1)) {
  const clock = new ManualClock();
  return { clock, shell: new MovingShell(random, clock, SIZE) };
}

/** With notes, or with full screens: how long a note waits for one depends on when it is read. */
function randomProgram(random: Random, notes: boolean): Buffer {
  const output = randomOutput(random, random.pick([10, 60, 150]));
  return Buffer.from(notes ? output.replaceAll(/\x1b\[\?(47|1047|1049)h/g, '') : output);
}

describe('a shell that moves', () => {
  it('has the same terminal everywhere, and every byte once', () =>
    eachSeed(100, async (random) => {
      const { clock, shell } = begin(random);
      const { shell: unmoved } = begin();
      const notes = random.once(2);
      let keys = '';
      const type = (window: MovingWindow): void => {
        const key = String.fromCharCode(0x21 + (keys.length % 90));
        keys += key;
        window.input.type(Buffer.from(key));
      };
      for (const bytes of cutAtRandom(random, randomProgram(random, notes))) {
        for (const one of [shell, unmoved]) one.print(bytes);
        const mark: ShellMark = { type: 'note', text: `note ${random.int(100)}` };
        if (notes && random.once(12)) for (const one of [shell, unmoved]) one.end.mark(mark);
        if (random.once(3)) type(shell.shows);
        clock.advance(random.int(10));
        if (random.once(2)) await shell.some();
        if (shell.windows.length < 6 && random.once(6)) shell.move(SIZE);
      }
      for (const one of [shell, unmoved]) await one.settled();
      expect(shell.arrivals.map(({ how }) => how)).toEqual(shell.arrivals.map(() => 'whole'));
      expect(shown(shell.shows)).toEqual(shown(unmoved.shows));
      expect(shell.shows.marked).toEqual(unmoved.shows.marked);
      expect(shell.credit).toBe(shell.printed);
      expect(answersOut(shell.typed)).toBe(keys);
    }));
});

const bytes = (text: string): Uint8Array => Buffer.from(text);
const lines = ({ terminal }: MovingWindow): string[] =>
  Array.from({ length: terminal.buffer.active.length }, (_, row) =>
    terminal.buffer.active.getLine(row)!.translateToString(true),
  ).filter(Boolean);
const typed = ({ up }: MovingWindow['wire']): string[] =>
  up.flatMap((one) => (one.type === 'input' ? [Buffer.from(one.bytes).toString()] : []));

describe('what is no output', () => {
  it('moves along: notes that wait, where it is scrolled up to, a replay, half a character', async () => {
    const { shell } = begin();
    shell.print(bytes(`${'line\r\n'.repeat(50)}$ vim\x1b[?1049h`));
    await shell.settled();
    shell.end.mark({ type: 'note', text: 'Connection slow' });
    shell.end.mark({ type: 'replayed', bytes: 6 }); // the character, and a question
    shell.print(bytes('\u00e9').subarray(0, 1));
    await shell.settled();
    const to = shell.move(SIZE);
    await shell.settled();
    expect(to.seen).toEqual(['arriving', 'whole']);
    shell.print(bytes('\u00e9').subarray(1));
    shell.print(bytes('\x1b[5n\x1b[5n\x1b[?1049l'));
    await shell.settled();
    expect(shell.typed).toBe('\x1b[0n'); // once: the first was asked in the replay
    expect(lines(to).slice(-2)).toEqual(['$ vim', '── Connection slow']);
    expect(to.marked).toHaveLength(1);
    to.terminal.scrollLines(-7);
    const next = shell.move(SIZE);
    await shell.settled();
    const { baseY, viewportY } = next.terminal.buffer.active;
    expect(baseY - viewportY).toBe(7);
  });

  it('is said once: an answer that the program had, and its title', async () => {
    const { shell } = begin();
    shell.print(bytes('\x1b]2;vim\x07\x1b[?1004h'));
    await shell.settled();
    const to = shell.move(SIZE);
    await shell.settled();
    shell.print(bytes('\x1b[5n'));
    await shell.settled();
    expect(shell.typed).toBe('\x1b[I\x1b[0n');
    expect(to.titles).toEqual(['vim']);
  });

  it('moves along: a paste that waits, with its brackets, before what is typed there', async () => {
    const { shell } = begin();
    const from = shell.shows;
    from.input.pending(1e9);
    from.input.paste(bytes(`\x1b[200~${'p'.repeat(40_000)}\x1b[201~`), true);
    const to = shell.move(SIZE);
    to.input.type(bytes('a')); // before it knows that it has to wait
    to.wire.deliverUp();
    to.wire.deliverDown();
    to.input.pending(1e9);
    to.input.type(bytes('b'));
    await shell.settled();
    expect(shell.typed).toBe('');
    to.input.pending(0);
    await shell.settled();
    expect(shell.typed).toBe(`\x1b[200~${'p'.repeat(40_000)}\x1b[201~ab`);
    expect(typed(to.wire)).toEqual([]);
  });

  it('is let go of once the other window has it, and not before', async () => {
    const { shell } = begin();
    const from = shell.shows;
    shell.print(bytes('x'.repeat(1000)));
    shell.move(SIZE);
    expect(from.hasLeft).toBe(false);
    await shell.settled();
    expect([from.hasLeft, from.wire.closed]).toEqual([true, true]);
  });

  it('of a large scrollback is handed over no faster than it is taken', async () => {
    const { shell } = begin();
    const line = `${Array.from({ length: 20 }, (_, n) => `\x1b[38;5;${n}mx`).join('')}\r\n`;
    for (let n = 0; n < 100; n++) shell.print(bytes(line.repeat(100)));
    await shell.settled();
    const [from, to] = [shell.shows, shell.move({ cols: 40, rows: 6 })];
    from.terminal.options.scrollback = 1000;
    to.hung = true;
    await shell.some();
    for (let turns = 0; turns < 50; turns++) await shell.some();
    const waiting = to.wire.down.filter(({ type }) => type === 'handed');
    expect(waiting.length).toBeLessThanOrEqual(9);
    to.hung = false;
    await shell.settled();
    expect(to.seen).toEqual(['arriving', 'whole']);
    expect(to.terminal.cols).toBe(40);
  });
});

describe('a terminal that doesn’t come whole', () => {
  it.each<[string, (shell: MovingShell, clock: ManualClock) => void]>([
    ['the old window says nothing', (_, clock) => clock.advance(HANDOVER_SILENCE_MS)],
    ['the old window dies', ({ windows }) => windows[0]!.wire.vanish()],
  ])('is replaced by the latest output, once: %s', async (_, fails) => {
    const { shell, clock } = begin();
    shell.print(bytes('one\r\ntwo\r\n'));
    await shell.settled();
    const [from, to] = [shell.shows, shell.move(SIZE)];
    from.hung = true;
    to.input.type(bytes('k'));
    shell.print(bytes('three\r\n'));
    await shell.some();
    fails(shell, clock);
    await shell.settled();
    expect(to.seen).toEqual(['arriving', 'torn']);
    expect(lines(to)).toEqual(['one', 'two', 'three']);
    expect([shell.credit, shell.typed]).toEqual([shell.printed, 'k']);
  });

  it('leaves nothing of the part that came', async () => {
    const { shell } = begin();
    const text = `${'\x1b[31mcoloured\x1b[m text\r\n'.repeat(900)}`;
    for (let n = 0; n < 5; n++) shell.print(bytes(text));
    await shell.settled();
    const [from, to] = [shell.shows, shell.move(SIZE)];
    while (to.terminal.buffer.normal.length < 50) {
      if (to.wire.down.length > 0) to.wire.deliverDown();
      else if (from.wire.down.length > 0) from.wire.deliverDown();
      if (from.wire.up.length > 0 && from.wire.up[0]!.type !== 'handed') from.wire.deliverUp();
      else if (from.wire.up.length > 1) from.wire.deliverUp();
      await new Promise((resolve) => setImmediate(resolve));
    }
    from.wire.up.length = 0;
    from.wire.vanish();
    await shell.settled();
    const { shell: other } = begin();
    for (let n = 0; n < 5; n++) other.print(bytes(text));
    await other.settled();
    const again = other.replace(SIZE);
    await other.settled();
    expect(to.seen).toEqual(['arriving', 'torn']);
    expect(dump(to.terminal, ALL)).toEqual(dump(again.terminal, ALL));
  });
});
