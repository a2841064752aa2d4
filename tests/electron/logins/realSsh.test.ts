// Logins by the real ssh to a real sshd: what is kept logs in without a key pressed, and what isn't is
// asked in the pane and in a card.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { SharedLogin } from '../../../electron/ssh/sharedLogin.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { needs } from '../../support/needs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

const PASSPHRASE = 'four words of it';
const why = whyNoSshd() ?? (askpassProgram() ? undefined : 'bowline-askpass is not compiled');

let sshd: TestSshd;
let bastion: TestSshd;
let vault: MemoryVault;
let desk: QuestionDesk;
let logins: Logins;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (!why) [sshd, bastion] = await Promise.all([startSshd(), startSshd()]);
});
afterAll(() => Promise.all([sshd?.close(), bastion?.close()]));
beforeEach(async (test) => {
  needs(why, test);
  await Promise.all([sshd.trustHostKey(), bastion.trustHostKey()]);
  vault = new MemoryVault();
  desk = new QuestionDesk({ tell: () => undefined });
  const { env } = surroundings();
  logins = new Logins({ vault, desk, clock: systemClock, env, program: askpassProgram() });
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  logins.close();
});

const where = () => ({ ...surroundings(), asking: logins });

function start(host: StoredHost): ShellDriver {
  const shell = sshShells(where())(host, null, undefined, 's1');
  const driver = new ShellDriver(shell).start();
  drivers.push(driver);
  return driver;
}

function byPassword(of: TestSshd, change: Partial<StoredHost> = {}): StoredHost {
  const options = `${of.clientOptions}\nPreferredAuthentications=password\nIdentityAgent=none`;
  return sshHost(of, { id: 'web', identityFile: '', options, ...change });
}

/** The server's key, with a passphrase. */
function byKey(of: TestSshd): StoredHost {
  const file = join(temporaryDirectory(), 'id');
  execFileSync('cp', [of.identityFile, file]);
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', PASSPHRASE, '-f', file]);
  const options = `${of.clientOptions}\nPreferredAuthentications=publickey\nIdentityAgent=none`;
  return sshHost(of, { id: 'web', identityFile: file, options });
}

const asked = () => expect.poll(() => desk.now('s1'));
const wasAsked = (driver: ShellDriver): boolean =>
  driver.states.some(({ state }) => state === 'authenticating');

/** What any process shows of itself to others of this user. */
function shownByProcesses(): string {
  const pids = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  );
  const facts = pids.flatMap((pid) => ['cmdline', 'environ'].map((name) => `/proc/${pid}/${name}`));
  return facts
    .map((file) => {
      try {
        return readFileSync(file, 'latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describe('what is kept logs in without a key pressed', () => {
  it('a password', async () => {
    vault.secrets.set('password web', sshd.password);
    const driver = start(byPassword(sshd));
    await driver.reaches('online');
    expect(wasAsked(driver)).toBe(false);
    expect(driver.text).not.toContain(sshd.password);
    expect(shownByProcesses()).not.toContain(sshd.password);
  });

  it('the passphrase of a key', async () => {
    const host = byKey(sshd);
    vault.secrets.set(`passphrase ${host.identityFile}`, PASSPHRASE);
    const driver = start(host);
    await driver.reaches('online');
    expect(wasAsked(driver)).toBe(false);
  });

  it('a jump host with another password', async () => {
    vault.secrets.set('password web', sshd.password);
    vault.secrets.set('password bastion', bastion.password);
    const jump = byPassword(bastion, { id: 'bastion' });
    const host = { ...byPassword(sshd), jumps: [jump], jumpHost: 'x' };
    const driver = start(host);
    await driver.reaches('online');
    expect(wasAsked(driver)).toBe(false);
    expect(vault.given).toEqual(['password bastion', 'password web']);
  });

  it('a jump host with a key of its own', async () => {
    const jump = { ...byKey(bastion), id: 'bastion' };
    vault.secrets.set('password web', sshd.password);
    vault.secrets.set(`passphrase ${jump.identityFile}`, PASSPHRASE);
    const driver = start({ ...byPassword(sshd), jumps: [jump], jumpHost: 'x' } as StoredHost);
    await driver.reaches('online');
    expect(vault.given).toEqual([`passphrase ${jump.identityFile}`, 'password web']);
  });

  it('again after the connection was lost, and then only with what is kept', async () => {
    vault.secrets.set('password web', sshd.password);
    const driver = start(byPassword(sshd));
    await driver.reaches('online');
    sshd.dropConnections();
    await driver.reaches('reconnecting');
    await driver.reaches('online');
    expect(wasAsked(driver)).toBe(false);
    vault.secrets.set('password web', 'changed meanwhile');
    sshd.dropConnections();
    const state = await driver.ended();
    expect(state).toMatchObject({ state: 'failed', message: { code: 'login-needs-answer' } });
    expect(desk.now('s1')).toBe(null);
  });

  it('the login that all share', async () => {
    vault.secrets.set('password web', sshd.password);
    const host: SshTarget = byPassword(sshd);
    const login = new SharedLogin({ host, surroundings: where(), clock: systemClock });
    const hold = login.take();
    const commands = await hold.ssh.ready;
    expect(await commands.alive()).toBe(true);
    hold.release();
  });
});

describe('what isn’t kept is asked', () => {
  it('in the pane, whose line is the answer', async () => {
    const driver = start(byPassword(sshd));
    await driver.reaches('authenticating');
    await driver.sees(/'s password: $/);
    await driver.type('wrong\r');
    await driver.sees(/Permission denied[^]*'s password: $/);
    await driver.type(`${sshd.password}\recho $((6*7))\r`);
    await driver.reaches('online');
    await driver.sees(/42\r/);
    expect(driver.text).not.toContain(sshd.password);
    expect(desk.now('s1')).toBe(null);
  });

  it('in a card, and kept once it was right', async () => {
    const driver = start(byPassword(sshd));
    await asked().toMatchObject({
      asks: 'password',
      about: `${sshd.user}@127.0.0.1`,
      hidden: true,
    });
    desk.answer(desk.now('s1')!.id, { text: 'wrong', keep: true });
    await expect.poll(() => desk.now('s1')?.id).not.toBe(undefined);
    await asked().toMatchObject({ asks: 'password', keepable: 'keychain' });
    expect([...vault.secrets.keys()]).toEqual([]);
    desk.answer(desk.now('s1')!.id, { text: sshd.password, keep: true });
    await driver.reaches('online');
    expect(vault.secrets.get('password web')).toBe(sshd.password);
  });

  it('when what is kept was refused, with the reason, and isn’t tried twice', async () => {
    vault.secrets.set('password web', 'an old one');
    const driver = start(byPassword(sshd));
    await asked().toMatchObject({ because: { code: 'kept-secret-refused' } });
    expect(vault.given).toEqual(['password web']);
    await driver.sees(/was refused/);
    desk.answer(desk.now('s1')!.id, { text: sshd.password, keep: true });
    await driver.reaches('online');
    expect(vault.secrets.get('password web')).toBe(sshd.password);
  });

  it('when the kept passphrase of a key is wrong, with the reason', async () => {
    const host = byKey(sshd);
    vault.secrets.set(`passphrase ${host.identityFile}`, 'an old one');
    const driver = start(host);
    await asked().toMatchObject({
      asks: 'passphrase',
      because: { code: 'kept-secret-refused' },
    });
    desk.answer(desk.now('s1')!.id, { text: PASSPHRASE, keep: true });
    await driver.reaches('online');
    expect(vault.given).toEqual([`passphrase ${host.identityFile}`]);
    expect(vault.secrets.get(`passphrase ${host.identityFile}`)).toBe(PASSPHRASE);
  });

  it('for a passphrase', async () => {
    const driver = start(byKey(sshd));
    await driver.sees(/Enter passphrase for key '[^']+': $/);
    expect(desk.now('s1')).toMatchObject({ asks: 'passphrase' });
    await driver.type(`${PASSPHRASE}\r`);
    await driver.reaches('online');
  });

  it('about a host key, with what ssh says of it', async () => {
    const options = `UserKnownHostsFile=${join(temporaryDirectory(), 'known')}\nGlobalKnownHostsFile=/dev/null\nVisualHostKey=yes`;
    const driver = start(sshHost(sshd, { options }));
    await asked().toMatchObject({ asks: 'host-key', hidden: false });
    const { hostKey } = desk.now('s1')!;
    expect(hostKey).toMatchObject({ name: `[127.0.0.1]:${sshd.port}`, type: 'ED25519' });
    expect(hostKey!.fingerprint).toMatch(/^SHA256:/);
    expect(hostKey!.art.length).toBeGreaterThan(5);
    await driver.sees(/\(yes\/no\/\[fingerprint\]\)\? $/);
    await driver.type('what\r');
    await driver.sees(/Please type 'yes', 'no' or the fingerprint: $/);
    await driver.type('yes\r');
    await driver.reaches('online');
  });

  it('and given up: by Ctrl+C, and by putting the card away', async () => {
    for (const giveUp of ['pane', 'card']) {
      const driver = start(byPassword(sshd));
      await driver.sees(/'s password: $/);
      if (giveUp === 'pane') await driver.type('\x03');
      else desk.answer(desk.now('s1')!.id, null);
      const state = await driver.ended();
      expect(state).toMatchObject({ state: 'failed', message: { code: 'login-not-answered' } });
    }
  });
});

it('leaves nothing behind in ssh’s environment that is worth anything once it is through', async () => {
  vault.secrets.set('password web', sshd.password);
  const driver = start(byPassword(sshd));
  await driver.reaches('online');
  const ours = readdirSync('/proc').filter((pid) => isSshOf(pid));
  expect(ours.length).toBeGreaterThan(0);
  const environment = readFileSync(`/proc/${ours[0]}/environ`, 'utf8').split('\0');
  const named = environment.filter((one) => /^(BOWLINE_ASKPASS|SSH_ASKPASS)/.test(one));
  const env = Object.fromEntries(named.map((one) => one.split(/=(.*)/s)));
  const child = spawn(askpassProgram()!, [`${sshd.user}@127.0.0.1's password: `], { env });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(vault.given).toEqual(['password web']);
});

function isSshOf(pid: string): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return /\/ssh$/.test(readlinkSync(`/proc/${pid}/exe`)) && line.includes(String(sshd.port));
  } catch {
    return false;
  }
}
