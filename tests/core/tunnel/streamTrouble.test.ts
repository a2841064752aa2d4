import { expect, it } from 'vitest';
import { troubleOfEnd } from '../../../core/tunnel/streamTrouble.ts';
import { loopback } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';

const reset = (code: string, message = '') =>
  ({ kind: 'reset', by: 'there', code, said: asTold(message) }) as const;

it('a connection that could not be made is told, with what to do', () => {
  const trouble = troubleOfEnd(reset('target-refused', 'Nobody listens.'), loopback(80));
  expect(trouble).toMatchObject({
    ...{ code: 'target-refused', message: 'Nobody listens.', field: 'target' },
    hint: expect.stringContaining('the program there is running') as string,
  });
});

it.each([
  ...['target-refused', 'target-unreachable', 'network-unreachable', 'target-unknown'],
  ...['target-timeout', 'target-failed', 'forward-forbidden', 'too-many-streams'],
])('one that ended as %s is told with what to do, too', (code) => {
  const trouble = troubleOfEnd(reset(code, 'Why.'), loopback(80));
  expect(trouble).toMatchObject({ code, message: 'Why.', field: 'target' });
  expect(trouble?.hint).toMatch(/^[A-Z].+\.$/);
});

it('one without words is told by its target', () => {
  expect(troubleOfEnd(reset('target-failed'), loopback(80))?.message).toContain('127.0.0.1:80');
  expect(troubleOfEnd(reset('target-failed'), null)?.message).toMatch(/^The target/);
});

it.each(['stopped', 'stream-reset', 'no-such-stream', 'anything'])(
  'that one ended as %s is its programs’ business',
  (code) => {
    expect(troubleOfEnd(reset(code, 'x'), loopback(80))).toBeUndefined();
  },
);

it('that one is done is nobody’s trouble', () => {
  expect(troubleOfEnd({ kind: 'done' }, loopback(80))).toBeUndefined();
});
