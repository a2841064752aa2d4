// The files of this computer keep the contract, and what is this computer's alone.
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { codeOf, fileContract, listed, put } from './fileContract.ts';

fileContract('local', {
  open: () => Promise.resolve({ files: new LocalFiles(), folder: temporaryDirectory() }),
});

test('what isn’t a file isn’t opened, and doesn’t hold anybody up', async () => {
  const folder = temporaryDirectory();
  const files = new LocalFiles();
  execFileSync('mkfifo', [`${folder}/pipe`]);
  expect(await codeOf(files.open(`${folder}/pipe`, { how: 'read' }))).toBe('unsupported');
  expect(await codeOf(files.open(`${folder}/pipe`, { how: 'replace' }))).toBe('unsupported');
  expect(await codeOf(files.open('/dev/zero', { how: 'read' }))).toBe('unsupported');
  expect((await files.facts(`${folder}/pipe`)).kind).toBe('other');
  await files.rename(`${folder}/pipe`, `${folder}/moved`);
  expect(readdirSync(folder)).toEqual(['moved']);
});

test('owners have names', async () => {
  const folder = temporaryDirectory();
  writeFileSync(`${folder}/a`, '');
  const [entry] = await listed(new LocalFiles(), folder);
  expect(entry!.owner).toBe(userInfo().username);
});

test('of renames to one new name at once, one succeeds and nothing is lost', async () => {
  const folder = temporaryDirectory();
  const files = new LocalFiles();
  const names = Array.from({ length: 20 }, (_, at) => `from ${at}`);
  for (const name of names) await put(files, `${folder}/${name}`, name);
  const codes = await Promise.all(
    names.map((name) => codeOf(files.rename(`${folder}/${name}`, `${folder}/to`))),
  );
  expect(codes.filter((code) => code === 'none')).toHaveLength(1);
  expect(codes.filter((code) => code === 'exists')).toHaveLength(19);
  expect(readdirSync(folder)).toHaveLength(20);
});

test('paths of Windows are taken where nothing but a file is meant', async () => {
  const files = new LocalFiles('win32');
  for (const path of [
    '/a',
    'a',
    'C:a',
    'C:/a:b',
    'C:/nul',
    'C:/a/COM1.txt',
    'C:/a.',
    'C:/a?',
    'C:/a\\b',
  ]) {
    expect(await codeOf(files.facts(path)), path).toBe('bad-name');
  }
  expect(await codeOf(files.facts('C:/a b/c.txt'))).toBe('not-found');
});
