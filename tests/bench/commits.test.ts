// Commits are found and written out as git has them, and nothing of the repository changes by it.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CannotCompare, type Reason } from '../../bench/against/cannotCompare.ts';
import { Commits } from '../../bench/against/commits.ts';
import { needs } from '../support/needs.ts';
import { Repository, whyNoGit } from '../support/repository.ts';
import { temporaryDirectory } from '../support/temporary.ts';

beforeEach((test) => needs(whyNoGit(), test));

async function refusal(promise: Promise<unknown>): Promise<{ reason: Reason; words: string }> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CannotCompare);
  const { reason, message } = error as CannotCompare;
  return { reason, words: message };
}

function twoCommits(): { repository: Repository; first: string; commits: Commits } {
  const repository = new Repository();
  const first = repository.commit('One', { 'a.txt': 'first', 'folder/b.txt': 'b' });
  repository.commit('Two', { 'a.txt': 'second', 'c.txt': 'c' });
  return { repository, first, commits: new Commits(repository.folder) };
}

/** Every file with its content, by its path inside the folder. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [path.relative(folder, file), readFileSync(file, 'base64')]),
  );
}

describe('a commit', () => {
  it('is found by all that git takes for one', async () => {
    const { repository, first, commits } = twoCommits();
    repository.git('tag', 'old', first);
    for (const name of ['HEAD~1', first, first.slice(0, 8), 'old']) {
      expect(await commits.find(name)).toMatchObject({ id: first, subject: 'One' });
    }
    expect(first.startsWith((await commits.find('HEAD~1')).short)).toBe(true);
  });

  it('has a subject that can’t reach the terminal', async () => {
    const { repository, commits } = twoCommits();
    repository.commit('\u001b]0;mine\u0007');
    expect((await commits.find('HEAD')).subject).not.toMatch(/[\u0000-\u001f]/);
  });

  it('that isn’t there is refused, with what to do', async () => {
    const { commits } = twoCommits();
    for (const name of ['nonsense', '', '--all', '-h', 'HEAD~7', 'f'.repeat(40)]) {
      const { reason, words } = await refusal(commits.find(name));
      expect(reason).toBe('unknown-commit');
      expect(words).toContain(`There is no commit "${name}" here.`);
      expect(words).toContain('git fetch');
    }
  });

  it('that a shallow clone hasn’t is refused, with what to do', async () => {
    const { repository } = twoCommits();
    const clone = path.join(temporaryDirectory(), 'clone');
    const from = `file://${repository.folder}`;
    repository.git('clone', '--quiet', '--depth', '1', from, clone);
    const { reason, words } = await refusal(new Commits(clone).find('HEAD~1'));
    expect(reason).toBe('unknown-commit');
    expect(words).toContain('git fetch --unshallow');
  });

  it('is looked for in this repository, wherever the environment points', async () => {
    const { commits, first } = twoCommits();
    vi.stubEnv('GIT_DIR', path.join(new Repository().folder, '.git'));
    expect((await commits.find('HEAD~1')).id).toBe(first);
    vi.unstubAllEnvs();
  });
});

describe('there is nothing to compare with', () => {
  it('without a repository', async () => {
    const { reason, words } = await refusal(new Commits(temporaryDirectory()).find('HEAD'));
    expect(reason).toBe('no-repository');
    expect(words).toContain('in no git repository');
  });

  it('in a folder that lies in somebody else’s repository', async () => {
    const { repository } = twoCommits();
    const copy = new Commits(path.join(repository.folder, 'folder'));
    expect((await refusal(copy.find('HEAD'))).reason).toBe('no-repository');
  });

  it('without git', async () => {
    const { commits } = twoCommits();
    vi.stubEnv('PATH', temporaryDirectory());
    const { reason, words } = await refusal(commits.find('HEAD'));
    vi.unstubAllEnvs();
    expect({ reason, words }).toEqual({
      reason: 'no-git',
      words: 'Comparing with a commit needs git: install it.',
    });
  });
});

describe('the files of a commit', () => {
  it('are written as they were, and the repository stays as it was', async () => {
    const repository = new Repository();
    repository.write({ 'run.sh': '#!/bin/sh\n', 'folder/b.txt': 'b' });
    chmodSync(path.join(repository.folder, 'run.sh'), 0o755);
    symlinkSync('b.txt', path.join(repository.folder, 'folder', 'link'));
    const first = repository.commit('One');
    repository.commit('Two', { 'folder/b.txt': 'newer' });
    repository.write({ 'folder/b.txt': 'changed', 'run.sh': 'staged', 'new.txt': 'new' });
    repository.git('add', 'run.sh');
    const before = contents(repository.folder);
    const commits = new Commits(repository.folder);
    const folder = path.join(temporaryDirectory(), 'out');
    await commits.write(await commits.find('HEAD~1'), folder);
    expect(readFileSync(path.join(folder, 'folder', 'link'), 'utf8')).toBe('b');
    expect(statSync(path.join(folder, 'run.sh')).mode & 0o111).toBe(0o111);
    expect(readFileSync(path.join(folder, 'run.sh'), 'utf8')).toBe('#!/bin/sh\n');
    expect(contents(repository.folder)).toEqual(before);
    expect(existsSync(`${folder}.index`)).toBe(false);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(first).toHaveLength(40);
  });

  it('that are damaged in the repository are told of in git’s words', async () => {
    const { repository, commits } = twoCommits();
    const commit = await commits.find('HEAD~1');
    const blob = repository.git('rev-parse', 'HEAD~1:a.txt');
    const object = path.join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2));
    rmSync(object);
    const folder = path.join(temporaryDirectory(), 'out');
    const { reason, words } = await refusal(commits.write(commit, folder));
    expect(reason).toBe('unreadable-commit');
    expect(words).toContain(blob.slice(0, 7));
  });
});

it('what is checked out counts as that commit only while nothing is changed', async () => {
  const { repository, commits } = twoCommits();
  const isHead = async (name: string) => commits.isCheckedOut(await commits.find(name));
  expect([await isHead('HEAD'), await isHead('HEAD~1')]).toEqual([true, false]);
  repository.write({ 'new.txt': '' });
  expect(await isHead('HEAD')).toBe(false);
  repository.git('stash', '--include-untracked', '--quiet');
  expect(await isHead('HEAD')).toBe(true);
  repository.write({ 'a.txt': 'changed' });
  expect(await isHead('HEAD')).toBe(false);
});
