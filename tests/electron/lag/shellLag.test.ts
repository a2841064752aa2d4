// When a shell counts as lagging, in which words, and what it costs while it doesn't: with a
// clock that the test turns and a shell that knows what it is told.
import { beforeEach, describe, expect, it } from 'vitest';
import { ShellLag, UNMEASURED } from '../../../electron/lag/shellLag.ts';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import type { ShellMeasure, ShellState } from '../../../electron/shell.ts';
import { Timeline } from '../../../core/lag/timeline.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';
import { inWords, say } from '../../../words/said.ts';
import { says } from '../../support/says.ts';
import { told } from '../../support/told.ts';

const ONLINE = { state: 'online', message: say('connected'), lag: null } as ShellState;
const AWAY = { state: 'reconnecting', message: told('Lost.'), lag: null } as ShellState;
const LINK = {
  ...{ roundTripMs: 40, usualMs: 40, silentMs: 0, bytesIn: 7, bytesOut: 8 },
  roundTrips: new Timeline(2_000, 300),
};

let clock: ManualClock;
let thresholds: ReturnType<typeof defaultThresholds>;
let measured: ShellMeasure;
let pending: number;
let changes: number;
let lag: ShellLag;

beforeEach(() => {
  clock = new ManualClock();
  clock.advance(10_000);
  thresholds = defaultThresholds();
  measured = UNMEASURED;
  pending = changes = 0;
  lag = new ShellLag({
    clock,
    thresholds: () => thresholds,
    pending: () => pending,
    onChange: () => changes++,
  });
  lag.follow({ measure: () => measured, output: { held: 0 } as never });
  lag.turned(ONLINE);
  clock.advance(1_000);
});

const shown = () => lag.over(ONLINE);
const bytes = (count: number): Uint8Array => new Uint8Array(count);

/** A key is typed into silence, and shows after so many milliseconds. */
function echo(ms: number): void {
  clock.advance(500);
  lag.typed(Buffer.from('x'));
  lag.meters.taken(1);
  clock.advance(ms);
  lag.printed(Buffer.from('x'));
  lag.meters.parsed(1);
}

describe('an idle shell', () => {
  it('costs nothing', () => {
    expect([clock.waiting, changes]).toEqual([0, 0]);
    expect(shown()).toMatchObject({ state: 'online', lag: null, backlog: 0, echoMs: null });
  });

  it('costs nothing again once its output is parsed', () => {
    lag.printed(bytes(100_000));
    lag.meters.parsed(100_000);
    clock.advance(1_000);
    expect([clock.waiting, changes]).toEqual([0, 0]);
  });
});

describe('output that isn’t on the screen', () => {
  it('is told in steps, once it has been so for a while', () => {
    lag.printed(bytes(200_000));
    clock.advance(900);
    expect(shown().backlog).toBe(0);
    clock.advance(600);
    expect(shown().backlog).toBe(3 * 64 * 1024);
    lag.meters.parsed(200_000);
    clock.advance(2_000);
    expect([shown().backlog, clock.waiting]).toEqual([0, 0]);
  });

  it('is lag beyond what the window allows', () => {
    measured = { ...UNMEASURED, link: LINK, window: 512 * 1024, backlog: 1.4 * 1024 * 1024 };
    lag.printed(bytes(1));
    lag.meters.parsed(1);
    clock.advance(5_000);
    expect(shown().state).toBe('online');
    measured = { ...measured, backlog: 2.5 * 1024 * 1024 };
    clock.advance(1_500);
    expect(shown()).toMatchObject({ state: 'lagging', lag: { cause: 'backlog' } });
    expect(inWords(shown().message)).toBe('2.5 MB printed and not yet shown.');
    measured = { ...measured, backlog: 0 };
    clock.advance(2_000);
    expect([shown().state, clock.waiting]).toEqual(['online', 0]);
  });

  it('is the window’s fault where it waits there', () => {
    lag.printed(bytes(1_000));
    clock.advance(3_000);
    expect(shown()).toMatchObject({ state: 'lagging', lag: { cause: 'drawing' } });
    expect(inWords(shown().message)).toMatch(/^Bowline itself is slow\. Output waits \d+ ms/);
    lag.meters.parsed(1_000);
    clock.advance(2_000);
    expect(shown().state).toBe('online');
  });

  it('is nobody’s fault while it moves on', () => {
    for (let turn = 0; turn < 100; turn++) {
      lag.printed(bytes(64_000));
      clock.advance(50);
      lag.meters.parsed(64_000);
    }
    expect(shown().state).toBe('online');
    expect(lag.report().appMs).toBe(50);
  });
});

describe('keys', () => {
  it('that show late are lag where nothing else can be measured', () => {
    for (let n = 0; n < 5; n++) echo(40);
    expect(shown()).toMatchObject({ state: 'online', echoMs: 40 });
    for (let n = 0; n < 3; n++) echo(900);
    expect(shown()).toMatchObject({ state: 'lagging', lag: { cause: 'echo', value: 900 } });
    expect(inWords(shown().message)).toBe(
      'The link or the host is slow. Keys take 900 ms to show, usually 40.',
    );
    for (let n = 0; n < 3; n++) echo(50);
    expect(shown()).toMatchObject({ state: 'online', lag: null });
  });

  it('that show late are the link’s, where that is measured', () => {
    measured = { ...UNMEASURED, link: LINK };
    for (let n = 0; n < 5; n++) echo(900);
    expect(shown()).toMatchObject({ state: 'online', echoMs: null });
  });

  it('are no longer known to be slow when nobody has typed for long', () => {
    for (let n = 0; n < 5; n++) echo(900);
    expect(shown().state).toBe('lagging');
    clock.advance(121_000);
    expect([shown().state, shown().echoMs]).toEqual(['online', null]);
    expect(clock.waiting).toBe(0);
  });

  it('that the program doesn’t take are told with their number', () => {
    pending = 312;
    measured = { ...UNMEASURED, inputWaitMs: 2_100, link: LINK };
    lag.typed(bytes(312));
    clock.advance(300);
    expect(shown()).toMatchObject({ state: 'lagging', lag: { cause: 'input', value: 312 } });
    expect(inWords(shown().message)).toBe('The program has not taken 312 bytes that you typed.');
    pending = 0;
    measured = { ...UNMEASURED, link: LINK };
    lag.meters.taken(312);
    clock.advance(2_000);
    expect(shown().state).toBe('online');
  });

  it('that wait in main count as well', () => {
    pending = 5;
    lag.typed(bytes(5));
    clock.advance(2_500);
    expect(shown()).toMatchObject({ state: 'lagging', lag: { cause: 'input' } });
  });
});

describe('a verdict', () => {
  it('follows other thresholds at once', () => {
    for (let n = 0; n < 5; n++) echo(100);
    thresholds = { ...thresholds, echoMs: 80 };
    lag.look();
    expect(shown().state).toBe('lagging');
    thresholds = { ...thresholds, echoMs: 400 };
    lag.look();
    expect(shown().state).toBe('online');
  });

  it('goes with the connection, and the next one begins anew', () => {
    for (let n = 0; n < 5; n++) echo(900);
    lag.turned(AWAY);
    expect(lag.over(AWAY)).toMatchObject({ state: 'reconnecting', lag: null, echoMs: null });
    expect(clock.waiting).toBe(0);
    lag.turned(ONLINE);
    expect(shown().state).toBe('online');
    expect(lag.report()).toMatchObject({ reconnects: 1, connectedForMs: 0, bytesIn: 0 });
  });

  it('of the link stands before one of the shell', () => {
    for (let n = 0; n < 5; n++) echo(900);
    const slow = { ...ONLINE, state: 'lagging', message: told('The link is slow.') } as ShellState;
    expect(lag.over(slow)).toMatchObject({ state: 'lagging', message: says('The link is slow.') });
  });
});

describe('a report', () => {
  it('tells what the connection tells, where there is one', () => {
    measured = { ...UNMEASURED, link: LINK, window: 30_000, hostMs: 3, backlog: 12 };
    expect(lag.report()).toMatchObject({
      ...{ link: { roundTripMs: 40, usualMs: 40, silentMs: 0 }, hostMs: 3, window: 30_000 },
      ...{ bytesIn: 7, bytesOut: 8, backlog: 12, connectedForMs: 1_000, reconnects: 0 },
    });
  });

  it('has curves with gaps where there was no connection', () => {
    lag.printed(bytes(500));
    clock.advance(4_000);
    lag.meters.parsed(500);
    clock.advance(4_000);
    lag.turned(AWAY);
    clock.advance(20_000);
    lag.turned(ONLINE);
    const { backlogs, stepMs } = lag.report();
    expect([backlogs.length, stepMs]).toEqual([300, 2_000]);
    expect(backlogs.slice(-14)).toContain(500);
    expect(backlogs.slice(-14, -2)).toContain(0);
    expect(backlogs.slice(-9, -1)).toContain(null);
  });
});

it('whatever happens to a shell, it is well again and costs nothing once all is through', async () => {
  await eachSeed(100, (random) => {
    let [unparsed, untaken] = [0, 0];
    for (let turn = 0; turn < 200; turn++) {
      const count = random.between(1, 300_000);
      const act = random.pick(['print', 'parse', 'type', 'take', 'wait', 'wait']);
      if (act === 'print') lag.printed(bytes(((unparsed += count), count)));
      if (act === 'parse') lag.meters.parsed(((unparsed = Math.max(0, unparsed - count)), count));
      if (act === 'type') lag.typed(bytes(((untaken += count), count)));
      if (act === 'take') lag.meters.taken(((untaken = Math.max(0, untaken - count)), count));
      pending = untaken;
      clock.advance(random.int(1_500));
    }
    lag.meters.parsed(unparsed);
    lag.meters.taken(untaken);
    pending = 0;
    clock.advance(130_000);
    expect(shown()).toMatchObject({ state: 'online', backlog: 0, echoMs: null });
    expect(clock.waiting).toBe(0);
  });
});

it('output that waits for a first window is nobody’s fault', () => {
  lag.printed(bytes(1_000), false);
  clock.advance(60_000);
  expect([shown().state, clock.waiting]).toEqual(['online', 0]);
});
