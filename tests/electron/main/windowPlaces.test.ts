// The file of the windows' places: of this and the earlier form, damaged, and bounded.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Layout } from '../../../core/layout/layout.ts';
import { PLACE_LIMIT } from '../../../electron/main/placesFile.ts';
import type { WindowPlace } from '../../../electron/main/windowBounds.ts';
import { WindowPlaces } from '../../../electron/main/windowPlaces.ts';
import { inWords } from '../../../words/said.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const place = (x: number): WindowPlace => ({ x, y: 0, width: 900, height: 600, maximized: false });
let path: string;
let clock: ManualClock;
let told: string[];

beforeEach(() => {
  path = join(temporaryDirectory(), 'window.json');
  clock = new ManualClock();
  told = [];
});

function places(): WindowPlaces {
  const made = new WindowPlaces({
    ...{ path, clock, now: new Date(0) },
    onStored: () => undefined,
    onProblem: (error) => void told.push(String(error)),
  });
  onTestFinished(() => made.saved()); // before its folder goes
  if (made.notice) told.push(inWords(made.notice));
  return made;
}

const stored = (): unknown => JSON.parse(readFileSync(path, 'utf8'));
const write = (value: unknown): void => writeFileSync(path, JSON.stringify(value));

/** These are open, and those can be had back, whole or in part. */
function layout(open: string[], whole: string[] = [], parts: string[] = []): Layout {
  const item = (window: string, isWhole: boolean) => ({
    ...{
      id: `item-${window}`,
      tabs: [],
      window,
      index: 0,
      beside: null,
      whole: isWhole,
      active: null,
    },
  });
  return {
    windows: open.map((id) => ({ id, tabs: [], active: null })),
    closed: [...whole.map((id) => item(id, true)), ...parts.map((id) => item(id, false))],
  };
}

describe('the places of the windows', () => {
  it('are there again in the next run, and which one was in front', () => {
    const first = places();
    first.keep('a', place(1));
    first.keep('b', place(2));
    first.inFront('a', place(3));
    first.close();
    const next = places();
    expect([next.of('a'), next.of('b'), next.of('c')]).toEqual([place(3), place(2), undefined]);
    expect(next.latestFirst(['b', 'a', 'c'])).toEqual(['a', 'b', 'c']);
    expect(next.latestFirst(['b', 'c'])).toEqual(['b', 'c']);
    expect(next.latestFirst(['c', 'd'])).toEqual(['d', 'c']);
    expect(told).toEqual([]);
  });

  it('are forgotten with their windows, but for those that can be had back whole', () => {
    const open = places();
    for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) open.keep(id, place(index));
    open.retain(layout(['a'], ['c'], ['d']));
    open.close();
    expect(stored()).toEqual({ version: 2, places: { a: place(0), c: place(2) } });
  });

  it('are no more than can be of use', () => {
    const many = places();
    for (let n = 0; n <= PLACE_LIMIT; n++) many.keep(`w${n}`, place(n));
    many.close();
    expect(places().of('w0')).toBeUndefined();
    expect(places().of(`w${PLACE_LIMIT}`)).toEqual(place(PLACE_LIMIT));
  });
});

describe('a file of the time when there was one window', () => {
  it('tells where the first of them stands', () => {
    write(place(7));
    const migrated = places();
    expect([migrated.of('a'), migrated.takeFirst(), migrated.takeFirst()]).toEqual([
      ...[undefined, place(7), undefined],
    ]);
    migrated.keep('a', place(7));
    migrated.close();
    expect(stored()).toEqual({ version: 2, places: { a: place(7) } });
    expect(told).toEqual([]);
  });
});

it('a first window that is not known comes up where the last one was in front', () => {
  write({ version: 2, places: { a: place(1), b: place(2) } });
  expect(places().takeFirst()).toEqual(place(2));
});

describe('a damaged file', () => {
  it.each(['', '{}', '{"width":1,"height":1,"maximized":false}', '{"width":"900"}', '[]', 'null'])(
    'is set aside: %j',
    (text) => {
      writeFileSync(path, text);
      expect(places().takeFirst()).toBeUndefined();
      expect(told).toEqual([expect.stringMatching(/place was damaged.*kept as “window/)]);
    },
  );

  it('gives what is good in it', () => {
    write({ version: 2, places: { a: place(1), b: { x: 'left' }, '': place(2) } });
    expect(places().of('a')).toEqual(place(1));
    expect(told).toEqual([expect.stringMatching(/^Part of the file/)]);
  });

  it('of a newer version is set aside, and said so', () => {
    write({ version: 3, places: { a: place(1) } });
    expect(places().of('a')).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(/is of a newer Bowline/)]);
  });

  it('with more places than there can be windows gives as many as those', () => {
    const ids = Array.from({ length: PLACE_LIMIT + 5 }, (_, index) => `w${index}`);
    write({ version: 2, places: Object.fromEntries(ids.map((id) => [id, place(1)])) });
    expect(places().of(`w${PLACE_LIMIT - 1}`)).toEqual(place(1));
    expect(places().of(`w${PLACE_LIMIT}`)).toBeUndefined();
  });

  it('with names that mean something to JavaScript is a file like any other', () => {
    writeFileSync(path, `{"version":2,"places":{"__proto__":${JSON.stringify(place(1))}}}`);
    expect(places().of('toString')).toBeUndefined();
    expect(places().latestFirst(['a'])).toEqual(['a']);
  });
});
