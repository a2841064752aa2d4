// A test of a host: what ssh itself says of a real server, without logging in, and what is told where it can't
// be reached. Known hosts stay as they are.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { testHost, TEST_LIMIT_MS } from '../../../electron/ssh/hostTest.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { TestLog } from '../../../electron/ssh/testLog.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { needs } from '../../support/needs.ts';
import { says } from '../../support/says.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

const test = (host: SshTarget, signal = new AbortController().signal) =>
  testHost(host, { surroundings: surroundings(), clock: systemClock, signal });

describe('a real server', () => {
  let sshd: TestSshd;
  beforeAll(async () => {
    if (!whyNoSshd()) sshd = await startSshd();
  });
  afterAll(() => sshd?.close());
  beforeEach((context) => needs(whyNoSshd(), context));

  const known = () => readFileSync(sshd.knownHostsFile, 'utf8');

  it('shows a new key, and what it offers; nothing is remembered of it', async () => {
    writeFileSync(sshd.knownHostsFile, '');
    const found = await test(sshHost(sshd));
    expect(found).toMatchObject({
      hostKey: { is: 'new', type: 'ED25519', place: null, certificate: false },
      ways: ['publickey', 'password'],
      trouble: null,
    });
    expect(found.hostKey!.fingerprint).toMatch(/^SHA256:\S{43}$/);
    expect(found.ms).toBeLessThan(10_000);
    expect(known()).toBe('');
    expect(sshd.log()).not.toMatch(/Accepted|Failed (?!none)/);
  });

  it('has a known key, also where the person would be asked about it', async () => {
    await sshd.trustHostKey();
    const before = known();
    const found = await test({ ...sshHost(sshd), strictHostKey: 'ask' });
    const place = `${sshd.knownHostsFile}:1`;
    expect(found).toMatchObject({ hostKey: { is: 'known', place }, trouble: null });
    expect(found.ways).toEqual(['publickey', 'password']);
    expect(known()).toBe(before);
  });

  it('goes through a jump host that lets one in, and says so of one that asks', async () => {
    await sshd.trustHostKey();
    const jump = sshHost(sshd);
    const through = { ...sshHost(sshd), jumpHost: 'gate', jumps: [jump] };
    expect(await test(through)).toMatchObject({ hostKey: { is: 'known' }, trouble: null });
    const asks = { ...jump, logInWith: 'password' };
    expect(await test({ ...through, jumps: [{ ...asks, identityFile: '/dev/null' }] })).toEqual({
      ...{ ms: null, hostKey: null, ways: [] },
      trouble: {
        said: says(/A jump host on the way asks something/),
        advice: says(/Open a shell to see/),
      },
    });
  });

  it('has another key than it had: that is told with its place, and no more is asked', async () => {
    await sshd.trustHostKey();
    await sshd.swapHostKey();
    const found = await test(sshHost(sshd));
    expect(found).toMatchObject({
      hostKey: { is: 'changed', place: `${sshd.knownHostsFile}:1` },
      ways: [],
      trouble: { said: says(/has changed/) },
    });
  });
});

it('what can’t be reached is told with why', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const found = await test(sshDraft({ address: '127.0.0.1', port: String(port) }));
  expect(found).toMatchObject({ ms: null, hostKey: null, ways: [] });
  expect(found.trouble).toMatchObject({ said: says(/refused the connection/) });
  const unfit = await test(sshDraft({ address: 'a', jumpHost: 'a$b' }));
  expect(unfit.trouble).not.toBeNull();
});

describe('a server that never greets', () => {
  async function silent() {
    const server = createServer((socket) => socket.on('error', () => undefined));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const host = sshDraft({
      address: '127.0.0.1',
      port: String(port),
      options: 'ConnectTimeout=600',
    });
    return { server, host };
  }

  it('is given up in the end', async () => {
    const { server, host } = await silent();
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const testing = testHost(host, { surroundings: surroundings(), clock, signal });
    await once(server, 'connection');
    clock.advance(TEST_LIMIT_MS);
    expect((await testing).trouble).toMatchObject({ said: says(/did not answer/) });
    server.close();
  });

  it('isn’t waited for once nobody wants to know', async () => {
    const { server, host } = await silent();
    const stop = new AbortController();
    const testing = test(host, stop.signal);
    await once(server, 'connection');
    stop.abort();
    expect((await testing).trouble).toMatchObject({ said: says(/was stopped/) });
    server.close();
  });
});

describe('ssh’s log', () => {
  function heard(...lines: string[]): TestLog {
    const log = new TestLog();
    lines.forEach((line, at) => log.hear(line, at * 10));
    return log;
  }
  const SHOWN = 'debug1: Server host key: ecdsa-sha2-nistp256 SHA256:abc+/x';

  it('times the connection that was answered, not the one before', () => {
    const log = heard(
      'debug1: Connecting to a [::1] port 22.',
      'debug1: connect to address ::1 port 22: Connection refused',
      'debug1: Connecting to a [127.0.0.1] port 22.',
      'debug1: Remote protocol version 2.0, remote software version x',
    );
    expect(log.ms).toBe(10);
  });

  it('tells certificates and revoked keys', () => {
    const certificate = heard(
      'debug1: Server host certificate: ssh-ed25519-cert-v01@openssh.com SHA256:abc, serial 0 ID "a"',
      "debug1: Host 'a' is known and matches the ED25519-CERT host certificate.",
      'debug1: Found CA key in /etc/ssh/ssh_known_hosts:3',
    );
    expect(certificate.hostKey).toEqual({
      ...{ is: 'known', type: 'ED25519-CERT', fingerprint: 'SHA256:abc', certificate: true },
      place: '/etc/ssh/ssh_known_hosts:3',
    });
    const revoked = heard(SHOWN, '@       WARNING: REVOKED HOST KEY DETECTED!               @');
    expect(revoked.hostKey).toMatchObject({ is: 'revoked', type: 'ECDSA' });
  });

  it('believes nothing that comes before a key, and takes no more ways than there are', () => {
    const early = heard("debug1: Host 'a' is known and matches the ED25519 host key.");
    expect(early.hostKey).toBeNull();
    const ways = Array.from({ length: 99 }, (_, at) => `w${at}`).join(',');
    expect(heard(`debug1: Authentications that can continue: ${ways}`).ways).toHaveLength(20);
    const odd = heard('debug1: Authentications that can continue: a\u001b[31mb');
    expect(odd.ways.join('')).not.toContain('\u001b');
  });
});
