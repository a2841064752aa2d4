// Folders to choose one of.
import { expect, it } from 'vitest';
import { folderChoices, MOST_CHOICES } from '../../renderer/lib/folderChoices.ts';
import { pathsOf } from '../../renderer/lib/folderPaths.ts';
import { folder } from './treeHosts.ts';

const all = [
  ...pathsOf([
    folder('p', null, { name: 'Production' }),
    folder('e10', 'p', { name: 'eu-10' }),
    folder('e2', 'p', { name: 'eu-2' }),
    folder('m', null, { name: 'Müller' }),
  ]).values(),
];
const ids = (typed: string, may: (id: string | null) => boolean = () => true) =>
  folderChoices(all, typed, may).map(({ id }) => id);

it('are all, after the top, in natural order, each below the one it lies in', () => {
  expect(ids('')).toEqual([null, 'm', 'p', 'e2', 'e10']);
  expect(ids('', (id) => id !== null && id !== 'p')).toEqual(['m', 'e2', 'e10']);
});

it('are found by any words of their paths', () => {
  expect(ids('prod 10')).toEqual(['e10']);
  expect(ids('muller')).toEqual(['m']);
  expect(ids('nothing')).toEqual([]);
});

it('are drawn up to a number', () => {
  const many = pathsOf(Array.from({ length: 500 }, (_, at) => folder(`f${at}`)));
  expect(folderChoices([...many.values()], '', () => true)).toHaveLength(MOST_CHOICES);
});
