// What a real ssh asks while it logs in to a real sshd, answered in the window: a key that is new, a
// password, a line typed in the pane instead of the card, and a host key that has changed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, terminal, waitForState } from '../support/drive.ts';
import { loggedTool, type LoggedTool } from '../support/loggedTool.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

let app: RunningApp;
let page: Page;
let sshd: TestSshd;
let keygen: LoggedTool;
const folder = mkdtempSync(path.join(tmpdir(), 'bowline-tools-'));

test.beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  keygen = loggedTool('ssh-keygen', sshd.knownHostsFile, folder);
  app = await startApp({ env: { PATH: `${keygen.bin}:${process.env.PATH}` } });
  page = app.window;
});
test.afterAll(async () => {
  await app?.close();
  await sshd?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

const card = (asks: string): Locator => page.locator(`[data-login="${asks}"]`);
const press = (of: Locator, name: string): Promise<void> =>
  of.getByRole('button', { name, exact: true }).click();
const known = (): string => readFileSync(sshd.knownHostsFile, 'utf8').trim();

async function closeTab(): Promise<void> {
  await page.keyboard.press('Control+Shift+W');
  const sure = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  const gone = page.locator('[data-state]');
  await expect(sure.or(page.getByText('No shell is open')).first()).toBeVisible();
  if (await sure.isVisible()) await sure.getByRole('button').last().click();
  await expect(gone.and(page.getByRole('tab'))).toHaveCount(0);
}

test('a key that is new, a password by card and by line, and a key that has changed', async () => {
  needs(whyNoSshd(), test);
  const { host: Address, port, user: User, clientOptions } = sshd;
  const Options = `${clientOptions}\nPreferredAuthentications=password`;
  const fields = { Address, Port: String(port), User, Options };
  await addHost(page, { name: 'Server', kind: 'SSH', fields });

  await openHost(page, 'Server');
  const asked = card('host-key');
  await expect(asked).toContainText(/ED25519\s*Fingerprint\s*SHA256:\S{43}/i);
  expect(known()).toBe('');
  await press(asked, 'Trust and connect');
  const password = card('password');
  const field = password.locator('input[type="password"]');
  await expect(field).toBeFocused();
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  // Asked again, it is another question; the same answer can be a line in the pane.
  await expect(password.locator('.note')).toBeVisible(); // why
  await expect(field).toHaveValue('');
  await expect(terminal(page)).toContainText('Permission denied, please try again.');
  await terminal(page).locator('.xterm-helper-textarea').focus();
  await page.keyboard.type(sshd.password);
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
  await expect(password).toHaveCount(0);
  await expect(terminal(page)).not.toContainText(sshd.password);
  const old = known();
  expect(old).toContain('ssh-ed25519');
  await closeTab();

  await sshd.swapHostKey();
  await openHost(page, 'Server');
  await expect(asked).toContainText(`${sshd.knownHostsFile}:1`);
  expect(known()).toBe(old);
  await press(asked, 'Remove the old key and ask again');
  await expect(asked.getByRole('button', { name: 'Trust and connect' })).toBeVisible();
  expect(known()).toBe('');
  expect(readFileSync(`${sshd.knownHostsFile}.old`, 'utf8').trim()).toBe(old);
  // What changed it was one call of OpenSSH's own tool: as it was before, and as it is now.
  const changes = keygen.calls().filter(({ before, after }) => before !== after);
  const name = `[${sshd.host}]:${sshd.port}`;
  expect(changes).toEqual([
    {
      args: expect.arrayContaining(['-R', name, '-f', sshd.knownHostsFile]),
      ...{ before: `${old}\n`, after: '' },
    },
  ]);
  await press(asked, 'Trust and connect');
  await field.fill(sshd.password);
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
  expect(known()).not.toBe(old);
  await closeTab();

  // Sealed with a master passphrase, and locked: the card offers to unlock, and nothing else is typed.
  await page.evaluate(() => window.bowline.call('vault:setPassphrase', 'four words of it', null));
  await openHost(page, 'Server');
  await field.fill(sshd.password);
  await password.getByRole('checkbox').check();
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
  await closeTab();
  await page.evaluate(() => window.bowline.call('vault:lock'));
  await openHost(page, 'Server');
  await expect(password).toContainText('locked');
  await press(password, 'Unlock…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Master passphrase', { exact: true }).fill('four words of it');
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
  await expect(password).toHaveCount(0);
  await expect(dialog).toHaveCount(0);
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
});
