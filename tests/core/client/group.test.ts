// Who came and who went at a shell, told from one news of its group to the next.
import { describe, expect, it } from 'vitest';
import { groupChanges, newMessageId, type Group } from '../../../core/client/group.ts';

describe('who came and who went', () => {
  const group = (ids: number[], total = ids.length): Group =>
    ({ total, members: ids.map((id) => ({ id })) }) as unknown as Group;
  const ids = (changes: ReturnType<typeof groupChanges>): number[][] =>
    [changes.joined, changes.left].map((members) => members.map(({ id }) => id));

  it('is told from one news to the next', () => {
    expect(ids(groupChanges(group([1, 2, 3]), group([3, 4, 1])))).toEqual([[4], [2]]);
    expect(ids(groupChanges(group([1]), group([1])))).toEqual([[], []]);
  });

  it('is nobody where not everybody is listed, or nothing was known before', () => {
    expect(ids(groupChanges(null, group([1])))).toEqual([[], []]);
    expect(ids(groupChanges(group([1], 2), group([2])))).toEqual([[], []]);
    expect(ids(groupChanges(group([1]), group([2], 3)))).toEqual([[], []]);
  });

  it('messages have names that nobody has twice', () => {
    const names = Array.from({ length: 20 }, newMessageId);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(names).size).toBe(20);
  });
});
