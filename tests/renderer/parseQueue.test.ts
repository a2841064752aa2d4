// What terminals have to parse: in order, all of it, a little at a time, and taking turns.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { ParseQueue, SLICE_BYTES, TURN_BYTES } from '../../renderer/terminal/parseQueue.ts';
import { TURN_LIMIT_MS, Turns } from '../../renderer/terminal/turns.ts';
import { ManualClock } from '../support/manualClock.ts';
import { eachSeed, type Random } from '../support/random.ts';

/** A terminal that parses when the test says so. */
class SlowTerminal {
  readonly written: { data: string | Uint8Array; parsed: () => void }[] = [];
  bytes = 0;

  write(data: string | Uint8Array, parsed?: () => void): void {
    this.written.push({ data, parsed: () => parsed?.() });
    this.bytes += data.length;
  }

  /** Parses all it has now. */
  parse(): void {
    for (const { parsed } of this.written.splice(0)) parsed();
  }
}

function makeWindow() {
  const clock = new ManualClock();
  const tasks: (() => void)[] = [];
  const turns = new Turns({ later: (run) => tasks.push(run), after: clock.after.bind(clock) });
  const runTasks = () => tasks.splice(0).forEach((task) => task());
  const open = () => {
    const terminal = new SlowTerminal();
    const seen = { caughtUp: 0 };
    const queue = new ParseQueue(terminal, turns, () => (seen.caughtUp += 1));
    return { terminal, queue, seen };
  };
  return { clock, turns, runTasks, open };
}

const flood = (bytes: number) => new Uint8Array(bytes).fill(120);

describe('one terminal', () => {
  it('parses what is small at once, without a turn', () => {
    const { open } = makeWindow();
    const [busy, idle] = [open(), open()];
    busy.queue.write(flood(4 * TURN_BYTES));
    idle.queue.write('echo');
    expect(idle.terminal.written).toHaveLength(1);
    expect(idle.queue.behind).toBe(false);
  });

  it('is given so much a turn, in small pieces, and more when that is parsed', () => {
    const { open, runTasks } = makeWindow();
    const { terminal, queue, seen } = open();
    let credited = 0;
    queue.write(flood(2.5 * TURN_BYTES), () => (credited += 1));
    for (const given of [1, 2, 2.5]) {
      expect(terminal.bytes).toBe(given * TURN_BYTES);
      expect(terminal.written.every(({ data }) => data.length <= SLICE_BYTES)).toBe(true);
      expect([credited, seen.caughtUp]).toEqual([0, 0]);
      expect(queue.behind).toBe(given < 2.5);
      terminal.parse();
      runTasks();
    }
    expect([credited, seen.caughtUp]).toEqual([1, 1]);
  });

  it('gives nothing more once it is gone, and leaves the turn to others', () => {
    const { open, runTasks } = makeWindow();
    const [gone, other] = [open(), open()];
    gone.queue.write(flood(2 * TURN_BYTES));
    other.queue.write(flood(2 * TURN_BYTES));
    expect(other.terminal.bytes).toBe(0);
    gone.queue.dispose();
    runTasks();
    expect(other.terminal.bytes).toBe(TURN_BYTES);
    gone.terminal.parse();
    runTasks();
    expect(gone.terminal.bytes).toBe(TURN_BYTES);
  });
});

describe('several terminals', () => {
  it('take turns, one at a time', () => {
    const { open, runTasks } = makeWindow();
    const shells = [open(), open(), open()];
    for (const { queue } of shells) queue.write(flood(3 * TURN_BYTES));
    const order: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const holder = shells.findIndex(({ terminal }) => terminal.written.length > 0);
      expect(shells.filter(({ terminal }) => terminal.written.length > 0)).toHaveLength(1);
      order.push(holder);
      shells[holder]!.terminal.parse();
      runTasks();
    }
    expect(order).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    expect(shells.map(({ seen }) => seen.caughtUp)).toEqual([1, 1, 1]);
  });

  it('are not held up by one that never comes to an end', () => {
    const { clock, open, runTasks } = makeWindow();
    const [stuck, other] = [open(), open()];
    stuck.queue.write(flood(2 * TURN_BYTES));
    other.queue.write(flood(TURN_BYTES));
    clock.advance(TURN_LIMIT_MS);
    runTasks();
    expect(other.terminal.bytes).toBe(TURN_BYTES);
    other.terminal.parse();
    stuck.terminal.parse(); // it was only slow, and goes on
    runTasks();
    expect(stuck.terminal.bytes).toBe(2 * TURN_BYTES);
  });
});

/** Turns by the real time. */
function realTurns(): Turns {
  return new Turns({
    later: (run) => setImmediate(run),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
}

function openReal(turns: Turns) {
  const terminal = new xterm.Terminal({
    cols: 20,
    rows: 5,
    scrollback: 100_000,
    allowProposedApi: true,
  });
  const queue = new ParseQueue(terminal, turns, () => undefined);
  return { terminal, queue, expected: [] as string[], parsed: [] as Promise<void>[] };
}

/** Writes a few lines, or very many. */
function writeLines({ queue, expected, parsed }: ReturnType<typeof openReal>, random: Random) {
  const count = random.int(random.once(2) ? 10 : 12_000);
  const lines = Array.from({ length: count }, (_, line) => `${expected.length}.${line}`);
  expected.push(...lines);
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
  parsed.push(new Promise((resolve) => queue.write(bytes, resolve)));
}

function shown({ buffer: { active } }: xterm.Terminal): string[] {
  const rows = Array.from({ length: active.length }, (_, row) =>
    active.getLine(row)!.translateToString(true),
  );
  return rows.filter(Boolean);
}

it('real terminals show all that was written, in order', async () => {
  await eachSeed(3, async (random) => {
    const turns = realTurns();
    const shells = [openReal(turns), openReal(turns), openReal(turns)];
    for (let round = 0; round < 40; round++) writeLines(random.pick(shells), random);
    for (const { terminal, expected, parsed } of shells) {
      await Promise.all(parsed);
      expect(shown(terminal).slice(-5000)).toEqual(expected.slice(-5000));
    }
  });
});
