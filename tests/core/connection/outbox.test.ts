import { describe, expect, it } from 'vitest';
import {
  Outbox,
  PRIORITY,
  type FrameSource,
  type Priority,
} from '../../../core/connection/outbox.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { settle } from '../../support/manualClock.ts';
import { named } from '../../support/protocolErrors.ts';
import { eachSeed } from '../../support/random.ts';

const frame = (text: string): Uint8Array => Buffer.from(text);

/** Asked so often although it has nothing, a source is asked without end. */
const MOST_IN_VAIN = 1_000;

/** A source with frames `a1`, `a2`, … */
class Source implements FrameSource {
  readonly priority: Priority;
  readonly #name: string;
  #left: number;
  #number = 0;
  #askedInVain = 0;

  constructor(name: string, left: number, priority: Priority = PRIORITY.output) {
    this.#name = name;
    this.#left = left;
    this.priority = priority;
  }

  nextFrame(): Uint8Array | undefined {
    if (this.#left === 0) return this.#nothing();
    this.#left--;
    return frame(`${this.#name}${++this.#number}`);
  }

  more(frames: number): void {
    this.#left += frames;
  }

  // An outbox that asked without end would never let go of the process, and so of the test.
  #nothing(): undefined {
    if (++this.#askedInVain > MOST_IN_VAIN) throw new Error(`${this.#name} is asked without end`);
  }
}

async function take(outbox: Outbox, count: number): Promise<string[]> {
  const frames: string[] = [];
  for (let left = count; left > 0; left--) frames.push(`${(await outbox.next())?.toString()}`);
  return frames;
}

describe('an outbox', () => {
  it('sends control first, then input, then echoes, then output, then bulk', async () => {
    const outbox = new Outbox();
    outbox.ready(new Source('bulk', 1, PRIORITY.bulk));
    outbox.ready(new Source('output', 1, PRIORITY.output));
    outbox.ready(new Source('echo', 1, PRIORITY.echo));
    outbox.ready(new Source('input', 1, PRIORITY.input));
    outbox.control(frame('control'));
    expect(await take(outbox, 5)).toEqual(['control', 'input1', 'echo1', 'output1', 'bulk1']);
  });

  it('keeps control frames in order', async () => {
    const outbox = new Outbox();
    for (const text of ['1', '2', '3']) outbox.control(frame(text));
    expect(await take(outbox, 3)).toEqual(['1', '2', '3']);
  });

  it('lets equals take turns, a frame each', async () => {
    const outbox = new Outbox();
    for (const [name, frames] of [
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ] as const) {
      outbox.ready(new Source(name, frames));
    }
    expect(await take(outbox, 6)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });

  it('lets what is urgent pass in the middle of a flood', async () => {
    const outbox = new Outbox();
    outbox.ready(new Source('flood', 1_000_000));
    expect(await take(outbox, 2)).toEqual(['flood1', 'flood2']);
    outbox.ready(new Source('key', 1, PRIORITY.input));
    outbox.control(frame('ping'));
    expect(await take(outbox, 3)).toEqual(['ping', 'key1', 'flood3']);
  });

  it('never delays a frame by more than one of each equal', async () => {
    await eachSeed(50, async (random) => {
      const outbox = new Outbox();
      const floods = random.between(1, 5);
      for (let number = 0; number < floods; number++) outbox.ready(new Source(`f${number}`, 1e6));
      const quiet = new Source('quiet', 0);
      for (let turn = 0; turn < 50; turn++) {
        await take(outbox, random.int(20));
        quiet.more(1);
        outbox.ready(quiet);
        const next = await take(outbox, floods + 1);
        expect(next.some((text) => text.startsWith('quiet'))).toBe(true);
      }
    });
  });

  it('waits for a frame, and asks a source again only when it is told to', async () => {
    const outbox = new Outbox();
    const source = new Source('s', 1);
    outbox.ready(source);
    expect(await take(outbox, 1)).toEqual(['s1']);
    let got: string[] = [];
    const waiting = take(outbox, 1).then((frames) => (got = frames));
    source.more(1);
    await settle();
    expect(got).toEqual([]);
    outbox.ready(source);
    await waiting;
    expect(got).toEqual(['s2']);
  });

  it('wakes for a control frame', async () => {
    const outbox = new Outbox();
    const waiting = take(outbox, 1);
    await settle();
    outbox.control(frame('now'));
    expect(await waiting).toEqual(['now']);
  });

  it('asks a source once, however often it says that it is ready', async () => {
    const outbox = new Outbox();
    const often = new Source('o', 2);
    for (let times = 0; times < 5; times++) outbox.ready(often);
    outbox.ready(new Source('x', 2));
    expect(await take(outbox, 4)).toEqual(['o1', 'x1', 'o2', 'x2']);
  });

  it('forgets a source that was removed', async () => {
    const outbox = new Outbox();
    const gone = new Source('gone', 5);
    outbox.ready(gone);
    outbox.ready(new Source('here', 2));
    expect(await take(outbox, 1)).toEqual(['gone1']);
    outbox.remove(gone);
    expect(await take(outbox, 2)).toEqual(['here1', 'here2']);
  });

  it('still sends its control frames after it was closed, no data, and then ends', async () => {
    const outbox = new Outbox();
    outbox.ready(new Source('data', 5));
    outbox.control(frame('1'));
    outbox.urgent(frame('bye'));
    outbox.close();
    outbox.control(frame('too late'));
    outbox.ready(new Source('too late', 1));
    expect(await take(outbox, 3)).toEqual(['1', 'bye', 'undefined']);
  });

  it('ends a writer that waits when it is closed', async () => {
    const outbox = new Outbox();
    const waiting = outbox.next();
    await settle();
    outbox.close();
    expect(await waiting).toBeUndefined();
  });

  it('refuses to queue more control than its limit, and takes last words all the same', async () => {
    const outbox = new Outbox();
    const large = new Uint8Array(LIMITS.maxControlBacklog / 4);
    for (let count = 0; count < 4; count++) outbox.control(large);
    expect(named(() => outbox.control(new Uint8Array(1)))).toBe('control-backlog');
    outbox.urgent(frame('bye'));
    outbox.close();
    expect((await take(outbox, 6)).at(-1)).toBe('bye');
  });

  it('counts what was sent as no backlog', async () => {
    const outbox = new Outbox();
    const large = new Uint8Array(LIMITS.maxControlBacklog / 2);
    for (let count = 0; count < 20; count++) {
      outbox.control(large);
      await outbox.next();
    }
    expect(named(() => outbox.control(large))).toBe('');
  });
});

/** A pace that the test sets, and what it was told. */
function paced() {
  const pace = {
    open: true,
    frameBytes: 1000,
    told: [] as string[],
    sent: (bytes: Uint8Array) => pace.told.push(`${bytes}`),
    ranDry: () => pace.told.push('dry'),
  };
  return { pace, outbox: new Outbox(pace) };
}

describe('an outbox whose link takes no more', () => {
  it('holds output and bulk back until it does, and lets the rest pass', async () => {
    const { pace, outbox } = paced();
    pace.open = false;
    outbox.ready(new Source('bulk', 1, PRIORITY.bulk));
    outbox.ready(new Source('output', 1, PRIORITY.output));
    outbox.ready(new Source('echo', 1, PRIORITY.echo));
    outbox.ready(new Source('input', 1, PRIORITY.input));
    outbox.control(frame('control'));
    expect(await take(outbox, 3)).toEqual(['control', 'input1', 'echo1']);
    const waiting = take(outbox, 2);
    await settle();
    pace.open = true;
    outbox.paceChanged();
    expect(await waiting).toEqual(['output1', 'bulk1']);
  });

  it('is told of every frame, and when there was nothing to send', async () => {
    const { pace, outbox } = paced();
    outbox.ready(new Source('output', 1));
    outbox.control(frame('control'));
    await take(outbox, 2);
    void outbox.next();
    await settle();
    expect(pace.told).toEqual([`${frame('control')}`, `${frame('output1')}`, 'dry']);
    expect(outbox.frameBytes).toBe(1000);
  });

  it('says nothing of having nothing while it holds something back', async () => {
    const { pace, outbox } = paced();
    pace.open = false;
    outbox.ready(new Source('output', 1));
    void outbox.next();
    await settle();
    expect(pace.told).toEqual([]);
  });
});
