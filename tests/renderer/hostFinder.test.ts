// What is looked through of hosts: made ready bit by bit, and kept from one list of them to the next.
import { expect, it } from 'vitest';
import { HostFinder } from '../../renderer/lib/hostFinder.ts';
import { readQuery } from '../../renderer/lib/hostQuery.ts';
import { host } from './treeHosts.ts';

const text = (folder = 'Folder') => ({
  pathOf: (id: string | null) => (id === null ? [] : [folder]),
  kindWord: () => 'SSH',
});
const hosts = Array.from({ length: 4_000 }, (_, at) =>
  host(`h${at}`, { name: `Wéb ${at}`, folder: at % 2 ? 'f' : null, tags: [`t${at % 3}`] }),
);
const found = (finder: HostFinder, typed: string) =>
  finder.find(readQuery(typed), null, 0).map((hit) => [hit.host.id, hit.name]);

it('finds the same, however much of it was made ready before', () => {
  const [fresh, begun, ready] = [1, 2, 3].map(() => new HostFinder(hosts, text()));
  expect(begun!.prepare()).toBe(true);
  while (ready!.prepare());
  for (const typed of ['web 12', 't1 folder', 'nothing']) {
    expect(found(begun!, typed)).toEqual(found(fresh!, typed));
    expect(found(ready!, typed)).toEqual(found(fresh!, typed));
  }
  expect(found(fresh!, 'web 1234')).toHaveLength(1);
});

it('takes what stays the same from the one before, though that was never looked in', () => {
  const first = new HostFinder(hosts, text());
  const { findables } = first;
  const changed = [host('new', { name: 'new' }), ...hosts.slice(2)];
  const passed = new HostFinder(changed, text(), first);
  const second = new HostFinder(changed, text(), passed);
  expect(second.findables.slice(1).every((one, at) => one === findables[at + 2])).toBe(true);
  expect(found(second, 'new')).toHaveLength(1);
  expect(found(second, 'web 3999')).toEqual(found(new HostFinder(changed, text()), 'web 3999'));
});

it('makes no text anew of a host that is the same, in folders that are', () => {
  const same = text();
  const first = new HostFinder(hosts, same);
  void first.findables;
  let asked = 0;
  const paths = { pathOf: same.pathOf, kindWord: same.kindWord };
  const counted = hosts.map((one) => one);
  counted[3] = { ...counted[3]!, name: 'other' };
  const second = new HostFinder(counted, paths, first);
  const jumping = new HostFinder(
    [host('j', { name: 'j', jumpHost: 'gate' }), ...counted],
    { ...paths, pathOf: (id) => (asked++, same.pathOf(id)) },
    second,
  );
  expect(second.findables[2]).toBe(first.findables[2]);
  expect(found(second, 'other')).toHaveLength(1);
  void jumping.findables;
  expect(asked).toBe(hosts.length + 1);
});

it('is made ready a few hosts at a time, and no further once another is wanted', async () => {
  const turnsOf = async (finder: HostFinder, most: number) => {
    let turns = 0;
    await finder.prepareAll(
      async () => void (turns += 1),
      () => turns > most,
    );
    return turns;
  };
  const [whole, left] = [new HostFinder(hosts, text()), new HostFinder(hosts, text())];
  expect(await turnsOf(whole, Infinity)).toBe(10);
  expect(whole.prepare()).toBe(false);
  expect(await turnsOf(whole, Infinity)).toBe(1);
  expect(await turnsOf(left, 3)).toBe(4);
  expect(left.prepare()).toBe(true);
});

it('knows of a folder that is called otherwise, and of a host that is', () => {
  const first = new HostFinder(hosts, text());
  expect(found(first, 'folder')).toHaveLength(2_000);
  const renamed = hosts.map((one) => (one.id === 'h7' ? { ...one, name: 'other' } : one));
  const second = new HostFinder(renamed, text('Kunden'), first);
  expect(found(second, 'folder')).toEqual([]);
  expect(found(second, 'kunden')).toHaveLength(2_000);
  expect(found(second, 'other')).toHaveLength(1);
  expect(found(second, '"Wéb 7"').map(([id]) => id)).not.toContain('h7');
});
