// What windows are told of saved hosts: what they begin with, all others, and what changes, in pieces.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type {
  FolderFields,
  GivenDraft,
  HostsChange,
  SavedHost,
} from '../../../electron/ipc/contract.ts';
import { changedList, newsIn } from '../../../renderer/lib/hostList.ts';
import { unpackHosts, wholeHost } from '../../../renderer/lib/packedHosts.ts';
import { inheritingHosts } from '../../support/inheritingHosts.ts';
import { settle } from '../../support/manualClock.ts';
import { saveHosts } from '../../support/manyHosts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from './drafts.ts';

let folder: string;
let store: HostStore;
let told: HostsChange[];
/** The list as a window has it. */
let shown: readonly SavedHost[];

function open(): HostStore {
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() };
  return new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  store = open();
  told = [];
  shown = store.list();
});
afterEach(() => store.close());

function tell(): HostsChange[] {
  store.telling.tell((change) => {
    told.push(change);
    shown = changedList(shown, [newsIn(change)]);
  });
  return told.splice(0);
}

const namesIn = (change: HostsChange | undefined): string[] =>
  unpackHosts(change?.put ?? '{"hosts":[]}').map(({ name }) => name);

function save(name: string, more: Partial<GivenDraft> = {}): string {
  const result = store.save({ ...sshDraft({ name }), ...more }, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

function saveFolder(name: string, parent: string | null, fields: FolderFields = {}): string {
  const result = store.folders.save({ name, parent, color: 'none', fields }, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.folder.id;
}

describe('a change', () => {
  it('is told with the hosts that it is about, and no others', () => {
    const [a] = [save('a'), save('b')];
    expect(namesIn(tell()[0]).sort()).toEqual(['a', 'b']);
    store.many.patch([a], { favourite: true });
    expect(tell()).toEqual([{ put: expect.any(String) as string, gone: [], more: false }]);
    expect(shown.map(({ name, favourite }) => [name, favourite])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    store.bin.takeHosts([a]);
    expect(tell()).toMatchObject([{ gone: [a], more: false }]);
    store.bin.restore([a]);
    expect(namesIn(tell()[0])).toEqual(['a']);
    expect(shown.map(wholeHost)).toEqual(store.list());
  });

  it('of nothing isn’t told', () => {
    expect(tell()).toEqual([]);
    save('a');
    expect(tell()).toHaveLength(1);
    expect(tell()).toEqual([]);
  });

  it('of a folder is told with the hosts in it and below, which have other values then', () => {
    const outer = saveFolder('outer', null);
    const inner = saveFolder('inner', outer);
    const other = saveFolder('other', null, { user: 'other' });
    save('top');
    save('deep', { folder: inner, user: '' });
    tell();
    const draft = { name: 'outer', parent: null, color: 'none' as const, fields: { user: 'root' } };
    store.folders.save(draft, outer);
    expect(namesIn(tell()[0])).toEqual(['deep']);
    expect(shown.find(({ name }) => name === 'deep')?.inherited.user?.value).toBe('root');
    store.folders.move([inner], other);
    expect(namesIn(tell()[0])).toEqual(['deep']);
    expect(shown.map(wholeHost)).toEqual(store.list());
  });

  it('is told where it was made in a connection of its own, as an import is', async () => {
    const drafts = ['a', 'b'].map((name) => ({ draft: sshDraft({ name }), path: ['new'] }));
    const saved = await store.saveMany(drafts);
    expect(saved.ok).toBe(true);
    expect(namesIn(tell()[0]).sort()).toEqual(['a', 'b']);
    expect(shown.map(wholeHost)).toEqual(store.list());
  });

  it('that was refused isn’t told', () => {
    const a = save('a');
    tell();
    expect(() => store.many.move([a], 'no such folder')).toThrow();
    expect(tell()).toEqual([]);
  });
});

describe('with thousands of hosts', () => {
  beforeEach(() => {
    store.close();
    folder = temporaryDirectory();
    const { hosts, folders } = inheritingHosts(2_000);
    saveHosts(folder, hosts, folders);
    store = open();
  });

  it('a window begins with few, has those that it needs, and gets all of them', () => {
    const first = store.telling.first(['many-1999', 'many-1997', 'gone']);
    const hosts = unpackHosts(first.hosts);
    expect(hosts).toHaveLength(120);
    expect(
      hosts
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['many-1997', 'many-1999']);
    shown = hosts;
    const sizes: number[] = [];
    for (let at = first.next; at !== null;) {
      const part = store.telling.further(at);
      sizes.push(unpackHosts(part.hosts).length);
      shown = changedList(shown, [newsIn({ put: part.hosts, gone: [] })]);
      at = part.next;
    }
    expect(Math.max(...sizes)).toBe(500);
    expect(shown.map(wholeHost)).toEqual(store.list());
  });

  it('a change of all is told in pieces, the last of which says so, with what changes meanwhile', async () => {
    shown = store.list();
    store.many.patch(
      shown.map(({ id }) => id),
      { color: 'blue' },
    );
    expect(tell()).toMatchObject([{ more: true }]);
    store.bin.takeHosts(['many-7']);
    expect(tell()).toEqual([]);
    while (told.at(-1)?.more !== false) await settle();
    expect(told.slice(0, -1).every(({ more }) => more)).toBe(true);
    expect(shown.map(wholeHost)).toEqual(store.list());
    expect(shown).toHaveLength(1_999);
  });
});

it('few hosts all come at once', () => {
  save('a');
  expect(store.telling.first()).toMatchObject({ next: null });
});
