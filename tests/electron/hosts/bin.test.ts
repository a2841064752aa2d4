// A deleted host can be had back whole: it is the same host, with its secrets and its tunnels. So can a
// folder with all that was in it; and what is deleted for good is nowhere any more.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BIN_KEPT_MS } from '../../../electron/hosts/bin.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import type { HostDraft, SavedHost } from '../../../electron/ipc/contract.ts';
import { agentDraft, PAIRING_LINK, sshDraft, TOKEN } from './drafts.ts';
import { keychain, watched } from './keychain.ts';
import { PASSWORD, proxyDraft, tunnelDraft } from './tunnelDrafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let folder: string;
let store: HostStore;
let now: number;

function open(secretBox: SecretBox = keychain): void {
  const options = { folder, secretBox, loginShell: '/bin/sh', now: () => new Date(now) };
  store = new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

function save(draft: HostDraft): SavedHost {
  const result = store.save(draft, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host;
}

const restored = (id: string): SavedHost => store.shown(store.bin.restore([id]))[0]!;

function addFolder(name: string, parent: string | null = null): string {
  const result = store.folders.save({ name, parent, color: 'none', fields: {} }, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.folder.id;
}

function saveIn(folderId: string, name: string): string {
  const result = store.save({ ...sshDraft({ name }), folder: folderId }, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

const names = (): string[] => store.list().map(({ name }) => name);
const GONE = 'It was deleted too long ago to be brought back.';

beforeEach(() => {
  now = Date.parse('2026-11-20T12:00:00Z');
  folder = join(temporaryDirectory(), 'data');
  open();
});

afterEach(() => store.close());

/** All that can be known of a host. */
const whole = (id: string) => ({
  host: store.get(id),
  tunnels: store.tunnels.list(id).map((tunnel) => store.tunnels.get(tunnel.id)),
});

describe('a deleted host', () => {
  it('comes back as it was: id, fields, secret, and tunnels with theirs', () => {
    const { id } = save(agentDraft({ color: 'red' }));
    store.tunnels.save(id, tunnelDraft({ name: 'page' }), null);
    store.tunnels.save(id, proxyDraft({ listenPort: '1080' }), null);
    const before = whole(id);
    expect(before.host).toMatchObject({ pairingLink: PAIRING_LINK });
    expect(before.tunnels.at(-1)).toMatchObject({ password: PASSWORD });
    store.bin.takeHosts([id]);
    expect([store.list(), store.tunnels.list(id)]).toEqual([[], []]);
    expect(restored(id)).toMatchObject({ id, name: before.host!.name, color: 'red' });
    expect(whole(id)).toEqual(before);
  });

  it('is on the disk again, and the keychain was asked for nothing', () => {
    const { id } = save(agentDraft());
    store.close();
    const { box, asked } = watched(keychain);
    open(box);
    const before = asked();
    store.bin.takeHosts([id]);
    restored(id);
    expect(asked()).toBe(before);
    store.close();
    open();
    expect(store.get(id)).toMatchObject({ pairingLink: PAIRING_LINK });
  });

  it('has another name where its own was given away meanwhile', () => {
    const { id } = save(sshDraft({ name: 'web' }));
    store.bin.takeHosts([id]);
    save(sshDraft({ name: 'WEB' }));
    expect(restored(id).name).toBe('web 2');
    expect(store.list()).toHaveLength(2);
  });

  it('is there once, however often it is asked back', () => {
    const { id } = save(sshDraft());
    store.bin.takeHosts([id]);
    expect(restored(id)).toEqual(restored(id));
    expect(store.list()).toHaveLength(1);
  });

  it('comes back after a restart, and for thirty days', () => {
    const { id } = save(sshDraft());
    store.bin.takeHosts([id]);
    store.close();
    open();
    now += BIN_KEPT_MS - 1;
    expect(store.bin.emptyOld()).toEqual([]);
    expect(restored(id)).toMatchObject({ id });
    store.bin.takeHosts([id]);
    now += BIN_KEPT_MS;
    expect(store.bin.emptyOld()).toEqual([id]);
    expect(() => restored(id)).toThrow(GONE);
  });

  it('has no tunnels and can’t be opened while it is in the bin', () => {
    const { id } = save(sshDraft());
    const saved = store.tunnels.save(id, tunnelDraft({ name: 'page' }), null);
    store.bin.takeHosts([id]);
    expect(store.get(id)).toBeUndefined();
    expect([store.tunnels.hosts(), store.tunnels.list(id)]).toEqual([[], []]);
    expect(store.tunnels.get(saved.ok ? saved.tunnel.id : '')).toBeUndefined();
    expect(() => store.save(sshDraft(), id)).toThrow('deleted meanwhile');
  });

  it('is one of a thousand that go and come as one', async () => {
    const drafts = Array.from({ length: 1_000 }, (_, at) => sshDraft({ name: `h${at}` }));
    const result = await store.saveMany(drafts.map((draft) => ({ draft })));
    const ids = result.ok ? result.ids : [];
    store.bin.takeHosts(ids);
    expect([store.list(), new Set(store.bin.list().map(({ act }) => act)).size]).toEqual([[], 1]);
    expect(() => store.bin.restore([...ids, 'nobody'])).toThrow(GONE);
    expect(store.list()).toEqual([]);
    expect(store.bin.restore(ids)).toEqual(ids);
    expect(store.list()).toHaveLength(1_000);
    expect(() => store.bin.takeHosts(Array.from({ length: 50_001 }, String))).toThrow(
      '50000 hosts',
    );
  });
});

describe('a deleted folder', () => {
  it('takes what is in it along, and brings back what it took', () => {
    const outer = addFolder('outer');
    const inner = addFolder('inner', outer);
    const [deep, before] = [saveIn(inner, 'deep'), saveIn(inner, 'before')];
    const top = save(sshDraft({ name: 'top' })).id;
    store.bin.takeHosts([before]);
    now += 1;
    expect(store.bin.takeFolder(outer)).toEqual([deep]);
    expect([names(), store.folders.list()]).toEqual([['top'], []]);
    expect(store.bin.list()).toMatchObject([
      { id: outer, what: 'folder', name: 'outer', path: [], hosts: 1 },
      { id: before, what: 'host', name: 'before', path: ['outer', 'inner'], hosts: 1 },
    ]);
    expect(store.bin.restore([outer])).toEqual([deep]);
    expect(store.folders.list()).toMatchObject([{ name: 'inner', parent: outer }, { id: outer }]);
    expect(store.list()).toMatchObject([{ id: deep, folder: inner }, { id: top }]);
    expect(restored(before).folder).toBe(inner);
  });

  it('whose place is gone comes back at the top, under a name of its own', () => {
    const outer = addFolder('outer');
    const inner = addFolder('web', outer);
    const host = saveIn(inner, 'host');
    store.bin.takeFolder(inner);
    store.bin.takeFolder(outer);
    addFolder('Web');
    store.bin.restore([inner]);
    expect(store.folders.list()).toMatchObject([
      { name: 'Web' },
      { id: inner, name: 'web 2', parent: null },
    ]);
    expect(store.shown([host])).toMatchObject([{ folder: inner }]);
  });

  it('leaves a host that comes back alone at the top', () => {
    const outer = addFolder('outer');
    const host = saveIn(outer, 'host');
    store.bin.takeFolder(outer);
    expect(restored(host).folder).toBeNull();
    expect(store.bin.restore([outer])).toEqual([]);
  });
});

describe('what is deleted for good', () => {
  it('is in no file any more, of backups neither', () => {
    store.close();
    open(plainBox); // readable on the disk, so that it can be looked for
    const { id } = save(agentDraft());
    const kept = save(sshDraft({ name: 'kept' })).id;
    store.backups.make('daily');
    store.bin.takeHosts([id, kept]);
    store.backups.make('import');
    expect(filesWith(TOKEN)).toHaveLength(4);
    expect(store.bin.empty([id])).toEqual([id]);
    expect(filesWith(TOKEN)).toEqual([]);
    expect(filesWith('kept')).toHaveLength(4);
    expect(() => restored(id)).toThrow(GONE);
    expect(restored(kept)).toMatchObject({ id: kept });
  });

  it('is a folder with what was deleted with it, and nothing else that lay in it', () => {
    const outer = addFolder('outer');
    const [one, two] = [saveIn(outer, 'one'), saveIn(outer, 'two')];
    store.bin.takeHosts([one]);
    store.bin.takeFolder(outer);
    expect(store.bin.empty([outer])).toEqual([two]);
    expect(store.bin.list()).toMatchObject([{ id: one, path: [] }]);
    expect(store.bin.empty(null)).toEqual([one]);
    expect(store.bin.list()).toEqual([]);
  });

  it('is no host that is there', () => {
    const { id } = save(sshDraft());
    expect(store.bin.empty([id])).toEqual([]);
    expect(names()).toHaveLength(1);
  });

  it('stays in the bin where a backup can’t be rewritten; a damaged one goes', () => {
    const { id } = save(agentDraft());
    store.backups.make('daily');
    const [{ name } = { name: '' }] = store.backups.list();
    const path = join(folder, 'backups', name);
    const locked = new DatabaseSync(path);
    locked.exec('BEGIN EXCLUSIVE');
    store.bin.takeHosts([id]);
    expect(() => store.bin.empty(null)).toThrow(/nothing was deleted for good/);
    expect(store.bin.list()).toHaveLength(1);
    locked.close();
    writeFileSync(path, 'no database');
    expect(store.bin.empty(null)).toEqual([id]);
    expect(store.backups.list()).toEqual([]);
  });
});

/** Files of the data folder in which a text stands, as it lies on the disk. */
function filesWith(text: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text));
}
