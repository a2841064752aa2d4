// Many hosts saved as one: with their folders, tunnels and names of their own, or not at all. Wherever a
// kill -9 strikes, it is the old state or the new one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { HostToSave } from '../../../electron/hosts/saveMany.ts';
import { inWords } from '../../../words/said.ts';
import { agentDraft, localDraft, sshDraft } from './drafts.ts';
import { tunnelDraft } from './tunnelDrafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let folder: string;
let store: HostStore;

function open(): void {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() };
  store = new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  open();
});
afterEach(() => store.close());

const named = (name: string, more: Partial<HostToSave> = {}): HostToSave => ({
  ...{ draft: { ...sshDraft({ name }), tags: ['imported'] }, path: [], ...more },
});

async function saved(hosts: readonly HostToSave[], into: string | null = null): Promise<string[]> {
  const result = await store.saveMany(hosts, { into });
  if (!result.ok) throw new Error(JSON.stringify(result.refused));
  return result.ids;
}

const pathOf = (id: string | null): string[] =>
  store.folders
    .tree()
    .around(id)
    .map(({ name }) => name)
    .reverse();

describe('many hosts', () => {
  it('lie in their folders, which are made where they are missing', async () => {
    await saved([named('a', { path: ['Prod', 'EU'] })]);
    const [prod] = store.folders.list().filter(({ name }) => name === 'Prod');
    await saved([named('b', { path: ['prod', ' eu '] }), named('c', { path: ['US'] })], null);
    await saved([named('d', { path: ['US'] })], prod!.id);
    const places = store.list().map(({ name, folder: id }) => [name, ...pathOf(id)]);
    expect(places).toEqual([
      ['a', 'Prod', 'EU'],
      ['b', 'Prod', 'EU'],
      ['c', 'US'],
      ['d', 'Prod', 'US'],
    ]);
    expect(store.list().every(({ tags }) => tags[0] === 'imported')).toBe(true);
  });

  it('have their tunnels, and names of their own in their folder', async () => {
    store.save(sshDraft({ name: 'WEB' }), null);
    const tunnels = [
      tunnelDraft({ name: 'page' }),
      tunnelDraft({ name: 'other', listenPort: '81' }),
    ];
    const hosts = [named('web', { tunnels }), named('web'), named('web 4'), named('web')];
    const ids = await saved([...hosts, named('web', { path: ['x'] })]);
    expect(store.shown(ids).map(({ name }) => name)).toEqual([
      'web 2',
      'web 3',
      'web 4',
      'web 5',
      'web',
    ]);
    expect(store.tunnels.list(ids[0]!).map(({ name }) => name)).toEqual(['page', 'other']);
  });

  it('update what was saved before: its id, tunnels, notes and place stay', async () => {
    const [a, b] = await saved([named('a', { path: ['x'] }), named('b', { path: ['x'] })]);
    store.tunnels.save(a!, tunnelDraft({ name: 'page' }), null);
    store.save({ ...sshDraft({ name: 'a' }), notes: 'mine' }, a!);
    const draft = (name: string, address: string) => ({ draft: sshDraft({ name, address }) });
    await saved([
      { ...draft('b', 'one'), id: a! },
      { ...draft('a', 'two'), id: b! },
    ]);
    expect(store.shown([a!, b!])).toMatchObject([
      { name: 'b', address: 'one', notes: 'mine', tags: ['imported'] },
      { name: 'a', address: 'two' },
    ]);
    expect(store.shown([a!]).map((host) => pathOf(host.folder))).toEqual([['x']]);
    expect(store.tunnels.list(a!)).toHaveLength(1);
    store.bin.takeHosts([a!]);
    await expect(store.saveMany([{ ...draft('a', 'x'), id: a! }])).rejects.toThrow(
      'deleted meanwhile',
    );
  });

  it('keep no secret of the kind that one was before', async () => {
    const [id] = await saved([{ draft: agentDraft({ name: 'a' }), path: [] }]);
    const secrets = (): unknown => {
      const database = new DatabaseSync(join(folder, 'hosts.db'), { readOnly: true });
      const row = database.prepare('SELECT count(*) AS count FROM secrets').get();
      database.close();
      return row?.['count'];
    };
    expect(secrets()).toBe(1);
    await saved([{ draft: localDraft({ name: 'a' }), id: id! }]);
    expect([store.shown([id!])[0]!.kind, secrets()]).toEqual(['local', 0]);
  });

  it('are all refused where one is, and it is told which and why', async () => {
    const wrongTunnel = { ...localDraft({ name: 'd' }), tags: [] };
    const result = await store.saveMany([
      named('a'),
      { draft: sshDraft({ name: 'b', port: 'x' }), path: ['f'] },
      named('c', { path: ['ok', 'two\nlines'] }),
      { draft: wrongTunnel, tunnels: [tunnelDraft()] },
      named('e', { tunnels: [tunnelDraft(), tunnelDraft({ listenPort: 'x' })] }),
    ]);
    const refused = result.ok ? [] : result.refused;
    expect(
      refused.map(({ at, errors, tunnels }) => [
        at,
        ...Object.keys(errors),
        ...Object.keys(tunnels),
      ]),
    ).toEqual([
      [1, 'port'],
      [2, 'folder'],
      [3, '0'],
      [4, '1'],
    ]);
    expect(inWords(refused[1]!.errors.folder)).not.toBe('');
    expect([store.list(), store.folders.list()]).toEqual([[], []]);
  });

  it.each([
    [
      'a folder too deep',
      () => [named('a'), named('b', { path: Array(21).fill('x') })],
      /20 levels/,
    ],
    ['too many', () => Array.from({ length: 50_001 }, () => named('a')), /50000 hosts/],
  ])('are none of them stored with %s', async (_, hosts, why) => {
    await expect(store.saveMany(hosts())).rejects.toThrow(why);
    expect([store.list(), store.folders.list()]).toEqual([[], []]);
  });

  it('come to an end where something else changes all the time', async () => {
    let others = 0;
    let over = false;
    const disturb = (): void => {
      if (over || others === 400) return;
      store.save(sshDraft({ name: `other ${others++}` }), null);
      setImmediate(disturb);
    };
    disturb();
    const ids = await saved(Array.from({ length: 120 }, (_, at) => named(`web ${at}`)));
    over = true;
    expect(ids).toHaveLength(120);
    expect(others).toBeLessThan(400);
  });

  it('tell how far they are, let others in meanwhile, and have a backup from before', async () => {
    const told: number[] = [];
    const hosts = Array.from({ length: 350 }, (_, at) => named(`web ${at}`));
    const work = store.saveMany(hosts, {
      onProgress: (done) => {
        told.push(done);
        if (done === 100) store.save(sshDraft({ name: 'web 3' }), null);
      },
    });
    await work;
    expect(told).toEqual([50, 100, 150, 200, 250, 300, 350, 350]);
    expect(store.list()).toHaveLength(351);
    expect(store.list().map(({ name }) => name)).toContain('web 3 2');
    expect(store.backups.list()).toMatchObject([{ reason: 'import' }]);
  });
});

describe('a kill -9', () => {
  const before = 7;
  const count = 5_000;

  // Folders, hosts and statements, counted from where the transaction begins.
  it.each([1, 11, 12, 2_500, 5_012, 'commit', 'through'])(
    'at step %s of 5,000 leaves none or all of them',
    (step) => {
      for (let at = 0; at < before; at++) store.save(localDraft({ name: `old ${at}` }), null);
      store.close();
      const script = join(import.meta.dirname, 'manySaver.ts');
      const child = spawnSync(process.execPath, [script, folder, String(count), String(step)]);
      const isThrough = step === 'through';
      expect([child.status, child.signal], String(child.stderr)).toEqual(
        isThrough ? [0, null] : [null, 'SIGKILL'],
      );
      open();
      expect(store.notice).toBeNull();
      const isNew = isThrough || step === 'commit';
      expect(store.list()).toHaveLength(before + (isNew ? count : 0));
      expect(store.folders.list()).toHaveLength(isNew ? 10 : 0);
    },
  );
});
