// What an owner may wish of an invitation; and of very many, as many as one frame takes.
import { expect, it } from 'vitest';
import type { RequestContext } from '../../../agent/server/requests.ts';
import { sharingAnswers } from '../../../agent/server/sharingAnswers.ts';
import type { Invitation } from '../../../core/client/sharing.ts';

const STATES: readonly Invitation['state'][] = ['expired', 'open', 'revoked', 'used-up'];
/** By number, each made a second after the one before; they take the same room each. */
const ALL = Array.from({ length: 8 }, (_, number) => made(number, STATES[number % 4]!));
const ROOM = (count: number): number => 256 + count * (JSON.stringify(ALL[0]).length + 1);

function made(number: number, state: Invitation['state']): Invitation {
  const [id, label] = [`${number}`, ' '.repeat('shell-gone'.length - state.length)];
  const times = { createdAt: 1_000 + number, expiresAt: 100_000 };
  const rest = { session: 's', role: 'viewer' as const, uses: null, used: 0, online: 0 };
  return { id, label, ...times, ...rest, state };
}

function told(maxBody: number): string {
  const context = { invitations: { list: () => [...ALL].reverse() }, asker: { maxBody } };
  const answer = sharingAnswers.invitations({}, context as unknown as RequestContext);
  return answer.invitations.map(({ id }) => id).join('');
}

it('all, in the order in which they were made, where there is room', () => {
  expect([told(ROOM(8)), told(1e6)]).toEqual(['01234567', '01234567']);
});

it('not the oldest of those that are over, where there is less', () => {
  expect([told(ROOM(8) - 1), told(ROOM(6))]).toEqual(['1234567', '134567']);
});

it('and the newest of those that aren’t, where there is little', () => {
  expect([told(ROOM(4)), told(ROOM(2)), told(ROOM(1) - 1)]).toEqual(['1357', '57', '']);
});

const WEEK_MS = 7 * 24 * 3_600_000;
const NO_WISH = { expiresInMs: 3_600_000, uses: null, label: '' };

/** What is made for such a wish; undefined where it is refused. */
function wished(wish: object): object | undefined {
  let asked: object | undefined;
  const context = {
    registry: { get: () => ({}) },
    invitations: { make: (terms: object) => (asked = terms) },
  };
  try {
    sharingAnswers.invite(
      { session: 's', role: 'viewer', ...wish },
      context as unknown as RequestContext,
    );
  } catch {
    return undefined;
  }
  return asked;
}

it('an invitation is for an hour and anybody, unless something else is wished', () => {
  expect(wished({})).toEqual({ session: 's', role: 'viewer', ...NO_WISH });
  expect(wished({ label: `Ann\n${'n'.repeat(100)}` })).toHaveProperty(
    'label',
    expect.stringMatching(/^.{60}$/),
  );
});

it.each([
  ['uses', 1, 1_000],
  ['expiresInMs', 60_000, WEEK_MS],
])('%s has its bounds', (name, least, most) => {
  for (const right of [least, most]) {
    expect(wished({ [name]: right })).toMatchObject({ [name]: right });
  }
  for (const wrong of [least - 1, most + 1, least + 0.5]) {
    expect(wished({ [name]: wrong })).toBeUndefined();
  }
});
