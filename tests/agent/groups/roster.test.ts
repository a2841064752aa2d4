import { describe, expect, it } from 'vitest';
import { Roster, TYPING_MS, type MemberOptions } from '../../../agent/groups/roster.ts';
import { eachSeed } from '../../support/random.ts';

const options = (key: string, change: Partial<MemberOptions> = {}): MemberOptions => ({
  ...{ key, role: 'viewer', name: key, read: () => ({ roundTripMs: 3, behind: 0 }) },
  ...change,
});

describe('the members of a group', () => {
  it('are listed owners first, then editors, then viewers', () => {
    const roster = new Roster();
    for (const role of ['viewer', 'editor', 'owner', 'viewer', 'owner'] as const) {
      roster.join(options(`${role}${roster.size}`, { role }));
    }
    expect(roster.list(0, 10_000).map(({ id }) => id)).toEqual([3, 5, 2, 1, 4]);
  });

  it('keep number and colour when they come back, and the older connection takes nobody along', () => {
    const roster = new Roster();
    const before = roster.join(options('a'));
    roster.join(options('b'));
    const again = roster.join(options('a'));
    expect([again.id, again.colour]).toEqual([before.id, before.colour]);
    expect(roster.leave(before)).toBe(false);
    expect(roster.size).toBe(2);
    expect(roster.leave(again)).toBe(true);
    expect(roster.join(options('a')).id).toBe(before.id);
  });

  it('are not forgotten for one guest who comes under many names', () => {
    const roster = new Roster();
    const other = roster.join(options('other'));
    roster.leave(other);
    for (let n = 0; n < 1_500; n++) {
      roster.leave(roster.join(options(`many ${n}`, { speaker: 'one' })));
    }
    expect(roster.join(options('other')).id).toBe(other.id);
    expect(roster.join(options('many 1499', { speaker: 'one' })).id).toBe(1_501);
  });

  it.each([
    ['x'.repeat(10_000), 'x'.repeat(40)],
    ['Ada\u001b]0;gotcha\u0007\u202e\r\n', 'Ada]0;gotcha'],
    ['\u0000\u200b', 'Guest 1'],
    ['', 'Guest 1'],
  ])('have names that can be shown (case %#)', (name, shown) => {
    expect(new Roster().join(options('a', { name })).name).toBe(shown);
  });

  it('are told as typing for two seconds, and their figures in steps that matter', () => {
    const roster = new Roster();
    const member = roster.join(
      options('a', { read: () => ({ roundTripMs: 123.4, behind: 5000 }) }),
    );
    member.typedAt = 1_000;
    const at = (now: number) => roster.list(now, 10_000)[0]!;
    expect(at(1_000)).toMatchObject({ typing: true, roundTripMs: 120, behind: 4096 });
    expect(at(1_000 + TYPING_MS)).toMatchObject({ typing: false });
  });

  it('share eight colours evenly, and a bounded list', () =>
    eachSeed(20, (random) => {
      const roster = new Roster();
      const count = random.between(1, 300);
      for (let n = 0; n < count; n++) roster.join(options(`k${n}`));
      const counts = new Map<number, number>();
      for (const { colour } of roster.list(0, 1e6)) {
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      expect(Math.max(...counts.values())).toBeLessThanOrEqual(Math.ceil(count / 8));
      const maxBytes = random.between(0, 4_000);
      const bytes = Buffer.byteLength(JSON.stringify(roster.list(0, maxBytes)));
      expect(bytes).toBeLessThanOrEqual(maxBytes + 2);
    }));
});
