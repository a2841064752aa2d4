// Of very many invitations an owner is told as many as one frame takes, and which.
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
