/// <reference types="svelte" />
// What keys do in a list of files, without a page.
import { expect, it, vi } from 'vitest';
import type { FileRow } from '../../electron/ipc/contract.ts';
import type { FileDoing } from '../../renderer/components/files/fileDoing.ts';
import { FileKeys } from '../../renderer/components/files/fileKeys.ts';
import { FileList } from '../../renderer/state/files/fileList.svelte.ts';

const row = (name: string): FileRow => ({
  ...{ name, kind: 'file', size: 1, changedAt: 0, mode: 0o644, owner: 'me', group: 'me' },
});

const list = new FileList();
list.begin(null);
list.come(['a', 'b', 'c'].map(row));
list.done();
const look = vi.fn();
const filter = vi.fn();
const doing = { app: { info: { platform: 'linux' } }, side: { list }, look };
const keys = new FileKeys({
  doing: doing as unknown as FileDoing,
  ...{ page: () => 5, toOther: () => false, filter, editPath: () => {} },
});

const press = (key: string): boolean =>
  keys.pressed({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  } as KeyboardEvent);
const chosen = () => list.chosen.map(({ name }) => name);

it('Space chooses as in every list, and F3 looks', () => {
  press('ArrowDown');
  press(' ');
  expect(chosen()).toEqual(['b']);
  press(' ');
  expect(chosen()).toEqual([]);
  expect(look).not.toHaveBeenCalled();
  press('F3');
  expect(look).toHaveBeenCalledOnce();
  expect(filter).not.toHaveBeenCalled();
});
