// An archive depends on what is in it and on nothing else.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { archive, sourceTime } from '../../build/package/archive.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const NOON = 1_700_000_000;

/** The same files, made in this order. */
function tree(...names: string[]): string {
  const folder = temporaryDirectory();
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `content of ${name}`);
  }
  return folder;
}

function listed(packed: Buffer): string[] {
  const options = { input: packed, encoding: 'utf8' } as const;
  return execFileSync('tar', ['--full-time', '--utc', '-tvzf', '-'], options).trim().split('\n');
}

it('is the same whatever the order, the times and the rights of others were', async () => {
  const one = tree('b/x', 'a', 'b/spawn-helper', 'ü');
  const other = tree('ü', 'b/spawn-helper', 'a', 'b/x');
  utimesSync(path.join(other, 'a'), 1, 1);
  chmodSync(path.join(other, 'a'), 0o600);
  chmodSync(path.join(other, 'b'), 0o700);
  expect((await archive(one, NOON)).equals(await archive(other, NOON))).toBe(true);
});

it('differs with a file’s content, with its exec bit, and with the time', async () => {
  const folder = tree('a');
  const before = await archive(folder, NOON);
  expect((await archive(folder, NOON + 1)).equals(before)).toBe(false);
  chmodSync(path.join(folder, 'a'), 0o755);
  const program = await archive(folder, NOON);
  expect(program.equals(before)).toBe(false);
  writeFileSync(path.join(folder, 'a'), 'else');
  expect((await archive(folder, NOON)).equals(program)).toBe(false);
});

it('knows programs by name where the file system has no exec bit', async () => {
  const folder = tree('p/bowline-launch', 'p/spawn-helper', 'p/spawn-helper.txt');
  const programs = listed(await archive(folder, NOON)).filter((line) => line.startsWith('-rwx'));
  expect(programs.map((line) => line.split('/').at(-1))).toEqual([
    'bowline-launch',
    'spawn-helper',
  ]);
});

it('tells the time that it was given, in UTC', async () => {
  const files = listed(await archive(tree('a'), NOON)).filter((line) => line.startsWith('-'));
  expect(files[0]).toContain('2023-11-14 22:13:20');
});

describe('the time of the sources', () => {
  it('is what SOURCE_DATE_EPOCH says', () => {
    expect(sourceTime('/', { SOURCE_DATE_EPOCH: '0' })).toBe(0);
    expect(sourceTime('/', { SOURCE_DATE_EPOCH: String(NOON) })).toBe(NOON);
  });

  it('is else the commit’s', () => {
    const folder = tree('a');
    const who = {
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a',
    };
    const when = { GIT_AUTHOR_DATE: `${NOON} +0200`, GIT_COMMITTER_DATE: `${NOON} +0200` };
    const options = { cwd: folder, env: { ...process.env, ...who, ...when } };
    execFileSync('git', ['init', '-q'], options);
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'a'], options);
    expect(sourceTime(folder, {})).toBe(NOON);
  });

  it.each(['yesterday', '-1', ''])('isn’t %j, and without either is always the same', (told) => {
    const folder = temporaryDirectory();
    expect(sourceTime(folder, { SOURCE_DATE_EPOCH: told })).toBe(sourceTime(folder, {}));
  });
});
