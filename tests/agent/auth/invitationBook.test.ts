import { describe, expect, it } from 'vitest';
import { InvitationBook, type Admission } from '../../../agent/auth/invitationBook.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

const HOUR = 3_600_000;
const DAY_MS = 24 * HOUR;
const SESSION = 'a'.repeat(32);
const member = (number: number): string => String(number).padStart(32, '0');

function setUp() {
  const clock = new ManualClock();
  const book = new InvitationBook(clock, () => clock.now());
  const make = (uses: number | null = null, expiresInMs = HOUR, session = SESSION) =>
    book.make({ session, role: 'viewer', label: '', uses, expiresInMs });
  return { clock, book, make };
}

/** The name of the refusal, or 'in'. */
function comes(
  book: InvitationBook,
  id: string,
  who: string,
  end = (_: Error) => undefined,
): string {
  try {
    book.admit(id, who, end);
    return 'in';
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return (error as ProtocolError).code;
  }
}

describe('an invitation', () => {
  it('leads to its shell, in its role, with a token of its own', () => {
    const { book, make } = setUp();
    const [one, two] = [make(), make()];
    expect(one.token).toMatch(/^[\w-]{43}$/);
    expect(one.token).not.toBe(two.token);
    expect([one.id, two.id].map((id) => book.tokenOf(id))).toEqual([one.token, two.token]);
    expect(book.admit(one.id, member(1), () => undefined)).toMatchObject({
      session: SESSION,
      role: 'viewer',
    });
    expect(book.list()[0]).not.toHaveProperty('token');
  });

  it('counts members, not connections', () => {
    const { book, make } = setUp();
    const { id } = make(2);
    book.admit(id, member(1), () => undefined).leave();
    book.admit(id, member(1), () => undefined).leave();
    expect(book.list()[0]).toMatchObject({ used: 1, online: 0, state: 'open' });
    expect(comes(book, id, member(2))).toBe('in');
    expect(book.list()[0]).toMatchObject({ used: 2, online: 1, state: 'used-up' });
    expect(comes(book, id, member(3))).toBe('invitation-used-up');
    expect(comes(book, id, member(1))).toBe('in');
  });

  it('ends when its time is up, also for those who are in', () => {
    const { book, clock, make } = setUp();
    const { id } = make();
    const ends: string[] = [];
    book.admit(id, member(1), ({ code }) => ends.push(code));
    clock.advance(HOUR - 1);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual(['invitation-expired']);
    expect(comes(book, id, member(1))).toBe('invitation-expired');
  });

  it('ends by the date, where the computer slept through its timer', () => {
    const { book, clock, make } = setUp();
    const { id } = make();
    clock.standStill(HOUR);
    expect(comes(book, id, member(1))).toBe('invitation-expired');
  });

  it('is taken back at once, with all who came by it and nobody else', () => {
    const { book, make } = setUp();
    const [one, other] = [make(), make()];
    const ends: string[] = [];
    for (const { id } of [one, other]) {
      for (const n of [1, 2]) book.admit(id, member(n), ({ code }) => ends.push(`${id} ${code}`));
    }
    expect(book.revoke(one.id)).toBe(2);
    expect(ends).toEqual(Array(2).fill(`${one.id} invitation-revoked`));
    expect(comes(book, one.id, member(1))).toBe('invitation-revoked');
    expect(book.revoke(one.id)).toBe(0);
    const unknown = expect.objectContaining({ code: 'no-such-invitation' });
    expect(() => book.revoke('f'.repeat(16))).toThrow(unknown);
    expect(() => book.revoke('f'.repeat(16))).toThrow(/no such invitation/);
  });

  it('gives a member’s place to its newer connection, once that takes it', () => {
    const { book, make } = setUp();
    const { id } = make(1);
    const ends: string[] = [];
    const first = book.admit(id, member(1), ({ code }) => ends.push(code));
    first.takePlace();
    const second = book.admit(id, member(1), () => ends.push('newer'));
    expect(ends).toEqual([]); // its client may have given it up already
    second.takePlace();
    second.takePlace();
    expect(ends).toEqual(['replaced']);
    first.leave(); // it goes when its socket is gone, and takes nobody with it
    expect(book.list()[0]).toMatchObject({ used: 1, online: 1 });
    expect(book.revoke(id)).toBe(1);
    expect(ends).toEqual(['replaced', 'newer']);
  });

  it('lets no older connection of a member take the place of a newer one', () => {
    const { book, make } = setUp();
    const { id } = make();
    const [older, newer] = [1, 2].map(() => book.admit(id, member(1), () => undefined));
    newer!.takePlace();
    expect(() => older!.takePlace()).toThrow(/somewhere else/);
    newer!.leave();
    older!.takePlace();
    expect(book.list()[0]).toMatchObject({ online: 1 });
    older!.leave();
    expect(book.list()[0]).toMatchObject({ used: 1, online: 0 });
  });

  it('holds a bounded number of connections of one member that take no place', () => {
    const { book, make } = setUp();
    const { id } = make(1);
    const ended: number[] = [];
    const come = (n: number) => book.admit(id, member(1), () => ended.push(n));
    come(0).takePlace();
    for (let n = 1; n <= 18; n++) come(n);
    expect(ended).toEqual([1, 2]);
  });

  it('goes with its shell, and with its agent', () => {
    const { book, clock, make } = setUp();
    const [mine, other] = [make(), make(null, HOUR, 'b'.repeat(32))];
    book.forgetSession(SESSION);
    expect(comes(book, mine.id, member(1))).toBe('invitation-shell-gone');
    expect(book.list(SESSION)).toMatchObject([{ state: 'shell-gone' }]);
    expect(comes(book, other.id, member(1))).toBe('in');
    book.close();
    expect(clock.waiting).toBe(0);
  });

  it('is one of a bounded number, and remembered for a while', () => {
    const { book, make } = setUp();
    const all = Array.from({ length: LIMITS.maxInvitations }, () => make());
    expect(make).toThrow(/256 invitations/);
    for (const { id } of all) book.revoke(id);
    const more = Array.from({ length: LIMITS.maxInvitations }, () => make());
    for (const { id } of more) book.revoke(id);
    make();
    expect(book.list()).toHaveLength(LIMITS.maxInvitations + 1);
    expect(book.tokenOf(all[0]!.id)).toBeUndefined();
    expect(comes(book, more[0]!.id, member(1))).toBe('invitation-revoked');
  });

  it('agrees with a naive book, whatever happens', () =>
    eachSeed(100, (random) => {
      const { book, clock, make } = setUp();
      const uses = random.pick([null, 1, 2, 5]);
      const { id } = make(uses);
      const [known, online] = [new Set<string>(), new Map<string, Admission>()];
      let over = '';
      for (let step = 0; step < 60; step++) {
        const who = member(random.int(7));
        if (random.once(30)) {
          book.revoke(id);
          over ||= 'invitation-revoked';
        } else if (random.once(40)) {
          clock.advance(HOUR);
          over ||= 'invitation-expired';
        } else if (random.once(3)) {
          online.get(who)?.leave();
          online.delete(who);
        } else {
          const full = uses !== null && known.size >= uses && !known.has(who);
          const expected = over || (full ? 'invitation-used-up' : 'in');
          let outcome = 'in';
          try {
            const admission = book.admit(id, who, () => undefined);
            admission.takePlace();
            online.set(who, admission);
            known.add(who);
          } catch (error) {
            outcome = (error as ProtocolError).code;
          }
          expect(outcome).toBe(expected);
        }
        if (over) online.clear();
        expect(book.list()[0]).toMatchObject({ used: known.size, online: online.size });
      }
    }));
});

describe('whoever comes too late, and whoever is sent away', () => {
  const words = (book: InvitationBook, id: string): string => {
    try {
      book.admit(id, member(2), () => undefined);
      return 'in';
    } catch (error) {
      return (error as ProtocolError).message;
    }
  };

  it('hears why, in the same words', () => {
    const { clock, book, make } = setUp();
    const ended: string[] = [];
    const come = (id: string): void => {
      book.admit(id, member(1), ({ message }) => void ended.push(message));
    };
    const [timed, taken, gone, used] = [make(), make(), make(null, HOUR, 'b'.repeat(32)), make(1)];
    for (const { id } of [timed, taken, gone, used]) come(id);
    expect(words(book, used.id)).toBe('This invitation has been used as often as it may be.');
    expect(book.revoke(taken.id)).toBe(1);
    expect(book.revoke(taken.id)).toBe(0); // nobody is left
    book.forgetSession('b'.repeat(32));
    clock.advance(HOUR);
    const expected = [
      'This invitation was taken back.',
      'The shell that this invitation led to has ended.',
      'This invitation is no longer valid: its time is up.',
    ];
    expect(new Set(ended)).toEqual(new Set(expected));
    expect([taken, gone, timed].map(({ id }) => words(book, id))).toEqual(expected);
    expect(words(book, 'no such one')).toBe('This invitation was taken back.');
    expect(() => book.revoke('no such one')).toThrow('There is no such invitation any more.');
  });

  it('hears it for a day, and then as if it had never been', () => {
    const { clock, book, make } = setUp();
    const { id } = make();
    book.revoke(id);
    clock.advance(DAY_MS - 1);
    expect([book.list().length, words(book, id)]).toEqual([1, 'This invitation was taken back.']);
    expect(book.tokenOf(id)).toBeDefined();
    clock.advance(1);
    expect([book.list(), book.tokenOf(id)]).toEqual([[], undefined]);
  });

  it('leaves room for as many that aren’t over as there may be', () => {
    const { book, make } = setUp();
    const all = Array.from({ length: LIMITS.maxInvitations }, () => make());
    expect(() => make()).toThrow(
      `There are ${LIMITS.maxInvitations} invitations already. Revoke some of them first.`,
    );
    book.revoke(all[0]!.id);
    make();
    expect(() => make()).toThrow('Revoke some');
  });
});

describe('an invitation whose clocks disagree', () => {
  function setUpJumping() {
    const clock = new ManualClock();
    let ahead = 0;
    const book = new InvitationBook(clock, () => clock.now() + ahead);
    const made = book.make({
      ...{ session: SESSION, role: 'viewer', label: '' },
      uses: null,
      expiresInMs: HOUR,
    });
    const ends: string[] = [];
    const come = () => book.admit(made.id, member(1), (error) => void ends.push(error.code));
    return { clock, book, ends, come, made, jump: (ms: number) => void (ahead += ms) };
  }

  it.each([
    ['was set forward', HOUR],
    ['went on while the machine slept', 7 * HOUR],
  ])('sends its guests away soon after the date %s', (_what, ms) => {
    const { clock, ends, come, jump } = setUpJumping();
    come();
    clock.advance(90_000);
    jump(ms);
    clock.advance(1_000);
    expect(ends).toEqual(['invitation-expired']);
  });

  it('does so at its length however far the date was set back', () => {
    const { clock, ends, come, jump } = setUpJumping();
    come();
    jump(-10 * HOUR);
    clock.advance(HOUR - 1);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual(['invitation-expired']);
  });

  it('does so with a machine that came back from sleep, before it lets anybody in', () => {
    const { clock, book, ends, come, made, jump } = setUpJumping();
    come();
    jump(HOUR);
    clock.standStill(1);
    expect(comes(book, made.id, member(2))).toBe('invitation-expired');
    expect(ends).toEqual(['invitation-expired']);
  });

  it('is listed as it is, also where nobody was in', () => {
    const { book, jump } = setUpJumping();
    expect(book.list()).toMatchObject([{ state: 'open' }]);
    jump(HOUR);
    expect(book.list()).toMatchObject([{ state: 'expired', online: 0 }]);
  });

  it('can not be taken back any more, and frees its place', () => {
    const { book, jump, made } = setUpJumping();
    for (let n = 1; n < LIMITS.maxInvitations; n++) {
      book.make({
        ...{ session: SESSION, role: 'viewer', label: '' },
        uses: null,
        expiresInMs: HOUR,
      });
    }
    jump(HOUR);
    expect(book.make({ ...made, expiresInMs: HOUR })).toMatchObject({ state: 'open' });
    expect(book.revoke(made.id)).toBe(0);
    expect(book.list()[0]).toMatchObject({ state: 'expired' });
  });
});

describe('an invitation that is over', () => {
  it.each(['expired', 'revoked', 'shell-gone'] as const)('and %s is listed for a day', (state) => {
    const { clock, book, make } = setUp();
    const { id } = make();
    if (state === 'revoked') book.revoke(id);
    else if (state === 'shell-gone') book.forgetSession(SESSION);
    else clock.advance(HOUR);
    expect(book.list()).toMatchObject([{ id, state }]);
    clock.advance(DAY_MS - 1);
    expect(book.list()).toMatchObject([{ id, state }]);
    expect(comes(book, id, member(1))).toBe(`invitation-${state}`);
    clock.advance(1);
    expect(book.list()).toEqual([]);
    expect(book.tokenOf(id)).toBeUndefined();
  });

  it('leaves no timer', () => {
    const { clock, book, make } = setUp();
    const ids = [make().id, make().id];
    expect(clock.waiting).toBe(1);
    for (const id of ids) book.revoke(id);
    expect(clock.waiting).toBe(0);
  });
});
