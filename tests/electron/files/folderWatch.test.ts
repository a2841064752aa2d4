// Folders of this computer that are in sight: what changes is told, calmly.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { FolderWatch, LOOK_MS } from '../../../electron/files/folderWatch.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function begin() {
  const folder = join(temporaryDirectory(), 'seen');
  mkdirSync(folder);
  const clock = new ManualClock();
  const told: string[] = [];
  const watch = new FolderWatch({ clock, changed: (path) => told.push(path) });
  onTestFinished(() => watch.close());
  watch.look(folder);
  const write = (name: string): void => writeFileSync(join(folder, name), name);
  /** The system has told of it. */
  const heard = async (): Promise<void> => {
    while (clock.waiting === 0) await setImmediate();
  };
  return { folder, clock, told, watch, write, heard };
}

it('tells of many changes once, and of those that follow', async () => {
  const { folder, clock, told, write, heard } = begin();
  for (let number = 0; number < 2_000; number++) write(`${number}`);
  await heard();
  expect(told).toEqual([]);
  clock.advance(200);
  expect(told).toEqual([folder]);
  write('one more');
  await heard();
  expect(clock.waiting).toBe(1);
  clock.advance(200);
  expect(told).toHaveLength(2);
});

it('rests the longer, the longer the folder takes to be read', async () => {
  const { clock, told, watch, write, heard } = begin();
  watch.readTakes = 1_000;
  write('a');
  await heard();
  clock.advance(3_999);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toHaveLength(1);
});

it('looks for a folder that is gone until it is back', async () => {
  const { folder, clock, told, write, heard } = begin();
  rmSync(folder, { recursive: true });
  await heard();
  clock.advance(200);
  expect(told).toHaveLength(1);
  clock.advance(3 * LOOK_MS);
  expect(told).toHaveLength(1);
  mkdirSync(folder);
  clock.advance(LOOK_MS);
  expect(told).toHaveLength(2);
  write('a');
  await heard();
});

it('tells nothing of a folder that isn’t in sight any more', async () => {
  const { clock, told, watch, write, heard } = begin();
  write('a');
  await heard();
  watch.look(null);
  clock.advance(10 * LOOK_MS);
  expect([told, clock.waiting]).toEqual([[], 0]);
});
