// Folders on a real file: in one another, with values for their hosts, and within their bounds.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { FolderDraft } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { sshDraft } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let folder: string;
let store: HostStore;

function open(): void {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date(0) };
  store = new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  open();
});
afterEach(() => store.close());

const draft = (change: Partial<FolderDraft> = {}): FolderDraft => ({
  ...{ name: 'Prod', parent: null, color: 'none', fields: {} },
  ...change,
});

function add(
  name: string,
  parent: string | null = null,
  fields: FolderDraft['fields'] = {},
): string {
  const result = store.folders.save(draft({ name, parent, fields }), null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.folder.id;
}

function refused(change: Partial<FolderDraft>, id: string | null = null): Record<string, string> {
  const result = store.folders.save(draft(change), id);
  const errors = result.ok ? {} : result.errors;
  return Object.fromEntries(Object.entries(errors).map(([name, said]) => [name, inWords(said)]));
}

describe('a folder', () => {
  it('comes back after a restart, by name, with its values in their normal form', () => {
    const outer = add(' Web 10 ', null, { user: 'deploy', port: '022', jumpHost: '' });
    const two = add('Web 2');
    store.close();
    open();
    expect(store.folders.list()).toEqual([
      { ...draft({ name: 'Web 2' }), id: two },
      { ...draft({ name: 'Web 10', fields: { user: 'deploy', port: '22' } }), id: outer },
    ]);
  });

  it('is refused without a name, with one that is taken there, and with values that hosts couldn’t have', () => {
    add('Prod');
    expect(refused({ name: ' ' })).toEqual({ name: 'Give the folder a name.' });
    expect(refused({ name: 'a\nb' })).toHaveProperty('name');
    expect(refused({ name: 'n'.repeat(101) })).toHaveProperty('name');
    expect(refused({ name: 'PROD' }).name).toMatch(/Another folder there is called “PROD” already/);
    expect(refused({ name: 'x', fields: { port: '99999', options: 'no' } })).toMatchObject({
      ...{ port: expect.any(String), options: expect.any(String) },
    });
    expect(refused({ name: 'x', parent: 'gone' }).parent).toMatch(/deleted meanwhile/);
    expect(add('Prod', add('other'))).toEqual(expect.any(String));
  });

  it('keeps what this version doesn’t know of it', () => {
    const id = add('Prod', null, { user: 'me' });
    const database = new DatabaseSync(join(folder, 'hosts.db'));
    const query = `UPDATE folders SET fields = json_set(fields, '$.later', json('[1]'))`;
    database.exec(query);
    store.folders.forget();
    expect(store.folders.list()).toMatchObject([{ fields: { user: 'me' } }]);
    store.folders.save(draft({ fields: { user: 'you' } }), id);
    const fields = database.prepare('SELECT fields FROM folders').get()!['fields'];
    expect(JSON.parse(String(fields))).toEqual({ later: [1], user: 'you' });
    database.close();
  });

  it('lies in others up to twenty levels, saved as moved, and never in itself', () => {
    const levels = [add('1')];
    for (let level = 2; level <= 20; level++) levels.push(add(`${level}`, levels.at(-1)));
    expect(refused({ name: '21', parent: levels.at(-1)! }).parent).toMatch(/deeper than 20 levels/);
    const two = add('a');
    add('b', two);
    expect(() => store.folders.move([two], levels[18]!)).toThrow(/deeper than 20 levels/);
    store.folders.move([two], levels[17]!);
    expect(() => store.folders.move([levels[0]!], two)).toThrow(/into itself/);
    expect(() => store.folders.move([two], two)).toThrow(/into itself/);
    expect(refused({ name: '1', parent: two }, levels[0])).toHaveProperty('parent');
  });

  it('is checked as it would be saved, each wrong part at once, and nothing is stored', () => {
    const one = add('one');
    add('two');
    const wrong = draft({ name: 'TWO', parent: one, fields: { port: '99999' } });
    expect(Object.keys(store.folders.check(wrong, one)).sort()).toEqual(['parent', 'port']);
    expect(store.folders.check(draft({ name: 'TWO' }), one)).toMatchObject({
      name: { code: 'folder-name-taken' },
    });
    expect(store.folders.check(draft({ name: 'One' }), one)).toEqual({});
    expect(store.folders.list().map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('is moved with others, or none is', () => {
    const [target, one] = [add('target'), add('one')];
    const taken = add('x', target);
    const x = add('x');
    expect(() => store.folders.move([one, x], target)).toThrow(/“x” already/);
    expect(() => store.folders.move([one, 'gone'], target)).toThrow(/deleted meanwhile/);
    expect(store.folders.list().filter(({ parent }) => parent === target)).toHaveLength(1);
    store.folders.move([taken], null === target ? null : one);
    store.folders.move([one, x], target);
    expect(store.folders.list().filter(({ parent }) => parent === target)).toHaveLength(2);
  });
});

describe('what a folder says', () => {
  it('is what its hosts are connected with, from the next time on', () => {
    const outer = add('outer', null, { user: 'root', keepAlive: 'agent' });
    const inner = add('inner', outer, { port: '2222' });
    const result = store.save({ ...sshDraft({ user: '' }), folder: inner }, null);
    const id = result.ok ? result.host.id : '';
    expect(store.get(id)).toMatchObject({ user: 'root', port: '2222', keepAlive: 'agent' });
    const [shown] = store.list();
    expect(shown).toMatchObject({ user: '', port: '', keepAlive: '', can: { keep: 'agent' } });
    expect(shown!.detail).toBe('root@web-eu-1.example.org:2222');
    expect(shown!.inherited.user).toEqual({ value: 'root', from: outer });
    store.folders.save(draft({ name: 'outer', fields: { user: 'admin' } }), outer);
    expect(store.get(id)).toMatchObject({ user: 'admin', port: '2222', keepAlive: 'off' });
    store.many.move([id], null);
    expect(store.get(id)).toMatchObject({ user: '', port: '', keepAlive: 'off' });
  });
});
