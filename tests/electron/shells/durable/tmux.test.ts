// SSH shells that tmux keeps, against a real sshd and a real tmux: the screen is back after every
// cut, and what ends a session and what doesn't.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WindowsPty } from '../../../../core/pty/windowsPty.ts';
import { systemClock } from '../../../../core/time/clock.ts';
import type { Shell } from '../../../../electron/shell.ts';
import { tmuxShells } from '../../../../electron/shells/durable/tmuxShells.ts';
import { fakeWindows } from '../../../support/fakeConPty.ts';
import { needs } from '../../../support/needs.ts';
import { endAll, processesWith } from '../../../support/processes.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type SshdOptions, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../../electron/shells/creditGate.ts';
import { sshHost, surroundings } from '../hosts.ts';
import { shellContract } from '../shellContract.ts';
import { inWords } from '../../../../words/said.ts';
import { says } from '../../../support/says.ts';

const TMUX = '/usr/bin/tmux';
let sshd: TestSshd;
let sockets: string;
const drivers: ShellDriver[] = [];

function whyNoTmux(): string | undefined {
  return whyNoSshd() ?? (existsSync(TMUX) ? undefined : 'no tmux is installed (package tmux)');
}

async function serve(options: SshdOptions = {}): Promise<void> {
  sshd = await startSshd(options);
  await sshd.trustHostKey();
}

beforeEach(async (test) => {
  needs(whyNoTmux(), test);
  sockets = temporaryDirectory();
  await serve();
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  await sshd?.close();
});

function open(previous: Shell | null = null, session?: string): ShellDriver {
  const make = tmuxShells(surroundings({ XDG_RUNTIME_DIR: sockets }));
  const driver = new ShellDriver(make(sshHost(sshd), previous, session)).start();
  drivers.push(driver);
  return driver;
}

/** Names of the sessions that run there. */
function sessions(): string[] {
  try {
    const args = ['-u', sshd.user, '--', TMUX, 'list-sessions', '-F', '#{session_name}'];
    return execFileSync('runuser', args, { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n');
  } catch {
    return []; // no server, no sessions
  }
}

function killSsh(): void {
  const found = processesWith(String(sshd.port));
  expect(found).not.toEqual([]);
  endAll(found, 'SIGKILL');
}

async function work(driver: ShellDriver): Promise<void> {
  await driver.reaches('online');
  await driver.sees(/\$ /);
  await driver.type('kept=$((6*7)); clear; echo "begun-$kept"\r');
  await driver.sees(/begun-42/);
}

shellContract('a shell that tmux keeps', {
  make: () => tmuxShells(surroundings({ XDG_RUNTIME_DIR: sockets }))(sshHost(sshd), null),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: false, // its client ends well, however the shell did
  tellsExitCode: false,
  carriesBytes: false, // it draws what is on the screen now, and skips what nobody could read
  rowsTaken: 1, // its status line
  sizeGoesApart: true,
  ready: (driver) => driver.reaches('online'), // until its client is seen, the login is kept for looking
  hasProcesses: true,
});

it.each<[string, () => void]>([
  ['every ssh process', killSsh],
  ['the sshd child', () => sshd.dropConnections()],
])('the screen is back, and the shell the same, after %s was killed', async (_, kill) => {
  const driver = open();
  await work(driver);
  await driver.until(() => driver.shell.state.kept, 'that it is kept');
  for (const round of [1, 2]) {
    driver.text = '';
    kill();
    const state = await driver.reaches('reconnecting');
    expect(inWords(state.hint)).toContain('keeps running there');
    await driver.reaches('online');
    await driver.sees(/begun-42/);
    await driver.type(`echo "round-${round}-$kept"\r`);
    await driver.sees(new RegExp(`round-${round}-42`));
  }
  expect(sessions()).toHaveLength(1);
});

it('a tab meets its session again by name, as after a restart of the app', async () => {
  const first = open();
  await work(first);
  await first.shell.detach!();
  expect(first.shell.state).toMatchObject({ state: 'closed' });
  expect(sessions()).toHaveLength(1);
  const second = open(null, first.shell.session);
  await second.sees(/begun-42/);
});

it('closing the tab ends the session, and leaves nothing here or there', async () => {
  const driver = open();
  await work(driver);
  await driver.shell.close();
  expect(sessions()).toEqual([]);
  await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
  await expect.poll(() => readdirSync(sockets)).toEqual([]);
});

it('the shell’s own end is the end of the tab’s shell', async () => {
  const driver = open();
  await work(driver);
  await driver.type('exit\r');
  expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode: 0, kept: false });
});

it('over a console of Windows, it is online once ssh has said so, and detaching is told', async () => {
  const tools = fakeWindows();
  const make = tmuxShells(
    { ...surroundings(), platform: 'win32' },
    systemClock,
    (options, clock) => {
      return new WindowsPty(options, clock, tools);
    },
  );
  const driver = new ShellDriver(make(sshHost(sshd), null)).start();
  drivers.push(driver);
  await work(driver);
  expect(driver.shell.state).toMatchObject({ state: 'online', kept: true });
  await driver.type('\x02d');
  const state = await driver.ended();
  expect(state).toMatchObject({ state: 'closed', kept: true });
  expect(inWords(state.message)).toBe('Detached from tmux. The shell keeps running on 127.0.0.1.');
});

it('detaching in tmux itself leaves it running, and Reconnect goes on', async () => {
  const driver = open();
  await work(driver);
  await driver.type('\x02d');
  const state = await driver.ended();
  expect(state).toMatchObject({ state: 'closed', kept: true, canReconnect: true });
  expect(inWords(state.message)).toBe('Detached from tmux. The shell keeps running on 127.0.0.1.');
  const next = open(driver.shell);
  await next.sees(/begun-42/);
});

it('where there is no tmux, says so and how to get it', async () => {
  await sshd.close();
  await serve({ without: [TMUX] });
  const state = await open().ended();
  expect(state).toMatchObject({ state: 'failed', message: says('There is no tmux on 127.0.0.1.') });
  expect(inWords(state.hint)).toMatch(/apt install tmux/);
});
