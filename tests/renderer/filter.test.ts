// Going to a host in the list by the first letters of its name.
import { describe, expect, it } from 'vitest';
import { typeAhead } from '../../renderer/lib/filter.ts';

describe('typing a name in the list', () => {
  const list = ['alpha', 'beta', 'Bravo', 'charlie'];

  it('goes to the next name that begins so, round the end', () => {
    expect([typeAhead(list, 0, 'b'), typeAhead(list, 1, 'b'), typeAhead(list, 2, 'b')]).toEqual([
      1, 2, 1,
    ]);
  });

  it('stays where it is while more letters still fit', () => {
    expect([typeAhead(list, 1, 'be'), typeAhead(list, 1, 'br')]).toEqual([1, 2]);
  });

  it('finds nothing where nothing begins so', () => {
    expect(typeAhead(list, 0, 'z')).toBe(-1);
  });
});
