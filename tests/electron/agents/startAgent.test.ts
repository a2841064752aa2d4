// What a script has found that looks for an agent, or in words why there is none.
import { expect, it } from 'vitest';
import { lateAgent, noAnswer, startAgent } from '../../../electron/agents/startAgent.ts';
import type { HostCommands } from '../../../electron/ssh/hostCommands.ts';
import { PAIRING_LINK, TOKEN } from '../hosts/drafts.ts';

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

it('an agent is found in what login files print around it', async () => {
  const listening = JSON.stringify({ event: 'listening', link: PAIRING_LINK });
  const stdout = `Welcome!\n{ not ours\n${listening}\nbye\n`;
  const answer = { code: 0, stderr: '', stdout, began: true, before: '' };
  const commands = { script: () => Promise.resolve(answer) } as unknown as HostCommands;
  expect(await startAgent(commands, 'lab')).toEqual({
    ...{ at: { kind: 'tcp', host: '10.2.0.14', port: 7722 }, token: TOKEN, login: undefined },
  });
});
