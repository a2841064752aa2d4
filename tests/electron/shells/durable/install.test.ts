// Installing the agent on an SSH host, against a real sshd and a user's clean account: done
// without root and repeatable, or with words for what is missing.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compile, packAgent } from '../../../../build/compile.ts';
import { AGENT_BUNDLE } from '../../../../build/package/agentBundle.ts';
import { SYSTEM } from '../../../../core/system.ts';
import { systemClock } from '../../../../core/time/clock.ts';
import { AgentConnections } from '../../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../../electron/agents/agentWays.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import { keptShells } from '../../../../electron/shells/agentShell.ts';
import { agentInstaller } from '../../../../electron/shells/durable/installShell.ts';
import { needs } from '../../../support/needs.ts';
import { processesWith } from '../../../support/processes.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshHost, surroundings } from '../hosts.ts';
import { inWords, type Said } from '../../../../words/said.ts';
import { says } from '../../../support/says.ts';

const run = promisify(execFile);
let sshd: TestSshd;
/** Of whom the way to the server is: Windows’ ssh can’t share a login. */
let platform: NodeJS.Platform = SYSTEM;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  await compile(['agent']);
  await packAgent();
});
beforeEach(async (test) => {
  needs(whyNoSshd(), test);
  sshd = await startSshd();
  await sshd.trustHostKey();
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  await sshd?.close();
});

function install(host: StoredHost = sshHost(sshd), archives = AGENT_BUNDLE): ShellDriver {
  const make = agentInstaller({ surroundings: { ...surroundings(), platform }, archives });
  const driver = new ShellDriver(make(host, null)).start();
  drivers.push(driver);
  return driver;
}

function openKept(): ShellDriver {
  const connections = new AgentConnections(systemClock, '0.0.0');
  const around = { ...surroundings(), platform };
  const common = { surroundings: around, clock: systemClock, version: '0.0.0' };
  const ways = new AgentWays({ connections, ...common });
  const make = keptShells((host) => ways.acquire(host), systemClock);
  const driver = new ShellDriver(make(sshHost(sshd), null)).start();
  drivers.push(driver);
  return driver;
}

/** And may open as many files as `limit` says, though Node has raised that for the agent. */
async function hasOnlyItsTerminal(shell: ShellDriver, limit: string): Promise<void> {
  await shell.type('echo "fds:" $(ls /proc/self/fd) ":$(ulimit -Sn):end"\r');
  const [, found, files] = await shell.sees(/fds: ([\d ]+) :(\w+):end/);
  expect(found).toBe('0 1 2 3'); // 3 is the folder that is being listed
  expect(files).toBe(limit);
}

/** Runs a command there as anybody would, and returns what it prints. */
async function onHost(command: string): Promise<string> {
  const { identityFile, port, user, clientOptions } = sshd;
  const options = clientOptions.split('\n').flatMap((option) => ['-o', option]);
  const place = ['-i', identityFile, '-p', String(port), `${user}@127.0.0.1`];
  const { stdout } = await run('ssh', [...options, ...place, command]);
  return stdout.trim();
}

const share = (): string => path.join(sshd.home, '.local/share/bowline-agent');

/** The same server on a machine where the system brings no Node. */
async function withoutNode(): Promise<void> {
  await sshd.close();
  const folders = ['/usr/local/bin', '/usr/bin', '/snap/bin', '/opt/homebrew/bin'];
  const names = folders.flatMap((folder) => [`${folder}/node`, `${folder}/nodejs`]);
  sshd = await startSshd({ without: names.filter((file) => existsSync(file)) });
  await sshd.trustHostKey();
}

/** The same server on a machine without a compiler. */
async function withoutCompiler(): Promise<void> {
  await sshd.close();
  const names = readdirSync('/usr/bin').filter((name) =>
    /(\+\+|gcc|clang|\bcc)(-[\d.]+)?$/.test(name),
  );
  sshd = await startSshd({ without: names.map((name) => path.join('/usr/bin', name)) });
  await sshd.trustHostKey();
}

/** A file of the user's on the server. */
function put(name: string, content: string, mode = 0o644): string {
  const file = path.join(sshd.home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  execFileSync('chown', ['-R', `${sshd.user}:`, path.join(sshd.home, name.split('/')[0]!)]);
  return file;
}

describe.each<[string, NodeJS.Platform]>([
  ['over one login', 'linux'],
  ['over a login for each step', 'win32'],
])('%s', (_, of) => {
  beforeAll(() => void (platform = of));
  afterAll(() => void (platform = SYSTEM));

  it('the agent is installed on a clean account, and its shells open', async () => {
    const before = await openKept().ended();
    expect(inWords(before.message)).toBe('There is no bowline-agent on 127.0.0.1.');
    expect(inWords(before.hint)).toContain('Install the agent on this host');
    const driver = install();
    const state = await driver.ended();
    expect(driver.text).toContain('is ready.');
    expect(state).toMatchObject({ state: 'closed', exitCode: 0 });
    const told = driver.states.map(({ message }) => message);
    expect(told).toEqual(expect.arrayContaining([says('Connecting to 127.0.0.1…'), state.message]));
    expect(statSync(path.join(share(), 'bowline-agent')).mode & 0o777).toBe(0o755);
    const shell = openKept();
    await shell.reaches('online');
    await shell.type('echo $((6*7))\r');
    await shell.sees(/42\r/);
    await hasOnlyItsTerminal(shell, await onHost('ulimit -Sn'));
  });

  it('where a login file ends the shell, says what happened', async () => {
    put('.bashrc', 'echo "Ask \\033[31madmin\\033[0m first."; exit 3\n');
    const state = await install().ended();
    expect(inWords(state.message)).toMatch(
      /doesn’t run what a login asks for\. It said: “Ask .*admin.* first\.”/,
    );
    expect(inWords(state.hint)).toContain('.bashrc');
  });

  it('an archive that arrived damaged is not installed, and the old agent stays', async () => {
    await install().ended();
    const before = readdirSync(share());
    const damaged = temporaryDirectory();
    execFileSync('cp', ['-r', `${AGENT_BUNDLE}/.`, damaged]);
    const platform = `${SYSTEM}-${process.arch}`;
    writeFileSync(path.join(damaged, `bowline-agent-${platform}.tar.gz`), 'half of it');
    const state = await install(sshHost(sshd), damaged).ended();
    expect(state).toMatchObject({ state: 'failed', message: says('The archive arrived damaged.') });
    expect(readdirSync(share())).toEqual(before);
  });
});

describe('on a clean account', () => {
  it('asks for the password in the terminal', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    const driver = install(sshHost(sshd, { identityFile: '', options }));
    expect(inWords((await driver.reaches('authenticating')).message)).toMatch(/your answer/);
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 0 });
  });

  it('can be repeated, and leaves nothing lying about', async () => {
    await install().ended();
    const first = readdirSync(share()).sort();
    expect(await install().ended()).toMatchObject({ exitCode: 0 });
    expect(readdirSync(share()).sort()).toEqual(first);
    expect(first).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+-[0-9a-f]{8}$/), 'bowline-agent']);
  });

  it('in spite of a login file that puts fish in the shell’s place, and so do its shells', async () => {
    put('.bashrc', 'exec fish\n');
    expect(await install().ended()).toMatchObject({ state: 'closed', exitCode: 0 });
    await openKept().reaches('online');
  });

  it('finds Node where nvm keeps it', async () => {
    await withoutNode();
    const bin = path.join(sshd.home, '.nvm/versions/node/v24.0.0/bin');
    mkdirSync(bin, { recursive: true });
    execFileSync('cp', [process.execPath, path.join(bin, 'node')]);
    execFileSync('chown', ['-R', `${sshd.user}:`, path.join(sshd.home, '.nvm')]);
    const driver = install();
    expect(await driver.ended()).toMatchObject({ exitCode: 0 });
    expect(driver.text).toContain(`${bin}/node`);
  });
});

describe('what is missing is said', () => {
  async function fails(): Promise<{ message: Said; hint: Said | null; text: string }> {
    const driver = install();
    const { state, message, hint } = await driver.ended();
    expect(state).toBe('failed');
    expect(driver.text).toContain(inWords(message));
    return { message, hint, text: driver.text };
  }

  it('where there is no Node, with where it was looked for and how to get it', async () => {
    await withoutNode();
    const { message, hint, text } = await fails();
    expect(inWords(message)).toBe(
      'Node 20 or newer is needed on this computer, and there is none.',
    );
    expect(inWords(hint)).toMatch(/nvm install 22.*nodejs\.org/);
    expect(text).toMatch(/Looked for Node in the PATH .*nvm, volta, asdf/);
    expect(existsSync(share())).toBe(false);
  });

  it('where Node is too old, with its version', async () => {
    await withoutNode();
    const old = put('.local/bin/node', '#!/bin/sh\necho v18.19.0\n', 0o755);
    const { message } = await fails();
    expect(inWords(message)).toBe(
      `Node 20 or newer is needed; there is only: ${old} (version 18.19.0).`,
    );
  });

  it('where the home folder can’t be written', async () => {
    put('.local/share', 'a file where a folder should be');
    const { message } = await fails();
    expect(inWords(message)).toMatch(/^The folder .* can't be made\.$/);
  });

  it('where the login is refused', async () => {
    const options = `${sshd.clientOptions}\nBatchMode=yes`;
    const state = await install(sshHost(sshd, { identityFile: '', options })).ended();
    expect(state).toMatchObject({ state: 'failed', message: says('127.0.0.1 refused the login.') });
  });
});

it('no compiler is needed there', async () => {
  await withoutCompiler();
  const tried =
    'for name in c++ g++ clang++ cc; do $name --version; done 2> /dev/null || echo none';
  expect(await onHost(tried)).toBe('none');
  const driver = install();
  expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 0 });
  expect(driver.text).not.toContain('Compiling');
  const shell = openKept();
  await shell.reaches('online');
  await shell.type('echo $((6*7))\r');
  await shell.sees(/42\r/);
});

it('with a Node for musl, no module for glibc is tried', async () => {
  await withoutNode();
  const bin = path.join(sshd.home, '.local/bin');
  // It says of itself what one for musl would.
  const musl = `process.report.getReport = () => ({ header: {} });
    Object.defineProperty(process, 'execPath', { value: '${bin}/node' });`;
  const start = `exec '${process.execPath}' -r '${put('musl.cjs', musl)}' "$@"`;
  put('.local/bin/node', `#!/bin/sh\n${start}\n`, 0o755);
  const driver = install();
  await driver.ended();
  expect(driver.text).toContain(`${bin}/node`);
  expect(driver.text).toMatch(/Compiling it with/);
});

it('where no PTY module fits, it is compiled there', async () => {
  const sources = temporaryDirectory();
  execFileSync('cp', ['-r', `${AGENT_BUNDLE}/.`, sources]);
  const file = path.join(sources, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, packages: { linux: manifest.packages.linux } }),
  );
  const driver = install(sshHost(sshd), sources);
  expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 0 });
  expect(driver.text).toMatch(/Compiling it with (c\+\+|g\+\+|clang\+\+)/);
  const state = '.local/state/bowline-agent';
  const serve = `.local/bin/bowline-agent serve --background --json --socket ~/${state}/agent.sock`;
  await onHost(`umask 077; mkdir -p ${state}; ulimit -Sn 600; ${serve}`);
  const shell = openKept();
  await shell.reaches('online');
  // Not that of whoever started the agent: a kept shell is as its own login's.
  await hasOnlyItsTerminal(shell, await onHost('ulimit -Sn'));
  // And where no login is told, that of the agent's own start.
  expect(await onHost(".local/bin/bowline-agent attach -- sh -c 'ulimit -Sn'")).toBe('600');
});

it('a copy of Bowline without an agent says so', async () => {
  const state = await install(sshHost(sshd), '/nonexistent').ended();
  expect(inWords(state.message)).toBe('This copy of Bowline carries no agent to install.');
  expect(inWords(state.hint)).toContain('npm run build:agent');
});

describe('where a login can’t be shared', () => {
  beforeAll(() => void (platform = 'win32'));
  afterAll(() => void (platform = SYSTEM));

  it('it takes three logins, and leaves no ssh', async () => {
    expect(await install().ended()).toMatchObject({ exitCode: 0 });
    await expect.poll(() => sshd.log().match(/Accepted publickey/g)).toHaveLength(3);
    expect(processesWith(String(sshd.port))).toEqual([]);
  });

  it('it can be given up at any step', async () => {
    const driver = install();
    await driver.sees(/Copying the agent/);
    await driver.shell.close();
    expect(processesWith(String(sshd.port))).toEqual([]);
  });

  it('a login that would ask is refused in words', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    const state = await install(sshHost(sshd, { identityFile: '', options })).ended();
    expect(inWords(state.message)).toContain('Windows’ ssh can’t ask for a password here');
  });
});
