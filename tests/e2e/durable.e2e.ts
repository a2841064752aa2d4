// SSH hosts whose shells are kept alive, on the real app and a real sshd: the agent is installed
// from the window on a clean account, and no kill of a connection costs a shell or a line.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  hostEntry,
  openHost,
  stateComes,
  typeLine,
  waitForRow,
  waitForState,
  type HostEntry,
} from '../support/drive.ts';
import { putAgent } from '../support/hostAgent.ts';
import { needs } from '../support/needs.ts';
import { processesWith } from '../support/processes.ts';
import { Restarting } from '../support/restart.ts';
import { startSshd, whyNoSshd, type SshdOptions, type TestSshd } from '../support/sshd.ts';
import { workAndLeave } from '../support/work.ts';

let app: RunningApp;
let sshd: TestSshd;

test.beforeEach(async () => {
  needs(whyNoSshd(), test);
  app = await startApp();
});
test.afterEach(async () => {
  await app?.close();
  await sshd?.close();
});

async function serveAndAdd(
  keepAlive: HostEntry['keepAlive'],
  options: SshdOptions = {},
): Promise<void> {
  sshd = await startSshd(options);
  await sshd.trustHostKey();
  await addHost(app.window, entry(keepAlive));
}

function entry(keepAlive: HostEntry['keepAlive']): HostEntry {
  const { host: Address, port, user: User, identityFile, clientOptions: Options } = sshd;
  const fields = { Address, Port: String(port), User, 'Identity file': identityFile, Options };
  return { name: 'Server', kind: 'SSH', fields, keepAlive };
}

async function installFromMenu(): Promise<void> {
  await hostEntry(app.window, 'Server').click({ button: 'right' });
  await app.window.getByRole('menuitem', { name: 'Install the agent on this host' }).click();
}

/** Every ssh that leads to the server. */
function killSsh(): void {
  const found = processesWith(String(sshd.port));
  expect(found.length).toBeGreaterThan(0);
  for (const pid of found) process.kill(pid, 'SIGKILL');
}

/** Kills, and waits until the tab has noticed and is back. */
async function killAndComeBack(kill: () => void): Promise<void> {
  const noticed = await stateComes(app.window, 'reconnecting');
  kill();
  await noticed();
  await waitForState(app.window, 'online');
}

test('the agent is installed from the window on a clean account, and then does the main job', async () => {
  await serveAndAdd('With bowline-agent');
  await openHost(app.window, 'Server');
  await waitForState(app.window, 'failed');
  await expect(app.window.getByText(/There is no bowline-agent on/).first()).toBeVisible();
  await installFromMenu();
  await waitForRow(app.window, /^bowline-agent \d+\.\d+\.\d+ is ready\./);
  await waitForState(app.window, 'closed');
  await openHost(app.window, 'Server');
  await workAndLeave(app);
});

test('with the agent, killing ssh and sshd costs neither the shell nor a line', async () => {
  await serveAndAdd('With bowline-agent');
  await installFromMenu();
  await waitForState(app.window, 'closed');
  await openHost(app.window, 'Server');
  await waitForState(app.window, 'online');
  await typeLine(
    app.window,
    'kept=$((6*7)); clear; read go; seq 1 200000 | cksum; echo "$go $kept"',
  );
  await killAndComeBack(killSsh);
  await killAndComeBack(() => sshd.dropConnections());
  await typeLine(app.window, 'still');
  await waitForRow(app.window, 'still 42');
  await typeLine(app.window, 'clear; seq 1 300000');
  sshd.dropConnections();
  await waitForRow(app.window, '300000');
});

test('with tmux, the screen is back after the same kills', async () => {
  needs(existsSync('/usr/bin/tmux') ? undefined : 'no tmux is installed', test);
  await serveAndAdd('With tmux');
  await openHost(app.window, 'Server');
  await waitForState(app.window, 'online');
  await typeLine(app.window, 'kept=$((6*7)); clear; echo "before $kept"');
  await waitForRow(app.window, 'before 42');
  await killAndComeBack(killSsh);
  await waitForRow(app.window, 'before 42');
  await killAndComeBack(() => sshd.dropConnections());
  await typeLine(app.window, 'echo "after $kept"');
  await waitForRow(app.window, 'after 42');
});

test('the app is killed, and the shell is back in its tab without a click', async () => {
  const run = await Restarting.start();
  sshd = await startSshd();
  await sshd.trustHostKey();
  putAgent(sshd);
  await addHost(run.window, entry('With bowline-agent'));
  await openHost(run.window, 'Server');
  await waitForState(run.window, 'online');
  await typeLine(run.window, 'kept=$((6*7)); clear; echo "before $kept"');
  await waitForRow(run.window, 'before 42');
  await run.kill();
  await run.startAgain();
  await waitForState(run.window, 'online');
  await waitForRow(run.window, 'before 42');
  await typeLine(run.window, 'echo "after $kept"');
  await waitForRow(run.window, 'after 42');
  await run.end();
});

test('where Node is missing, installing says so and how to get it', async () => {
  const folders = ['/usr/local/bin', '/usr/bin', '/snap/bin', '/opt/homebrew/bin'];
  const names = folders.flatMap((folder) => [`${folder}/node`, `${folder}/nodejs`]);
  await serveAndAdd('With bowline-agent', { without: names.filter((file) => existsSync(file)) });
  await installFromMenu();
  await waitForState(app.window, 'failed');
  await waitForRow(app.window, /Node 20 or newer is needed on this computer/);
  await expect(app.window.getByText(/nvm install 22/).first()).toBeVisible();
  const share = path.join(sshd.home, '.local', 'share');
  expect(existsSync(share) ? readdirSync(share) : []).not.toContain('bowline-agent');
});
