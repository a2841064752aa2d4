// Hosts that go to a window as one text are there what they were here.
import { expect, it } from 'vitest';
import { CAN_NOTHING } from '../../../electron/hosts/kinds/kind.ts';
import { packHosts } from '../../../electron/hosts/packedHosts.ts';
import type { SavedHost } from '../../../electron/ipc/contract.ts';
import { unpackHosts, wholeHost } from '../../../renderer/lib/packedHosts.ts';
import { say } from '../../../words/said.ts';
import { kinds, UNARRANGED } from '../../renderer/kinds.ts';

const plain: SavedHost = {
  ...{ ...kinds.empty, ...UNARRANGED, id: 'a', name: 'web', detail: 'web', can: CAN_NOTHING },
  problem: null,
};

it('whatever is said of them', () => {
  const hosts: SavedHost[] = [
    plain,
    { ...plain, id: '__proto__', name: '中文 \u2028 "x"', kind: 'local', shell: '/bin/zsh' },
    { ...plain, tags: ['a', 'b'], notes: 'two\nlines', icon: '🐘', favourite: true, usedAt: 1 },
    { ...plain, name: '', detail: '' },
    { ...plain, address: 'web', folder: 'f', inherited: { user: { value: 'root', from: 'f' } } },
    { ...plain, problem: say('host-damaged'), role: 'editor', color: 'red' },
    { ...plain, can: { keep: 'agent', tunnels: 'ssh', share: true, install: true } },
  ];
  expect(unpackHosts(packHosts(hosts)).map(wholeHost)).toStrictEqual(hosts);
  expect(unpackHosts(packHosts([]))).toEqual([]);
});

it('with what several have alike as one object, and what is usual behind them', () => {
  const alike = { ...plain, tags: ['a'], inherited: { user: { value: 'root', from: 'f' } } };
  const [one, other, usual] = unpackHosts(
    packHosts([alike, { ...alike, id: 'b', tags: ['a'] }, plain]),
  );
  expect(one!.tags).toBe(other!.tags);
  expect(one!.inherited).toBe(other!.inherited);
  expect(usual!.port).toBe('');
  expect(Object.keys(usual!).sort()).toEqual(['can', 'detail', 'id', 'name']);
  expect({ ...wholeHost(usual!), usedAt: 5 }).toEqual({ ...plain, usedAt: 5 });
  expect(wholeHost(plain)).toBe(plain);
});

it('and most of what all have in common is said once', () => {
  const one = packHosts([plain]).length;
  const more = packHosts(Array.from({ length: 101 }, () => plain)).length;
  expect((more - one) / 100).toBeLessThan(200);
});
