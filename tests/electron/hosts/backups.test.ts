// Backups: what is in them can be looked at and had back, whole; the present state has one first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepHouse } from '../../../electron/hosts/housekeeping.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { agentDraft, PAIRING_LINK, sshDraft } from './drafts.ts';
import { fileOf, hostsOf } from './versions.ts';
import { tunnelDraft } from './tunnelDrafts.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let folder: string;
let store: HostStore;
let now: number;

function open(): void {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date(now) };
  store = new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

beforeEach(() => {
  now = Date.parse('2026-11-20T12:00:00Z');
  folder = join(temporaryDirectory(), 'data');
  open();
});
afterEach(() => store.close());

function save(draft: Parameters<HostStore['save']>[0], id: string | null = null): string {
  const result = store.save(draft, id);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

const names = (): string[] => store.backups.list().map(({ name }) => name);

/** The name of one that is made now. */
function made(): string {
  now += 1000;
  store.backups.make('daily');
  return names()[0]!;
}

describe('backups', () => {
  it('are made once a day, and the last ten stay', () => {
    for (let day = 0; day < 12; day++) {
      store.backups.makeDaily();
      now += DAY_MS / 2 - 1;
      store.backups.makeDaily();
      now += DAY_MS / 2 + 1;
    }
    expect(store.backups.list().map(({ madeAt }) => now - madeAt)).toEqual(
      Array.from({ length: 10 }, (_, at) => (at + 1) * DAY_MS),
    );
    expect(statSync(join(folder, 'backups')).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(10);
  });

  it('and a forgetful bin need nobody to ask for them', () => {
    const clock = new ManualClock();
    const forgotten: string[] = [];
    const onForgotten = (ids: readonly string[]) => void forgotten.push(...ids);
    keepHouse({ hosts: store, clock, onForgotten, warn: (line) => expect.fail(line) });
    const id = save(sshDraft());
    store.bin.takeHosts([id]);
    clock.advance(10_000);
    expect([names().length, forgotten]).toEqual([1, []]);
    now += 30 * DAY_MS;
    clock.advance(60 * 60 * 1000);
    expect([names().length, forgotten]).toEqual([2, [id]]);
  });

  it('are named by the list alone', () => {
    expect(() => store.backups.preview('../hosts.db')).toThrow('isn’t there any more');
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'notes.txt'), '');
    expect(store.backups.list()).toEqual([]);
  });
});

describe('looking at one', () => {
  it('tells what it would add, change and remove', () => {
    const [gone, other, same] = ['gone', 'other', 'same'].map((name) => save(sshDraft({ name })));
    const withTunnel = save(agentDraft({ name: 'tunnel' }));
    const result = store.folders.save({ name: 'f', parent: null, color: 'none', fields: {} }, null);
    const backup = made();
    const nothing = { added: 0, changed: 0, removed: 0 };
    expect(store.backups.preview(backup)).toEqual({ total: 4, hosts: nothing, folders: nothing });
    store.used(same!);
    store.bin.takeHosts([gone!]);
    save(sshDraft({ name: 'renamed' }), other);
    store.tunnels.save(withTunnel, tunnelDraft(), null);
    save(sshDraft({ name: 'new' }));
    store.bin.takeFolder(result.ok ? result.folder.id : '');
    expect(store.backups.preview(backup)).toEqual({
      ...{ total: 4, hosts: { added: 1, changed: 2, removed: 1 } },
      folders: { ...nothing, added: 1 },
    });
  });

  it('says what can’t be used, and changes nothing', () => {
    const backup = made();
    const path = join(folder, 'backups', backup);
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    expect(() => store.backups.restore(backup)).toThrow('newer Bowline');
    writeFileSync(path, 'damaged');
    expect(() => store.backups.preview(backup)).toThrow(/is damaged\. Your hosts are as they were/);
    rmSync(path);
    expect(() => store.backups.restore(backup)).toThrow('isn’t there any more');
    expect(existsSync(path)).toBe(false);
  });
});

describe('restoring one', () => {
  it('brings everything back, and keeps what was there in another', () => {
    const result = store.folders.save(
      { name: 'f', parent: null, color: 'none', fields: { user: 'x' } },
      null,
    );
    const folderId = result.ok ? result.folder.id : '';
    const id = save({ ...agentDraft({ name: 'box' }), folder: folderId, tags: ['a'] });
    store.tunnels.save(id, tunnelDraft({ name: 'page' }), null);
    const before = [store.list(), store.get(id), store.folders.list(), store.tunnels.list(id)];
    const backup = made();
    store.bin.takeFolder(folderId);
    store.bin.empty(null);
    const after = save(sshDraft({ name: 'after' }));
    // What was deleted for good is in no backup: one from elsewhere is put in its place.
    expect(store.backups.preview(backup).total).toBe(0);
    now += 1000;
    store.backups.restore(backup);
    expect(store.list()).toEqual([]);
    const [latest] = store.backups.list();
    expect(latest).toMatchObject({ reason: 'restore' });
    store.backups.restore(latest!.name);
    expect(store.shown([after])).toMatchObject([{ name: 'after' }]);
    expect(before[0]).toHaveLength(1);
  });

  it('gives back folders, secrets, tunnels and the bin, also after a restart', () => {
    const result = store.folders.save(
      { name: 'f', parent: null, color: 'none', fields: { user: 'x' } },
      null,
    );
    const folderId = result.ok ? result.folder.id : '';
    store.folders.save({ name: 'g', parent: folderId, color: 'none', fields: {} }, null);
    const id = save({ ...agentDraft({ name: 'box' }), folder: folderId, tags: ['a'] });
    store.tunnels.save(id, tunnelDraft({ name: 'page' }), null);
    const binned = save(sshDraft({ name: 'binned' }));
    store.bin.takeHosts([binned]);
    const all = () => [
      store.list(),
      store.get(id),
      store.folders.list(),
      store.tunnels.list(id),
      store.bin.list(),
    ];
    const before = all();
    const backup = made();
    store.bin.restore([binned]);
    store.bin.takeFolder(folderId);
    save(sshDraft({ name: 'after' }));
    now += 1000;
    store.backups.restore(backup);
    expect(all()).toEqual(before);
    expect(store.get(id)).toMatchObject({ pairingLink: PAIRING_LINK });
    store.close();
    open();
    expect(all()).toEqual(before);
  });

  it('takes the file that an earlier version left', () => {
    store.close();
    rmSync(folder, { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
    fileOf(4, join(folder, 'hosts.db'));
    open();
    expect(store.backups.list()).toMatchObject([{ name: 'hosts.format-4.db', reason: 'version' }]);
    store.bin.takeHosts(['a1', 'c3']);
    expect(store.backups.preview('hosts.format-4.db').hosts).toMatchObject({
      added: 2,
      removed: 0,
    });
    store.backups.restore('hosts.format-4.db');
    expect(store.list()).toMatchObject(hostsOf(4));
    expect(store.tunnels.get('t2')).toMatchObject({ password: 'open sesame' });
    store.bin.takeHosts(['c3']);
    store.bin.empty(null);
    expect(store.backups.preview('hosts.format-4.db')).toMatchObject({ total: 2 });
  });

  it.each([1, 2, 3, 40, 300, 'copy'])(
    'killed at step %s it is the old state or the new one',
    async (step) => {
      const hosts = Array.from({ length: 100 }, (_, at) => sshDraft({ name: `old ${at}` }));
      await store.saveMany(hosts.map((draft) => ({ draft })));
      const backup = made();
      store.bin.takeHosts(store.list().map(({ id }) => id));
      save(sshDraft({ name: 'new' }));
      store.close();
      const script = join(import.meta.dirname, 'restorer.ts');
      const child = spawnSync(process.execPath, [script, folder, backup, String(step)]);
      open();
      expect(store.notice).toBeNull();
      const list = store.list().map(({ name }) => name);
      const isOld = list.length === 1 && list[0] === 'new';
      expect(isOld || list.length === 100).toBe(true);
      expect([child.signal ?? child.status, isOld], String(child.stderr)).toEqual(
        step === 'copy' ? ['SIGKILL', false] : step === 300 ? [0, false] : ['SIGKILL', true],
      );
    },
  );
});
