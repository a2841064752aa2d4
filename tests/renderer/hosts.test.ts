/// <reference types="svelte" />
// The hosts as the list shows them: which one is current, through every change of the list.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { Bridge, HostsChange, HostsPart, SavedHost } from '../../electron/ipc/contract.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { kinds, UNARRANGED } from './kinds.ts';
import { hostsAreNow, hostsPut } from './toldHosts.ts';

const host = (id: string): SavedHost => ({
  ...{ ...kinds.empty, id, name: id, detail: '', can: CAN_NOTHING, problem: null, ...UNARRANGED },
});

function makeHosts(...ids: string[]) {
  let changed: (change: HostsChange) => void = () => undefined;
  let used: (told: { id: string; at: number }) => void = () => undefined;
  const answers: Record<string, (...args: never[]) => unknown> = {};
  const bridge = {
    call: async (name: string, ...args: never[]) => answers[name]?.(...args),
    on: (name: string, listener: unknown) => {
      if (name === 'hosts:changed') changed = listener as typeof changed;
      if (name === 'hosts:used') used = listener as typeof used;
    },
  } as unknown as Bridge;
  const hosts = new Hosts(bridge, kinds, ids.map(host));
  const told = (change: HostsChange) => changed(change);
  return {
    hosts,
    answers,
    told,
    use: (id: string, at: number) => used({ id, at }),
    become: (...now: string[]) => changed(hostsAreNow(now.map(host), hosts.list)),
  };
}

describe('the current host', () => {
  it('is the next one after a deletion, and at the end the one before', async () => {
    const { hosts } = makeHosts('a', 'b', 'c');
    hosts.choose('b');
    await hosts.delete('b');
    expect(hosts.current?.id).toBe('c');
    await hosts.delete('c');
    expect(hosts.current?.id).toBe('a');
    await hosts.delete('a');
    expect(hosts.current).toBeNull();
  });

  it('is the next of those shown, where the list is filtered', async () => {
    const { hosts } = makeHosts('web-1', 'x', 'web-2', 'web-3');
    hosts.search.typed = 'web';
    hosts.choose('web-2');
    await hosts.delete('web-2');
    expect(hosts.current?.id).toBe('web-3');
  });

  it('stays through changes from elsewhere, and moves on where they took it away', () => {
    const { hosts, become } = makeHosts('a', 'b', 'c');
    hosts.choose('b');
    become('0', 'a', 'b', 'c');
    expect([hosts.current?.id, hosts.tree.currentAt]).toEqual(['b', 2]);
    become('0', 'a', 'c');
    expect(hosts.current?.id).toBe('c');
  });

  it('comes back when the filter that hid it goes', () => {
    const { hosts } = makeHosts('a', 'b');
    hosts.choose('b');
    hosts.search.typed = 'a';
    expect(hosts.current?.id).toBe('a');
    hosts.search.typed = '';
    expect(hosts.current?.id).toBe('b');
  });
});

describe('only those with live shells', () => {
  it('are shown where that is wanted', () => {
    const { hosts } = makeHosts('a', 'b');
    hosts.liveHosts = () => ['b'];
    hosts.search.onlyOpen = true;
    expect(hosts.shown.map(({ id }) => id)).toEqual(['b']);
  });
});

it('a host on which a shell was opened says when, and the others stay the same objects', () => {
  const { hosts, use } = makeHosts('a', 'b');
  const [, other] = hosts.list;
  use('a', 5);
  expect(hosts.list.map(({ usedAt }) => usedAt)).toEqual([5, null]);
  expect(hosts.list[1]).toBe(other);
});

describe('thousands', () => {
  it('come after the first of them, and are shown at once; what is told meanwhile is later', async () => {
    const parts: Record<number, HostsPart> = {
      0: { hosts: packHosts(['b', 'c', 'gone'].map(host)), next: 7 },
      7: { hosts: packHosts(['d'].map(host)), next: null },
    };
    const lists: string[][] = [];
    const { hosts, told, answers } = makeHosts('a');
    answers['hosts:further'] = (next: number) => {
      lists.push(hosts.list.map(({ id }) => id));
      if (next === 7) told({ ...hostsPut([]), gone: ['gone'] });
      return parts[next];
    };
    await hosts.load(0);
    expect(lists).toEqual([['a'], ['a']]);
    expect(hosts.list.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(hosts.byId('c')?.name).toBe('c');
  });

  it('come each when there is time for it', async () => {
    const { hosts, answers } = makeHosts();
    const steps: string[] = [];
    answers['hosts:further'] = (next: number): HostsPart => {
      steps.push(`part ${next}`);
      return { hosts: packHosts([host(`h${next}`)]), next: next < 2 ? next + 1 : null };
    };
    await hosts.load(0, async () => void steps.push('turn'));
    expect(steps).toEqual(['turn', 'part 0', 'turn', 'part 1', 'turn', 'part 2']);
    expect(hosts.list).toHaveLength(3);
  });

  it('are in order, each as it was told last, however they were told', () => {
    const { hosts, told } = makeHosts('host-5', 'host-700');
    const names = Array.from({ length: 1_000 }, (_, at) => `host-${(at * 367) % 1_000}`);
    for (let from = 0; from < names.length; from += 90) {
      told(hostsPut(names.slice(from, from + 90).map(host), true));
    }
    told({ ...hostsPut([], true), gone: ['host-3', 'host-700'] });
    told(hostsPut([{ ...host('host-3'), notes: 'again' }, host('host-9')], true));
    told(hostsPut([{ ...host('host-9'), notes: 'last' }]));
    const all = hosts.list.map(({ id }) => id);
    expect(all).toEqual(names.map((_, at) => `host-${at}`).filter((id) => id !== 'host-700'));
    expect(hosts.byId('host-3')?.notes).toBe('again');
    expect(hosts.byId('host-9')?.notes).toBe('last');
  });

  it('that change are shown when the last of them is there', () => {
    const { hosts, told } = makeHosts('a');
    told(hostsPut([host('c')], true));
    expect(hosts.list).toHaveLength(1);
    told(hostsPut([host('b')]));
    expect(hosts.list.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
