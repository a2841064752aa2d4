// Certificates of every kind of key, as ssh-keygen makes them: their times are read, and nothing is said of others.
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { staleCertificate } from '../../../electron/ssh/staleCertificate.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen } from '../keys/rig.ts';
import { sshDraft } from '../hosts/drafts.ts';

const AT = Date.parse('2026-06-01T12:00:00Z');
const VALID = '20260601000000Z:20260602000000Z';

const told = (identityFile: string, now = AT) =>
  staleCertificate(sshDraft({ address: 'web', identityFile }), now)?.code;

it.each(['ed25519', 'rsa', 'ecdsa'])('of %s, before its time, in it and after it', (type) => {
  const folder = temporaryDirectory();
  const [authority, key] = [keygen(folder, 'authority'), keygen(folder, 'id', '-t', type)];
  const args = ['-q', '-s', authority, '-I', 'me', '-n', 'a,b', '-V', VALID, `${key}.pub`];
  execFileSync('ssh-keygen', args, { stdio: 'ignore', env: { ...process.env, TZ: 'UTC' } });
  const [second, day] = [1000, 24 * 3_600_000];
  expect(told(key)).toBe(undefined);
  expect(told(key, AT - day / 2 - second)).toBe('ssh-certificate-not-yet');
  expect(told(key, AT + day / 2)).toBe('ssh-certificate-expired');
  expect(told(key, AT + day / 2 - second)).toBe(undefined);
  renameSync(`${key}-cert.pub`, `${key}-elsewhere`);
  expect(told(key, AT + day)).toBe(undefined);
  const named = { identityFile: key, certificateFile: `${key}-elsewhere` };
  const host = sshDraft({ address: 'web', ...named });
  expect(staleCertificate(host, AT + day)?.code).toBe('ssh-certificate-expired');
});

it('for ever, of nobody, or no certificate at all, is nothing to tell of', () => {
  const folder = temporaryDirectory();
  const [authority, key] = [keygen(folder, 'authority'), keygen(folder, 'id')];
  execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'me', `${key}.pub`], {
    stdio: 'ignore',
  });
  expect(told(key)).toBe(undefined);
  for (const text of ['', 'ssh-ed25519-cert-v01@openssh.com AAAA', 'x'.repeat(100_000)]) {
    writeFileSync(`${key}-cert.pub`, text);
    expect(told(key)).toBe(undefined);
  }
});
