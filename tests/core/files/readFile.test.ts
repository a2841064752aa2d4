// Whatever lies in the place of a file of ours: it is read, or refused at once, and never waited
// for; and what is set aside is bounded.
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readBeginning, readWhole, UnfitFileError } from '../../../core/files/readFile.ts';
import { appendLine } from '../../../core/files/lineLog.ts';
import { keepAside, KEPT_ASIDE, setAside } from '../../../core/files/setAside.ts';
import { UNFIT, type Unfit } from '../../support/unfitFiles.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = temporaryDirectory();
  file = path.join(folder, 'file');
});

it.each(Object.keys(UNFIT) as Unfit[])('%s is refused at once', async (kind) => {
  await UNFIT[kind](file);
  expect(() => readWhole(file, 1000)).toThrow(UnfitFileError);
});

it.each(Object.keys(UNFIT) as Unfit[])('nothing is logged into %s', async (kind) => {
  if (kind === 'a huge file') return;
  await UNFIT[kind](file);
  expect(appendLine(file, 'line\n', 1000)).toBe(false);
});

it('a file is read up to its limit', () => {
  expect(readWhole(file, 10)).toBeUndefined();
  writeFileSync(file, '0123456789', { mode: 0o640 });
  expect(readWhole(file, 10)).toEqual({ text: '0123456789', mode: 0o640 });
  truncateSync(file, 11);
  expect(() => readWhole(file, 10)).toThrow(/larger than/);
});

it('no more is read of a beginning, and no pipe is waited for', () => {
  writeFileSync(file, '0123456789');
  expect([4, 100].map((bytes) => readBeginning(file, bytes).toString())).toEqual([
    ...['0123', '0123456789'],
  ]);
  rmSync(file);
  UNFIT['a FIFO'](file);
  expect(() => readBeginning(file, 4)).toThrow(UnfitFileError);
});

it('only the latest damaged files are kept', () => {
  for (let day = 1; day <= 9; day++) {
    writeFileSync(file, `${day}`);
    setAside(file, new Date(Date.UTC(2026, 0, day)));
  }
  expect(contents()).toEqual(['5', '6', '7', '8', '9']);
});

it('also of those of one moment', () => {
  const moment = new Date(Date.UTC(2026, 0, 1));
  for (let n = 1; n <= 14; n++) {
    rmSync(file, { force: true }); // a new file, as ours are
    writeFileSync(file, `${n}`);
    (n % 2 ? setAside : keepAside)(file, moment);
  }
  expect(readFileSync(file, 'utf8')).toBe('14');
  expect(
    contents()
      .map(Number)
      .sort((a, b) => a - b),
  ).toEqual([10, 11, 12, 13, 14]);
});

function contents(): string[] {
  const names = readdirSync(folder).filter((name) => name.includes('.damaged-'));
  expect(names).toHaveLength(KEPT_ASIDE);
  return names.sort().map((name) => readFileSync(path.join(folder, name), 'utf8'));
}
