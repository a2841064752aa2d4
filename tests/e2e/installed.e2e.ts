// The main job on the app as it is installed from the built .deb, under a normal user: fused,
// sandboxed, in its archive, where much can be missing that the sources have.
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chown, copyFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startAgent } from '../support/agent.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import type { HostEntry } from '../support/drive.ts';
import { nameOf, openAsInApp, waitForNothingInherited } from '../support/inherited.ts';
import {
  buildPackage,
  contentsOf,
  installPackage,
  launchInstalled,
  removePackage,
  rootForPackage,
  startInstalled,
  whyNoPackage,
} from '../support/installed.ts';
import type { InstalledApp } from '../support/installed.ts';
import { needs } from '../support/needs.ts';
import type { PrivateRoot } from '../support/privateRoot.ts';
import { processesWith } from '../support/processes.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';
import type { TestSshd } from '../support/sshd.ts';
import type { TestUser } from '../support/testUser.ts';
import { makeTestUser } from '../support/testUser.ts';

const COMPLETIONS = {
  bash: '/usr/share/bash-completion/completions/bowline-agent',
  zsh: '/usr/share/zsh/vendor-completions/_bowline-agent',
  fish: '/usr/share/fish/vendor_completions.d/bowline-agent.fish',
};
const BUILD_AND_INSTALL_MS = 900_000;
const SHELLS = 10;

test.describe.configure({ mode: 'serial' });

let user: TestUser | undefined;
let app: InstalledApp | undefined;
let root: PrivateRoot;
/** The package. */
let file: string;

function window(): Page {
  if (!app) throw new Error('The installed app is not running.');
  return app.window;
}

test.beforeAll(async () => {
  test.setTimeout(BUILD_AND_INSTALL_MS);
  needs(whyNoPackage() ?? whyNoSshd(), test);
  file = await buildPackage();
  // Before the root, which may know the user database only as it was then.
  user = await makeTestUser();
  root = await rootForPackage();
  await installPackage(root, file);
  app = await startInstalled(root, user);
});

test.afterAll(async () => {
  if (!root) {
    await user?.remove();
    return; // nothing was begun
  }
  const left: string[] = [];
  try {
    await app?.quit();
    if (await root.exists('/usr/bin/bowline')) await removePackage(root);
    for (const file of ['/usr/bin/bowline', '/usr/bin/bowline-agent', '/usr/lib/bowline']) {
      if (await root.exists(file)) left.push(file);
    }
  } finally {
    await user?.remove();
    await root.remove();
  }
  expect(left, 'files that the package left behind').toEqual([]);
});

/** Adds the host through the window, opens it with a double-click and works in its shell. */
async function work(host: HostEntry, login: string): Promise<void> {
  await addHost(window(), host);
  await openHost(window(), host.name);
  await waitForState(window(), 'online');
  await waitForRow(window(), /\S/); // the prompt
  await typeLine(window(), 'echo $((6*7)); id -un');
  await waitForRow(window(), '42');
  await waitForRow(window(), login);
  await waitForNothingInherited(window());
  await typeLine(window(), 'exit 3');
  await waitForState(window(), 'closed');
  await expect(window().getByRole('status', { name: 'Connection' })).toContainText('3');
}

test('stands in the menu, and owns pairing links', async () => {
  const stdout = await root.run('cat', ['/usr/share/applications/bowline.desktop']);
  expect(stdout).toContain('Exec=bowline %U');
  expect(stdout).toMatch(/^MimeType=.*x-scheme-handler\/bowline;/m);
  expect(await root.exists('/usr/share/icons/hicolor/256x256/apps/bowline.png')).toBe(true);
});

test('has the manual of both programs, and completions where the shells look', async () => {
  // What the package holds: some systems leave manuals out when they install.
  const held = await contentsOf(file);
  for (const name of ['bowline', 'bowline-agent']) {
    expect(held.get(`/usr/share/man/man1/${name}.1.gz`)).toBe('-rw-r--r-- root/root');
  }
  for (const [shell, script] of Object.entries(COMPLETIONS)) {
    expect(held.get(script)).toBe('-rw-r--r-- root/root');
    const printed = await root.run('/usr/bin/bowline-agent', ['completion', shell]);
    expect(await root.run('cat', [script])).toBe(printed);
  }
});

for (const door of ['--remote-debugging-port=0', '-remote-debugging-port=0', '--inspect=0']) {
  test(`does not start with ${door}, and says why`, async () => {
    const data = path.join(user!.home, 'refused');
    const env = { BOWLINE_USER_DATA: data, DISPLAY: process.env.DISPLAY };
    const refused = launchInstalled(root, user!, [door], env);
    const [said, [code]] = await Promise.all([
      refused.stderr!.setEncoding('utf8').toArray(),
      once(refused, 'exit'),
    ]);
    expect(code).toBe(1);
    expect(said.join('')).toContain('BOWLINE_ALLOW_DEBUGGING=1');
    expect(said.join('')).not.toMatch(/listening on/i);
    expect(existsSync(data), 'nothing was begun').toBe(false);
  });
}

test('says for as long as it is open that debugging is, and to whom', async () => {
  const notices = window().getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('Debugging is open: every user and program of this computer');
  await expect(notices.getByRole('button', { name: /Debugging/ })).toHaveCount(0);
});

test('opens a local shell of the user who started it', async () => {
  await work({ name: 'Here', kind: 'Local shell' }, user?.name ?? '');
});

test('gives the last of ten shells its terminal, the limits of who started it, and no more', async () => {
  for (let count = 0; count < SHELLS; count++) await openHost(window(), 'Here');
  await waitForState(window(), 'online');
  await waitForNothingInherited(window(), softLimitHere());
});

/** Of open files, in this process; what it starts has the same. */
function softLimitHere(): number {
  return Number(/^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]);
}

/** An sshd that goes with the test, and the fields of a host that leads to it by a key. */
async function serve(use: (fields: HostEntry['fields'], sshd: TestSshd) => Promise<void>) {
  const sshd = await startSshd();
  try {
    await sshd.trustHostKey();
    const key = path.join(user?.home ?? '', 'key');
    await copyFile(sshd.identityFile, key);
    await chown(key, user?.uid ?? -1, user?.gid ?? -1);
    const { host: Address, port, user: User, clientOptions: Options } = sshd;
    await use({ Address, Port: String(port), User, 'Identity file': key, Options }, sshd);
  } finally {
    await sshd.close();
  }
}

test('opens a shell over SSH with a key', async () => {
  await serve(async (fields, sshd) => {
    await work({ name: 'Server', kind: 'SSH', fields }, sshd.user);
  });
});

test('gives the last of ten shells that tmux keeps no more, nor what leads to them', async () => {
  needs(existsSync('/usr/bin/tmux') ? undefined : 'no tmux is installed', test);
  await serve(async (fields, { port, home }) => {
    await addHost(window(), { name: 'Terminals', kind: 'SSH', fields, keepAlive: 'With tmux' });
    for (let count = 0; count < SHELLS; count++) {
      await openHost(window(), 'Terminals');
      await waitForState(window(), 'online');
    }
    await waitForRow(window(), /\S/); // the prompt
    await waitForNothingInherited(window());
    const ssh = processesWith(String(port)).filter((pid) => nameOf(pid) === 'ssh');
    const theirs = (pid: number): boolean => statSync(`/proc/${pid}`).uid === statSync(home).uid;
    const named = processesWith('new-session').filter((pid) => nameOf(pid) === 'tmux: client');
    const tmux = named.filter(theirs); // and not of another sshd's user
    expect([ssh.length, tmux.length]).toEqual([SHELLS, SHELLS]);
    for (const pid of [...ssh, ...tmux]) expect(openAsInApp(pid, app!.pid)).toEqual([]);
  });
});

test('opens a shell on the agent that came in the same package', async () => {
  const agent = await startAgent({ program: '/usr/bin/bowline-agent', user, root });
  try {
    const fields = { 'Pairing link': agent.link };
    await work({ name: 'Kept', kind: 'Agent', fields }, user?.name ?? '');
  } finally {
    await agent.stop();
  }
});
