// A kill -9 while a followed file is taken up leaves its folder as it was, or as the file says; what was added
// to its hosts is there either way, and the next reading makes it whole.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { fileHosts } from './linkedFile.ts';

function open(folder: string): HostStore {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() };
  return new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

it.each([1, 60, 110, 'commit'])('killed at row %s', (step) => {
  const folder = join(temporaryDirectory(), 'data');
  const store = open(folder);
  const linked = { name: 'work', parent: null, file: '/x' };
  const { id } = store.linked.add(linked, fileHosts('before'), '');
  const mine = store.list().find(({ alias }) => alias === 'host 70')!;
  store.many.patch([mine.id], { addTags: ['mine'] });
  store.close();
  const script = join(import.meta.dirname, 'linker.ts');
  const child = spawnSync(process.execPath, [script, folder, String(step)]);
  expect(child.signal, String(child.stderr)).toBe('SIGKILL');
  const after = open(folder);
  expect(after.notice).toBeNull();
  const state = step === 'commit' ? 'after' : 'before';
  const expected = fileHosts(state).map(({ alias, told }) => [alias, told.address]);
  expect(after.list().map(({ alias, address }) => [alias, address])).toEqual(expected);
  after.linked.apply(id, fileHosts('after'), '');
  expect(after.list().map(({ address }) => address)).toEqual(Array(100).fill('after'));
  expect(after.list().find(({ id: one }) => one === mine.id)).toMatchObject({ tags: ['mine'] });
  after.close();
});
