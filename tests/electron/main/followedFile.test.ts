// When a change of a followed file is told, on a clock that goes on by hand: whatever the system tells of it, it
// is looked at now and then, and an empty file is looked at twice.
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DOUBT_MS, FollowedFile, LOOK_MS } from '../../../electron/main/followedFile.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let file: string;
let clock: ManualClock;
let followed: FollowedFile;
let told: string[][];

const names = (): string[] => followed.now.hosts.map(({ name }) => name);

beforeEach(() => {
  const folder = temporaryDirectory();
  file = path.join(folder, 'config');
  writeFileSync(file, 'Host a');
  clock = new ManualClock();
  told = [];
  const at = { file, shown: file, sshFolder: path.join(folder, '.ssh') };
  const onOther = (): void => {
    told.push(followed.taken().hosts.map(({ name }) => name));
  };
  followed = new FollowedFile({ ...at, clock, onOther });
  followed.taken();
  followed.follow();
});
afterEach(() => followed.stop());

it('a file that is as it was is told of never', () => {
  clock.advance(10 * LOOK_MS);
  expect(told).toEqual([]);
});

it('a change is told once, whatever its time and size say', () => {
  writeFileSync(`${file}.new`, 'Host b');
  utimesSync(`${file}.new`, 1, 1);
  utimesSync(file, 1, 1);
  followed.taken();
  renameSync(`${file}.new`, file);
  clock.advance(LOOK_MS);
  expect(told).toEqual([['b']]);
  clock.advance(10 * LOOK_MS);
  expect(told).toHaveLength(1);
});

it('a change that somebody else met first is told all the same', () => {
  writeFileSync(file, 'Host a\nHost b');
  expect(names()).toEqual(['a', 'b']);
  clock.advance(LOOK_MS);
  expect(told).toEqual([['a', 'b']]);
});

it('a file that is empty for a moment, as it is written anew, loses nobody', () => {
  writeFileSync(file, '');
  clock.advance(LOOK_MS);
  expect(told).toEqual([]);
  writeFileSync(file, 'Host a\nHost b');
  clock.advance(DOUBT_MS);
  expect(told).toEqual([['a', 'b']]);
});

it('a file that stays empty is', () => {
  writeFileSync(file, '');
  clock.advance(LOOK_MS);
  clock.advance(DOUBT_MS);
  expect(told).toEqual([[]]);
});

it('nothing is told of a file that isn’t followed any more', () => {
  followed.stop();
  writeFileSync(file, 'Host b');
  clock.advance(10 * LOOK_MS);
  expect([told, names()]).toEqual([[], ['b']]);
});
