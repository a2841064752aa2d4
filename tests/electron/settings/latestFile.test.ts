// What changes often is on the disk soon, the latest of it, and again after the disk was full.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { LatestFile, RETRY_MS } from '../../../electron/settings/latestFile.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const DELAY_MS = 500;
let folder: string;
let clock: ManualClock;
let told: string[];
let file: LatestFile<number>;

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  mkdirSync(folder);
  clock = new ManualClock();
  told = [];
  file = new LatestFile<number>({
    ...{ path: join(folder, 'file'), clock, delayMs: DELAY_MS },
    onProblem: () => told.push('failed'),
    onStored: () => told.push('stored'),
  });
});

const stored = (): number => JSON.parse(readFileSync(join(folder, 'file'), 'utf8')) as number;

it('goes on being stored while it goes on changing', async () => {
  for (let n = 1; n <= 12; n++) {
    file.save(n);
    clock.advance(100);
    if (n % 5 === 0) await expect.poll(() => told.length).toBe(n / 5);
  }
  expect(told).toEqual(['stored', 'stored']);
  expect(stored()).toBe(10);
  file.close(13);
  expect([stored(), clock.waiting]).toEqual([13, 0]);
});

it('is tried again where the disk refused, also when nothing changes any more', async () => {
  block();
  file.save(1);
  await file.saved();
  expect(told).toEqual(['failed']);
  clock.advance(RETRY_MS);
  await expect.poll(() => told).toEqual(['failed', 'failed']);
  await expect.poll(() => clock.waiting).toBe(1);
  unblock();
  clock.advance(RETRY_MS);
  await expect.poll(() => told).toEqual(['failed', 'failed', 'stored']);
  expect([stored(), clock.waiting]).toEqual([1, 0]);
});

it('fails to be stored at the end without a fuss', async () => {
  block();
  file.save(1);
  expect(() => file.close(2)).not.toThrow();
  await file.saved();
  expect(told).toEqual(['failed']);
  expect(clock.waiting).toBe(0);
});

function block(): void {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
}

function unblock(): void {
  rmSync(folder);
  mkdirSync(folder);
}
