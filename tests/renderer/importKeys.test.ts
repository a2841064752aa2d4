/// <reference types="svelte" />
// The table of an import by the keyboard alone.
import { describe, expect, it } from 'vitest';
import { tableKey } from '../../renderer/components/import/importKeys.ts';
import { ImportTable } from '../../renderer/state/importTable.svelte.ts';
import { preview, row } from './importRig.ts';

function driven() {
  const table = new ImportTable(preview([row(0), row(1), row(2), row(3)]));
  const asked: string[] = [];
  const press = (key: string, held: Partial<KeyboardEvent> = {}) => {
    const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
    const go = (at: number, how?: 'extend') => table.go(at, how);
    const [ask, find] = [() => asked.push('ask'), () => asked.push('find')];
    return tableKey({ ...none, ...held, key }, { table, page: 2, go, ask, find });
  };
  return { table, asked, press };
}

describe('the keys of the table', () => {
  it('go through it, by lines, by pages and to its ends', () => {
    const { table, press } = driven();
    const at = () => table.current?.key;
    const steps = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'End', 'Home'];
    expect(steps.map((key) => press(key) && at())).toEqual([
      ...['1', '2', '1', '3', '1', '3', 'new'],
    ]);
  });

  it('choose several, and all', () => {
    const { table, press } = driven();
    press('ArrowDown', { shiftKey: true });
    expect(table.chosen.map((one) => one.at)).toEqual([0, 1]);
    expect(press('a', { ctrlKey: true })).toBe(true);
    expect(table.chosen).toHaveLength(4);
    press(' ');
    expect(table.sums.taken).toBe(0);
  });

  it('fold the group from wherever in it, and ask on a host what is to happen', () => {
    const { table, asked, press } = driven();
    press('Enter');
    expect(asked).toEqual(['ask']);
    press('ArrowRight');
    press('ArrowLeft');
    expect(table.current?.key).toBe('new');
    press('ArrowLeft');
    expect(table.lines).toHaveLength(1);
    press('Enter');
    expect(table.lines).toHaveLength(5);
  });

  it('leave letters to the field, and the app’s keys to the app', () => {
    const { asked, press } = driven();
    expect(press('w')).toBe(false);
    expect(asked).toEqual(['find']);
    expect([press('Enter', { ctrlKey: true }), press('Tab'), press('F2')]).toEqual([
      ...[false, false, false],
    ]);
    expect(press('x', { altKey: true })).toBe(false);
    expect(asked).toEqual(['find']);
  });
});
