/// <reference types="svelte" />
// Finding saved hosts: which are found, in which order, with what marked, and what is said of what can't be.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import type { NamePart } from '../../renderer/lib/filter.ts';
import { pathsOf } from '../../renderer/lib/folderPaths.ts';
import { HostSearch } from '../../renderer/state/hostSearch.svelte.ts';
import { eachSeed, type Random } from '../support/random.ts';
import { kinds, UNARRANGED } from './kinds.ts';

const host = (name: string, more: Partial<SavedHost> = {}): SavedHost => ({
  ...{ ...kinds.empty, id: name, name, can: CAN_NOTHING, problem: null, ...UNARRANGED },
  ...{ detail: more.address ?? '', ...more },
});

const FOLDERS: SavedFolder[] = [
  ['p', null, 'Production'],
  ['e', 'p', 'eu-central'],
  ['u', 'p', 'us-east'],
  ['k', null, 'Kunden'],
  ['m', 'k', 'Müller'],
].map(([id, parent, name]) => ({
  id: id!,
  parent: parent!,
  name: name!,
  color: 'none',
  fields: {},
}));

const HOSTS = [
  host('orders-db', { folder: 'e', tags: ['prod', 'db'], user: 'postgres', favourite: true }),
  host('web-eu-1', { folder: 'e', tags: ['prod', 'web'], address: '10.0.0.7' }),
  host('web-eu-2', { folder: 'e', tags: ['prod-old'], address: '10.0.0.77' }),
  host('web-us-1', {
    folder: 'u',
    tags: ['Prod'],
    inherited: { user: { value: 'root', from: 'u' } },
  }),
  host('gpu', { kind: 'agent', notes: 'Ask Jürgen\nThe web of it is down on Sundays, mostly' }),
  host('Übergabe', { folder: 'm', tags: ['kunde'] }),
];

function searchOf(hosts: readonly SavedHost[] = HOSTS, live: string[] = [], kept: string[] = []) {
  const search = new HostSearch({ hosts: () => hosts, kinds, live: () => live });
  const paths = pathsOf(FOLDERS);
  const keptOn = (id: string) => (kept.includes(id) ? 1 : 0);
  search.beyond = { folders: () => paths, keptOn };
  const find = (typed: string) => {
    search.typed = typed;
    return search.hits?.map(({ host: { id } }) => id) ?? null;
  };
  return { search, find };
}

const { find } = searchOf(HOSTS, ['web-eu-2', 'gpu'], ['gpu']);
const sorted = (typed: string) => find(typed)?.toSorted();

describe('is found', () => {
  it('nothing while nothing is typed: the tree stays as it is', () =>
    expect(find('  ')).toBeNull());

  it.each([
    ['a name, letters with gaps', 'wbeu', ['web-eu-1', 'web-eu-2']],
    ['words in any order', 'us web', ['web-us-1']],
    ['an address, as it is', '10.0.0.7', ['web-eu-1', 'web-eu-2']],
    ['an address in no other order', '0.10.7', []],
    ['a user of its folder', 'root', ['web-us-1']],
    ['a user at a name', 'root@web-us-1', ['web-us-1']],
    ['a tag', 'kunde', ['Übergabe']],
    ['a folder', 'muller', ['Übergabe']],
    ['a kind', 'agent', ['gpu']],
    ['a word of the notes', 'sundays', ['gpu']],
    ['no letters with gaps in the notes', 'sndys', []],
  ])('%s', (_, typed, expected) => expect(sorted(typed)).toEqual(expected));

  it('what is in quotes as it stands', () => {
    expect(find('"eu-1"')).toEqual(['web-eu-1']);
    expect(find('"eu central"')).toEqual([]);
  });

  it('a name before a tag, and that before the notes', () => {
    expect(find('web')?.slice(0, 3).toSorted()).toEqual(['web-eu-1', 'web-eu-2', 'web-us-1']);
    expect(find('web')?.at(-1)).toBe('gpu');
  });

  it('favourites and what was used lately first, of those that match alike', () => {
    const all = ['web-1', 'web-2', 'web-3'].map((name) => host(name));
    const one = { ...all[1]!, favourite: true };
    expect(searchOf([all[0]!, one, all[2]!]).find('web')).toEqual(['web-2', 'web-1', 'web-3']);
    const used = { ...all[2]!, usedAt: Date.now() };
    expect(searchOf([all[0]!, one, used]).find('web')![0]).toBe('web-3');
  });
});

describe('conditions', () => {
  it.each([
    ['tag:prod', ['orders-db', 'web-eu-1', 'web-us-1']],
    ['#pro', ['orders-db', 'web-eu-1', 'web-eu-2', 'web-us-1']],
    ['tag:"pro"', []],
    ['-tag:prod', ['gpu', 'web-eu-2', 'Übergabe']],
    ['not #prod web', ['gpu', 'web-eu-2']],
    ['kind:agent', ['gpu']],
    ['is:open', ['gpu', 'web-eu-2']],
    ['is:open -is:kept', ['web-eu-2']],
    ['is:favourite', ['orders-db']],
    ['in:"eu central"', ['orders-db', 'web-eu-1', 'web-eu-2']],
    ['in:production', ['orders-db', 'web-eu-1', 'web-eu-2', 'web-us-1']],
    ['folder:production/us', ['web-us-1']],
    ['in:central', ['orders-db', 'web-eu-1', 'web-eu-2']],
    ['user:root', ['web-us-1']],
    ['user:post', ['orders-db']],
    ['tag:prod -web', ['orders-db']],
    ['tag:', HOSTS.map(({ id }) => id).toSorted()],
    ['is:favourite is:open', []],
  ])('%s', (typed, expected) => expect(sorted(typed)).toEqual(expected));

  it('that there aren’t, or take something else, are named with what there is', () => {
    const { search } = searchOf();
    const problem = (typed: string) => ((search.typed = typed), search.problem);
    expect(problem('tagg:prod')).toEqual({ what: 'operator', name: 'tagg' });
    expect(problem('is:closed')).toEqual({
      ...{ what: 'value', operator: 'is', value: 'closed', may: ['open', 'favourite', 'kept'] },
    });
    expect(problem('kind:telnet')).toMatchObject({ operator: 'kind', value: 'telnet' });
    expect(problem('is:o kind:s tag:nowhere localhost:22')).toBeNull();
  });
});

describe('chips', () => {
  it('narrow what is typed, and each other', () => {
    const { search, find: narrowed } = searchOf(HOSTS, ['web-eu-2', 'web-us-1']);
    search.toggleTag('prod');
    expect(narrowed('')).toEqual(['orders-db', 'web-eu-1', 'web-us-1']);
    expect(narrowed('web')).toEqual(['web-eu-1', 'web-us-1']);
    search.onlyOpen = true;
    expect(narrowed('web')).toEqual(['web-us-1']);
    search.toggleTag('prod');
    expect(narrowed('web')).toEqual(['web-eu-2', 'web-us-1']);
    search.seeAll();
    expect(search.hits).toBeNull();
  });

  it('count tags whatever their letter case, the most used first', () => {
    expect(searchOf().search.tags.slice(0, 2)).toEqual([
      { key: 'prod', tag: 'prod', hosts: 3 },
      { key: 'db', tag: 'db', hosts: 1 },
    ]);
  });
});

describe('what matched', () => {
  const marked = (parts: readonly NamePart[]) =>
    parts.map(({ text, found }) => (found ? `[${text}]` : text)).join('');
  const first = (typed: string) => {
    const { search } = searchOf();
    search.typed = typed;
    const [hit] = search.hits!;
    return [marked(hit!.name), marked(hit!.where)];
  };

  it.each([
    ['web-eu', '[web-eu]-1', ''],
    ['wbeu1', '[w]e[b]-[eu]-[1]', ''],
    ['kunde', 'Übergabe', '#[kunde]'],
    ['ubergabe muller', '[Übergabe]', 'Kunden / [Müller]'],
    ['10.0.0.77', 'web-eu-2', '[10.0.0.77]'],
    ['sundays', 'gpu', '…it is down on [Sundays], mostly'],
    ['jurgen', 'gpu', 'Ask [Jürgen]'],
  ])('is marked: %s', (typed, name, where) => expect(first(typed)).toEqual([name, where]));
});

describe('whatever is typed', () => {
  const letters = [...'abü上-1. :"#@'];
  const text = (random: Random, most: number) =>
    Array.from({ length: random.int(most) }, () => random.pick(letters)).join('');
  const some = (random: Random) => {
    const tags = [text(random, 4), text(random, 4)].map((tag) => tag.trim()).filter(Boolean);
    const [folder] = [random.pick([null, 'e', 'm', 'gone'])];
    const notes = text(random, random.once(9) ? 600 : 12);
    return host(text(random, 8), {
      id: `${random.int(1e9)}`,
      tags,
      notes,
      folder,
      user: text(random, 3),
    });
  };

  it('nothing throws, and what holds every word as it is written is found', async () => {
    await eachSeed(300, (random) => {
      const all = Array.from({ length: 6 }, () => some(random));
      const { find: among, search } = searchOf(all);
      const typed = text(random, 12);
      const found = among(typed);
      for (const hit of search.hits ?? []) expect(marked(hit.name)).toBe(hit.host.name);
      if (found === null || /[-:"#@.]/.test(typed)) return;
      const words = typed.trim().split(/\s+/);
      const holds = ({ name, notes, tags }: SavedHost) =>
        words.every((word) => `${name}\n${notes}\n${tags.join('\n')}`.includes(word));
      for (const one of all.filter(holds)) expect(found).toContain(one.id);
    });
  });

  it('what is left out by a condition is what that finds not, and two find what each does', async () => {
    const asked = ['tag:a', 'is:open', 'in:m', 'user:a', 'kind:ssh', '"a"', '#b'];
    await eachSeed(200, (random) => {
      const all = Array.from({ length: 8 }, () => some(random));
      const { find: among } = searchOf(
        all,
        all.slice(0, 3).map(({ id }) => id),
      );
      const [one, other] = [random.pick(asked), random.pick(asked)];
      const [a, b, both] = [among(one)!, among(other)!, among(`${one} ${other}`)!];
      expect(both.toSorted(), `${one} ${other}`).toEqual(
        a.filter((id) => b.includes(id)).toSorted(),
      );
      const rest = all.map(({ id }) => id).filter((id) => !a.includes(id));
      expect(among(`-${one}`)!.toSorted()).toEqual(rest.toSorted());
    });
  });

  const marked = (parts: readonly NamePart[]) => parts.map((part) => part.text).join('');
});
