// When which signal is sent to a program that is being ended, in time that the test makes.
import { expect, it } from 'vitest';
import { hangUp } from '../../../core/pty/hangUp.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ManualClock } from '../../support/manualClock.ts';

const TOLD = ['SIGHUP', 'SIGCONT'];

function start(foreground: string) {
  const [clock, sent, ended] = [new ManualClock(), [] as string[], withResolvers<void>()];
  const pty = { kill: (signal: string) => sent.push(signal), foreground: () => foreground };
  return { clock, sent, end: ended.resolve, done: hangUp(pty, ended.promise, clock) };
}

it('a shell that goes is told once', async () => {
  const { clock, sent, end, done } = start('');
  end();
  await done;
  await clock.pass(10_000);
  expect(sent).toEqual(TOLD);
});

it('one that missed it is told again, and killed if it doesn’t obey', async () => {
  const { clock, sent, done } = start('');
  await clock.pass(499);
  expect(sent).toEqual(TOLD);
  await clock.pass(1);
  expect(sent).toEqual([...TOLD, ...TOLD]);
  await clock.pass(1_499);
  expect(sent).not.toContain('SIGKILL');
  await clock.pass(1);
  await done;
  expect(sent.at(-1)).toBe('SIGKILL');
});

it('an editor in front of it is told once, and has its whole time', async () => {
  const { clock, sent, done } = start('vim');
  await clock.pass(2_000);
  await done;
  expect(sent).toEqual([...TOLD, 'SIGKILL']);
});
