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
