// What terminals have to parse: in order, all of it, a little at a time, and taking turns.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import {
  ParseQueue,
  SHORT_TURN_MS,
  SLICE_BYTES,
  TURN_MS,
} from '../../renderer/terminal/parseQueue.ts';
import { TURN_LIMIT_MS, Turns } from '../../renderer/terminal/turns.ts';
import { ManualClock } from '../support/manualClock.ts';
import { eachSeed, type Random } from '../support/random.ts';

/** A terminal that parses when the test says so, a piece each millisecond. */
class SlowTerminal {
  readonly #clock: ManualClock;
  readonly #written: { length: number; parsed: (() => void) | undefined }[] = [];
  /** Lengths of the pieces parsed. */
  readonly pieces: number[] = [];

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  get waits(): boolean {
    return this.#written.length > 0;
  }

  get bytes(): number {
    return this.pieces.reduce((sum, length) => sum + length, 0);
  }

  write(data: string | Uint8Array, parsed?: () => void): void {
    this.#written.push({ length: data.length, parsed });
  }

  /** Parses all it has, and what it is given while it does. */
  parse(): void {
    for (let one = this.#written.shift(); one; one = this.#written.shift()) {
      this.#clock.standStill(1);
      this.pieces.push(one.length);
      one.parsed?.();
    }
  }
}

/** Pieces of a turn: the first begins it. */
const TURN_PIECES = TURN_MS + 1;

function makeWindow() {
  const clock = new ManualClock();
  const tasks: (() => void)[] = [];
  const turns = new Turns({ later: (run) => tasks.push(run), after: clock.after.bind(clock) });
  const runTasks = () => tasks.splice(0).forEach((task) => task());
  const open = () => {
    const terminal = new SlowTerminal(clock);
    const seen = { caughtUp: 0 };
    const tell = () => void (seen.caughtUp += 1);
    const length = { ms: TURN_MS };
    const now = () => clock.now();
    const queue = new ParseQueue(terminal, turns, tell, now, () => length.ms);
    return { terminal, queue, seen, length };
  };
  return { clock, runTasks, open };
}

const flood = (pieces: number) => new Uint8Array(pieces * SLICE_BYTES);

describe('one terminal', () => {
  it('parses what is small at once, without a turn', () => {
    const { open } = makeWindow();
    const [busy, idle] = [open(), open()];
    busy.queue.write(flood(100));
    idle.queue.write('echo');
    expect(idle.terminal.waits).toBe(true);
    expect(idle.queue.behind).toBe(false);
  });

  it('parses for the length of a turn, in small pieces, and goes on in the next', () => {
    const { open, runTasks } = makeWindow();
    const { terminal, queue, seen } = open();
    let credited = 0;
    queue.write(flood(2.5 * TURN_PIECES), () => (credited += 1));
    for (const turns of [1, 2]) {
      terminal.parse();
      expect(terminal.pieces).toHaveLength(turns * TURN_PIECES);
      expect(terminal.waits).toBe(false);
      expect(queue.behind).toBe(true);
      expect([credited, seen.caughtUp]).toEqual([0, 0]);
      runTasks();
    }
    terminal.parse();
    expect([credited, seen.caughtUp]).toEqual([1, 1]);
    expect(terminal.bytes).toBe(flood(2.5 * TURN_PIECES).length);
    expect(Math.max(...terminal.pieces)).toBe(SLICE_BYTES);
  });

  it('has shorter turns while somebody types elsewhere', () => {
    const { open, runTasks } = makeWindow();
    const { terminal, queue, length } = open();
    length.ms = SHORT_TURN_MS;
    queue.write(flood(3 * TURN_PIECES));
    terminal.parse();
    expect(terminal.pieces).toHaveLength(SHORT_TURN_MS + 1);
    length.ms = TURN_MS;
    runTasks();
    terminal.parse();
    expect(terminal.pieces).toHaveLength(SHORT_TURN_MS + 1 + TURN_PIECES);
  });

  it('gives nothing more once it is gone, and leaves the turn to others', () => {
    const { open, runTasks } = makeWindow();
    const [gone, other] = [open(), open()];
    gone.queue.write(flood(100));
    other.queue.write(flood(100));
    expect(other.terminal.waits).toBe(false);
    gone.queue.dispose();
    runTasks();
    expect(other.terminal.waits).toBe(true);
    gone.terminal.parse();
    runTasks();
    expect(gone.terminal.pieces).toHaveLength(1);
    expect(gone.terminal.waits).toBe(false);
  });
});

describe('several terminals', () => {
  it('take turns, one at a time', () => {
    const { open, runTasks } = makeWindow();
    const shells = [open(), open(), open()];
    for (const { queue } of shells) queue.write(flood(3 * TURN_PIECES));
    const order: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const holders = shells.filter(({ terminal }) => terminal.waits);
      expect(holders).toHaveLength(1);
      order.push(shells.indexOf(holders[0]!));
      holders[0]!.terminal.parse();
      runTasks();
    }
    expect(order).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    expect(shells.map(({ seen }) => seen.caughtUp)).toEqual([1, 1, 1]);
  });

  it('are not held up by one that never comes to an end', () => {
    const { clock, open, runTasks } = makeWindow();
    const [stuck, other] = [open(), open()];
    stuck.queue.write(flood(2));
    other.queue.write(flood(2));
    clock.advance(TURN_LIMIT_MS);
    runTasks();
    other.terminal.parse();
    expect(other.seen.caughtUp).toBe(1);
    stuck.terminal.parse(); // it was only slow, and goes on
    runTasks();
    expect(stuck.seen.caughtUp).toBe(1);
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
