// A file in another's place is there whole, or the other one still is.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copyOver } from '../../../core/files/copyOver.ts';
import { needs } from '../../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const NEW = Buffer.alloc(300_000, 'new');

function source(): string {
  const file = path.join(temporaryDirectory(), 'new');
  writeFileSync(file, NEW);
  return file;
}

it('takes the place, with its mode, and leaves nothing beside it', () => {
  const folder = temporaryDirectory();
  const target = path.join(folder, 'app');
  writeFileSync(target, 'old');
  copyOver(source(), target, 0o755);
  expect(readFileSync(target).equals(NEW)).toBe(true);
  expect(statSync(target).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder)).toEqual(['app']);
});

it('on a full disk leaves the old one as it was', (test) => {
  needs(whyNoSmallDisk(), test);
  const disk = new SmallDisk(1_024);
  onTestFinished(() => disk.remove());
  writeFileSync(disk.at('app'), 'old');
  disk.fill(100_000);
  expect(() => copyOver(source(), disk.at('app'), 0o755)).toThrow(/ENOSPC/);
  expect(readFileSync(disk.at('app'), 'utf8')).toBe('old');
  expect(readdirSync(disk.folder).sort()).toEqual(['app', 'ballast']);
});

it('of a file that is gone leaves the old one as it was', () => {
  const target = path.join(temporaryDirectory(), 'app');
  writeFileSync(target, 'old');
  expect(() => copyOver(`${target}.gone`, target, 0o755)).toThrow(/ENOENT/);
  expect(readFileSync(target, 'utf8')).toBe('old');
});
