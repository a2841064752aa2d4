// SSH shells with the system's own ssh against a real sshd: what a person meets on the way in,
// and what they are told when it ends.
import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { needs } from '../../support/needs.ts';
import { endAll } from '../../support/processes.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { sshHost, surroundings } from './hosts.ts';
import { shellContract } from './shellContract.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

let sshd: TestSshd;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (!whyNoSshd()) sshd = await startSshd();
});
afterAll(async () => {
  await sshd?.close();
});
beforeEach(async (test) => {
  needs(whyNoSshd(), test);
  await sshd.trustHostKey();
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
});

function start(host: StoredHost, env: NodeJS.ProcessEnv = {}): ShellDriver {
  const driver = new ShellDriver(sshShells(surroundings(env))(host, null)).start();
  drivers.push(driver);
  return driver;
}

const byPassword = (): StoredHost => {
  const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
  return sshHost(sshd, { identityFile: '', options: `${options}\nNumberOfPasswordPrompts=1` });
};

shellContract('an SSH shell', {
  make: () => sshShells(surroundings())(sshHost(sshd), null),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: false,
  hasProcesses: true,
  sizeGoesApart: true, // ssh is signalled, and looks into it when it has sent what it read
});

describe('the way in', () => {
  it('by key leads straight online', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    expect(driver.states.map(({ state }) => state)).not.toContain('authenticating');
    expect(driver.shell.state).toMatchObject({ message: says('Connected.'), rttMs: null });
  });

  it('by password waits for it in the terminal', async () => {
    const driver = start(byPassword());
    const asked = await driver.reaches('authenticating');
    expect(inWords(asked.message)).toBe('Waiting for your answer in the terminal.');
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    expect(driver.text).not.toContain(sshd.password);
  });

  it('to a new host asks whether its key is right', async () => {
    const knownHosts = join(temporaryDirectory(), 'known_hosts');
    const options = `UserKnownHostsFile=${knownHosts}\nGlobalKnownHostsFile=/dev/null`;
    const driver = start(sshHost(sshd, { options }));
    await driver.reaches('authenticating');
    await driver.sees(/\(yes\/no\/\[fingerprint\]\)\? $/);
    await driver.type('yes\r');
    await driver.reaches('online');
  });

  it('through a connection that is shared already leads online too', async () => {
    const folder = temporaryDirectory();
    const options = `${sshd.clientOptions}\nControlMaster=auto\nControlPath=${folder}/%C`;
    const first = start(sshHost(sshd, { options }));
    await first.reaches('online');
    const second = start(sshHost(sshd, { options }));
    await second.reaches('online');
    await second.type('exit 4\r');
    expect(await second.ended()).toMatchObject({ state: 'closed', exitCode: 4 });
  });

  it('carries a line that begins with ~. as it is', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    await driver.type('\r~.\r');
    await driver.type('echo $((6*7))\r');
    await driver.sees(/42\r/);
  });
});

it('a program on the other computer is noticed, though its name isn’t known', async () => {
  const driver = start(sshHost(sshd));
  await driver.sees(/\$ /);
  expect(await driver.shell.foreground()).toBe('');
  await driver.type('sleep 1000\r');
  await expect.poll(() => driver.shell.foreground()).toBe('A program on 127.0.0.1');
  await driver.type('\x03');
  await expect.poll(() => driver.shell.foreground()).toBe('');
});

describe('what goes wrong', () => {
  async function fails(host: StoredHost, env: NodeJS.ProcessEnv = {}) {
    const state = await start(host, env).ended();
    expect(state).toMatchObject({ state: 'failed', canReconnect: true, exitCode: null });
    return state;
  }

  it('a wrong password', async () => {
    const driver = start(byPassword());
    await driver.sees(/password: $/);
    await driver.type('wrong\r');
    const state = await driver.ended();
    expect(inWords(state.message)).toBe('127.0.0.1 refused the login.');
    expect(inWords(state.hint)).toMatch(/The server accepts: .*password/);
  });

  it('a host key that was refused by the user', async () => {
    const knownHosts = join(temporaryDirectory(), 'known_hosts');
    const driver = start(sshHost(sshd, { options: `UserKnownHostsFile=${knownHosts}` }));
    await driver.sees(/\[fingerprint\]\)\? $/);
    await driver.type('no\r');
    expect(inWords((await driver.ended()).message)).toBe(
      'The host key of 127.0.0.1 was not accepted.',
    );
  });

  it('a connection that is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    await new Promise((resolve) => server.close(resolve));
    const state = await fails(sshHost(sshd, { port }));
    expect(inWords(state.message)).toBe('127.0.0.1 refused the connection.');
    expect(inWords(state.hint)).toMatch(/^Check the port/);
  });

  it('a host that nobody knows', async () => {
    const state = await fails(sshHost(sshd, { address: 'no-such-host.invalid' }));
    expect(inWords(state.message)).toBe('There is no host called “no-such-host.invalid”.');
  });

  it('a server that isn’t one', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const port = String((server.address() as AddressInfo).port);
    const state = await fails(sshHost(sshd, { port }));
    server.close();
    expect(inWords(state.message)).toBe('127.0.0.1 closed the connection before the login.');
  });

  it('an option that ssh doesn’t know', async () => {
    const state = await fails(sshHost(sshd, { options: 'NoSuchOption=yes' }));
    expect(inWords(state.message)).toMatch(/^ssh doesn’t know the option “nosuchoption”/i);
  });

  it('no ssh on this computer', async () => {
    const state = await fails(sshHost(sshd), { PATH: '/nonexistent' });
    expect(inWords(state.message)).toBe('There is no “ssh” program on this computer.');
    expect(inWords(state.hint)).toMatch(/^(Install it|Add|It is part)/);
  });
});

describe('a connection that ssh shares with others, as the user’s own configuration says', () => {
  const CUT = /^The connection to 127\.0\.0\.1, which ssh shares, was lost\.$/;

  /** Shares by `auto`: the first of a host makes the connection. */
  function sharing(...more: string[]): StoredHost {
    const shared = ['ControlMaster=auto', `ControlPath=${temporaryDirectory()}/%C`, ...more];
    return sshHost(sshd, { options: [sshd.clientOptions, ...shared].join('\n') });
  }

  /** A tab that has the connection, and one that goes over it. */
  async function two(host: StoredHost): Promise<ShellDriver[]> {
    const first = start(host);
    await first.reaches('online');
    const second = start(host);
    await second.reaches('online');
    await second.sees(/\$ /);
    return [first, second];
  }

  it.each<[string, string[]]>([
    ['that says so', []],
    ['that says nothing', ['LogLevel=ERROR']],
    ['that is quiet', ['LogLevel=QUIET']],
  ])('is made again when the master of an ssh %s was killed', async (_, more) => {
    const host = sharing(...more);
    const [, second] = await two(host);
    endAll(masters(host), 'SIGKILL');
    expect(inWords((await second!.reaches('reconnecting')).message)).toMatch(CUT);
    await second!.reaches('online');
    const note = expect.stringMatching(/new shell/);
    await expect.poll(() => second!.marks[1]).toMatchObject({ text: note });
  });

  it('is made again when it was cut, also one that ssh keeps in the background', async () => {
    const host = sharing('ControlPersist=60');
    const driver = start(host);
    await driver.reaches('online');
    sshd.dropConnections();
    expect(inWords((await driver.reaches('reconnecting')).message)).toMatch(CUT);
    await driver.reaches('online');
    await leave(host);
  });

  it.each<[string, string[]]>([
    ['over another tab’s connection', []],
    ['over one that is kept in the background', ['ControlPersist=60']],
    ['over one, quietly', ['ControlPersist=60', 'LogLevel=QUIET']],
  ])('is not lost when a shell %s ends with 255 itself', async (_, more) => {
    const host = sharing(...more);
    const [, second] = await two(host);
    await second!.type('exit 255\r');
    expect(await second!.ended()).toMatchObject({ state: 'closed', exitCode: 255 });
    await leave(host);
  });

  it('nor when that of the tab that has it does', async () => {
    const driver = start(sharing());
    await driver.reaches('online');
    await driver.sees(/\$ /);
    await driver.type('exit 255\r');
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 255 });
  });

  it('nor is any other shell that ends with 255', async () => {
    const options = `${sshd.clientOptions}\nLogLevel=QUIET`;
    const driver = start(sshHost(sshd, { options }));
    await driver.reaches('online');
    await driver.sees(/\$ /);
    await driver.type('exit 255\r');
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 255 });
  });

  const controlPath = (host: StoredHost): string => /ControlPath=(.*)\/%C/.exec(host.options)![1]!;

  /** Ends the connection that ssh keeps in the background. */
  async function leave(host: StoredHost): Promise<void> {
    await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
    endAll(masters(host), 'SIGTERM');
  }

  /** Those that hold the control socket, and so the connection. */
  function masters(host: StoredHost): number[] {
    const listening = execFileSync('ss', ['-xlpH'], { encoding: 'utf8' });
    const ours = listening.split('\n').filter((line) => line.includes(controlPath(host)));
    return ours.flatMap((line) => [...line.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid)));
  }
});

describe('a connection that is lost', () => {
  it('is made again by itself, with a new shell that says so', async () => {
    const driver = start(sshHost(sshd));
    await driver.type('kept=yes; echo $((6*7))\r');
    await driver.sees(/42\r/);
    sshd.dropConnections();
    const away = await driver.reaches('reconnecting');
    expect(inWords(away.message)).toBe('127.0.0.1 closed the connection.');
    expect(away).toMatchObject({ canReconnect: true, kept: false, attempt: 1 });
    const back = await driver.reaches('online');
    expect(back).toMatchObject({ attempt: null, nextTryInMs: null });
    await driver.type('echo "kept=$kept."\r');
    await driver.sees(/kept=\.\r/);
    expect(driver.marks).toEqual([
      { type: 'fresh' },
      { type: 'note', text: expect.stringMatching(/^Connected again. This is a new shell/) },
    ]);
  });

  // Again and again, because it went wrong only where ssh was quicker to go than we to look.
  it('counts as one from its first output on', async () => {
    for (let count = 0; count < 10; count++) {
      const driver = start(sshHost(sshd));
      await driver.until(() => driver.bytes > 0, 'any output');
      sshd.dropConnections();
      await driver.reaches('reconnecting');
      await driver.shell.close();
    }
  });

  it('comes back, though it was cut at its first output', async () => {
    const driver = start(sshHost(sshd));
    await driver.until(() => driver.bytes > 0, 'any output');
    sshd.dropConnections();
    await driver.reaches('reconnecting');
    await driver.reaches('online');
    await driver.sees(/\$ /);
    expect(driver.marks[0]).toEqual({ type: 'fresh' });
  });

  it('is tried until told to stop, and can be made by hand then', async () => {
    const server = createServer((socket) => socket.destroy());
    const proxy = await FaultProxy.open({ port: sshd.port });
    const options = `${sshd.clientOptions}\nHostKeyAlias=[127.0.0.1]:${sshd.port}`;
    const driver = start(sshHost(sshd, { port: String(proxy.port), options }));
    await driver.reaches('online');
    const { port } = proxy;
    await proxy.close();
    await driver.reaches('reconnecting');
    await once(server.listen(port, '127.0.0.1'), 'listening');
    await driver.until(() => driver.shell.state.attempt! > 2, 'the third attempt');
    await driver.type('lost\r'); // meant for a shell that is gone
    driver.shell.stopTrying!();
    expect(await driver.ended()).toMatchObject({ state: 'failed', attempt: null });
    server.close();
  });

  it('is made at once when asked for', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    sshd.dropConnections();
    await driver.reaches('reconnecting');
    driver.shell.reconnectNow!();
    expect(driver.shell.state.nextTryInMs).toBe(0);
    await driver.reaches('online');
    expect(driver.shell.state.state).toBe('online');
  });

  it('asks nobody for a password that nobody may be there to give', async () => {
    const driver = start(byPassword());
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    sshd.dropConnections();
    const state = await driver.ended();
    expect(state).toMatchObject({ state: 'failed', canReconnect: true });
    expect(inWords(state.message)).toMatch(/logging in again needs your answer/);
  });

  it('leaves nothing behind when its tab is closed in between', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    sshd.dropConnections();
    await driver.reaches('reconnecting');
    await driver.shell.close();
    expect(driver.shell.state).toMatchObject({ state: 'closed', nextTryInMs: null });
  });
});

it('a changed host key is refused, with what it means and the line that forgets the old one', async () => {
  await sshd.swapHostKey();
  const state = await start(sshHost(sshd)).ended();
  expect(state.state).toBe('failed');
  expect(inWords(state.message)).toBe(
    'The host key of 127.0.0.1 has changed. No connection was made.',
  );
  expect(inWords(state.hint)).toContain('somebody is posing as it');
  expect(inWords(state.hint)).toMatch(/“ssh-keygen .*-R ['"]?\[127\.0\.0\.1\]:\d+['"]?”/);
  await sshd.trustHostKey();
});
