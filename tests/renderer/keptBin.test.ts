/// <reference types="svelte" />
// The bin's list: acts stand together, what is chosen, and that something stays current whatever goes.
import { describe, expect, it } from 'vitest';
import type { BinItem, Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import { binRows, counted, daysLeft } from '../../renderer/lib/binRows.ts';
import { KeptBin } from '../../renderer/state/keptBin.svelte.ts';

const DAY = 24 * 60 * 60 * 1000;

function item(id: string, change: Partial<BinItem> = {}): BinItem {
  return {
    ...{ id, what: 'host', name: id, path: [], hosts: 1 },
    ...{ deletedAt: 0, goesAt: 30 * DAY, act: id, ...change },
  };
}

function binOf(items: BinItem[], answers: Partial<Record<string, unknown>> = {}) {
  let there = items;
  const asked: unknown[][] = [];
  const bridge = {
    async call(name: string, ...args: unknown[]) {
      asked.push([name, ...args]);
      if (name === 'bin:list') return there;
      const answer = answers[name] ?? [];
      if (answer instanceof Error) throw answer;
      const ids = args[0] as string[] | null;
      there = there.filter(({ id }) => ids && !ids.includes(id));
      return answer;
    },
  } as unknown as Bridge;
  const names = new Map([['f', 'web 2']]);
  return { bin: new KeptBin(bridge, { folderName: (id) => names.get(id) }), asked };
}

const shown = (bin: KeptBin): string[] => bin.rows.map(({ id }) => id);

describe('rows', () => {
  const items = [
    item('web-10', { act: 'x' }),
    item('single'),
    item('web-9', { act: 'x' }),
    item('prod', { act: 'x', what: 'folder', hosts: 38 }),
    item('old', { path: ['Kunden', 'München'] }),
  ];

  it('are put together by act, folders first, as people count', () => {
    expect(binRows(items, '').map(({ id }) => id)).toEqual([
      ...['act-x', 'prod', 'web-9', 'web-10', 'single', 'old'],
    ]);
    expect(counted(items)).toEqual({ hosts: 42, folders: 1 });
  });

  it('are found by name and place, with all that was typed', () => {
    expect(binRows(items, 'WEB').map(({ id }) => id)).toEqual(['act-x', 'web-9', 'web-10']);
    expect(binRows(items, 'web 9').map(({ id }) => id)).toEqual(['web-9']);
    expect(binRows(items, 'münchen').map(({ id }) => id)).toEqual(['old']);
  });

  it('say how long they stay', () => {
    expect([0, 29.5 * DAY, 31 * DAY].map((now) => daysLeft(item('a'), now))).toEqual([30, 0, 0]);
  });
});

describe('choosing', () => {
  it('takes one, several, a range, an act, all', async () => {
    const { bin } = binOf([item('a'), item('b', { act: 'x' }), item('c', { act: 'x' }), item('d')]);
    await bin.load();
    expect([bin.choice.currentId, bin.choice.ids]).toEqual(['a', []]);
    bin.choice.go(3); // c
    bin.choice.go(0, 'add');
    expect([...bin.choice.ids].sort()).toEqual(['a', 'c']);
    expect(bin.rows[1] && bin.choice.state({ id: '', ids: ['b', 'c'] })).toBe('some');
    bin.choice.go(1, 'add'); // the act
    expect([...bin.choice.ids].sort()).toEqual(['a', 'b', 'c']);
    bin.choice.go(4);
    bin.choice.go(2, 'range');
    expect([...bin.choice.ids].sort()).toEqual(['b', 'c', 'd']);
    bin.choice.go(3, 'range');
    expect([...bin.choice.ids].sort()).toEqual(['c', 'd']);
    bin.choice.all();
    expect(bin.choice.ids).toHaveLength(4);
    bin.typed = 'a';
    expect(bin.choice.ids).toEqual(['a']); // nothing happens to what isn't seen
    bin.choice.go(7, 'move');
    expect([bin.choice.currentId, bin.choice.ids]).toEqual(['a', ['a']]);
  });
});

describe('what is chosen', () => {
  it('comes back, told with the names that had to change; the next one is current', async () => {
    const back = [
      { id: 'a', name: 'a 2' },
      { id: 'h', name: 'h' },
    ] as SavedHost[];
    const items = [item('a'), item('f', { what: 'folder', name: 'web', hosts: 1 }), item('z')];
    const { bin, asked } = binOf(items, { 'bin:restore': back });
    await bin.load();
    bin.choice.go(0);
    bin.choice.go(1, 'add');
    expect(bin.counted).toEqual({ hosts: 2, folders: 1 });
    await bin.restore();
    expect(asked).toContainEqual(['bin:restore', ['a', 'f']]);
    expect(bin.told).toBe(
      '2 hosts and 1 folder restored. “a” is called “a 2” now, as its name was given away. ' +
        '“web” is called “web 2” now, as its name was given away.',
    );
    expect([shown(bin), bin.choice.currentId]).toEqual([['z'], 'z']);
  });

  it('goes for good only once that is confirmed', async () => {
    const { bin, asked } = binOf([item('a'), item('b')]);
    await bin.load();
    bin.ask(false);
    expect(bin.asking).toBeNull(); // nothing is chosen
    bin.choice.go(1);
    bin.ask(false);
    expect(bin.asking?.items).toHaveLength(1);
    await bin.remove();
    expect([shown(bin), bin.choice.currentId, bin.told]).toEqual([
      ...[['a'], 'a', '1 host deleted for good.'],
    ]);
    bin.ask(true);
    await bin.remove();
    expect(asked).toContainEqual(['bin:empty', null]);
    expect([shown(bin), bin.choice.currentId]).toEqual([[], null]);
  });

  it('stays where that fails, and the reason is there', async () => {
    const { bin } = binOf([item('a')], { 'bin:restore': new Error('no room') });
    await bin.load();
    bin.choice.go(0);
    await bin.restore();
    expect([bin.error, bin.told, shown(bin), bin.choice.ids]).toEqual([
      ...['no room', '', ['a'], ['a']],
    ]);
  });
});
