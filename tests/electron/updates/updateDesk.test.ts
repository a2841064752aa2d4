// When updates are looked for, and what becomes of them, by hand: time, feed and download are the
// test's own.
import { beforeEach, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../../electron/ipc/contract.ts';
import { FeedError } from '../../../electron/updates/feedError.ts';
import {
  FIRST_LOOK_MS,
  LOOK_EVERY_MS,
  LOOK_LIMIT_MS,
  STALL_LIMIT_MS,
  UpdateDesk,
} from '../../../electron/updates/updateDesk.ts';
import type { Update, Updater } from '../../../electron/updates/updater.ts';
import { Deferred } from '../../support/deferred.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { told } from '../../support/told.ts';
import { inWords, type Said } from '../../../words/said.ts';

const UPDATE: Update = { version: '2.0.0', notes: 'All of it.', bytes: 1_000 };

/** Answers when the test says so. */
class FakeUpdater implements Updater {
  looks = 0;
  answer: () => Promise<Update | undefined> = () => Promise.resolve(UPDATE);
  progress: (bytes: number) => void = () => undefined;
  signal: AbortSignal | undefined;
  #ends: Deferred<void> | undefined;

  look(signal: AbortSignal): Promise<Update | undefined> {
    this.looks += 1;
    this.signal = signal;
    return this.answer();
  }

  download(onProgress: (bytes: number) => void, signal: AbortSignal): Promise<void> {
    this.progress = onProgress;
    this.signal = signal;
    this.#ends = new Deferred();
    return this.#ends.promise;
  }

  async end(error?: Error): Promise<void> {
    if (error) this.#ends!.reject(error);
    else this.#ends!.resolve();
    await settle();
  }

  installAndStart(): boolean {
    return true;
  }
}

let clock: ManualClock;
let updater: FakeUpdater;
let made: number;
let mayLook: boolean;
let states: UpdateState[];
let log: string[];

beforeEach(() => {
  clock = new ManualClock();
  updater = new FakeUpdater();
  made = 0;
  mayLook = true;
  states = [];
  log = [];
});

function makeDesk(whyNot: Said | null = null): UpdateDesk {
  return new UpdateDesk({
    whyNot,
    updater: () => {
      made += 1;
      return Promise.resolve(updater);
    },
    clock,
    now: () => clock.now(),
    mayLook: () => mayLook,
    onChange: (state) => void states.push(state),
    log: (line) => void log.push(line),
  });
}

const phases = (): string[] => states.map(({ phase }) => phase);

async function downloading(): Promise<UpdateDesk> {
  const desk = makeDesk();
  await desk.check();
  void desk.download();
  await settle();
  return desk;
}

describe('looking', () => {
  it('begins a while after the start, goes on daily, and loads nothing before', async () => {
    updater.answer = () => Promise.resolve(undefined);
    makeDesk().start();
    await clock.pass(FIRST_LOOK_MS - 1);
    expect(made).toBe(0);
    await clock.pass(1);
    expect(updater.looks).toBe(1);
    await clock.pass(LOOK_EVERY_MS - FIRST_LOOK_MS);
    expect(updater.looks).toBe(1);
    await clock.pass(3_600_000);
    expect(updater.looks).toBe(2);
    await clock.pass(10 * LOOK_EVERY_MS);
    expect(updater.looks).toBeGreaterThanOrEqual(11);
    expect(updater.looks).toBeLessThanOrEqual(12);
    expect(made).toBe(1);
  });

  it('isn’t done where the setting is off, nor where this copy isn’t updated', async () => {
    mayLook = false;
    makeDesk().start();
    const desk = makeDesk(told('Built without an address.'));
    desk.start();
    await clock.pass(3 * LOOK_EVERY_MS);
    mayLook = true;
    expect([made, desk.state.phase, inWords(desk.state.whyNot)]).toEqual([
      0,
      'off',
      'Built without an address.',
    ]);
  });

  it('that is asked for is done in spite of the setting, and once at a time', async () => {
    mayLook = false;
    const desk = makeDesk();
    await Promise.all([desk.check(), desk.check()]);
    expect(updater.looks).toBe(1);
    expect(desk.state).toMatchObject({ phase: 'found', version: '2.0.0', shown: true });
  });

  it('that fails by itself says nothing aloud; asked for, it says why', async () => {
    updater.answer = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
    const desk = makeDesk();
    desk.start();
    await clock.pass(FIRST_LOOK_MS);
    expect(desk.state).toMatchObject({ phase: 'idle', shown: false });
    await desk.check();
    expect(desk.state).toMatchObject({ phase: 'idle', shown: true, checkedAt: null });
    expect(inWords(desk.state.problem)).toMatch(/online/);
    expect(log).toHaveLength(2);
  });

  it('tells what a feed is refused for in its own words', async () => {
    updater.answer = () => Promise.reject(new FeedError(told('Not signed.')));
    const desk = makeDesk();
    await desk.check();
    expect(inWords(desk.state.problem)).toBe('Not signed.');
  });

  it('is given up where no answer comes', async () => {
    updater.answer = () => new Promise(() => undefined);
    const desk = makeDesk();
    const checked = desk.check();
    await clock.pass(LOOK_LIMIT_MS);
    await checked;
    expect(updater.signal!.aborted).toBe(true);
    expect(inWords(desk.state.problem)).toMatch(/doesn’t answer/);
    expect(clock.waiting).toBe(0);
  });
});

describe('a newer version', () => {
  it('is asked about, and nothing is downloaded before', async () => {
    const desk = makeDesk();
    desk.start();
    await clock.pass(FIRST_LOOK_MS);
    expect(desk.state).toMatchObject({ ...UPDATE, phase: 'found', shown: true });
    expect(updater.signal!.aborted).toBe(false);
    expect(phases()).toEqual(['checking', 'found']);
  });

  it('that the user would rather not have doesn’t come back by itself', async () => {
    const desk = makeDesk();
    desk.start();
    await clock.pass(FIRST_LOOK_MS);
    desk.later();
    await clock.pass(2 * LOOK_EVERY_MS);
    expect(updater.looks).toBeGreaterThan(1);
    expect(desk.state).toMatchObject({ phase: 'found', shown: false });
    updater.answer = () => Promise.resolve({ ...UPDATE, version: '3.0.0' });
    await clock.pass(LOOK_EVERY_MS);
    expect(desk.state).toMatchObject({ version: '3.0.0', shown: true });
    desk.later();
    await desk.check();
    expect(desk.state.shown).toBe(true);
  });

  it('is fetched with progress that a window can follow, and then ready', async () => {
    const desk = await downloading();
    for (let bytes = 1; bytes <= 1_000; bytes++) updater.progress(bytes);
    expect(states.filter(({ phase }) => phase === 'downloading')).toHaveLength(101);
    await updater.end();
    expect(desk.state).toMatchObject({ phase: 'ready', version: '2.0.0', shown: true });
    await desk.download();
    await clock.pass(3 * LOOK_EVERY_MS);
    expect([updater.looks, desk.state.phase]).toEqual([1, 'ready']);
  });

  it('can be left while it comes', async () => {
    const desk = await downloading();
    updater.progress(500);
    desk.later();
    await settle();
    expect(updater.signal!.aborted).toBe(true);
    await updater.end(new Error('cancelled'));
    expect(desk.state).toMatchObject({ phase: 'found', done: 0, problem: null, shown: false });
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['ENOSPC: no space left on device, write', /no room/],
    ['sha512 checksum mismatch, expected a, got b', /checksum/],
    ['net::ERR_CONNECTION_RESET', /doesn’t answer/],
    ['EACCES: permission denied', /permission/],
    ['Cannot download "https://a/b", status 503: no', /503/],
    ['something\nelse \u202e', /^It failed: something$/],
  ])('whose download ends with %j is still there, and says why', async (message, words) => {
    const desk = await downloading();
    await updater.end(new Error(message));
    expect(desk.state).toMatchObject({ phase: 'found', shown: true });
    expect(inWords(desk.state.problem)).toMatch(words);
    void desk.download();
    await settle();
    await updater.end();
    expect(desk.state).toMatchObject({ phase: 'ready', problem: null });
  });

  it('of which nothing more comes is given up, and one that never ends is cut off', async () => {
    const desk = await downloading();
    await clock.pass(STALL_LIMIT_MS - 1);
    updater.progress(10);
    await clock.pass(STALL_LIMIT_MS - 1);
    expect(desk.state.phase).toBe('downloading');
    await clock.pass(1);
    expect(inWords(desk.state.problem)).toMatch(/doesn’t answer/);
    void desk.download();
    await settle();
    updater.progress(1_001);
    await settle();
    expect(updater.signal!.aborted).toBe(true);
    expect(inWords(desk.state.problem)).toMatch(/checksum/);
  });

  it('stays in view while it is looked for anew, whether or not that works', async () => {
    const desk = makeDesk();
    desk.start();
    await clock.pass(FIRST_LOOK_MS);
    updater.answer = () => Promise.reject(new Error('net::ERR_FAILED'));
    await clock.pass(2 * LOOK_EVERY_MS);
    expect(updater.looks).toBeGreaterThan(1);
    expect(phases()).toEqual(['checking', 'found']);
    updater.answer = () => Promise.resolve(undefined);
    await clock.pass(2 * LOOK_EVERY_MS);
    expect(desk.state).toMatchObject({ phase: 'idle', version: '', problem: null });
  });

  it('that is gone when its download is tried again makes room for the next', async () => {
    const desk = await downloading();
    await updater.end(new Error('Cannot download "https://a/b", status 404: gone'));
    updater.answer = () => Promise.resolve({ ...UPDATE, version: '2.0.1' });
    void desk.download();
    await settle();
    expect(desk.state).toMatchObject({ phase: 'downloading', version: '2.0.1' });
    await updater.end();
    expect([updater.looks, desk.state.phase]).toEqual([2, 'ready']);
  });

  it('isn’t taken from under a download by a look that was on its way', async () => {
    const desk = makeDesk();
    desk.start();
    await clock.pass(FIRST_LOOK_MS);
    const late = new Deferred<undefined>();
    updater.answer = () => late.promise;
    await clock.pass(LOOK_EVERY_MS + 3_600_000 - FIRST_LOOK_MS);
    expect(updater.looks).toBe(2);
    void desk.download();
    await settle();
    late.resolve(undefined);
    await settle();
    expect(desk.state.phase).toBe('downloading');
    await updater.end();
    expect(desk.state.phase).toBe('ready');
  });

  it('isn’t looked for any more once the app ends', async () => {
    const desk = makeDesk();
    desk.start();
    desk.close();
    await clock.pass(LOOK_EVERY_MS);
    expect([updater.looks, clock.waiting]).toEqual([0, 0]);
  });
});
