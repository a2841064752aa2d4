// Which rows of a long list are drawn, and how it scrolls to one of them.
import { describe, expect, it } from 'vitest';
import { drawnRows, RowElements, rowsOfPage, scrolledTo } from '../../renderer/lib/virtual.ts';
import { eachSeed } from '../support/random.ts';

const list = (top: number, count = 10_000) => ({ top, height: 280, row: 28, count });

describe('the rows that are drawn', () => {
  it('are those in sight and a few beyond either edge', () => {
    const rows = drawnRows(list(2_800), -1);
    expect([rows[0], rows.at(-1)]).toEqual([92, 117]);
    expect(rows).toHaveLength(26);
  });

  it('are all of a short list', () => {
    expect(drawnRows(list(0, 3), 0)).toEqual([0, 1, 2]);
    expect(drawnRows(list(0, 0), -1)).toEqual([]);
  });

  it('have the current one among them, wherever the pointer has scrolled to, and in order', () => {
    expect(drawnRows(list(280_000 - 280), 3)[0]).toBe(3);
    expect(drawnRows(list(0), 9_999).at(-1)).toBe(9_999);
  });

  it('are none twice, in order, and whatever is in sight, by seed', () =>
    eachSeed(500, (random) => {
      const count = random.between(0, 200);
      const height = random.between(1, 600);
      const top = random.between(0, Math.max(0, count * 28 - height));
      const rows = drawnRows({ top, height, row: 28, count }, random.between(-1, count - 1));
      expect(rows).toEqual([...new Set(rows)].sort((one, other) => one - other));
      const seen = rows.filter((at) => at * 28 < top + height && (at + 1) * 28 > top);
      const end = Math.min(count, Math.ceil((top + height) / 28));
      expect(seen).toHaveLength(end - Math.floor(top / 28));
    }));
});

describe('scrolling to a row', () => {
  it('moves as little as possible, and not at all where it is seen', () => {
    expect(scrolledTo(105, list(2_800))).toBe(2_800);
    expect(scrolledTo(50, list(2_800))).toBe(1_400);
    expect(scrolledTo(110, list(2_800))).toBe(111 * 28 - 280);
  });

  it('goes on by a page less a row', () => {
    expect(rowsOfPage(list(0))).toBe(9);
    expect(rowsOfPage({ ...list(0), height: 10 })).toBe(1);
  });
});

describe('the elements of the rows', () => {
  const ids = (...rows: number[]) => rows.map(String);

  it('are used again, but for that of the row which the keyboard is on', () => {
    const elements = new RowElements();
    const first = elements.of(ids(0, 1, 2, 3), 0);
    expect(elements.of(ids(0, 7, 8, 9), 0)).toEqual(first);
  });

  it('stay with it when it becomes another that is drawn already', () => {
    const elements = new RowElements();
    const [, , third] = elements.of(ids(0, 1, 2, 3), 0);
    expect(elements.of(ids(0, 1, 2, 3), 2)[2]).toBe(third);
    expect(elements.of(ids(2, 20, 21), 0)[0]).toBe(third);
  });

  it('are all new where it had none', () => {
    const elements = new RowElements();
    const first = elements.of(ids(0, 1, 2), 0);
    const next = elements.of(ids(7, 8, 9), 2);
    expect(next.filter((element) => first.includes(element))).toEqual([]);
  });

  it('are used again all the same, where the keyboard is on none of them', () => {
    const elements = new RowElements();
    const first = elements.of(ids(0, 1, 2), 0);
    expect(elements.of(ids(7, 8, 9), 2, false)).toEqual(first);
    expect(elements.of(ids(7, 8), -1, false)).toEqual(first.slice(0, 2));
    expect(elements.of(ids(1, 2, 3, 4), 1, false).slice(0, 2)).toEqual(first.slice(0, 2));
  });

  it('are never two rows’, never moved, and the kept one’s stays, by seed', () =>
    eachSeed(300, (random) => {
      const elements = new RowElements();
      const count = random.between(1, 200);
      let current = random.between(0, count - 1);
      let before: { drawn: number[]; used: readonly number[] } = { drawn: [], used: [] };
      for (let step = 0; step < 20; step++) {
        if (random.between(0, 3) === 0) current = random.between(0, count - 1);
        const top = random.between(0, Math.max(0, count * 28 - 280));
        const drawn = drawnRows({ top, height: 280, row: 28, count }, current);
        const used = elements.of(ids(...drawn), drawn.indexOf(current));
        expect(new Set(used).size).toBe(drawn.length);
        const stayed = before.used.filter((element) => used.includes(element));
        expect(used.filter((element) => before.used.includes(element))).toEqual(stayed);
        const was = before.drawn.indexOf(current);
        if (was !== -1) expect(used[drawn.indexOf(current)]).toBe(before.used[was]);
        before = { drawn, used };
      }
    }));
});
