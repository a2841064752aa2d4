// Tags of several hosts, and what was typed as new ones.
import { expect, it } from 'vitest';
import { hasTag, tagKey, tagsOf, typedTags } from '../../renderer/lib/tags.ts';

const tagged = (...tags: string[]) => ({ tags });

it('tags are the same whatever their letter case, and those of the hosts come first', () => {
  const hosts = [tagged('Prod', 'db'), tagged('prod')];
  expect(tagsOf([...hosts, tagged('alpha')], hosts)).toEqual([
    { tag: 'db', has: 1 },
    { tag: 'Prod', has: 2 },
    { tag: 'alpha', has: 0 },
  ]);
  expect(hasTag(tagged('Prod'), tagKey('PROD'))).toBe(true);
});

it('new ones are parted by commas, and have no sign before them', () => {
  expect(typedTags(' #prod, db ,,Prod; 客户、数据库，x')).toEqual([
    ...['Prod', 'db', '客户', '数据库', 'x'],
  ]);
  expect(typedTags(' , # ')).toEqual([]);
});
