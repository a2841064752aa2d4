/// <reference types="svelte" />
// The form of a folder: what it saves, when it says what is wrong, and what folders around it have.
import { expect, it } from 'vitest';
import { inheritedFields } from '../../electron/hosts/kinds/kinds.ts';
import type {
  Bridge,
  FolderDraft,
  FolderErrors,
  Inherited,
  SavedFolder,
} from '../../electron/ipc/contract.ts';
import { FolderForm } from '../../renderer/state/folderForm.svelte.ts';
import { told } from '../support/told.ts';
import { kinds } from './kinds.ts';

const SAVED: SavedFolder = {
  ...{ id: 'f1', name: 'Production', parent: null, color: 'red' },
  fields: { user: 'deploy', keepAlive: 'off' },
};

function makeForm(folder: SavedFolder | null, parent: string | null = null) {
  let errors: FolderErrors = {};
  let around: Inherited = {};
  const sent: [name: string, draft: FolderDraft, id: string | null][] = [];
  const bridge = {
    call: async (name: string, draft: FolderDraft, id: string | null) => {
      if (name === 'folders:inherited') return around;
      sent.push([name, draft, id]);
      if (name === 'folders:check') return errors;
      const refused = Object.keys(errors).length > 0;
      return refused ? { ok: false, errors } : { ok: true, folder: { id: 'new', ...draft } };
    },
  } as unknown as Bridge;
  const form = new FolderForm(bridge, kinds, folder, parent);
  const refuse = (found: FolderErrors) => (errors = found);
  return { form, sent, refuse, says: (values: Inherited) => (around = values) };
}

it('has each field that folders may have a value for, once', () => {
  const { form } = makeForm(null);
  const names = form.fields.map(({ name }) => name);
  expect(names.toSorted()).toEqual([...inheritedFields().keys()].sort());
});

it('begins with what the folder says, or empty in the folder that it was asked for', () => {
  expect(makeForm(SAVED).form.draft).toMatchObject({
    ...{ name: 'Production', color: 'red', parent: null },
    fields: { user: 'deploy', keepAlive: 'off', port: '', compression: '' },
  });
  const { form } = makeForm(null, 'f9');
  expect([form.isNew, form.draft.parent, form.changed]).toEqual([true, 'f9', false]);
});

it('knows what was changed, and that it was taken back', () => {
  const { form } = makeForm(SAVED);
  expect(form.changed).toBe(false);
  form.draft.fields.port = '22';
  expect(form.changed).toBe(true);
  form.draft.fields.port = '';
  expect(form.changed).toBe(false);
  form.draft.color = 'none';
  expect(form.changed).toBe(true);
});

it('saves what it says, and nothing of what is empty', async () => {
  const { form, sent } = makeForm(SAVED);
  Object.assign(form.draft.fields, { user: '', port: ' 2222', options: '\n' });
  expect(await form.save()).toMatchObject({ id: 'new' });
  const fields = { keepAlive: 'off', port: ' 2222' };
  const draft = { name: 'Production', parent: null, color: 'red', fields };
  expect(sent).toEqual([['folders:save', draft, 'f1']]);
});

it('says what is wrong where one was, then all, the first that stands first', async () => {
  const { form, refuse } = makeForm(null);
  refuse({ name: told('taken'), port: told('no port') });
  await form.leave('name');
  expect(form.errors).toEqual({}); // nothing was typed yet
  form.draft.name = 'Production';
  await form.leave('name');
  expect(form.errors).toEqual({ name: 'taken' });
  expect(await form.save()).toBeNull();
  expect(form.errors).toEqual({ name: 'taken', port: 'no port' });
  expect(form.firstWrong).toBe('name');
  refuse({ port: told('no port'), parent: told('too deep') });
  await form.typed('name');
  expect(form.firstWrong).toBe('parent');
});

it('needs no address of a proxy any more once none is chosen', async () => {
  const { form, refuse } = makeForm(SAVED);
  refuse({ proxyAddress: told('where?') });
  await form.save();
  expect([form.errors, form.firstWrong]).toEqual([{ proxyAddress: 'where?' }, 'proxyAddress']);
  refuse({});
  await form.typed('proxyKind');
  expect(form.errors).toEqual({});
});

it('shows what the folders around it have', async () => {
  const { form, says } = makeForm(SAVED);
  says({ port: { value: '7', from: 'f0' } });
  await form.inherit();
  expect([form.from('port')?.value, form.from('user')]).toEqual(['7', undefined]);
});
