/// <reference types="svelte" />
// The hosts as the list shows them: which one is current, through every change of the list.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type { Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { kinds, UNARRANGED } from './kinds.ts';

const host = (id: string): SavedHost => ({
  ...{ ...kinds.empty, id, name: id, detail: '', can: CAN_NOTHING, problem: null, ...UNARRANGED },
});

function makeHosts(...ids: string[]) {
  let changed: (hosts: SavedHost[]) => void = () => undefined;
  const bridge = {
    call: () => Promise.resolve(),
    on: (name: string, listener: (hosts: SavedHost[]) => void) => {
      if (name === 'hosts:changed') changed = listener;
    },
  } as unknown as Bridge;
  const hosts = new Hosts(bridge, kinds, ids.map(host));
  return { hosts, become: (...now: string[]) => changed(now.map(host)) };
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
