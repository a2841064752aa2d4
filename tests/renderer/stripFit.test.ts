// Which tabs have a place in the strip, and which of the list of all tabs are on the page.
import { describe, expect, it } from 'vitest';
import { fitting, MORE, onlyActive, TAB } from '../../renderer/lib/stripFit.ts';
import { listed, ROW_PX, rowsOnPage, scrolledTo } from '../../renderer/lib/tabList.ts';
import { seeded } from '../support/random.ts';

describe('tabs in a strip', () => {
  it('all have a place as long as each has the least it needs', () => {
    const width = TAB.active + 4 * TAB.least;
    const five = { pinned: 0, count: 5, active: 2 };
    expect(fitting(five, width)).toEqual({ shown: [0, 1, 2, 3, 4], hidden: [] });
    expect(fitting(five, width - 1).hidden).toEqual([3, 4]); // the button takes room, too
  });

  it('have the shown one among them, wherever it stands', () => {
    const width = TAB.active + 2 * TAB.least + MORE;
    expect(fitting({ pinned: 0, count: 9, active: 0 }, width).shown).toEqual([0, 1, 2]);
    expect(fitting({ pinned: 0, count: 9, active: 8 }, width).shown).toEqual([0, 1, 8]);
  });

  it('are few pixels each where they are pinned', () => {
    const width = 3 * TAB.pinned + TAB.active + MORE;
    expect(fitting({ pinned: 3, count: 9, active: 5 }, width).shown).toEqual([0, 1, 2, 5]);
    expect(fitting({ pinned: 3, count: 3, active: 1 }, 3 * TAB.pinned).hidden).toEqual([]);
  });

  it('are none without a tab, and the shown one alone where there is no room at all', () => {
    expect(fitting({ pinned: 0, count: 0, active: -1 }, 0)).toEqual({ shown: [], hidden: [] });
    expect(fitting({ pinned: 0, count: 3, active: 1 }, 0)).toEqual({ shown: [1], hidden: [0, 2] });
  });

  it('are each in exactly one of both, in order, and never wider than the strip', () => {
    const random = seeded(15);
    for (let round = 0; round < 2_000; round++) {
      const count = random.int(500);
      const pinned = random.int(count + 1);
      const active = count === 0 ? -1 : random.int(count);
      const width = random.int(3_000);
      const { shown, hidden } = fitting({ pinned, count, active }, width);
      expect([...shown, ...hidden].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, index) => index),
      );
      expect([...shown]).toEqual([...shown].sort((a, b) => a - b));
      if (active >= 0) expect(shown).toContain(active);
      const least = shown.reduce(
        (all, one) => all + (one < pinned ? TAB.pinned : one === active ? TAB.active : TAB.least),
        hidden.length > 0 ? MORE : 0,
      );
      if (shown.length > 1) expect(least).toBeLessThanOrEqual(width);
    }
  });

  it('of 500 are as few on the page as of any other number', () => {
    const many = fitting({ pinned: 0, count: 500, active: 499 }, 1_200);
    expect(many.shown.length).toBeLessThan(12);
    expect(many.shown.length + many.hidden.length).toBe(500);
  });

  it('are the shown one alone in a narrow window', () => {
    expect(onlyActive({ pinned: 1, count: 3, active: 2 })).toEqual({ shown: [2], hidden: [0, 1] });
    expect(onlyActive({ pinned: 0, count: 0, active: -1 })).toEqual({ shown: [], hidden: [] });
  });
});

describe('the list of all tabs', () => {
  const tabs = ['web', 'db main', 'web: deploy', '上海-数据库'].map((title, index) => ({
    id: String(index),
    title,
  }));
  const ids = (typed: string, hidden: string[] = []) =>
    listed(tabs, ({ id }) => hidden.includes(id), typed).map(({ id }) => id);

  it('has those without a place first, else by their order', () => {
    expect(ids('', ['2', '3'])).toEqual(['2', '3', '0', '1']);
  });

  it('is found by words in any order and of any script', () => {
    expect(ids('deploy WEB')).toEqual(['2']);
    expect(ids('数据')).toEqual(['3']);
    expect(ids('nothing')).toEqual([]);
  });

  it('has only rows on the page that are seen, and a few more', () => {
    const height = 12 * ROW_PX;
    for (const top of [0, 100, 7_000, 14_000]) {
      const [first, end] = rowsOnPage(500, top, height);
      expect(end - first).toBeLessThanOrEqual(21);
      expect(first * ROW_PX).toBeLessThanOrEqual(top);
      expect(end * ROW_PX).toBeGreaterThanOrEqual(Math.min(500 * ROW_PX, top + height));
    }
    expect(rowsOnPage(0, 0, height)).toEqual([0, 0]);
  });

  it('is scrolled no further than a row needs to be seen', () => {
    expect(scrolledTo(3, 0, 280)).toBe(0);
    expect(scrolledTo(20, 0, 280)).toBe(21 * ROW_PX - 280);
    expect(scrolledTo(2, 400, 280)).toBe(2 * ROW_PX);
  });
});
