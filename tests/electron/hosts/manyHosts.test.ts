// Many hosts changed at once: each change is made with all of them or with none.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { inWords } from '../../../words/said.ts';
import { agentDraft, localDraft, PAIRING_LINK, sshDraft } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let store: HostStore;

beforeEach(() => {
  store = new HostStore({
    ...{ folder: join(temporaryDirectory(), 'data'), secretBox: plainBox, loginShell: '/bin/sh' },
    ...{ now: () => new Date(0), warn: (line) => expect.fail(line) },
  });
});
afterEach(() => store.close());

function save(draft: Parameters<HostStore['save']>[0]): string {
  const result = store.save(draft, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

function addFolder(name: string): string {
  const result = store.folders.save({ name, parent: null, color: 'none', fields: {} }, null);
  return result.ok ? result.folder.id : '';
}

describe('moving', () => {
  it('takes all to the folder, where names are its own', () => {
    const prod = addFolder('prod');
    const ids = ['a', 'b', 'c'].map((name) => save(sshDraft({ name })));
    store.many.move(ids, prod);
    expect(store.list().map(({ folder }) => folder)).toEqual([prod, prod, prod]);
    save(sshDraft({ name: 'A' }));
    store.many.move(ids, prod); // where they are already
    expect(() => store.many.move(ids, null)).toThrow('two hosts called “a”');
    expect(store.shown(ids).map(({ folder }) => folder)).toEqual([prod, prod, prod]);
  });

  it('refuses two of one name from different folders, and a folder that is gone', () => {
    const [one, two] = [addFolder('one'), addFolder('two')];
    const ids = [one, two].map((folder) => save({ ...sshDraft({ name: 'web' }), folder }));
    expect(() => store.many.move(ids, null)).toThrow('two hosts called “web”');
    expect(() => store.many.move(ids, 'gone')).toThrow('folder has been deleted');
    store.bin.takeFolder(two);
    expect(() => store.many.move([ids[0]!], two)).toThrow('folder has been deleted');
    store.many.move(ids, null); // one of them is in the bin, and stays there
    expect(store.list()).toMatchObject([{ id: ids[0], folder: null }]);
  });
});

describe('a change of many', () => {
  it('changes what it names, and nothing else', () => {
    const [web, box, here] = [
      save({ ...sshDraft({ name: 'web', color: 'red' }), tags: ['eu', 'old'] }),
      save({ ...agentDraft({ name: 'box' }), tags: ['OLD'] }),
      save(localDraft({ name: 'here' })),
    ];
    const tags = { addTags: ['prod', 'EU'], removeTags: ['Old', 'never'] };
    const patch = { ...tags, favourite: true, fields: { user: 'root', port: '022' } };
    expect(store.many.patch([web, box, here], patch)).toEqual({});
    expect(store.shown([web, box, here])).toMatchObject([
      { tags: ['eu', 'prod'], favourite: true, user: 'root', port: '22', color: 'red' },
      { tags: ['prod', 'EU'], favourite: true, user: '' },
      { tags: ['prod', 'EU'], favourite: true, user: '' },
    ]);
    expect(store.get(box)).toMatchObject({ pairingLink: PAIRING_LINK });
    store.many.patch([web], { color: 'teal', favourite: false, fields: { keepAlive: 'tmux' } });
    expect(store.shown([web])).toMatchObject([
      { color: 'teal', favourite: false, can: { keep: 'tmux' } },
    ]);
  });

  it('answers with what is wrong, and changes nothing then', () => {
    const web = save(sshDraft({ name: 'web' }));
    const fields = { port: 'x', pairingLink: PAIRING_LINK, agentUrl: 'x', address: '' };
    const errors = store.many.patch([web], { color: 'red', fields, addTags: ['a\nb'] });
    expect(Object.keys(errors).sort()).toEqual([...Object.keys(fields), 'tags'].sort());
    expect(inWords(errors.pairingLink)).toBe('That can’t be set for several hosts at once.');
    expect(store.list()).toMatchObject([{ color: 'none' }]);
  });

  it('is none where one of them would have too many tags', () => {
    const full = Array.from({ length: 50 }, (_, at) => `t${at}`);
    const ids = [save(sshDraft({ name: 'a' })), save({ ...sshDraft({ name: 'b' }), tags: full })];
    expect(() => store.many.patch(ids, { addTags: ['one more'] })).toThrow('50 tags');
    expect(store.shown(ids)[0]).toMatchObject({ tags: [] });
  });
});

describe('a change of many taken back', () => {
  it('is as it was, each host with its own values, tags in their order', () => {
    const folder = addFolder('prod');
    const ids = [
      save({ ...sshDraft({ name: 'web', color: 'red', user: 'deploy' }), tags: ['b', 'a'] }),
      save({ ...agentDraft({ name: 'box' }), favourite: true }),
      save(localDraft({ name: 'here', shell: '/bin/sh' })),
    ];
    const before = store.shown(ids);
    const fields = { user: 'root', shell: '/bin/zsh' };
    const patch = {
      ...{ folder, color: 'teal' as const, favourite: true, fields },
      addTags: ['x'],
    };
    expect(store.many.patch(ids, patch, 'act')).toEqual({});
    expect(store.shown(ids)).not.toEqual(before);
    store.many.unpatch('act');
    expect(store.shown(ids)).toEqual(before);
    expect(store.get(ids[1]!)).toMatchObject({ pairingLink: PAIRING_LINK });
    expect(() => store.many.unpatch('act')).toThrow('too long ago');
  });

  it('leaves what was changed since, and hosts that are gone', () => {
    const ids = ['a', 'b', 'c'].map((name) => save(sshDraft({ name, color: 'red' })));
    store.many.patch(ids, { color: 'teal', fields: { port: '22' } }, 'act');
    store.many.patch([ids[0]!], { color: 'blue' });
    store.bin.takeHosts([ids[1]!]);
    store.many.unpatch('act');
    expect(store.shown(ids)).toMatchObject([
      { name: 'a', color: 'blue', port: '' },
      { name: 'c', color: 'red', port: '' },
    ]);
    expect(store.shown(store.bin.restore([ids[1]!]))).toMatchObject([{ color: 'teal' }]);
  });

  it('is none where a name is in the way, and can be tried again then', () => {
    const prod = addFolder('prod');
    const ids = ['a', 'b'].map((name) => save(sshDraft({ name })));
    store.many.patch(ids, { folder: prod, color: 'red' }, 'act');
    const other = save(sshDraft({ name: 'A' }));
    expect(() => store.many.unpatch('act')).toThrow('two hosts called “a”');
    expect(store.shown(ids)).toMatchObject([{ color: 'red' }, { folder: prod, color: 'red' }]);
    store.bin.takeHosts([other]);
    store.many.unpatch('act');
    expect(store.shown(ids)).toMatchObject([{ folder: null }, { folder: null, color: 'none' }]);
  });

  it('isn’t remembered for ever, nor where it wasn’t made', () => {
    const id = save(sshDraft({ name: 'a' }));
    store.many.patch([id], { fields: { port: 'x' } }, 'refused');
    expect(() => store.many.unpatch('refused')).toThrow('too long ago');
    for (let n = 0; n <= 20; n++) store.many.patch([id], { addTags: [`t${n}`] }, `act ${n}`);
    expect(() => store.many.unpatch('act 0')).toThrow('too long ago');
    store.many.unpatch('act 20');
    expect(store.shown([id])[0]!.tags).toHaveLength(20);
  });
});
