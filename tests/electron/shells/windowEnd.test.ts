// What a window is owed of a shell's output, and what its credit counts for, over as many windows
// as come: nothing is granted twice, and nothing is lost.
import { beforeEach, describe, expect, it } from 'vitest';
import { WindowEnd, type WindowListener } from '../../../electron/shells/windowEnd.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryPort } from '../../support/memoryPort.ts';

/** More than may wait for another piece. */
const PIECE_BYTES = 64 * 1024;

let clock: ManualClock;
let port: MemoryPort;
let end: WindowEnd;
/** Credit that came due since it was last asked for. */
let due = 0;

const listener: WindowListener = {
  said: () => undefined,
  parsed: (bytes) => (due += bytes),
  refused: () => undefined,
  arrived: () => undefined,
};

beforeEach(() => {
  clock = new ManualClock();
  port = portThatWaits();
  end = new WindowEnd(port, clock, listener);
});

/** The present window says so; what credit is due for that. */
function parsed(bytes: number): number {
  due = 0;
  port.send({ type: 'parsed', bytes });
  return due;
}

/** Another window takes over; what credit is due for the last one's. */
function replace(): number {
  port = portThatWaits();
  return end.replace(port);
}

/** A window that says what it has parsed when the test does. */
function portThatWaits(): MemoryPort {
  const made = new MemoryPort();
  made.parses = false;
  return made;
}

function print(bytes: number): void {
  end.output(new Uint8Array(bytes).fill(120));
}

describe('credit', () => {
  it('is due for what was parsed, and no more than was posted', () => {
    print(PIECE_BYTES);
    expect(parsed(1_000)).toBe(1_000);
    expect(parsed(1_000_000)).toBe(PIECE_BYTES - 1_000);
    expect(parsed(1)).toBe(0);
  });

  it('is due at once for what a window left unparsed, and not again for showing it', () => {
    print(PIECE_BYTES);
    expect(parsed(1_000)).toBe(1_000);
    expect(replace()).toBe(PIECE_BYTES - 1_000);
    expect(port.outputBytes).toBe(PIECE_BYTES);
    expect(parsed(PIECE_BYTES)).toBe(0);
  });

  it('for what follows is due once all that was shown again is parsed', () => {
    print(PIECE_BYTES);
    replace();
    print(PIECE_BYTES);
    expect(parsed(PIECE_BYTES - 1)).toBe(0);
    expect(parsed(11)).toBe(10);
    expect(parsed(PIECE_BYTES)).toBe(PIECE_BYTES - 10);
  });

  it('of a second window that vanished is due for its own output alone', () => {
    print(PIECE_BYTES);
    replace();
    print(PIECE_BYTES);
    expect(replace()).toBe(PIECE_BYTES);
    expect(parsed(2 * PIECE_BYTES)).toBe(0);
  });

  it('adds up to the output, however often windows change', () => {
    let all = 0;
    for (let turn = 0; turn < 20; turn++) {
      print(PIECE_BYTES);
      all += parsed(turn * 7_919);
      if (turn % 3 === 0) all += replace();
    }
    all += replace();
    expect(all).toBe(20 * PIECE_BYTES);
  });
});

describe('what is shown again', () => {
  it('is all that a window may not have parsed, also of a flood', () => {
    const pieces = 20;
    for (let n = 0; n < pieces; n++) print(PIECE_BYTES);
    const next = portThatWaits();
    end.replace(next);
    // 640 KiB, the window of 512 and more, in whole messages.
    expect(next.outputBytes).toBe(640 * 1024);
  });

  it('comes before what was printed while the windows changed, with nothing left waiting', () => {
    end.output(Buffer.from('a'));
    end.output(Buffer.from('b')); // waits for more
    const next = portThatWaits();
    end.replace(next);
    expect([port.text, next.text, clock.waiting]).toEqual(['ab', 'ab', 0]);
    clock.advance(10); // a silence
    end.output(Buffer.from('c'));
    expect([port.text, next.text]).toEqual(['ab', 'abc']);
  });

  it('is everything so far where there was no window', () => {
    const early = new WindowEnd(null, clock, listener);
    expect(early.attached).toBe(false);
    early.output(Buffer.from('early'));
    const first = portThatWaits();
    expect(early.replace(first)).toBe(5);
    expect(early.attached).toBe(true);
    // Nobody has answered its questions yet, so it is no replay.
    expect(first.posted).toEqual([{ type: 'output', bytes: new Uint8Array(Buffer.from('early')) }]);
  });
});

it('closing lets go of what still waited, and leaves no timer', () => {
  for (const text of ['a', 'b']) end.output(Buffer.from(text));
  expect(clock.waiting).toBe(1);
  end.close();
  expect([port.text, port.closed, clock.waiting]).toEqual(['ab', true, 0]);
});

describe('order', () => {
  it('of output, marks and the end stays, and nothing waits behind them', () => {
    for (const text of ['a', 'b']) end.output(Buffer.from(text));
    end.mark({ type: 'note', text: 'between' });
    for (const text of ['c', 'd']) end.output(Buffer.from(text));
    end.end();
    const seen = port.posted.map((message) =>
      message.type === 'output' ? Buffer.from(message.bytes).toString() : message.type,
    );
    expect(seen).toEqual(['a', 'b', 'note', 'cd', 'end']);
    expect(clock.waiting).toBe(0);
  });

  it('lets output wait longer for a window that has 128 KiB to parse', () => {
    for (let n = 0; n < 2; n++) print(PIECE_BYTES);
    print(1);
    clock.advance(2);
    expect(port.outputBytes).toBe(2 * PIECE_BYTES);
    clock.advance(6);
    expect(port.outputBytes).toBe(2 * PIECE_BYTES + 1);
    parsed(2);
    print(1); // there is less by now
    clock.advance(2);
    expect(port.outputBytes).toBe(2 * PIECE_BYTES + 2);
  });
});

describe('a window’s port', () => {
  it('speaks while it is the present one, and is closed by the next', () => {
    const said: unknown[] = [];
    const first = portThatWaits();
    end = new WindowEnd(first, clock, { ...listener, said: (message) => said.push(message) });
    first.send({ type: 'resize', cols: 1, rows: 1 });
    const next = portThatWaits();
    end.replace(next);
    first.send({ type: 'resize', cols: 2, rows: 2 });
    next.send({ type: 'resize', cols: 3, rows: 3 });
    expect(said).toEqual([
      { type: 'resize', cols: 1, rows: 1 },
      { type: 'resize', cols: 3, rows: 3 },
    ]);
    expect([first.closed, next.closed]).toEqual([true, false]);
  });

  it('that dies takes its window with it, unless another is there by then', () => {
    port.vanish();
    expect(end.attached).toBe(false);
    const next = portThatWaits();
    end.replace(next);
    port.vanish();
    expect(end.attached).toBe(true);
    end.close();
    expect([end.attached, next.closed]).toEqual([false, true]);
    end.output(Buffer.from('late')); // nobody is there for it
    expect(next.text).toBe('');
  });
});
