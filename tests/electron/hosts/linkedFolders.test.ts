// Folders that follow a file, in the store: what a person adds to their hosts stays through all readings,
// and what the file decides can't be changed here.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import type { HostInFile } from '../../../electron/hosts/linkedMerge.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { GivenDraft, SavedHost } from '../../../electron/ipc/contract.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from './drafts.ts';

const FILE = '/home/me/work/config';

let folder: string;
let store: HostStore;
let today: string;

function open(): HostStore {
  return new HostStore({
    folder,
    secretBox: plainBox,
    loginShell: '/bin/sh',
    now: () => new Date(today),
    warn: (line) => expect.fail(line),
  });
}

beforeEach(() => {
  folder = temporaryDirectory();
  today = '2026-11-20T12:00:00Z';
  store = open();
});

afterEach(() => store.close());

const inFile = (alias: string, address = `${alias}.example`): HostInFile => ({
  alias,
  told: { address, user: 'me', port: '', identityFile: '', jumpHost: '', proxyCommand: '' },
});

function link(...aliases: string[]): string {
  const given = { name: 'Work', parent: null, file: FILE };
  return store.linked.add(
    given,
    aliases.map((alias) => inFile(alias)),
    FILE,
  ).id;
}

const named = (name: string): SavedHost => store.list().find((host) => host.name === name)!;
const draftOf = (host: SavedHost): GivenDraft => {
  const { kind, name, color, keepAlive, look, tags, notes, favourite, icon } = host;
  return { kind, name, color, keepAlive, look, tags, notes, favourite, icon };
};

describe('a folder that follows a file', () => {
  it('has its hosts, and says which file it is, after a restart too', () => {
    const id = link('a', 'b');
    store.close();
    store = open();
    expect(store.folders.list()).toMatchObject([{ id, name: 'Work', link: { file: FILE } }]);
    expect(store.list()).toMatchObject([
      { name: 'a', kind: 'config', alias: 'a', file: FILE, folder: id, detail: 'me@a.example' },
      { name: 'b', can: { keep: null, tunnels: 'ssh', share: false, install: true } },
    ]);
    expect(store.linked.list()).toEqual([{ id, name: 'Work', link: { file: FILE } }]);
  });

  it('keeps its file when it is renamed, and gets a number where its name is taken', () => {
    const id = link();
    store.folders.save({ name: 'Old', parent: null, color: 'red', fields: {}, link: null }, id);
    expect(store.folders.list()).toMatchObject([{ name: 'Old', link: { file: FILE } }]);
    link();
    link();
    expect(store.folders.list().map(({ name }) => name)).toEqual(['Old', 'Work', 'Work 2']);
  });

  it('says what is kept alive for all that is in it', () => {
    const id = link('a');
    const fields = { keepAlive: 'tmux' };
    store.folders.save({ name: 'Work', parent: null, color: 'none', fields }, id);
    expect(store.get(named('a').id)).toMatchObject({ keepAlive: 'tmux', alias: 'a' });
    expect(named('a').can.keep).toBe('tmux');
  });

  it('is read again without a change where nothing is new', () => {
    const id = link('a');
    expect(store.linked.apply(id, [inFile('a')], FILE)).toEqual({
      isOther: false,
      came: [],
      went: [],
    });
  });
});

describe('what a person adds to a host of it', () => {
  const mine = {
    tags: ['prod'],
    color: 'red',
    notes: 'mine',
    favourite: true,
    icon: '🦀',
  } as const;
  const kept = { ...mine, keepAlive: 'agent', look: 'nord', tags: ['prod'] };

  it('stays when the file says something else, and when the host is gone and back', () => {
    const id = link('a', 'b');
    const { id: host } = named('a');
    const draft = {
      ...draftOf(named('a')),
      ...mine,
      tags: ['prod'],
      keepAlive: 'agent',
      look: 'nord',
    };
    expect(store.save(draft as GivenDraft, host)).toMatchObject({ ok: true });
    const tunnel = {
      kind: 'local',
      name: '',
      listenAddress: '127.0.0.1',
      listenPort: '0',
    } as const;
    const rest = { shared: false, targetAddress: 'db', targetPort: '5432', user: '', password: '' };
    store.tunnels.save(host, { ...tunnel, ...rest, autostart: false }, null);
    store.linked.apply(id, [inFile('a', '10.0.0.1'), inFile('b')], FILE);
    expect(named('a')).toMatchObject({ ...kept, id: host, address: '10.0.0.1' });
    expect(store.linked.apply(id, [inFile('b')], FILE).went).toEqual([host]);
    expect([store.list().length, store.get(host), store.bin.list()]).toEqual([1, undefined, []]);
    store.close();
    today = '2027-11-20T12:00:00Z';
    store = open();
    expect(store.bin.emptyOld()).toEqual([]);
    expect(store.linked.apply(id, [inFile('a'), inFile('b')], FILE).came).toEqual([host]);
    expect(named('a')).toMatchObject({ ...kept, id: host, address: 'a.example' });
    expect(store.tunnels.list(host)).toHaveLength(1);
  });

  it('may be changed of several at once, and nothing that the file decides', () => {
    link('a');
    store.save(sshDraft({ name: 'own' }), null);
    const both = [named('a').id, named('own').id];
    expect(
      store.many.patch(both, { addTags: ['x'], fields: { user: 'root', keepAlive: 'off' } }),
    ).toEqual({});
    expect(named('a')).toMatchObject({ tags: ['x'], user: 'me', keepAlive: 'off' });
    expect(named('own')).toMatchObject({ tags: ['x'], user: 'root', keepAlive: 'off' });
  });
});

describe('what can’t be done, and why', () => {
  const stays = says(/stands in the ssh config/);
  const follows = says(/has the hosts of an ssh config and no others/);

  it('moving and deleting single hosts of the file', () => {
    link('a');
    const { id } = named('a');
    expect(() => store.bin.takeHosts([id])).toThrow(/stands in the ssh config/);
    expect(() => store.many.move([id], null)).toThrow(/stands in the ssh config/);
    expect(() => store.duplicate(id)).toThrow(/stands in the ssh config/);
    expect(store.save({ ...draftOf(named('a')), folder: null }, id)).toMatchObject({
      errors: { folder: stays },
    });
    expect(store.save(sshDraft({ name: 'a' }), id)).toMatchObject({ errors: { kind: stays } });
    const renamed = store.save({ ...draftOf(named('a')), name: 'other' }, id);
    expect(renamed).toMatchObject({ errors: { name: says(/alias in the ssh config/) } });
    expect(store.save({ ...draftOf(named('a')), address: 'elsewhere' }, id)).toMatchObject({
      ok: true,
    });
    expect(named('a')).toMatchObject({ alias: 'a', file: FILE, address: 'a.example' });
  });

  it('putting anything else there, by whatever way', async () => {
    const id = link('a');
    const own = store.save(sshDraft(), null);
    expect(store.save(sshDraft({ name: 'x' }), null)).toMatchObject({ ok: true });
    expect(store.save({ ...sshDraft({ name: 'y' }), folder: id }, null)).toMatchObject({
      errors: { folder: follows },
    });
    expect(() => store.many.move([own.ok ? own.host.id : ''], id)).toThrow(/and no others/);
    const sub = store.folders.save({ name: 'in', parent: id, color: 'none', fields: {} }, null);
    expect(sub).toMatchObject({ errors: { parent: follows } });
    expect(() => store.linked.add({ name: 'in', parent: id, file: FILE }, [], FILE)).toThrow(
      /and no others/,
    );
    await expect(
      store.saveMany([{ draft: sshDraft({ name: 'z' }), path: ['Work'] }]),
    ).rejects.toThrow(/and no others/);
    await expect(
      store.saveMany([{ draft: sshDraft({ name: 'z' }) }], { into: id }),
    ).rejects.toThrow(/and no others/);
  });

  it('making up such a host', () => {
    const made = store.save({ kind: 'config', name: 'x', color: 'none' }, null);
    expect(made).toMatchObject({ ok: false, errors: { kind: says(/./) } });
  });
});

describe('the whole folder', () => {
  it('goes into the bin and comes back, following its file; no host of it comes back alone', () => {
    const id = link('a', 'b');
    const { id: host } = named('a');
    store.linked.apply(id, [inFile('a')], FILE);
    store.bin.takeFolder(id);
    expect([store.linked.list(), store.bin.list().map(({ hosts }) => hosts)]).toEqual([[], [1]]);
    expect(() => store.bin.restore([host])).toThrow(/Put back the folder/);
    store.bin.restore([id]);
    expect(store.linked.list()).toHaveLength(1);
    expect(store.linked.apply(id, [inFile('a'), inFile('b')], FILE).came).toHaveLength(1);
    expect(store.list().map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('leaves nothing of its hosts once it is deleted for good', () => {
    const id = link('a', 'b');
    store.linked.apply(id, [inFile('a')], FILE);
    store.bin.takeFolder(id);
    expect(store.bin.empty(null)).toHaveLength(2);
  });

  it('becomes a folder as any other, with copies under the same ids, as one change', async () => {
    const id = link('a', 'gone');
    store.linked.apply(id, [inFile('a')], FILE);
    const host = named('a');
    store.many.patch([host.id], { addTags: ['prod'] });
    const draft = sshDraft({ name: 'a', address: 'a.example', user: 'me' });
    await expect(store.saveMany([{ draft, id: host.id }])).rejects.toThrow(/and no others/);
    store.endLink(id, [{ draft, id: host.id, tunnels: [] }]);
    expect(named('a')).toMatchObject({
      id: host.id,
      kind: 'ssh',
      folder: id,
      tags: ['prod'],
      alias: '',
    });
    expect([store.linked.list(), store.list().length]).toEqual([[], 1]);
    store.bin.takeHosts([host.id]);
  });
});
