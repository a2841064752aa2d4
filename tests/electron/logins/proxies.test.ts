// Logins by the real ssh to a real sshd, through real proxies: the password of one is asked for as any other,
// and is in no argument, no variable and no output.
import { readdirSync, readFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nativeFolder } from '../../../core/native/nativeFolder.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { testHost } from '../../../electron/ssh/hostTest.ts';
import { SharedLogin } from '../../../electron/ssh/sharedLogin.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { needs } from '../../support/needs.ts';
import { processesWith } from '../../support/processes.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { WayProxy, type WayProxyOptions } from '../../support/wayProxy.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

const program = join(nativeFolder() ?? '', 'bowline-proxy');
const why = whyNoSshd() ?? (existsSync(program) ? undefined : 'bowline-proxy is not compiled');
const LOGIN = { user: 'CORP\\bob', password: 'through the wall' };

let sshd: TestSshd;
let bastion: TestSshd;
let vault: MemoryVault;
let desk: QuestionDesk;
let logins: Logins;
let proxy: WayProxy;
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
  await proxy.close();
});

const where = () => ({ ...surroundings(), asking: logins });
const asked = () => expect.poll(() => desk.now('s1'));

async function behind(
  options: WayProxyOptions,
  change: Partial<StoredHost> & Pick<SshTarget, 'jumps'> = {},
): Promise<StoredHost & SshTarget> {
  proxy = await WayProxy.open(options);
  const { kind, login } = options;
  const place = { proxyAddress: '127.0.0.1', proxyPort: String(proxy.port) };
  const way = { proxyKind: kind, ...place, proxyUser: login?.user ?? '' };
  return sshHost(sshd, { id: 'web', ...way, ...change });
}

function start(host: StoredHost): ShellDriver {
  const shell = sshShells(where())(host, null, undefined, 's1');
  const driver = new ShellDriver(shell).start();
  drivers.push(driver);
  return driver;
}

const place = (kind: string): string => `${kind}://${LOGIN.user}@127.0.0.1:${proxy.port}`;

/** What any process shows of itself to others of this user. */
function shownByProcesses(): string {
  const pids = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  );
  return pids
    .flatMap((pid) => ['cmdline', 'environ'].map((name) => `/proc/${pid}/${name}`))
    .map((file) => {
      try {
        return readFileSync(file, 'latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

it.each(['socks5', 'http'] as const)('a shell through %s, without a program left', async (kind) => {
  const driver = start(await behind({ kind }));
  await driver.reaches('online');
  await driver.type('echo $((6*7))\r');
  await driver.sees(/42\r/);
  expect(proxy.asked).toEqual([`127.0.0.1:${sshd.port}`]);
  // Other tests have programs of this name, too; none of them leads to this proxy.
  await expect.poll(() => processesWith(String(proxy.port))).toEqual([]);
});

it.each(['socks5', 'http'] as const)('a kept password of %s', async (kind) => {
  const host = await behind({ kind, login: LOGIN });
  vault.secrets.set(`password ${place(kind)}`, LOGIN.password);
  const driver = start(host);
  await driver.reaches('online');
  expect(proxy.logins).toEqual([LOGIN]);
  expect(driver.text).not.toContain(LOGIN.password);
  expect(shownByProcesses()).not.toContain(LOGIN.password);
});

it.each(['socks5', 'http'] as const)(
  '%s: asked for, tried anew, and kept once right',
  async (kind) => {
    const driver = start(await behind({ kind, login: LOGIN }));
    await asked().toMatchObject({ asks: 'password', about: place(kind), keepable: 'keychain' });
    await driver.sees(/Password for (socks5|http):\/\/CORP\\bob@127\.0\.0\.1:\d+: $/);
    const { id } = desk.now('s1')!;
    desk.answer(id, { text: 'wrong', keep: true });
    await expect.poll(() => desk.now('s1')?.id ?? id).not.toBe(id);
    await asked().toMatchObject({ because: { code: 'answer-refused' } });
    expect([...vault.secrets.keys()]).toEqual([]);
    desk.answer(desk.now('s1')!.id, { text: LOGIN.password, keep: true });
    await driver.reaches('online');
    expect(vault.secrets.get(`password ${place(kind)}`)).toBe(LOGIN.password);
    expect(proxy.logins.map(({ password }) => password)).toEqual(['wrong', LOGIN.password]);
  },
);

it('the first of jump hosts through it, with passwords of each', async () => {
  const options = `${bastion.clientOptions}\nPreferredAuthentications=password\nIdentityAgent=none`;
  const jump = sshHost(bastion, { id: 'bastion', identityFile: '', options });
  const host = await behind({ kind: 'socks5', login: LOGIN }, { jumps: [jump], jumpHost: 'x' });
  vault.secrets.set(`password ${place('socks5')}`, LOGIN.password);
  vault.secrets.set('password bastion', bastion.password);
  const driver = start(host);
  await driver.reaches('online');
  expect(proxy.asked).toEqual([`127.0.0.1:${bastion.port}`]);
  expect(vault.given).toEqual([`password ${place('socks5')}`, 'password bastion']);
});

it('the login that all share', async () => {
  const host = await behind({ kind: 'http', login: LOGIN });
  vault.secrets.set(`password ${place('http')}`, LOGIN.password);
  const login = new SharedLogin({ host, surroundings: where(), clock: systemClock });
  const hold = login.take();
  expect(await (await hold.ssh.ready).alive()).toBe(true);
  hold.release();
});

describe('the test of a host', () => {
  const REACHED = { hostKey: { is: 'known' }, ways: ['publickey', 'password'], trouble: null };
  const ADVICE = { code: 'host-test-proxy-password' };
  const test = (host: SshTarget, proxyPassword?: string) => {
    const { signal } = new AbortController();
    return testHost(host, { surroundings: where(), clock: systemClock, signal, proxyPassword });
  };

  it.each(['socks5', 'http'] as const)('gives %s the password that is kept', async (kind) => {
    const host = await behind({ kind, login: LOGIN });
    vault.secrets.set(`password ${place(kind)}`, LOGIN.password);
    expect(await test(host)).toMatchObject(REACHED);
    expect(proxy.logins).toEqual([LOGIN]);
    expect(desk.now('s1')).toBeNull();
  });

  it('gives it the one that is typed in its place, and keeps neither', async () => {
    const host = await behind({ kind: 'http', login: LOGIN });
    expect(await test(host, LOGIN.password)).toMatchObject(REACHED);
    vault.secrets.set(`password ${place('http')}`, LOGIN.password);
    const refused = { said: { code: 'proxy-login-refused' }, advice: ADVICE };
    expect(await test(host, 'wrong')).toMatchObject({ ms: null, trouble: refused });
    expect(await test(host, 'wrong')).toMatchObject({ trouble: refused });
    expect(proxy.logins.map(({ password }) => password)).toEqual([
      ...[LOGIN.password, 'wrong', 'wrong'],
    ]);
    expect([...vault.secrets.values(), vault.given.length]).toEqual([LOGIN.password, 0]);
    expect(await test(host)).toMatchObject(REACHED);
  });

  it.each(['socks5', 'http'] as const)('says what %s needs, and asks nobody', async (kind) => {
    const host = await behind({ kind, login: LOGIN });
    const missing = { said: { code: 'proxy-no-password' }, advice: ADVICE };
    expect(await test(host)).toMatchObject({ ms: null, trouble: missing });
    vault.secrets.set(`password ${place(kind)}`, LOGIN.password);
    vault.locked = true;
    const locked = { said: { code: 'secrets-locked' }, advice: ADVICE };
    expect(await test(host)).toMatchObject({ trouble: locked });
    vault.locked = false;
    vault.secrets.set(`password ${place(kind)}`, 'old');
    const refused = { said: { code: 'proxy-login-refused' }, advice: ADVICE };
    expect(await test(host)).toMatchObject({ trouble: refused });
    expect(await test(host)).toMatchObject({ trouble: refused });
    expect(proxy.logins.map(({ password }) => password)).toEqual(['old']); // as with any login
    const user = { said: { code: 'proxy-wants-login' }, advice: { code: 'proxy-give-user' } };
    expect(await test({ ...host, proxyUser: '' })).toMatchObject({ trouble: user });
    expect(desk.now('s1')).toBeNull();
  });

  it('gives it before the first jump host, and to no other proxy', async () => {
    const jump = sshHost(bastion, { id: 'bastion' });
    const host = await behind({ kind: 'socks5', login: LOGIN }, { jumps: [jump], jumpHost: 'x' });
    expect(await test(host, LOGIN.password)).toMatchObject(REACHED);
    expect(proxy.asked).toEqual([`127.0.0.1:${bastion.port}`]);
    const { proxyKind, proxyAddress, proxyPort, proxyUser } = host;
    const own = { proxyKind, proxyAddress, proxyPort, proxyUser };
    const other = { ...host, proxyUser: 'other', jumps: [{ ...jump, ...own }] };
    const missing = { said: { code: 'proxy-no-password' } };
    expect(await test(other, LOGIN.password)).toMatchObject({ trouble: missing });
  });
});

it('a refusal is told in words, and by no word of the proxy’s', async () => {
  const driver = start(await behind({ kind: 'http', refuses: 403 }));
  const state = await driver.ended();
  expect(state).toMatchObject({
    state: 'failed',
    message: { code: 'proxy-http-refused' },
    hint: { code: 'proxy-check-host' },
  });
});

it('a proxy command of the person’s own gets no password of a proxy', async () => {
  const host = await behind({ kind: 'http', login: LOGIN });
  vault.secrets.set(`password ${place('http')}`, LOGIN.password);
  const ask = `${program} http 127.0.0.1 ${proxy.port} =CORP%%5Cbob %h %p`;
  const driver = start({ ...host, proxyCommand: ask });
  await asked().toMatchObject({ asks: 'password', keepable: null });
  desk.answer(desk.now('s1')!.id, null);
  await driver.ended();
  expect(vault.given).toEqual([]);
});
