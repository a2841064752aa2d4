// Host keys of a real sshd, as known_hosts has them: certified, revoked, in all the ways in which a line can be
// written. What is asked, what is said, and that the file stays what OpenSSH's tools have made of it.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { startSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen } from '../keys/rig.ts';
import { sshHost } from '../shells/hosts.ts';
import { LoginRig, whyNoLogins } from './loginRig.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bowline-'));
let sshd: TestSshd;
let rig: LoginRig;
/** Of the server, `ssh-ed25519 AAAA…`. */
let key: string;
let name: string;

beforeAll(async () => {
  if (whyNoLogins()) return;
  sshd = await startSshd();
  key = publicKey(hostKeyFile());
  name = `[127.0.0.1]:${sshd.port}`;
});
afterAll(async () => {
  await sshd?.close();
  removeFolder(folder);
});
beforeEach((test) => {
  needs(whyNoLogins(), test);
  rig = new LoginRig();
});
afterEach(() => rig?.close());

const hostKeyFile = (): string => path.join(path.dirname(sshd.identityFile), 'host_key');
const publicKey = (file: string): string =>
  readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
const known = (): string => readFileSync(sshd.knownHostsFile, 'utf8');
const knows = (...lines: string[]): void =>
  writeFileSync(sshd.knownHostsFile, lines.map((line) => `${line}\n`).join(''));
const start = (options = '') =>
  rig.start(sshHost(sshd, { id: 'web', options: `${sshd.clientOptions}\n${options}` }));

describe('a revoked key', () => {
  const isRevoked = {
    ...{ state: 'failed', message: { code: 'ssh-host-key-revoked' } },
    hint: { code: 'ssh-ask-for-new-key' },
  };

  it('ends the login, in words that don’t ask to trust it, whoever has revoked it', async () => {
    const revoked = path.join(folder, 'revoked');
    writeFileSync(revoked, `${key}\n`);
    for (const [lines, options] of [
      [[`${name} ${key}`, `@revoked * ${key}`], ''],
      [[`${name} ${key}`], `RevokedHostKeys=${revoked}`],
    ] as const) {
      knows(...lines);
      const before = known();
      expect(await start(options).ended()).toMatchObject(isRevoked);
      expect(known()).toBe(before);
    }
    expect(rig.asked).toEqual([]);
    expect(sshd.log()).not.toMatch(/Accepted|Failed/);
  });
});

describe('a certificate of the host', () => {
  let authority: string;
  beforeAll(() => {
    if (whyNoLogins()) return;
    authority = keygen(folder, 'authority');
    const line = `HostCertificate ${hostKeyFile()}-cert.pub\n`;
    appendFileSync(path.join(path.dirname(sshd.identityFile), 'sshd_config'), line);
  });
  function certify(valid = '-1h:+1h', principal = '127.0.0.1'): void {
    const args = ['-q', '-s', authority, '-h', '-I', 'web', '-n', principal, '-V', valid];
    execFileSync('ssh-keygen', [...args, `${hostKeyFile()}.pub`], { stdio: 'ignore' });
  }

  it('of an authority that is known is asked nothing about', async () => {
    certify();
    knows(`@cert-authority * ${publicKey(authority)}`);
    const before = known();
    await start().reaches('online');
    expect([rig.asked, known()]).toEqual([[], before]);
  });

  it('that ssh doesn’t take leaves the key, which is asked about with the reason', async () => {
    for (const [valid, principal, why] of [
      ['-2h:-1h', '127.0.0.1', /expired/],
      ['-1h:+1h', 'other', /not a listed principal/],
    ] as const) {
      certify(valid, principal);
      knows(`@cert-authority * ${publicKey(authority)}`);
      const before = known();
      const driver = start();
      await expect
        .poll(() => rig.desk.now('s1'))
        .toMatchObject({
          ...{ asks: 'host-key', hostKey: { name, type: 'ED25519', oldPlace: null } },
          because: { code: 'host-certificate-invalid', facts: { why: expect.stringMatching(why) } },
        });
      rig.answer('no');
      expect(await driver.ended()).toMatchObject({ state: 'failed' });
      expect(known()).toBe(before);
    }
  });

  it('of an authority that is revoked, or is trusted for others alone, lets nobody pass for it', async () => {
    certify();
    const by = publicKey(authority);
    knows(`@cert-authority * ${by}`, `@revoked * ${by}`);
    const message = { code: 'ssh-host-key-revoked' };
    expect(await start().ended()).toMatchObject({ state: 'failed', message });
    expect(rig.asked).toEqual([]);
    knows(`@cert-authority *.corp ${by}`);
    const driver = start();
    await expect.poll(() => rig.desk.now('s1')).toMatchObject({ asks: 'host-key', because: null });
    rig.answer(null);
    await driver.ended();
  });
});

describe('known hosts', () => {
  const other = (): string => publicKey(keygen(temporaryDirectory(), 'other'));

  it('are as ssh reads them: hashed, with CRLF, as a pattern, or not for whom a pattern excludes', async () => {
    certifyNothing();
    knows(`${name} ${key}`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', sshd.knownHostsFile], { stdio: 'ignore' });
    const hashed = known().trimEnd();
    expect(hashed).toMatch(/^\|1\|/);
    for (const line of [hashed, `${name} ${key}\r`, `[127.0.0.*]:* ${key}`]) {
      knows(line);
      const driver = start();
      await driver.reaches('online');
      await driver.shell.close();
      expect([rig.asked, known()]).toEqual([[], `${line}\n`]);
    }
    knows(`[127.0.0.*]:*,!${name} ${key}`);
    const driver = start();
    await expect.poll(() => rig.desk.now('s1')?.asks).toBe('host-key');
    rig.answer(null);
    await driver.ended();
  });

  it('that are hashed, or have CRLF, tell a changed key as such, with its place', async () => {
    certifyNothing();
    knows(`${name} ${other()}`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', sshd.knownHostsFile], { stdio: 'ignore' });
    for (const line of [known().trimEnd(), `${name} ${other()}\r`]) {
      knows('# mine', line);
      const before = known();
      const place = `${sshd.knownHostsFile}:2`;
      expect(await start().ended()).toMatchObject({
        ...{ state: 'failed', message: { code: 'ssh-host-key-changed', facts: { name, place } } },
      });
      expect([rig.asked, known()]).toEqual([[], before]);
    }
  });

  it('that can’t be written are told so by ssh, and the yes counts for this login', async () => {
    certifyNothing();
    // Root may write to any file: what nobody can write to is in a folder that isn't one.
    writeFileSync(path.join(folder, 'file'), '');
    const options = `UserKnownHostsFile=${folder}/file/known\nGlobalKnownHostsFile=/dev/null`;
    const driver = rig.start(sshHost(sshd, { id: 'web', options }));
    await expect.poll(() => rig.desk.now('s1')?.asks).toBe('host-key');
    rig.answer('yes');
    await driver.reaches('online');
    await driver.sees(/Failed to add the host to the list of known hosts/);
  });

  /** The plain key is shown from here on. */
  function certifyNothing(): void {
    rmSync(`${hostKeyFile()}-cert.pub`, { force: true });
  }
});
