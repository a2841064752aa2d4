// Ways in that aren't a password or a key file, by the real ssh to a real sshd: a security key that wants a
// touch, a token with its PIN, a certificate, and an ssh-agent that a host names.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { openSshFiles } from '../../../electron/files/openSshFiles.ts';
import { SshFiles } from '../../../electron/files/sshFiles.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { readPublicKey } from '../../../electron/keys/keyLines.ts';
import { KeyRun } from '../../../electron/keys/keyRun.ts';
import { LIST_MS } from '../../../electron/logins/personAgent.ts';
import { agentOf, isSilent, SLOW_MS } from '../../../electron/logins/silentAgent.ts';
import { testHost } from '../../../electron/ssh/hostTest.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { personsAgent } from '../../support/lentKeys.ts';
import { needs } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { startSshd, type TestSshd } from '../../support/sshd.ts';
import {
  Finger,
  makeToken,
  SECURITY_KEY,
  whyNoSecurityKey,
  whyNoToken,
  type TestToken,
} from '../../support/standIns.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen, startAgent } from '../keys/rig.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';
import { LoginRig, whyNoLogins } from './loginRig.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bowline-'));
let sshd: TestSshd;
let authority: string;
let rig: LoginRig;

beforeAll(async () => {
  if (whyNoLogins()) return;
  authority = keygen(folder, 'authority');
  sshd = await startSshd({ config: [`TrustedUserCAKeys ${authority}.pub`] });
  await sshd.trustHostKey();
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

const authorize = (publicKey: string): void =>
  appendFileSync(path.join(path.dirname(sshd.identityFile), 'authorized_keys'), publicKey);

function host(options: string[], change: Partial<StoredHost> = {}): StoredHost {
  const more = ['PreferredAuthentications=publickey', ...options];
  return sshHost(sshd, {
    ...{ id: 'web', options: [sshd.clientOptions, ...more].join('\n') },
    ...change,
  });
}

describe('a security key', () => {
  beforeEach((test) => needs(whyNoSecurityKey(), test));

  it('is to be touched, which a card says while ssh waits for it', async () => {
    const key = keygen(temporaryDirectory(), 'id_sk', '-t', 'ed25519-sk', '-w', SECURITY_KEY);
    authorize(readFileSync(`${key}.pub`, 'utf8'));
    const finger = new Finger();
    rig = new LoginRig(finger.env);
    const options = [`SecurityKeyProvider=${SECURITY_KEY}`, 'IdentityAgent=none'];
    const driver = rig.start(host(options, { identityFile: key }));
    await expect
      .poll(() => rig.desk.now('s1'))
      .toMatchObject({
        ...{ asks: 'touch', hidden: false, keepable: null },
        about: expect.stringMatching(/^ED25519-SK SHA256:\S{43}$/),
      });
    expect(driver.shell.state.state).toBe('authenticating');
    finger.touch();
    await driver.reaches('online');
    expect(rig.desk.now('s1')).toBe(null);
    expect(rig.asked).toHaveLength(1);
  });
});

describe('a token', () => {
  let token: TestToken;
  beforeEach((test) => {
    needs(whyNoToken(), test);
    token = makeToken();
    authorize(token.publicKey);
    rig = new LoginRig(token.env);
  });
  const withToken = (): StoredHost =>
    host([`PKCS11Provider=${token.library}`, 'IdentityAgent=none'], { identityFile: '' });

  it('asks for its PIN in a card of its name, which can be kept', async () => {
    const driver = rig.start(withToken());
    await expect
      .poll(() => rig.desk.now('s1'))
      .toMatchObject({
        ...{ asks: 'pin', about: 'ring', hidden: true, keepable: 'keychain', because: null },
      });
    rig.answer(token.pin, true);
    await driver.reaches('online');
    expect(rig.vault.secrets).toEqual(new Map([['pin ring', token.pin]]));
    expect(driver.text).not.toContain(token.pin);
  });

  it('has it from what is kept, and after a cut again', async () => {
    rig.vault.secrets.set('pin ring', token.pin);
    const driver = rig.start(withToken());
    await driver.reaches('online');
    sshd.dropConnections();
    await driver.reaches('reconnecting');
    await driver.reaches('online');
    expect(rig.asked).toEqual([]);
    expect(rig.vault.given).toEqual(['pin ring', 'pin ring']);
  });

  it('is given a kept PIN that is wrong once, as it locks itself after a few', async () => {
    rig.vault.secrets.set('pin ring', '0000');
    expect(await rig.start(withToken()).ended()).toMatchObject({
      ...{ state: 'failed', message: { code: 'ssh-pin-refused' } },
    });
    expect(rig.asked).toEqual([]);
    const driver = rig.start(withToken());
    await expect
      .poll(() => rig.desk.now('s1'))
      .toMatchObject({ asks: 'pin', because: { code: 'kept-pin-not-tried-again' } });
    rig.answer(token.pin, true);
    await driver.reaches('online');
    expect(rig.vault.secrets.get('pin ring')).toBe(token.pin);
  });
});

it('a token’s kept PIN that is wrong isn’t tried again, though another way let in', async (test) => {
  needs(whyNoToken(), test);
  const token = makeToken();
  authorize(token.publicKey);
  rig = new LoginRig(token.env);
  rig.vault.secrets.set('pin ring', '0000').set('password web', sshd.password);
  const ways = ['PreferredAuthentications=publickey,password', 'IdentityAgent=none'];
  const options = [sshd.clientOptions, ...ways, `PKCS11Provider=${token.library}`].join('\n');
  const either = sshHost(sshd, { id: 'web', identityFile: '', options });
  await rig.start(either).reaches('online');
  expect(rig.vault.given).toEqual(['pin ring', 'password web']);
  rig.start(either);
  await expect
    .poll(() => rig.desk.now('s1'))
    .toMatchObject({ asks: 'pin', because: { code: 'kept-pin-not-tried-again' } });
  rig.answer(null);
});

describe('a certificate', () => {
  function certified(valid: string): string {
    const key = keygen(temporaryDirectory(), 'id');
    const args = ['-q', '-s', authority, '-I', 'me', '-n', sshd.user, '-V', valid];
    execFileSync('ssh-keygen', [...args, `${key}.pub`], { stdio: 'ignore' });
    return key;
  }

  it('lets in, beside its key or where the host names it', async () => {
    const beside = certified('-1m:+1h');
    const named = keygen(temporaryDirectory(), 'other');
    execFileSync('cp', [`${beside}-cert.pub`, `${named}-elsewhere.pub`]);
    await rig.start(host(['IdentityAgent=none'], { identityFile: beside })).reaches('online');
    const driver = rig.start(
      host(['IdentityAgent=none'], {
        ...{ identityFile: beside, certificateFile: `${named}-elsewhere.pub` },
      }),
    );
    await driver.reaches('online');
    await expect.poll(() => sshd.log()).toMatch(/Accepted publickey[^\n]*CERT [^\n]* ID me/);
    expect(rig.asked).toEqual([]);
  });

  it('that has expired, or isn’t valid yet, is said to be so', async () => {
    for (const [valid, code] of [
      ['-2h:-1h', 'ssh-certificate-expired'],
      ['+1h:+2h', 'ssh-certificate-not-yet'],
    ] as const) {
      const key = certified(valid);
      expect(
        await rig.start(host(['IdentityAgent=none'], { identityFile: key })).ended(),
      ).toMatchObject({
        ...{ state: 'failed', message: { code: 'ssh-login-refused' } },
        hint: { code, facts: { path: `${key}-cert.pub` } },
      });
    }
  });
});

it('an ssh-agent that the host names is the one that is asked', async () => {
  const [others, its] = [startAgent(), startAgent()];
  rig = new LoginRig({ SSH_AUTH_SOCK: others });
  const key = keygen(temporaryDirectory(), 'id');
  authorize(readFileSync(`${key}.pub`, 'utf8'));
  const env = { ...process.env, SSH_AUTH_SOCK: its };
  execFileSync('ssh-add', ['-q', key], { env, stdio: 'ignore' });
  const by = (socket: string): StoredHost =>
    host([`IdentityAgent=${socket}`], { identityFile: '' });
  await rig.start(by(its)).reaches('online');
  expect(await rig.start(by(others)).ended()).toMatchObject({ state: 'failed' });
  expect(rig.asked).toEqual([]);
});

describe('an ssh-agent that hangs', () => {
  /** Time goes faster for what waits for it. */
  const clock: Clock = {
    ...systemClock,
    after: (ms, act) => systemClock.after([SLOW_MS, LIST_MS].includes(ms) ? 200 : ms, act),
  };

  it('is told of while ssh waits for it, and the login goes on once it answers', async () => {
    const agent = await personsAgent();
    onTestFinished(() => agent.stop());
    authorize(`ssh-ed25519 ${agent.key.toString('base64')}\n`);
    agent.child.kill('SIGSTOP');
    rig = new LoginRig({ SSH_AUTH_SOCK: agent.path }, clock);
    const driver = rig.start(host([], { identityFile: '' }));
    await expect
      .poll(() => driver.shell.state)
      .toMatchObject({
        ...{ state: 'connecting', message: { code: 'ssh-agent-silent' } },
        hint: { code: 'ssh-agent-may-ask' },
      });
    agent.child.kill('SIGCONT');
    expect(await driver.reaches('online')).toMatchObject({ hint: null });
  });

  it('is told of wherever a login is waited for: files, tunnels, a key that is put there', async () => {
    const agent = await personsAgent();
    onTestFinished(() => agent.stop());
    authorize(`ssh-ed25519 ${agent.key.toString('base64')}\n`);
    agent.child.kill('SIGSTOP');
    rig = new LoginRig({ SSH_AUTH_SOCK: agent.path }, clock);
    const logins = new SshLogins({ surroundings: rig.around, clock: systemClock });
    const target = host([], { identityFile: '' });

    const held: (string | undefined)[] = [];
    const files = openSshFiles(new SshFiles(logins))({
      ...{ host: target, lane: 'view', signal: new AbortController().signal },
      ...{ ask: () => Promise.resolve(null), held: (waits) => held.push(waits?.code) },
    });
    const { way, release } = logins.acquire(target);
    if (way.kind !== 'shared') throw new Error('there is a login to share here');
    const nothing = (): void => undefined;
    const tunnels = way.login.dialogue.take({ onText: nothing, onChange: nothing }, true);
    const told: string[] = [];
    const put = new KeyRun({
      ...{ logins, host: target, clock: systemClock, run: 'r' },
      tell: ({ message }) => told.push(message.code),
    });
    const stopped = put.go('put', readPublicKey(readFileSync(`${authority}.pub`, 'utf8'))!);
    stopped.catch(() => undefined);

    await expect.poll(() => held.at(-1)).toBe('ssh-agent-silent');
    await expect.poll(() => tunnels.news?.message).toMatchObject({ code: 'ssh-agent-silent' });
    await expect.poll(() => told.at(-1)).toBe('ssh-agent-silent');
    put.stop();
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
    agent.child.kill('SIGCONT');
    await (await files).release();
    tunnels.leave();
    await release();
  });

  it('is told by a test of a host, which finds all else all the same', async () => {
    const agent = await personsAgent();
    onTestFinished(() => agent.stop());
    agent.child.kill('SIGSTOP');
    const env = { SSH_AUTH_SOCK: agent.path };
    const options = {
      ...{ surroundings: surroundings(env), clock: systemClock },
      signal: new AbortController().signal,
      agentIsSilent: (_: unknown, signal: AbortSignal) => isSilent(agent.path, clock, signal),
    };
    expect(await testHost(host([], { identityFile: '' }), options)).toMatchObject({
      ...{ hostKey: { is: 'known' }, ways: ['publickey', 'password'] },
      trouble: { said: { code: 'ssh-agent-silent' } },
    });
    agent.child.kill('SIGCONT');
    const patient = {
      ...options,
      agentIsSilent: (_: unknown, signal: AbortSignal) => isSilent(agent.path, systemClock, signal),
    };
    expect(await testHost(host([], { identityFile: '' }), patient)).toMatchObject({
      trouble: null,
    });
  });
});

it('which agent a host is logged in to with is what its options say, or the environment', () => {
  const env = { SSH_AUTH_SOCK: '/run/agent', OTHER: '/run/other' };
  const of = (options: string) => agentOf({ options }, env);
  expect(['', 'IdentityAgent SSH_AUTH_SOCK'].map(of)).toEqual(['/run/agent', '/run/agent']);
  expect(['IdentityAgent=none', 'IdentityAgent=/run/%u'].map(of)).toEqual([undefined, undefined]);
  expect(of('Compression=yes\nidentityagent = "/run/a b"')).toBe('/run/a b');
  expect(['IdentityAgent=$OTHER', 'IdentityAgent ${OTHER}'].map(of)).toEqual(
    Array(2).fill(env.OTHER),
  );
  expect(of('IdentityAgent=~/agent')).toBe(path.join(homedir(), 'agent'));
});
