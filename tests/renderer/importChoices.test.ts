// What becomes of found hosts, and how they stand in the table.
import { describe, expect, it } from 'vitest';
import * as choose from '../../renderer/lib/importChoices.ts';
import { findRows, linesOf, type GroupName } from '../../renderer/lib/importRows.ts';
import { cut, known, NOT_TAKEN, row } from './importRig.ts';

const NONE: choose.Choices = new Map();
const lost = (at: number) => row(at, { state: 'unusable', why: NOT_TAKEN, does: [] });
const rows = [row(0), cut(1), known(2, 2), known(3), lost(4)];

describe('what becomes of a host', () => {
  it('is what is proposed, until something is chosen', () => {
    expect(rows.map((one) => choose.doingOf(one, NONE))).toEqual([
      ...['add', 'add', 'merge', 'skip', 'skip'],
    ]);
    expect(choose.sumsOf(rows, NONE)).toEqual({
      ...{ of: 5, taken: 3, add: 2, merge: 1, replace: 0, skip: 2 },
    });
    expect(choose.isChanged(rows, NONE)).toBe(false);
  });

  it('is the first way there is, where one is taken that was to be left out', () => {
    const all = choose.tick(rows, true, NONE);
    expect(rows.map((one) => choose.doingOf(one, all))).toEqual([
      ...['add', 'add', 'merge', 'replace', 'skip'],
    ]);
    const none = choose.tick(rows, false, all);
    expect(choose.sumsOf(rows, none).taken).toBe(0);
    expect(choose.isChanged(rows, none)).toBe(true);
  });

  it('is chosen for several at once, where it can be done', () => {
    const replaced = choose.doWith(rows, 'replace', NONE);
    expect(rows.map((one) => choose.doingOf(one, replaced))).toEqual([
      ...['add', 'add', 'replace', 'replace', 'skip'],
    ]);
  });

  it('is told to main with what was chosen beside it, and without those that are left out', () => {
    let choices = choose.putInto([row(0)], null, NONE);
    choices = choose.retag([row(0), cut(1)], { add: ['prod'] }, choices);
    choices = choose.tick([known(2, 2)], false, choices);
    expect(choose.wishOf(rows, choices, 'folder')).toEqual({
      into: 'folder',
      choices: [
        { at: 0, does: 'add', folder: null, tags: ['prod'] },
        { at: 1, does: 'add', tags: ['prod'] },
      ],
    });
    const again = choose.putInto([row(0)], undefined, choices);
    expect(choose.wishOf([row(0)], again, null).choices).toEqual([
      { at: 0, does: 'add', tags: ['prod'] },
    ]);
  });

  it('is told together for hosts in a row for which it is the same', () => {
    const many = Array.from({ length: 10 }, (_, at) => row(at));
    const choices = choose.putInto(many.slice(2, 4), null, NONE);
    const wished = choose.wishOf(many, choose.tick([row(6)], false, choices), null).choices;
    expect(wished).toEqual([
      { at: 0, to: 1, does: 'add' },
      { at: 2, to: 3, does: 'add', folder: null },
      { at: 4, to: 5, does: 'add' },
      { at: 7, to: 9, does: 'add' },
    ]);
  });

  it('isn’t changed by what leads back to what is proposed', () => {
    let choices = choose.tick(rows, false, NONE);
    choices = choose.tick([row(0), cut(1), known(2, 2)], true, choices);
    choices = choose.retag([row(0)], { add: ['a'] }, choices);
    expect(choose.isChanged(rows, choices)).toBe(true);
    expect(choose.isChanged(rows, choose.retag([row(0)], { remove: ['a'] }, choices))).toBe(false);
  });
});

describe('a box of several', () => {
  it('says whether all, some or none are taken, of those that can be', () => {
    expect(choose.tickedOf(rows, NONE)).toBe('some');
    expect(choose.tickedOf([row(0), lost(4)], NONE)).toBe('all');
    expect(choose.tickedOf([known(3)], NONE)).toBe('none');
    expect(choose.tickedOf([lost(4)], NONE)).toBeNull();
  });
});

describe('the table', () => {
  const rest = [{ where: 'config', what: 'Include x', why: NOT_TAKEN }];
  const keys = (folded: GroupName[] = []) =>
    linesOf({ rows, rest, folded: new Set(folded) }).map(({ key }) => key);

  it('has a group for what each means, and none that is empty', () => {
    expect(keys()).toEqual([
      ...['left', '1', 'here', '2', '3', 'new', '0', 'unusable', '4', 'rest', 'rest-0'],
    ]);
    expect(keys(['left', 'here', 'rest'])).toEqual([
      ...['left', 'here', 'new', '0', 'unusable', '4', 'rest'],
    ]);
  });

  it('finds by every typed word, whatever the case and the marks', () => {
    const some = [
      row(0, { name: 'Würzburg' }),
      row(1, { name: '上海-数据库', folder: ['Kunden'] }),
      row(2, { tags: ['prod'], user: 'root' }),
    ];
    const found = (typed: string) => findRows(some, typed).map(({ at }) => at);
    expect(found('WURZ')).toEqual([0]);
    expect(found('数据 kunden')).toEqual([1]);
    expect(found('root prod')).toEqual([2]);
    expect(found('  ')).toEqual([0, 1, 2]);
    expect(found('deploy x')).toEqual([]);
  });
});
