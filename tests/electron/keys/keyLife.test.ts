// A key's whole life on a real sshd: made here, put on a host, used to log in, taken away, refused.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { publicHalf } from '../../../electron/keys/changeKey.ts';
import { KeyRun } from '../../../electron/keys/keyRun.ts';
import { makeKey } from '../../../electron/keys/makeKey.ts';
import type { KeyOnHost, KeyProgress } from '../../../electron/ipc/contract.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd } from '../../support/sshd.ts';
import { keyPlace, toolsWith } from './rig.ts';

it('lets in and no more', async (test) => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd({ config: ['AuthorizedKeysFile .ssh/authorized_keys'] });
  onTestFinished(() => sshd.close());
  const { host: address, port, user, password } = sshd;
  const place = keyPlace();
  const made = await makeKey(
    { type: 'ed25519', name: 'id_ed25519', comment: "me'$(id)", passphrase: '', pin: '' },
    place,
  );
  if (!made.ok) throw new Error('no key');
  const key = await publicHalf(made.id, place);
  const target: SshTarget = {
    ...{ name: 'web-1', address, port: String(port), user, identityFile: '', jumpHost: '' },
    options: [...sshd.clientOptions.split('\n'), 'PubkeyAuthentication=no'].join('\n'),
  };
  const logins = new SshLogins(toolsWith());
  const told: KeyProgress[] = [];
  const go = (what: KeyOnHost) => {
    const run = new KeyRun({
      ...{ run: 'r', logins, clock: place.clock, host: target },
      tell: (progress) => {
        told.push(progress);
        // A person reads, and answers what is asked: the host's key first, then the password.
        if (/yes\/no/.test(progress.question)) run.answer('yes');
        else if (/password:$/.test(progress.question)) run.answer(password);
      },
    });
    return run.go(what, key);
  };
  const letsIn = async (): Promise<boolean> => {
    const options = sshd.clientOptions.split('\n').flatMap((one) => ['-o', one]);
    const args = [...options, '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-i', made.id];
    const words = [...args, '-p', String(port), `${user}@${address}`, 'true'];
    const [code] = (await once(spawn('ssh', words, { stdio: 'ignore' }), 'exit')) as [number];
    return code === 0;
  };
  await sshd.trustHostKey();
  expect(await letsIn()).toBe(false);
  expect((await go('put')).said).toEqual({ code: 'key-put', facts: { host: address } });
  expect(told.some(({ question }) => /password:$/.test(question))).toBe(true);
  expect(told.at(-1)).toMatchObject({ question: '', message: { code: 'key-putting' } });
  const file = path.join(sshd.home, '.ssh', 'authorized_keys');
  expect(readFileSync(file, 'utf8')).toContain("me'$(id)\n");
  expect(statSync(file).uid).toBe(statSync(sshd.home).uid);
  expect(await letsIn()).toBe(true);
  expect((await go('put')).said.code).toBe('key-put-already');
  expect((await go('drop')).said.code).toBe('key-dropped');
  expect(await letsIn()).toBe(false);
});
