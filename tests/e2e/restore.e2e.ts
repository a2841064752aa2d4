// The app comes back: killed with -9, quit or crashed, it opens its tabs again, with every byte
// of the shells that an agent kept, and new shells, marked, where none could be kept.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { newCursor } from '../../core/client/shellCursor.ts';
import { findProgram } from '../../electron/programs/localFiles.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import {
  addHost,
  hostEntry,
  openHost,
  screenText,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { allLines, atHome, Restarting } from '../support/restart.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

const run = promisify(execFile);

let bowline: Restarting;
let agent: TestAgent;
let stateDir: string;

test.beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'bowline-agent-'));
  agent = await startAgent({ stateDir, env: atHome(stateDir) });
  bowline = await Restarting.start();
});
test.afterEach(async () => {
  await bowline.end();
  await agent.stop();
  await rm(stateDir, { recursive: true, maxRetries: 20 });
});

async function openKept(): Promise<void> {
  const fields = { 'Pairing link': agent.link };
  await addHost(bowline.window, { name: 'Kept', kind: 'Agent', fields });
  await openHost(bowline.window, 'Kept');
  await waitForState(bowline.window, 'online');
  // A kill -9 before that leaves the shell to the list of those that run.
  const session = async () => (await bowline.savedTabs()).at(-1)?.sessions.at(-1);
  await expect.poll(session).toBeDefined();
}

async function openHere(): Promise<void> {
  const fields = { Shell: '/bin/bash' };
  await addHost(bowline.window, { name: 'Here', kind: 'Local shell', fields });
  await openHost(bowline.window, 'Here');
  await waitForState(bowline.window, 'online');
}

/** Carries out a command of the menu and its accelerators. */
async function command(name: string): Promise<void> {
  await bowline.app.electron.evaluate(
    ({ BrowserWindow }, one) =>
      BrowserWindow.getAllWindows()[0]!.webContents.send('menu:command', one),
    name,
  );
}

/** Names of the tabs from left to right, the active one in brackets. */
async function tabNames(): Promise<string[]> {
  const tabs = await bowline.window.getByRole('tab').all();
  return Promise.all(
    tabs.map(async (tab) => {
      const name = (await tab.getAttribute('aria-label')) ?? (await tab.innerText());
      const active = (await tab.getAttribute('aria-selected')) === 'true';
      return active ? `[${name.split('\n')[0]}]` : name.split('\n')[0]!;
    }),
  );
}

const numbersIn = (lines: string[]): number[] =>
  lines.filter((line) => /^\d+$/.test(line)).map(Number);

test('killed in the middle of two million lines, it is back with the last of them', async () => {
  await openKept();
  // However late the window is killed, the last of them are still to come.
  const go = path.join(stateDir, 'go');
  const wait = `until [ -e '${go}' ]; do sleep 0.1; done`;
  await typeLine(bowline.window, `seq 1 1900000; ${wait}; seq 1900001 2000000; :`);
  await waitForRow(bowline.window, /^\d{4,7}\s*$/);
  await bowline.kill();
  await writeFile(go, '');
  await bowline.startAgain();
  await waitForState(bowline.window, 'online');
  await waitForRow(bowline.window, '2000000');
  const shown = numbersIn(await allLines(bowline.app));
  const [tab] = await bowline.savedTabs();
  const kept = numbersIn(await logOf(tab!.sessions[0]!));
  const both = Math.min(shown.length, kept.length);
  expect(both).toBeGreaterThan(500);
  expect(shown.slice(-both)).toEqual(kept.slice(-both));
  expect(shown).toEqual(shown.map((_, index) => 2_000_000 - shown.length + 1 + index));
});

/** What the agent still holds of a shell's output, as lines. */
async function logOf(session: string): Promise<string[]> {
  const client = await connect(agent.link);
  const shell = AgentShell.attach(client, newCursor(session));
  await shell.sees(/\b2000000\r\n/);
  await client.close();
  return shell.text.split('\r\n').slice(1);
}

test('a full-screen program is right at another window size', async () => {
  await openKept();
  const before = await openEditor();
  await bowline.quit();
  await changeHeight(-160);
  await bowline.startAgain();
  await waitForState(bowline.window, 'online');
  await expectEditorBelow(before);
});

test('so is one that was detached, and found again among the running shells', async () => {
  await openKept();
  const before = await openEditor();
  await command('close-tab');
  await bowline.window.getByRole('button', { name: 'Keep running' }).click();
  await expect(bowline.window.getByRole('tab')).toHaveCount(0);
  await bowline.quit();
  await changeHeight(-160);
  await bowline.startAgain();
  await hostEntry(bowline.window, 'Kept').click();
  await bowline.window.keyboard.press('Control+Shift+L');
  await bowline.window.getByRole('button', { name: /^Attach/ }).click();
  await waitForState(bowline.window, 'online');
  await expectEditorBelow(before);
});

/** Opens a file of 200 lines in the active shell; answers with the rows of the terminal. */
async function openEditor(): Promise<number> {
  needs(findProgram('vi') ? undefined : 'no vi is installed (package vim-tiny)', test);
  const file = path.join(bowline.userData, 'lines');
  await writeFile(file, lines(200).join('\n'));
  await typeLine(bowline.window, `vi -u NONE -N '${file}'`);
  await waitForRow(bowline.window, 'line 1');
  return rowsOf(bowline.window);
}

/** The editor fills a terminal with fewer rows than this, and still reads keys. */
async function expectEditorBelow(rows: number): Promise<void> {
  const { window } = bowline;
  await expect.poll(() => rowsOf(window)).toBeLessThan(rows);
  const isFilled = async (): Promise<boolean> => {
    const text = lines((await rowsOf(window)) - 1);
    return (await screenText(window)).split('\n').slice(0, text.length).join() === text.join();
  };
  await expect.poll(isFilled).toBe(true);
  await terminal(window).locator('.xterm').click();
  await window.keyboard.press('Shift+G');
  await waitForRow(window, 'line 200');
}

const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}`);

function rowsOf(window: Page): Promise<number> {
  return terminal(window).locator('.xterm-rows > div').count();
}

/** The window will open higher or lower by so many pixels. */
async function changeHeight(by: number): Promise<void> {
  const file = path.join(bowline.userData, 'window.json');
  const { version, places } = JSON.parse(await readFile(file, 'utf8')) as {
    version: number;
    places: Record<string, { height: number }>;
  };
  for (const place of Object.values(places)) place.height += by;
  await writeFile(file, JSON.stringify({ version, places }));
}

async function rename(name: string): Promise<void> {
  await command('rename-tab');
  await expect(bowline.window.getByLabel('Tab title', { exact: true })).toBeFocused();
  await bowline.window.keyboard.type(name);
  await bowline.window.keyboard.press('Enter');
}

test('order, names and the active tab are as they were', async () => {
  await openKept();
  await rename('first');
  await openHere();
  await rename('build');
  await openHost(bowline.window, 'Kept');
  await waitForState(bowline.window, 'online');
  await command('move-tab-left');
  await command('move-tab-left');
  await command('next-tab');
  await expect
    .poll(async () => (await bowline.savedTabs()).map(({ title, shown }) => ({ title, shown })))
    .toEqual([
      { title: null, shown: false },
      { title: 'first', shown: true },
      { title: 'build', shown: false },
    ]);
  await expect(bowline.window.getByRole('tab').nth(1)).toHaveAttribute('aria-selected', 'true');
  const before = await tabNames();
  await bowline.kill();
  await bowline.startAgain();
  await expect.poll(tabNames).toEqual(before);
  await bowline.quit();
  await bowline.startAgain();
  await expect.poll(tabNames).toEqual(before);
});

test('a shell on this computer comes back as a new one, and says so', async () => {
  await openHere();
  await typeLine(bowline.window, 'kept=yes');
  await bowline.quit();
  await bowline.startAgain();
  await waitForState(bowline.window, 'online');
  await expect(
    bowline.window.getByText('The earlier shell ended with the app. This is a new one.'),
  ).toBeVisible();
  await typeLine(bowline.window, 'echo kept=$kept.');
  await waitForRow(bowline.window, 'kept=.');
});

test('a shell that ended while the app was away shows its last output and how it ended', async () => {
  await openKept();
  const fifo = path.join(bowline.userData, 'go');
  await run('mkfifo', [fifo]);
  const waits = `clear; echo wai''ts; read go < '${fifo}'; echo last words; exit 7`;
  await typeLine(bowline.window, waits);
  await waitForRow(bowline.window, 'waits'); // the shell has all of the line
  await bowline.kill();
  const ended = agent.event('shell-ended');
  await writeFile(fifo, 'go\n'); // returns once the shell has opened it
  await ended;
  await bowline.startAgain();
  await waitForState(bowline.window, 'closed');
  await waitForRow(bowline.window, 'last words');
  await expect(bowline.window.getByRole('status', { name: 'Connection' })).toContainText(
    'exit code 7',
  );
});

test('a shell that the agent no longer has says so, and trying again opens a new one', async () => {
  await openKept();
  await bowline.kill();
  const listen = ['--listen', new URL(agent.url).host];
  await agent.stop();
  agent = await startAgent({ stateDir, env: atHome(stateDir), args: listen });
  await bowline.startAgain();
  await waitForState(bowline.window, 'failed');
  await expect(bowline.window.getByText(/no longer on the agent/).first()).toBeVisible();
  await bowline.window.getByRole('button', { name: 'Try again' }).click();
  await waitForState(bowline.window, 'online');
  await typeLine(bowline.window, 'echo $((6*7))');
  await waitForRow(bowline.window, '42');
});

test('questions in output that is shown again are not answered a second time', async () => {
  await openKept();
  const answers = path.join(bowline.userData, 'answers');
  const questions = String.raw`printf '\e[6n\e[c\e]10;?\e\\asked'`;
  await typeLine(bowline.window, `clear; stty raw -echo; ${questions}; cat > '${answers}'`);
  const answered = () => readFile(answers, 'latin1').catch(() => '');
  await expect
    .poll(answered)
    .toMatch(/R[^]*c[^]*rgb:[0-9a-f]+\/[0-9a-f]+\/[0-9a-f]+(\x1b\\|\x07)$/);
  const first = await answered();
  await bowline.kill();
  await bowline.startAgain();
  await waitForState(bowline.window, 'online');
  await waitForRow(bowline.window, /asked/);
  await terminal(bowline.window).locator('.xterm').click();
  await bowline.window.keyboard.type('x');
  await expect.poll(answered).toBe(`${first}x`);
});

test('a detached shell runs on: it is listed, and can be ended', async () => {
  await openKept();
  const [shell] = await bowline.window.evaluate(() => window.bowline.call('shells:list'));
  const { shellId, hostId } = shell!;
  await bowline.window.evaluate((id) => window.bowline.call('shells:detach', id), shellId);
  const running = () =>
    bowline.window.evaluate((id) => window.bowline.call('hosts:running', id), hostId);
  await expect.poll(running).toMatchObject([{ viewers: 0, ended: false, openHere: false }]);
  const [one] = await running();
  await bowline.window.evaluate(
    ([id, session]) => window.bowline.call('hosts:endRunning', id, session),
    [hostId, one!.session] as const,
  );
  await expect.poll(async () => (await running()).map(({ ended }) => ended)).toEqual([true]);
});

test('tabs of a deleted host are dropped, and the user is told', async () => {
  await openHere();
  await bowline.window.evaluate(async () => {
    for (const { id } of await window.bowline.call('hosts:list')) {
      await window.bowline.call('hosts:delete', [id]);
    }
  });
  await bowline.quit();
  await bowline.startAgain();
  await expect(bowline.window.getByText(/its host has been deleted/)).toBeVisible();
  await expect(bowline.window.getByRole('tab')).toHaveCount(0);
});

test('with the setting off, it starts without tabs, and kept shells run on', async () => {
  await openKept();
  await bowline.window.evaluate(() => window.bowline.call('settings:set', { restoreTabs: false }));
  await bowline.quit();
  await bowline.startAgain();
  const [host] = await bowline.window.evaluate(() => window.bowline.call('hosts:list'));
  const running = () =>
    bowline.window.evaluate((id) => window.bowline.call('hosts:running', id), host!.id);
  await expect.poll(running).toMatchObject([{ ended: false, viewers: 0 }]);
  await expect(bowline.window.getByRole('tab')).toHaveCount(0);
});

test.describe('over plain SSH', () => {
  let sshd: TestSshd;

  test.beforeEach(async () => {
    needs(whyNoSshd(), test);
    sshd = await startSshd();
    await sshd.trustHostKey();
    const { host: Address, port, user: User, identityFile, clientOptions: Options } = sshd;
    const way = { Address, Port: String(port), User, 'Identity file': identityFile, Options };
    await addHost(bowline.window, { name: 'There', kind: 'SSH', fields: way });
    await openHost(bowline.window, 'There');
    await waitForState(bowline.window, 'online');
    await typeLine(bowline.window, 'kept=yes');
  });
  test.afterEach(async () => {
    await sshd?.close();
  });

  async function isNewShell(): Promise<void> {
    await typeLine(bowline.window, 'echo kept=$kept.');
    await waitForRow(bowline.window, 'kept=.');
  }

  test('the tab comes back with a new shell, and says so', async () => {
    await bowline.kill();
    await bowline.startAgain();
    await waitForState(bowline.window, 'online');
    await expect(bowline.window.getByText(/The earlier shell ended with the app/)).toBeVisible();
    await isNewShell();
  });

  test('a lost connection is made again by itself, and marked', async () => {
    sshd.dropConnections();
    await expect(bowline.window.getByText(/This is a new shell; the earlier one/)).toBeVisible();
    await waitForState(bowline.window, 'online');
    await isNewShell();
  });
});
