// Hosts and tags in the palette: which tag is meant by what is typed, and which hosts come first.
import { expect, it } from 'vitest';
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { countTags } from '../../renderer/lib/tags.ts';
import { Uses } from '../../renderer/lib/uses.ts';
import { firstOf, PaletteHosts } from '../../renderer/state/paletteHosts.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';

type Host = Pick<SavedHost, 'id' | 'tags' | 'favourite' | 'usedAt'>;
const host = (id: string, tags: string[], more: Partial<Host> = {}): Host => ({
  ...{ id, tags, favourite: false, usedAt: null },
  ...more,
});

const LIST = [
  host('a', ['prod', 'prod old']),
  host('b', ['Prod'], { favourite: true }),
  host('c', ['prod old'], { usedAt: Date.now() }),
  host('d', []),
];

function rig() {
  const findables = LIST.map(({ id }) => ({ id, text: id }));
  const search = { findables, tags: countTags(LIST) };
  const app = { hosts: { list: LIST, search } } as unknown as Workspace;
  return new PaletteHosts(app, new Uses(null));
}

it.each([
  ['prod', ['host:a', 'host:b'], '', ['prod old']],
  ['PROD web 1', ['host:a', 'host:b'], 'web 1', []],
  ['prod old', ['host:a', 'host:c'], '', []],
  ['prod old x', ['host:a', 'host:c'], 'x', []],
])('behind a # %j means the longest tag that it begins with', (typed, ids, rest, others) => {
  const tagged = rig().tagged(typed);
  expect(tagged?.list.map(({ id }) => id)).toEqual(ids);
  expect([tagged?.rest, tagged?.others.map(({ key }) => key)]).toEqual([rest, others]);
});

it('and what begins no tag is looked for among their names', () => {
  expect(rig().tagged('pro')).toBeNull();
});

it('what was used lately comes first, then favourites, then the rest in its order', () => {
  const hosts = rig();
  const first = firstOf(hosts.list, 4, hosts.weights());
  expect(first.hits.map(({ id }) => id)).toEqual(['host:c', 'host:b', 'host:a', 'host:d']);
});
