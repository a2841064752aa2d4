// What one shell holds, and what of it it gives up when others need room: a running one never the
// last of its output.
import { expect, it } from 'vitest';
import { MIN_SHELL_BYTES, ShellMemory } from '../../../agent/shells/shellMemory.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';

const MUCH = 4 * 1024 * 1024;

function make(parts: object = {}) {
  const log = new ByteLog();
  log.append(new Uint8Array(MUCH));
  const nothing = (): undefined => undefined;
  const memory = new ShellMemory({
    ...{ budget: { join: nothing, update: nothing }, logBytes: MUCH, log, keepsAll: false },
    sizes: { dropBefore: nothing },
    screen: { bytes: 0, needed: Infinity, follow: nothing, finish: () => Promise.resolve() },
    ...{ screens: { bytes: 0, cutTo: nothing }, frames: { bytes: 0, clear: nothing } },
    ...{ absences: { oldestPlace: Infinity }, watchers: new Set() },
    ...parts,
  } as unknown as ConstructorParameters<typeof ShellMemory>[0]);
  return { memory, log };
}

it('keeps the last of the output while the program runs, and nothing for ever after', async () => {
  const { memory, log } = make();
  memory.yieldTo(0);
  expect(memory.held).toBe(MIN_SHELL_BYTES - (MIN_SHELL_BYTES % (128 * 1024)));
  await memory.condense(MUCH);
  memory.yieldTo(0);
  expect([memory.held, log.end]).toEqual([0, MUCH]);
});

it('counts as claimed from the fastest on who holds the program, or who is waited for', () => {
  const watcher = (place: number, holds: boolean) => ({ place, holds });
  const claimed = (watchers: object[], oldestPlace = Infinity): number =>
    make({ watchers: new Set(watchers), absences: { oldestPlace } }).memory.claimed;
  expect(claimed([])).toBe(0);
  expect(claimed([watcher(MUCH - 1, false)])).toBe(0);
  expect(claimed([watcher(MUCH - 30, true), watcher(MUCH - 20, true)])).toBe(20);
  expect(claimed([watcher(MUCH - 20, true)], MUCH - 50)).toBe(50);
});

it('of what is never given up lets the log grow within its share and what there is for good', () => {
  const mayKeep = (logBytes: number, share: number, hasRoom: boolean): boolean => {
    const budget = { join: () => undefined, share, hasRoomForGood: () => hasRoom };
    return make({ budget }).memory.mayKeep(logBytes);
  };
  expect(mayKeep(MUCH, 2 * MUCH, true)).toBe(true);
  expect(mayKeep(MUCH + 1, 2 * MUCH, true)).toBe(false);
  expect(mayKeep(MUCH, MUCH, true)).toBe(false);
  expect(mayKeep(MUCH, 2 * MUCH, false)).toBe(false);
  expect(mayKeep(1, 0, false)).toBe(true); // what each may have
});

it('holds the log, frames, and what screens take; and of pipes all of that for good', () => {
  const others = { frames: { bytes: 10 }, screens: { bytes: 200 }, screen: { bytes: 3_000 } };
  const { memory } = make(others);
  expect([memory.held, memory.fixed]).toEqual([MUCH + 3_210, 0]);
  const { memory: pipes } = make({ ...others, keepsAll: true });
  expect([pipes.held, pipes.fixed]).toEqual([MUCH + 3_210, MUCH + 3_210]);
});

it('claims what a screen still needs, which is no less than nothing', () => {
  const screen = (needed: number): object => ({ screen: { bytes: 0, needed } });
  expect(make(screen(MUCH - 7)).memory.claimed).toBe(7);
  expect(make(screen(MUCH + 7)).memory.claimed).toBe(0);
});

it('is attended while somebody watches', () => {
  expect(make().memory.attended).toBe(false);
  expect(make({ watchers: new Set([{}]) }).memory.attended).toBe(true);
});

it('is certain of its log, or its share where that is less', () => {
  const certain = (share: number): number =>
    make({ budget: { join: never, share } }).memory.certainBytes;
  expect([certain(MUCH - 1), certain(MUCH), certain(2 * MUCH)]).toEqual([MUCH - 1, MUCH, MUCH]);
});

it('presses others above its share alone, and where nothing is left', () => {
  const presses = (isFull: boolean, share: number): boolean =>
    make({ budget: { join: never, isFull, share } }).memory.pressesOthers;
  expect([presses(true, MUCH - 1), presses(true, MUCH)]).toEqual([true, false]);
  expect(presses(false, 0)).toBe(false);
});

it('of pipes gives up frames alone, and a screen in the making loses nothing that it needs', () => {
  const done: string[] = [];
  const frames = { bytes: 0, clear: () => done.push('frames') };
  const screens = { bytes: 0, cutTo: (bytes: number) => done.push(`screens to ${bytes}`) };
  const pipes = make({ frames, screens, keepsAll: true });
  pipes.memory.yieldTo(0);
  expect([done.splice(0), pipes.log.start]).toEqual([['frames'], 0]);
  const screen = { bytes: 0, needed: 1_000, follow: never };
  const shell = make({ frames, screens, screen });
  shell.memory.yieldTo(MUCH + 50);
  expect([done.splice(0), shell.log.start]).toEqual([['frames', 'screens to 50'], 0]);
  shell.memory.yieldTo(0);
  expect(shell.log.start).toBeLessThanOrEqual(1_000);
});

it('forgets sizes with output, once the terminal that follows has read it', () => {
  const done: string[] = [];
  const note = (what: string) => (place: number) => void done.push(`${what} ${place}`);
  const { memory, log } = make({
    screen: { bytes: 0, needed: Infinity, follow: note('read to') },
    sizes: { dropBefore: note('sizes before') },
  });
  memory.forgetBefore(MUCH - 5);
  expect([done, log.start]).toEqual([
    [`read to ${MUCH - 5}`, `sizes before ${MUCH - 5}`],
    MUCH - 5,
  ]);
});

it('leaves memory to others when nobody will ask for it again', () => {
  const done: string[] = [];
  const { memory } = make({
    screen: { close: () => done.push('screen') },
    budget: { join: never, leave: () => done.push('budget') },
  });
  memory.leave();
  expect(done).toEqual(['screen', 'budget']);
});

function never(): undefined {
  return undefined;
}
