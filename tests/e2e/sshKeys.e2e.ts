// Keys and known hosts in the real app, by keyboard alone: a key is made, put on a real host that asks for
// a password, lets in, is taken away and deleted; a known host is removed.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import { hostEntry } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { choose } from '../support/screens/screen.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

let home: string;
let app: RunningApp;
let page: Page;
let sshd: TestSshd | undefined;

test.beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'bowline-keys-'));
  sshd = undefined;
});
test.afterEach(async () => {
  await app?.close();
  await sshd?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
});

const ssh = (name: string) => path.join(home, '.ssh', name);
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const keys = () => dialog('SSH keys and known hosts');
const button = (name: string) => page.locator('.dialog').getByRole('button', { name });

async function run(command: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  const palette = dialog('Find anything');
  await palette.waitFor();
  await page.keyboard.type(`>${command}`);
  await palette.getByRole('option', { selected: true, name: command }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

async function noFaults(at: Locator): Promise<void> {
  await at.waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((it) => window.bowline.call('settings:set', { theme: it }), theme);
    await page.locator(`:root[data-theme="${theme}"]`).waitFor();
    expect(await axeFinds(page, '.dialog')).toEqual([]);
  }
}

/** With a host that is the sshd, whose key is known. */
async function start(server: TestSshd): Promise<void> {
  app = await startApp({ userData: path.join(home, 'data'), env: { HOME: home } });
  page = app.window;
  const host = {
    ...{ ...EMPTY_DRAFT, name: 'web-1', address: server.host, port: String(server.port) },
    ...{ user: server.user, options: `${server.clientOptions}\nPubkeyAuthentication=no` },
  };
  await page.evaluate((it) => window.bowline.call('hosts:save', it, null), host);
  await hostEntry(page, 'web-1').waitFor();
}

async function letsIn(server: TestSshd, key: string): Promise<boolean> {
  const options = [...server.clientOptions.split('\n'), 'BatchMode=yes', 'IdentitiesOnly=yes'];
  const args = [...options.flatMap((one) => ['-o', one]), '-i', key, '-p', String(server.port)];
  const child = spawn('ssh', [...args, `${server.user}@${server.host}`, 'true'], {
    stdio: 'ignore',
  });
  return (await once(child, 'exit'))[0] === 0;
}

test('a key is made, put on a host, taken away there and deleted', async () => {
  needs(whyNoSshd(), test);
  const server = (sshd = await startSshd({ config: ['AuthorizedKeysFile .ssh/authorized_keys'] }));
  await server.trustHostKey();
  await start(server);
  await run('SSH Keys');
  await expect(keys()).toContainText('There are no keys yet');
  await expect(button('Make a key…')).toBeFocused();
  await noFaults(keys());
  await page.keyboard.press('Enter');
  await noFaults(dialog('Make a key'));
  await expect(page.getByRole('radio', { name: 'Ed25519' })).toBeFocused();
  await page.getByLabel('File name').fill('../../escaped');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Use letters, digits, and the signs')).toBeVisible();
  await expect(page.getByLabel('File name')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('kunden');
  await page.getByLabel('Comment').fill('Schlüssel für Nürnberg und 上海');
  await page.keyboard.press('Control+Enter');
  const rows = keys().getByRole('option');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toBeFocused();
  await expect(rows.first()).toHaveAccessibleName(
    /^kunden, ED25519 · Schlüssel für Nürnberg und 上海$/,
  );
  await expect(keys()).toContainText('has none: who has the file has the key');
  await noFaults(keys());
  expect(existsSync(path.join(home, 'escaped'))).toBe(false);

  await page.keyboard.press('Enter');
  const putting = dialog('Put a key on a host');
  await putting.getByRole('button', { name: 'Host: Choose' }).press('Enter');
  await page.getByRole('combobox', { name: 'Host' }).fill('web');
  await page.keyboard.press('Enter');
  await noFaults(putting);
  await page.keyboard.press('Control+Enter');
  const answer = putting.getByLabel(/^ssh asks: .*password:/);
  await expect(answer).toBeFocused();
  await noFaults(putting);
  await page.keyboard.type(server.password);
  await page.keyboard.press('Enter');
  await expect(putting).toContainText(`The key is on ${server.host} now: it lets you in.`);
  await noFaults(putting);
  expect(await letsIn(server, ssh('kunden'))).toBe(true);
  await expect(button('Done')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows.first()).toBeFocused();

  // From the host's own menu the host is chosen already.
  await page.keyboard.press('Escape');
  await choose(page, 'web-1', 'Put a key on it…');
  await expect(putting.getByRole('button', { name: /^Host: web-1/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(putting).toHaveCount(0);

  await run('SSH Keys');
  await expect(rows.first()).toBeFocused();
  await button('More for this key').press('Enter');
  await page.getByRole('menuitem', { name: 'Remove from a host…' }).press('Enter');
  const dropping = dialog('Remove a key from a host');
  await dropping.getByRole('button', { name: 'Host: Choose' }).press('Enter');
  await page.getByRole('combobox', { name: 'Host' }).press('Enter');
  await expect(dropping.getByRole('button', { name: /^Host: web-1/ })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(dropping.getByLabel(/password:/)).toBeFocused();
  await page.keyboard.type(server.password);
  await page.keyboard.press('Enter');
  await expect(dropping).toContainText('The key is removed from');
  expect(await letsIn(server, ssh('kunden'))).toBe(false);
  await expect(button('Done')).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete the key kunden?' });
  await expect(question).toContainText('kunden and kunden.pub go for good');
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await noFaults(keys());
  await question.getByRole('button', { name: 'Delete 2 files' }).press('Enter');
  await expect(keys()).toContainText('There are no keys yet');
  expect(existsSync(ssh('kunden'))).toBe(false);

  // Known hosts: one is removed with all its lines, what can't be is said.
  mkdirSync(path.join(home, 'made'));
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-f',
    path.join(home, 'made', 'key'),
  ]);
  const key = readFileSync(path.join(home, 'made', 'key.pub'), 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
  const many = Array.from({ length: 3_000 }, (_, at) => `host-${at} ${key}`);
  const lines = [
    `web-1,10.0.0.1 ${key}`,
    `*.example.com ${key}`,
    `@revoked * ${key}`,
    ...many,
    `web-1 ${key}`,
  ];
  writeFileSync(ssh('known_hosts'), `${lines.join('\n')}\n`);
  await page.getByRole('radio', { name: 'Known hosts' }).click();
  await keys().getByRole('option').first().click();
  await expect(keys().getByRole('img', { name: 'The picture that ssh draws of it' })).toBeVisible();
  await noFaults(keys());
  await page.keyboard.press('Delete');
  const removal = page.getByRole('alertdialog', { name: 'Remove web-1? 2 lines go.' });
  await expect(removal).toContainText(
    'Line 1: web-1, 10.0.0.1 (ED25519); Line 3,004: web-1 (ED25519)',
  );
  await removal.getByRole('button', { name: 'Remove 2 lines' }).press('Enter');
  await expect(keys().getByRole('status')).toContainText('2 lines removed.');
  await expect(keys().getByRole('option', { selected: true })).toBeFocused();
  expect(readFileSync(ssh('known_hosts'), 'utf8')).not.toContain('web-1');
  await page.keyboard.type('example');
  await expect(rows).toHaveCount(1);
  await expect(keys()).toContainText('It stands for a pattern of names');
  await expect(button('Remove…')).toBeDisabled();
});
