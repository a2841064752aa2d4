// SSH terminals as on Windows, over a stand-in for its console: the system's own ssh against a
// real sshd. Nobody can look at how that console is set, so all is told by ssh's words.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDevice } from '../../../core/pty/pty.ts';
import { WindowsPty } from '../../../core/pty/windowsPty.ts';
import { systemClock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { LocalSurroundings } from '../../../electron/programs/surroundings.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { sshCommand } from '../../../electron/ssh/sshCommand.ts';
import { fakeWindows } from '../../support/fakeConPty.ts';
import { needs } from '../../support/needs.ts';
import { seeded } from '../../support/random.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from './hosts.ts';
import { shellContract } from './shellContract.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

let sshd: TestSshd;
const drivers: ShellDriver[] = [];
const doors: Server[] = [];

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
  for (const door of doors.splice(0)) door.close();
});

const windows = (env: NodeJS.ProcessEnv = {}): LocalSurroundings => ({
  ...surroundings(env),
  platform: 'win32',
});

/** Output comes in pieces of a few characters, so its sentences are torn. */
function torn(seed: number): OpenDevice {
  const random = seeded(seed);
  const tools = fakeWindows(
    () => undefined,
    () => random.between(1, 40),
  );
  return (options, clock) => new WindowsPty(options, clock, tools);
}

function start(host: StoredHost, cols = 80, path?: string): ShellDriver {
  const around = windows(path === undefined ? {} : { PATH: path });
  const factory = sshShells(around, systemClock, torn(drivers.length + 1));
  const driver = new ShellDriver(factory(host, null)).start(cols);
  drivers.push(driver);
  return driver;
}

const withOptions = (...lines: string[]): StoredHost =>
  sshHost(sshd, { options: [sshd.clientOptions, ...lines].join('\n') });
const byPassword = (): StoredHost => ({
  ...withOptions('PreferredAuthentications=password', 'NumberOfPasswordPrompts=2'),
  identityFile: '',
});

shellContract('an SSH shell on Windows', {
  make: () => sshShells(windows(), systemClock, torn(1))(sshHost(sshd), null),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: false,
  hasProcesses: true,
  sizeGoesApart: true, // ssh is signalled, and looks into it when it has sent what it read
});

describe('the way in', () => {
  it('by key leads straight online, once ssh has said so', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    expect(driver.states.map(({ state }) => state)).not.toContain('authenticating');
    await driver.sees(/Authenticated to 127\.0\.0\.1 \(\[127\.0\.0\.1\]:\d+\)/);
    await driver.type('exit 4\r');
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 4 });
  });

  it('is found in a narrow window, too', async () => {
    const driver = start(sshHost(sshd), 10);
    await driver.reaches('online');
  });

  it('by password waits for it, again where it was wrong, and not a moment longer', async () => {
    const driver = start(byPassword());
    await driver.sees(/password: $/);
    const asked = await driver.reaches('authenticating');
    expect(inWords(asked.message)).toBe('Waiting for your answer in the terminal.');
    await driver.type('wrong\r');
    await driver.sees(/Permission denied, please try again\.\s+\S+ password: $/);
    expect(driver.shell.state.state).toBe('authenticating');
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    expect(driver.text).not.toContain(sshd.password);
  });

  it('to a new host asks whether its key is right', async () => {
    const known = join(temporaryDirectory(), 'known_hosts');
    const options = `UserKnownHostsFile=${known}\nGlobalKnownHostsFile=/dev/null`;
    const driver = start(sshHost(sshd, { options }));
    await driver.sees(/\(yes\/no\/\[fingerprint\]\)\? $/);
    await driver.reaches('authenticating');
    await driver.type('yes\r');
    await driver.reaches('online');
  });

  it('is told though the user’s own options want ssh to be quiet', async () => {
    await start(withOptions('LogLevel=QUIET')).reaches('online');
  });

  it('leaves an ssh that is to say even more as it is', async () => {
    const driver = start(withOptions('LogLevel=DEBUG1'));
    await driver.reaches('online');
    await driver.sees(/debug1: Entering interactive session\./);
  });
});

/** A folder in which `ssh` is this script, put before all others. */
function pathTo(script: string): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'ssh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${folder}:${process.env.PATH}`;
}

describe('the way over a jump host', () => {
  /** A configuration in which every ssh, that to the jump host too, says what it does. */
  function talkative(): string {
    const config = join(temporaryDirectory(), 'config');
    const lines = [...sshd.clientOptions.split('\n'), `IdentityFile=${sshd.identityFile}`];
    const gate = ['Host gate', 'HostName=127.0.0.1', `Port=${sshd.port}`];
    writeFileSync(config, [...lines, 'LogLevel=VERBOSE', ...gate, ''].join('\n'));
    return pathTo(`exec /usr/bin/ssh -F '${config}' "$@"`);
  }

  it('is no login yet where the jump host alone has let it in', async () => {
    const jumpHost = `${sshd.user}@gate`;
    const driver = start({ ...byPassword(), jumpHost }, 80, talkative());
    await driver.sees(/Authenticated to 127\.0\.0\.1 \(\[[^]*password: $/);
    await driver.reaches('authenticating');
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    expect(driver.states.map(({ state }) => state)).toEqual([
      'connecting',
      'connecting',
      'authenticating',
      'online',
    ]);
  });
});

describe('what goes wrong', () => {
  async function fails(host: StoredHost, path?: string): Promise<ShellState> {
    const driver = start(host, 80, path);
    const state = await driver.ended();
    expect(state).toMatchObject({ state: 'failed', canReconnect: true, exitCode: null });
    expect(driver.states.map((one) => one.state)).not.toContain('online');
    return state;
  }

  /** Where something listens that answers like this. */
  async function door(answer: (socket: Socket) => void): Promise<StoredHost> {
    const server = createServer((socket) => answer(socket.on('error', () => undefined)));
    doors.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return sshHost(sshd, { port: String((server.address() as AddressInfo).port) });
  }

  it('a door that is closed', async () => {
    const host = await door(() => undefined);
    await new Promise((resolve) => doors.pop()!.close(resolve));
    expect(inWords((await fails(host)).message)).toBe('127.0.0.1 refused the connection.');
  });

  it('a name that nobody knows', async () => {
    const { message } = await fails(sshHost(sshd, { address: 'no-such-host.invalid' }));
    expect(inWords(message)).toBe('There is no host called “no-such-host.invalid”.');
  });

  it('an address that leads nowhere', async () => {
    const { message } = await fails(sshHost(sshd, { address: '255.255.255.255', port: '22' }));
    expect(inWords(message)).toMatch(/^(There is no way to )?255\.255\.255\.255/);
  });

  it('a silent door', async () => {
    const host = await door(() => undefined);
    const { message } = await fails({ ...host, options: 'ConnectTimeout=1' });
    expect(inWords(message)).toBe('127.0.0.1 did not answer.');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['closes at once', (socket) => socket.destroy()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['speaks of something else', (socket) => socket.end('220 mail.example.org ESMTP\r\n')],
  ])('a door that %s', async (_, answer) => {
    const { message } = await fails(await door(answer));
    expect(inWords(message)).toBe('127.0.0.1 closed the connection before the login.');
  });

  it('nothing in common', async () => {
    const { message } = await fails(withOptions('Ciphers=3des-cbc'));
    expect(inWords(message)).toBe('127.0.0.1 and this computer’s ssh have no cipher in common.');
  });

  it('a host key that is not known, where ssh is strict', async () => {
    const known = join(temporaryDirectory(), 'known_hosts');
    const strict = `UserKnownHostsFile=${known}\nStrictHostKeyChecking=yes`;
    const { message, hint } = await fails(sshHost(sshd, { options: strict }));
    expect(inWords(message)).toBe('The host key of 127.0.0.1 is not known here.');
    expect(inWords(hint)).toContain('StrictHostKeyChecking');
  });

  it('a host key that has changed, with the line that forgets the old one', async () => {
    await sshd.swapHostKey();
    const { message, hint } = await fails(sshHost(sshd));
    expect(inWords(message)).toBe('The host key of 127.0.0.1 has changed. No connection was made.');
    expect(inWords(hint)).toMatch(/“ssh-keygen .*-R ['"]?\[127\.0\.0\.1\]:\d+['"]?”/);
  });

  it('a login that is refused', async () => {
    const { message, hint } = await fails({ ...withOptions('BatchMode=yes'), identityFile: '' });
    expect(inWords(message)).toBe('127.0.0.1 refused the login.');
    expect(inWords(hint)).toMatch(/The server accepts: publickey, password/);
  });

  it('a key that others can read', async () => {
    const key = join(temporaryDirectory(), 'schlüssel');
    copyFileSync(sshd.identityFile, key);
    chmodSync(key, 0o644);
    const { message, hint } = await fails({ ...withOptions('BatchMode=yes'), identityFile: key });
    expect(inWords(message)).toBe(
      'ssh refused the identity file, because other users can read it.',
    );
    expect(inWords(hint)).toContain(`“icacls "${key}" /reset”`);
  });

  it('a configuration that others can write to', async () => {
    const folder = join(sshd.home, '.ssh');
    const config = join(folder, 'config');
    mkdirSync(folder, { recursive: true });
    writeFileSync(config, '');
    chmodSync(config, 0o666);
    const asUser = pathTo(`exec runuser -u ${sshd.user} -- /usr/bin/ssh "$@"`);
    const { message, hint } = await fails(sshHost(sshd, { identityFile: '' }), asUser);
    rmSync(config);
    expect(inWords(message)).toMatch(/^ssh refused its own configuration/);
    expect(inWords(hint)).toContain(`“icacls "${config}" /reset”`);
  });

  it('more keys than the server looks at', async () => {
    const folder = temporaryDirectory();
    const wrong = Array.from({ length: 8 }, (_, index) => `IdentityFile=${folder}/${index}`);
    for (const index of wrong.keys()) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${folder}/${index}`]);
    }
    const { hint } = await fails({ ...withOptions(...wrong), identityFile: '' });
    expect(inWords(hint)).toContain('IdentitiesOnly=yes');
  });
});

describe('a connection that is lost', () => {
  it('is made again by itself, with a new shell that says so', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    await driver.sees(/\$ /);
    sshd.dropConnections();
    const away = await driver.reaches('reconnecting');
    expect(inWords(away.message)).toBe('127.0.0.1 closed the connection.');
    await driver.reaches('online');
    const note = expect.stringMatching(/^Connected again. This is a new shell/);
    await expect
      .poll(() => driver.marks)
      .toEqual([{ type: 'fresh' }, { type: 'note', text: note }]);
  });

  it('asks nobody for a password that nobody may be there to give', async () => {
    const driver = start(byPassword());
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    sshd.dropConnections();
    expect(inWords((await driver.ended()).message)).toMatch(/logging in again needs your answer/);
  });

  it.each([1, 255])('is none where the shell ended with %i itself', async (code) => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    await driver.sees(/\$ /);
    await driver.type(`exit ${code}\r`);
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: code });
  });
});

// Made from what ConPTY's and Microsoft's sources say; nobody has recorded it on Windows.
describe('an ssh.exe as in its sources', () => {
  /** What a console shows before its program has said anything. */
  const BEGIN =
    '\\033[2J\\033[m\\033[H\\033]0;C:\\\\WINDOWS\\\\System32\\\\OpenSSH\\\\ssh.exe\\007\\033[?25h';
  const host = (): StoredHost => sshHost(sshd, { address: 'web' });
  const ssh = (words: string, then = 'exit 255'): ShellDriver =>
    start(host(), 80, pathTo(`printf '${BEGIN}${words}'\n${then}`));

  it.each([
    ['Windows itself', 'SystemRoot', 'System32/OpenSSH'],
    ['Git for Windows', 'ProgramFiles', 'Git/usr/bin'],
  ])('is found where %s puts it, though PATH doesn’t know of it', (_, variable, place) => {
    const folder = temporaryDirectory();
    const nowhere = { PATH: '/nowhere', SystemRoot: '/nowhere', ProgramFiles: '/nowhere' };
    const around = windows({ ...nowhere, [variable]: folder });
    expect(() => sshCommand([], around)).toThrow('There is no “ssh” program on this computer.');
    const file = join(folder, place, 'ssh.exe');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '', { mode: 0o755 });
    expect(sshCommand([], around).file).toBe(file);
    expect(() => sshCommand([], { ...around, platform: 'linux' })).toThrow('There is no “ssh”');
  });

  it('is not connected for what the console itself says first', async () => {
    const driver = ssh('', 'read answer; exit 255');
    await driver.sees(/\[\?25h/);
    expect(driver.shell.state.state).toBe('connecting');
    await driver.type('\r');
    expect(inWords((await driver.ended()).message)).toBe('The connection to web failed.');
  });

  it('is connected though the console draws its sentence piece by piece', async () => {
    const sentence =
      'Authenticated to web\\033[1;22H([2001:db8::\\033[K1]:22)\\r\\nusing "publickey".\\033[3;1H';
    const driver = ssh(sentence, 'printf "web> "; read answer; exit 0');
    await driver.reaches('online');
    await driver.sees(/web> /);
    await driver.type('\r');
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 0 });
  });

  it.each([
    [
      'ssh: Could not resolve hostname web: No such host is known. \\r\\n',
      'There is no host called “web”.',
    ],
    ['ssh: connect to host web port 22: Unknown error\\r\\n', 'web could not be reached.'],
    [
      'kex_exchange_identification: read: Connection reset\\r\\n',
      'web closed the connection before the login.',
    ],
  ])('has failed with its words: %j', async (words, message) => {
    expect(await ssh(words).ended()).toMatchObject({ state: 'failed', message: says(message) });
  });

  it('names what closes a key, in the words of Windows', async () => {
    const words =
      'Bad permissions. Try removing permissions for user: BUILTIN\\\\\\\\Users (S-1-5-32-545) on file C:/k.\\r\\n' +
      '@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\\r\\n' +
      "Permissions for '\\''C:\\\\\\\\Users\\\\\\\\J\\\\303\\\\266rg\\\\\\\\.ssh\\\\\\\\id'\\'' are too open.\\r\\n" +
      'me@web: Permission denied (publickey).\\r\\n';
    const { message, hint } = await ssh(words).ended();
    expect(inWords(message)).toBe(
      'ssh refused the identity file, because other users can read it.',
    );
    expect(inWords(hint)).toContain('“icacls "C:\\Users\\Jörg\\.ssh\\id" /reset”');
  });
});
