// What a script that looks for an agent ended with, in words for whoever wanted one.
import { expect, it } from 'vitest';
import { lateAgent, noAnswer } from '../../../electron/agents/startAgent.ts';

const result = (code: number | null, stderr = '') =>
  noAnswer({ code, stderr, stdout: '', began: true, before: '' }, 'lab');

it.each([
  [44, 'not-an-agent', 'There is no bowline-agent on lab.'],
  [2, 'unsupported-version', 'The bowline-agent on lab is too old for this Bowline.'],
  [255, 'lost', 'The connection to lab was lost before its agent answered.'],
  [null, 'lost', 'The connection to lab was lost before its agent answered.'],
  [1, 'not-an-agent', 'The agent on lab doesn’t start: it ended with exit code 1'],
])('a script that ends with %s', (code, kind, message) => {
  expect(result(code)).toMatchObject({ kind, message });
});

it('an agent that said why it doesn’t start', () => {
  expect(result(1, 'first\nno room\n').message).toBe('The agent on lab doesn’t start: no room');
});

it('an agent that says nothing for half a minute', () => {
  expect(lateAgent('lab')).toMatchObject({
    ...{ kind: 'timeout', message: 'The agent on lab did not start within 30 s.' },
  });
});
