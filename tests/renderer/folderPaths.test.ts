// Where folders lie, and which colour holds there.
import { describe, expect, it } from 'vitest';
import type { SavedFolder } from '../../electron/ipc/contract.ts';
import { pathsOf } from '../../renderer/lib/folderPaths.ts';

const folder = (
  id: string,
  parent: string | null,
  more: Partial<SavedFolder> = {},
): SavedFolder => ({
  ...{ id, parent, name: id.toUpperCase(), color: 'none', fields: {} },
  ...more,
});

describe('a folder', () => {
  it('has the names of those around it, in whatever order they come', () => {
    const all = pathsOf([folder('c', 'b'), folder('a', null), folder('b', 'a')]);
    expect(all.get('c')?.path).toEqual(['A', 'B', 'C']);
    expect(all.get('a')?.path).toEqual(['A']);
  });

  it('has the colour of the nearest that has one', () => {
    const all = pathsOf([
      folder('a', null, { color: 'red' }),
      folder('b', 'a'),
      folder('c', 'b', { color: 'teal' }),
    ]);
    expect([all.get('b')?.color, all.get('c')?.color]).toEqual(['red', 'teal']);
  });

  it('whose parent is gone, or that lies in itself, begins a path', () => {
    const all = pathsOf([
      folder('a', 'gone'),
      folder('b', 'c'),
      folder('c', 'b'),
      folder('d', 'd'),
    ]);
    expect(all.get('a')?.path).toEqual(['A']);
    expect(all.get('b')?.path.at(-1)).toBe('B');
    expect(all.get('d')?.path).toEqual(['D']);
  });
});
