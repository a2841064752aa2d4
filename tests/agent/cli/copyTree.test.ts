// A folder of a machine that lies about what is in it: nothing is written outside of where it goes.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HereSide, type CopySide } from '../../../agent/cli/copy/copySide.ts';
import { CopyTree } from '../../../agent/cli/copy/copyTree.ts';
import type { FileAccess, FileEntry, FileFacts } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { say } from '../../../words/said.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const FACTS: FileFacts = {
  ...{ kind: 'folder', size: null, changedAt: 0, readAt: 0, mode: 0o755 },
  ...{ uid: null, gid: null, owner: null, group: null },
};
const entry = (name: string, kind: FileEntry['kind']): FileEntry => ({ ...FACTS, name, kind });

/** `lists`: what is told to be in the folders; every file there has the text `evil`. */
function liar(lists: Record<string, FileEntry[]>, leads: string): CopySide {
  const file = `${temporaryDirectory()}/evil`;
  writeFileSync(file, 'evil');
  const real = new LocalFiles();
  const files = {
    skills: real.skills,
    async *list(path: string) {
      yield await Promise.resolve(lists[path] ?? []);
    },
    linkTarget: () => Promise.resolve(leads),
    open: () => real.open(file, { how: 'read' }),
  };
  return {
    do: (what) => what(files as unknown as FileAccess),
    close: () => real.close(),
  };
}

async function copy(from: CopySide, target: string): Promise<string[]> {
  const failed: string[] = [];
  const run = {
    ...{ from, to: new HereSide(), signal: new AbortController().signal },
    ...{ onBytes: () => undefined, onNote: () => undefined },
  };
  const onFailed = (error: unknown): void => void failed.push((error as Error).message);
  const tree = new CopyTree(run, { onFile: () => undefined, onFailed });
  await tree.folder('/r', target, FACTS);
  return failed;
}

it.each([
  ['a link and a folder of one name', [entry('x', 'link'), entry('x', 'folder')]],
  ['a folder and a link of one name', [entry('x', 'folder'), entry('x', 'link')]],
])('%s', async (_what, entries) => {
  const folder = temporaryDirectory();
  mkdirSync(`${folder}/outside`);
  const lists = { '/r': entries, '/r/x': [entry('f', 'file')] };
  const failed = await copy(liar(lists, `${folder}/outside`), `${folder}/in`);
  expect(failed).toHaveLength(1);
  expect(readdirSync(`${folder}/outside`)).toEqual([]);
});

it('a link that is there already isn’t gone through, and a file’s is replaced', async () => {
  const folder = temporaryDirectory();
  mkdirSync(`${folder}/outside`);
  mkdirSync(`${folder}/in`);
  writeFileSync(`${folder}/kept`, 'kept');
  symlinkSync('../outside', `${folder}/in/x`);
  symlinkSync('../kept', `${folder}/in/y`);
  const lists = { '/r': [entry('x', 'folder'), entry('y', 'file')], '/r/x': [entry('f', 'file')] };
  const failed = await copy(liar(lists, ''), `${folder}/in`);
  expect(failed).toEqual([`There is something else than a folder at ${folder}/in/x.`]);
  expect(readdirSync(`${folder}/outside`)).toEqual([]);
  const files = new LocalFiles();
  expect((await files.facts(`${folder}/in/y`)).kind).toBe('file');
  expect((await files.facts(`${folder}/kept`)).size).toBe(4);
});

it('what ends all ends it at once', async () => {
  const full = new FileError('disk-full', say('file-disk-full', { path: '/r' }));
  const from: CopySide = { do: () => Promise.reject(full), close: () => Promise.resolve() };
  await expect(copy(from, `${temporaryDirectory()}/in`)).rejects.toBe(full);
});
