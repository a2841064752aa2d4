// What a login gives its shells is asked of the process above: only where that is the login's own.
import { spawn } from 'node:child_process';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { sampleLogin } from '../../../agent/login/sampleLogin.ts';
import { SYSTEM } from '../../../core/system.ts';
import { needs } from '../../support/needs.ts';

const CONNECTION = '192.0.2.1 50000 192.0.2.2 22';

beforeEach((test) => {
  needs(SYSTEM === 'linux' ? undefined : 'only Linux tells what a process began with', test);
});

/** Process id of a program that began with this. */
async function processWith(env: Record<string, string>): Promise<string> {
  // It says when it runs: before, it would still show what we have.
  const child = spawn('/bin/sh', ['-c', 'echo; read -r end'], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.stdin.end());
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return String(child.pid);
}

it('takes what the login’s shell began with, not what its files have made of it', async () => {
  const pid = await processWith({ SSH_CONNECTION: CONNECTION, LANG: 'C.UTF-8' });
  const own = { SSH_CONNECTION: CONNECTION, LANG: 'of a login file', MORE: 'of it, too' };
  expect(sampleLogin(pid, own).env).toEqual({ LANG: 'C.UTF-8' });
});

it.each([
  ['no connection', {}],
  ['another one', { SSH_CONNECTION: '192.0.2.9 50000 192.0.2.2 22' }],
])('takes nothing of a server that stands there instead, with %s', async (_, its) => {
  const pid = await processWith({ ...its, OF_THE_SERVER: 'yes' });
  const own = { SSH_CONNECTION: CONNECTION, LANG: 'C.UTF-8', SHLVL: '2' };
  expect(sampleLogin(pid, own).env).toEqual({ LANG: 'C.UTF-8' });
});

it.each([
  ['control characters', '\x01'],
  ['wide characters', '漢'],
])('leaves out what would not fit into a frame, and says so: %s', (_, character) => {
  const own = { LARGE: character.repeat(20_000), LANG: 'C.UTF-8' };
  const login = sampleLogin('', own);
  expect(login.env).toEqual({ LANG: 'C.UTF-8' });
  expect(login.greeting).toContain('LARGE (20000 characters)');
});
