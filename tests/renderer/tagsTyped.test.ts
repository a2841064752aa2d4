// Tags that are typed and pasted.
import { expect, it } from 'vitest';
import { uniqueTags } from '../../electron/hosts/hostPlace.ts';
import {
  countedTags,
  endsTag,
  offeredTags,
  tagsIn,
  withTags,
} from '../../renderer/lib/tagsTyped.ts';
import { seeded } from '../support/random.ts';

it.each([
  ['prod', ['prod']],
  [' #prod, db ;eu\n\n#prod', ['prod', 'db', 'eu']],
  ['#kunde #lager nord', ['kunde', 'lager nord']],
  ['北京, Übergabe', ['北京', 'Übergabe']],
  ['C#', ['C#']],
  ['#, ,#', []],
])('%j are %j', (text, tags) => expect(tagsIn(text)).toEqual(tags));

it('end by a comma, and not by a space', () => {
  expect(['a', 'a b', ' #a', 'a,', 'a #', 'a\tb'].map(endsTag)).toEqual([
    ...[false, false, false, true, true, true],
  ]);
});

it('are each there once, as the main process has it', () => {
  const random = seeded(3);
  const some = ['Prod', 'prod', 'PROD', 'e\u0301', '\u00e9', 'x', 'Ü', 'ü'];
  for (let round = 0; round < 200; round++) {
    const all = Array.from({ length: random.int(8) }, () => random.pick(some));
    const mine = withTags([], all).map((tag) => tag.normalize('NFC'));
    expect(mine).toEqual(uniqueTags(all));
  }
});

it('are offered by use, those first that begin as typed', () => {
  const hosts = [['db', 'prod'], ['prod', 'Übergabe'], ['subdb'], ['prod']].map((tags) => ({
    tags,
  }));
  const names = (has: string[], typed: string, most = 9) =>
    offeredTags(countedTags(hosts), has, typed, most).map(({ tag, hosts }) => `${tag} ${hosts}`);
  expect(names([], '')).toEqual(['prod 3', 'db 1', 'subdb 1', 'Übergabe 1']);
  expect(names(['PROD'], '#db')).toEqual(['db 1', 'subdb 1']);
  expect(names([], 'uber')).toEqual(['Übergabe 1']);
  expect(names([], '', 1)).toEqual(['prod 3']);
});
