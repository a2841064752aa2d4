// What one window sees of a shell over several connections: nothing gets into a character, not
// even where a connection was cut inside of it, and credit goes to whom it is due.
import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OutputMark } from '../../../core/client/remoteShell.ts';
import { JoinedOutput, type OutputView } from '../../../electron/shells/joinedOutput.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { cutAtRandom, randomBytes } from '../../support/randomText.ts';

const HALF = Uint8Array.of(0x41, 0xe2, 0x80);
const REST = Uint8Array.of(0x94, 0x42);

class View implements OutputView {
  readonly output: AsyncIterable<Uint8Array | OutputMark>;
  readonly bytes: number;
  credit = 0;

  constructor(...items: (Uint8Array | OutputMark)[]) {
    this.output = (async function* () {
      yield* items;
    })();
    this.bytes = items.reduce(
      (sum, item) => sum + (item instanceof Uint8Array ? item.length : 0),
      0,
    );
  }

  parsed(bytes: number): void {
    this.credit += bytes;
  }
}

function open() {
  const shown = new JoinedOutput(0, new ManualClock());
  /** What a window gets: text, and the kinds of marks. */
  const items: string[] = [];
  const pieces: Uint8Array[] = [];
  const replayed: number[] = [];
  const read = (async () => {
    for await (const item of shown.channel) {
      if (item instanceof Uint8Array) {
        pieces.push(item);
        items.push(Buffer.from(item).toString(isUtf8(item) ? 'utf8' : 'hex'));
        shown.parsed(item.byteLength);
      } else {
        if (item.type === 'replayed') replayed.push(item.bytes);
        items.push(`[${item.type}]`);
      }
    }
  })();
  const end = async (): Promise<string> => {
    await shown.close();
    await read;
    return items.join('');
  };
  return { shown, end, pieces, replayed };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a connection that was cut in a character', () => {
  it('lets a question of ssh in front of it, not into it', async () => {
    const { shown, end } = open();
    const [first, second] = [new View(HALF), new View(REST)];
    void shown.pass(first);
    shown.textBetween(bytes('Password: '));
    void shown.pass(second);
    expect(await end()).toBe('APassword: —B');
    expect([first.credit, second.credit]).toEqual([3, 2]);
  });

  it('leaves it whole behind another size', async () => {
    const { shown, end } = open();
    void shown.pass(new View(HALF));
    shown.markBetween({ type: 'size', cols: 80, rows: 24 });
    void shown.pass(new View(REST));
    expect(await end()).toBe('A[size]—B');
  });

  it.each<[string, OutputMark]>([
    ['output was skipped', { type: 'skipped', bytes: 100 }],
    ['what came before is gone', { type: 'earlier' }],
  ])('shows what was there of it where %s', async (_, mark) => {
    const { shown, end } = open();
    const [first, second] = [new View(HALF), new View(mark, bytes('C'))];
    void shown.pass(first);
    void shown.pass(second);
    expect(await end()).toBe('A\ufffd[note]C');
    expect([first.credit, second.credit]).toEqual([3, 1]);
  });

  it('shows what was there of it where another program begins', async () => {
    const { shown, end } = open();
    void shown.pass(new View(HALF));
    shown.markBetween({ type: 'fresh' });
    void shown.pass(new View(bytes('C')));
    expect(await end()).toBe('A\ufffd[fresh]C');
  });

  it('hands on what there is of it at the end, for whoever takes the shell up again', async () => {
    const { shown, end, pieces } = open();
    void shown.pass(new View(HALF));
    await end();
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(HALF));
  });
});

describe('a window that takes nothing', () => {
  const KIB = new Uint8Array(1024);
  /** As much as waits for a window, and some to spare. */
  const PIECES = 80;

  it('lets no more of a view through than waits for it', async () => {
    const shown = new JoinedOutput(0, new ManualClock());
    let taken = 0;
    const output = (async function* () {
      for (; taken < PIECES; taken++) yield KIB;
    })();
    const view = { output, parsed: () => undefined };
    let over = false;
    const passing = shown.pass(view).then(() => (over = true));
    await setImmediate();
    expect(over).toBe(false);
    expect(shown.channel.held).toBeLessThanOrEqual(shown.channel.capacity);
    const before = taken;
    expect(before).toBeLessThan(PIECES);
    for (let got = 0; got < PIECES; got++) {
      await shown.channel.receive();
      shown.parsed(KIB.byteLength);
    }
    await passing;
    expect([taken, shown.unparsed]).toEqual([PIECES, 0]);
  });

  it('but doesn’t parse it, is sent 32 KiB at first, and more as it does', async () => {
    const shown = new JoinedOutput(0, new ManualClock());
    const view = new View(...Array.from({ length: PIECES }, () => KIB));
    const passing = shown.pass(view).then(() => shown.close());
    let taken = 0;
    const taking = (async () => {
      for await (const item of shown.channel) taken += (item as Uint8Array).byteLength;
    })();
    await setImmediate();
    expect([taken, shown.unparsed]).toEqual([32 * KIB.byteLength, 32 * KIB.byteLength]);
    for (let turn = 0; turn < PIECES && taken < view.bytes; turn++) {
      shown.parsed(shown.unparsed);
      await setImmediate();
    }
    await Promise.all([passing, taking]);
    expect(taken).toBe(view.bytes);
  });

  it('and is gone then, has parsed all that comes still, whatever waited', async () => {
    const shown = new JoinedOutput(0, new ManualClock());
    const large = new View(...Array.from({ length: PIECES }, () => new Uint8Array(48 * 1024)));
    const passing = shown.pass(large);
    await setImmediate();
    expect(large.credit).toBe(0);
    shown.abort();
    await passing;
    expect([large.credit, shown.unparsed, shown.channel.held]).toEqual([large.bytes, 0, 0]);
    const late = new View(HALF);
    shown.markNow({ type: 'fresh' });
    shown.textBetween(bytes('Password: '));
    await shown.pass(late);
    await shown.close();
    expect([late.credit, shown.unparsed]).toEqual([HALF.length, 0]);
  });

  it('owes first what it had from before, which is nobody’s credit', async () => {
    const shown = new JoinedOutput(100, new ManualClock());
    const view = new View(new Uint8Array(10));
    await shown.pass(view);
    expect(shown.unparsed).toBe(110);
    shown.parsed(100);
    expect([view.credit, shown.unparsed]).toEqual([0, 10]);
    shown.parsed(4);
    shown.parsed(1_000);
    expect([view.credit, shown.unparsed]).toEqual([10, 0]);
  });
});

describe('joined output', () => {
  it('credits half a character, or the last of a flood would never count as taken', async () => {
    const { shown, end } = open();
    const view = new View(HALF);
    await shown.pass(view);
    await setImmediate();
    expect(view.credit).toBe(HALF.length);
    await end();
  });

  const replayedAt = (random: Random, piece: Uint8Array): (Uint8Array | OutputMark)[] =>
    random.once(3) ? [{ type: 'replayed', bytes: piece.length }, piece] : [piece];

  it('is all there, in pieces that end at a character’s end, and credited to its views', () =>
    eachSeed(300, async (random) => {
      const any = randomBytes(random, random.between(1, 80));
      const { shown, end, pieces } = open();
      const views = cutAtRandom(random, any).map(
        (part) => new View(...cutAtRandom(random, part).flatMap((one) => replayedAt(random, one))),
      );
      for (const view of views) void shown.pass(view);
      await end();
      expect(Buffer.concat(pieces)).toEqual(Buffer.from(any));
      expect(views.map(({ credit }) => credit)).toEqual(views.map((view) => view.bytes));
    }));

  it('counts what waits for its rest as shown before, where it was', async () => {
    const { shown, end, replayed } = open();
    const half: OutputMark = { type: 'replayed', bytes: HALF.length };
    const rest: OutputMark = { type: 'replayed', bytes: REST.length };
    void shown.pass(new View(half, HALF, rest, REST, bytes('new')));
    expect(await end()).toBe('[replayed]A[replayed]—Bnew');
    // Of the first three, two come behind the second mark.
    expect(replayed).toEqual([3, 4]);
  });
});

it('what a view was given credit for already is nobody’s, in its place', async () => {
  const shown = new JoinedOutput(0, new ManualClock());
  const view = new View(HALF, REST); // the first character, two bytes that wait, and the rest
  await shown.pass(view);
  const credits = [1, 2, 2].map((bytes) => {
    shown.parsed(bytes);
    return view.credit;
  });
  expect(credits).toEqual([3, 3, 5]);
  expect(shown.unparsed).toBe(0);
});
