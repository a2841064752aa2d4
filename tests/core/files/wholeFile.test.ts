// Files of ours are the old one or the new one, wherever the disk runs full, and nothing is left
// beside them.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftName, removeLeftDrafts } from '../../../core/files/draft.ts';
import { appendLine } from '../../../core/files/lineLog.ts';
import { createWhole, replaceWhole, writeWhole } from '../../../core/files/wholeFile.ts';
import { writeWholeSoon } from '../../../core/files/wholeFile.ts';
import { needs } from '../../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const PAGE = 4096;
/** Three pages and a bit, so that a disk can run full at each of four places. */
const OLD = 'o'.repeat(3 * PAGE + 100);
const NEW = 'n'.repeat(3 * PAGE + 200);

type Write = (file: string, text: string) => void | Promise<void>;
const WAYS: Record<string, Write> = {
  writeWhole: (file, text) => writeWhole(file, text),
  writeWholeSoon: (file, text) => writeWholeSoon(file, text),
  replaceWhole: (file, text) => replaceWhole(file, (draft) => writeFileSync(draft, text)),
};

describe('on a disk that runs full', () => {
  const missing = whyNoSmallDisk();
  let disk: SmallDisk;

  beforeEach((test) => {
    needs(missing, test);
    disk = new SmallDisk(256);
  });
  afterEach(() => disk.remove());

  it.each(Object.entries(WAYS))('%s leaves the old file, or the new one', async (_, write) => {
    const outcomes = new Set<string>();
    const file = disk.at('file');
    for (let pages = 0; pages < 6; pages++) {
      disk.free();
      await write(file, OLD);
      disk.fill(pages * PAGE);
      const failed = await Promise.resolve()
        .then(() => write(file, NEW))
        .then(() => '', codeOf);
      expect(readFileSync(file, 'utf8')).toBe(failed ? OLD : NEW);
      disk.free();
      expect(readdirSync(disk.folder)).toEqual(['file']);
      outcomes.add(failed);
    }
    expect([...outcomes].sort()).toEqual(['', 'ENOSPC']);
  });

  it('createWhole makes no file, or a whole one', () => {
    for (let pages = 0; pages < 6; pages++) {
      const file = disk.at(`new-${pages}`);
      disk.fill(pages * PAGE);
      const made = tried(() => createWhole(file, NEW));
      disk.free();
      const found = readdirSync(disk.folder).includes(`new-${pages}`);
      expect(found).toBe(made === true);
      if (found) expect(readFileSync(file, 'utf8')).toBe(NEW);
      expect(readdirSync(disk.folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
    }
  });

  it('a log has no half lines, and goes on once there is room', () => {
    const file = disk.at('log');
    const line = (n: number): string => `${n} ${'x'.repeat(1500)}\n`;
    disk.fill(2 * PAGE);
    const stored = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => appendLine(file, line(n), 1e6));
    expect(stored).toEqual([true, true, true, true, true, false, false, false]);
    disk.free();
    expect(appendLine(file, line(9), 1e6)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe([1, 2, 3, 4, 5, 9].map(line).join(''));
  });
});

it('only its owner may read it, from its first moment on', () => {
  const folder = temporaryDirectory();
  let drafted = 0;
  replaceWhole(path.join(folder, 'file'), (draft) => (drafted = statSync(draft).mode & 0o777));
  expect([drafted, statSync(path.join(folder, 'file')).mode & 0o777]).toEqual([0o600, 0o600]);
});

it('a newer one that was written meanwhile stays', async () => {
  const file = path.join(temporaryDirectory(), 'file');
  let newer = false;
  const older = writeWholeSoon(file, OLD, () => !newer);
  writeWhole(file, NEW);
  newer = true;
  await older;
  expect(readFileSync(file, 'utf8')).toBe(NEW);
  expect(readdirSync(path.dirname(file))).toEqual(['file']);
});

it('a draft that was swept away by another machine is written again', () => {
  const folder = temporaryDirectory();
  mkdirSync(path.join(folder, 'there'));
  expect(() => writeWhole(path.join(folder, 'no', 'file'), NEW)).toThrow(/ENOENT/);
  expect(() => writeWhole(path.join(folder, 'there'), NEW)).toThrow(/EISDIR/);
  expect(readdirSync(folder)).toEqual(['there']);
});

describe('what a killed run left', () => {
  it('is removed at the next start, and nothing else is', async () => {
    const folder = temporaryDirectory();
    const { pid } = spawnSync('true');
    const alive = spawn('sleep', ['60']);
    const named = (writer: number, end = 'draft'): string => `file.${writer}-0123456789ab.${end}`;
    const left = [named(pid), named(pid, 'draft-journal')];
    const kept = [named(alive.pid!), path.basename(draftName('file')), 'file', 'a.draft', 'b.12-x'];
    for (const name of [...left, ...kept]) writeFileSync(path.join(folder, name), '');
    removeLeftDrafts(folder);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
    const nextDay = Date.now() + 24 * 60 * 60 * 1000;
    removeLeftDrafts(folder, nextDay);
    expect(readdirSync(folder).sort()).toEqual(['a.draft', 'b.12-x', 'file']);
    alive.kill();
    await once(alive, 'exit');
  });

  it('in a folder that is gone is no trouble', () => {
    expect(() => removeLeftDrafts('/no/such/folder')).not.toThrow();
  });
});

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function tried<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return codeOf(error);
  }
}
