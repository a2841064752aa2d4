// Who has come by one invitation, and which of a guest's connections has its place.
import { describe, expect, it } from 'vitest';
import { Guests, type Visit } from '../../../agent/auth/guests.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { named } from '../../support/protocolErrors.ts';

function setUp(uses: number | null = null) {
  const guests = new Guests(uses);
  const ended: string[] = [];
  const come = (member: string, name = member): Visit =>
    guests.come(member, ({ code }) => ended.push(`${name} ${code}`));
  return { guests, ended, come };
}

describe('a use', () => {
  it('is a member’s, however often it comes', () => {
    const { guests, come } = setUp(2);
    come('a').leave();
    come('a');
    expect([guests.used, guests.usedUp]).toEqual([1, false]);
    come('b');
    expect([guests.used, guests.usedUp]).toEqual([2, true]);
    expect(['a', 'b', 'c'].map((member) => guests.mayCome(member))).toEqual([true, true, false]);
  });

  it('is without end where there is no number, and of a thousand members are known', () => {
    const { guests, come } = setUp();
    const here = come('stays');
    for (let n = 0; n < 1_000; n++) come(`${n}`).leave();
    expect([guests.used, guests.usedUp, guests.online]).toEqual([1_001, false, 1]);
    here.leave();
    come('stays'); // was never forgotten, for it was here
    expect(guests.used).toBe(1_001);
    come('0'); // was
    expect(guests.used).toBe(1_002);
  });
});

describe('a place', () => {
  it('is the newer connection’s that takes it, and the older one is ended', () => {
    const { ended, come, guests } = setUp();
    const [older, newer] = [come('a', 'older'), come('a', 'newer')];
    older.takePlace();
    newer.takePlace();
    newer.takePlace(); // it has it
    expect([ended, guests.online]).toEqual([['older replaced'], 1]);
    older.leave(); // the end of one that has no place any more
    expect(guests.online).toBe(1);
    newer.leave();
    expect(guests.online).toBe(0);
  });

  it('is not taken from it by what was sent long ago on an older one', () => {
    const { ended, come } = setUp();
    const [older, newer] = [come('a', 'older'), come('a', 'newer')];
    newer.takePlace();
    expect(named(() => older.takePlace())).toBe('replaced');
    expect(ended).toEqual([]);
  });

  it('is nobody else’s', () => {
    const { ended, come } = setUp();
    come('a').takePlace();
    come('b').takePlace();
    expect(ended).toEqual([]);
  });
});

describe('the end of an invitation', () => {
  it('ends all connections by it, those without a place too', () => {
    const { guests, ended, come } = setUp();
    const first = come('a', 'first');
    first.takePlace();
    const second = come('a', 'second');
    come('b');
    const reason = new ProtocolError('invitation-revoked', 'over');
    expect(guests.endAll(reason)).toBe(3);
    expect(ended.sort()).toEqual(['b', 'first', 'second'].map((one) => `${one} ${reason.code}`));
    expect([guests.online, guests.endAll(reason)]).toEqual([0, 0]);
    come('a', 'third');
    for (const gone of [first, second]) gone.leave(); // of those that were ended, late
    expect(guests.online).toBe(1);
  });
});
