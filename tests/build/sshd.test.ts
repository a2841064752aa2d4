// The private sshd that other tests build on must itself be what it says it is: the real one,
// reachable by key and password, with a host key that can change.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import type { TestSshd } from '../support/sshd.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';

const run = promisify(execFile);
const reason = whyNoSshd();
let sshd: TestSshd;

function ssh(...command: string[]) {
  const options = ['BatchMode=yes', 'IdentitiesOnly=yes', ...sshd.clientOptions.split('\n')];
  return run('ssh', [
    ...options.flatMap((option) => ['-o', option]),
    ...['-p', String(sshd.port), '-i', sshd.identityFile, '-l', sshd.user, sshd.host],
    ...command,
  ]);
}

describe('the private sshd', () => {
  beforeAll(async () => {
    if (!reason) sshd = await startSshd();
  });
  afterAll(() => sshd?.close());

  it('logs its own user in with the key, on a terminal', async (context) => {
    needs(reason, context);
    await sshd.trustHostKey();
    const { stdout } = await ssh('-tt', 'id -un; tty');
    expect(stdout).toContain(sshd.user);
    expect(stdout).toContain('/dev/pts/');
  });

  // With Bowline installed on this machine, too: the tests' hosts are such where nobody did that.
  it('has no bowline-agent that it was not given', async (context) => {
    needs(reason, context);
    await sshd.trustHostKey();
    const { stdout } = await ssh('test -x "$(command -v bowline-agent)" || echo none');
    expect(stdout).toBe('none\n');
  });

  it('refuses a client that knows another host key', async (context) => {
    needs(reason, context);
    await sshd.trustHostKey();
    await sshd.swapHostKey();
    await expect(ssh('true')).rejects.toThrow(/REMOTE HOST IDENTIFICATION HAS CHANGED/);
  });
});
