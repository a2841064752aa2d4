// A kill -9 in the middle of a change of many hosts leaves the old state or the new one, whatever the
// change is.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { localDraft } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const COUNT = 300;

function open(folder: string): HostStore {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() };
  return new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

/** All that a change may touch. */
const state = (store: HostStore) => ({
  hosts: store.list(),
  folders: store.folders.list(),
  bin: store.bin
    .list()
    .map(({ id }) => id)
    .sort(),
});

/** What is taken back; changer.ts has it, too. */
const CHANGE = { addTags: ['x'], favourite: true, folder: null };

/** Brings the hosts to where the change begins. */
function prepare(store: HostStore, action: string, ids: string[]): void {
  if (['undo', 'empty', 'empty backups'].includes(action)) store.bin.takeHosts(ids);
  if (action === 'empty backups') store.backups.make('import');
  if (action === 'empty backups') store.backups.make('daily');
  if (action === 'undo folder') store.bin.takeFolder(store.folders.list()[0]!.id);
}

function stateBefore(store: HostStore, action: string, ids: string[]) {
  if (action !== 'undo change') return state(store);
  store.many.patch(ids, CHANGE, 'act');
  const changed = state(store);
  store.many.unpatch('act');
  return changed;
}

const ACTIONS = [
  ...['delete', 'delete folder', 'undo', 'undo folder', 'undo change', 'move', 'change'],
  ...['empty', 'empty backups'],
];

describe.each(ACTIONS)('%s', (action) => {
  it.each([1, 150, 'commit'])('killed at row %s', async (step) => {
    const folder = join(temporaryDirectory(), 'data');
    const store = open(folder);
    const hosts = Array.from({ length: COUNT }, (_, at) => ({
      ...{ draft: localDraft({ name: `host ${at}` }), path: ['folder'] },
    }));
    const result = await store.saveMany(hosts);
    const ids = result.ok ? result.ids : [];
    prepare(store, action, ids);
    const before = stateBefore(store, action, ids);
    store.close();
    const script = join(import.meta.dirname, 'changer.ts');
    const args = [script, folder, action, JSON.stringify(ids), String(step)];
    const child = spawnSync(process.execPath, args);
    expect(child.signal, String(child.stderr)).toBe('SIGKILL');
    const after = open(folder);
    expect(after.notice).toBeNull();
    if (step === 'commit' && !action.startsWith('empty')) expect(state(after)).not.toEqual(before);
    else if (step !== 'commit') expect(state(after)).toEqual(before);
    // Of backups some may be cleared already; none is damaged.
    for (const { name } of after.backups.list()) after.backups.preview(name);
    if (action === 'empty backups') after.bin.empty(null); // what is left of it can be done again
    // Whole in either state: all of them are alike.
    const kinds = after
      .list()
      .map(({ folder: id, tags, favourite }) => [id === null, tags, favourite]);
    expect(new Set(kinds.map((one) => JSON.stringify(one))).size).toBeLessThanOrEqual(1);
    expect([0, COUNT]).toContain(after.list().length);
    after.close();
  });
});
