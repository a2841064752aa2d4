// The first minute with no host saved, by the keyboard alone: a shell of this computer, one at an address
// that is typed or pasted, and that one saved while its shell goes on.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { SYSTEM } from '../../core/system.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import { terminal, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { ownWindow } from '../support/severalWindows.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';
import { keepToasts } from '../support/toasts.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let folder: string;

test.beforeEach(async () => {
  needs(SYSTEM === 'win32' ? 'there is no /bin/sh' : undefined, test);
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-first-'));
  await start();
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
  app = await startApp({
    userData: path.join(folder, 'data'),
    env: { HOME: folder, SHELL: '/bin/sh', ...env },
  });
  await page().getByRole('button', { name: 'Settings', exact: true }).waitFor();
}

const page = (): Page => app.window;
const keys = () => terminal(page()).locator('.xterm-helper-textarea');
const box = () => page().getByLabel('Address, ssh command or link', { exact: true });
const tabs = () => page().getByLabel('Open shells', { exact: true }).getByRole('tab');
const dialog = () => page().getByRole('dialog', { name: 'Add host' });
const inForm = (name: string) => dialog().getByLabel(name, { exact: true });
const saved = () => page().evaluate(() => window.bowline.call('hosts:list'));

async function paste(text: string): Promise<void> {
  await page().evaluate((one) => window.bowline.call('clipboard:write', one), text);
  await page().keyboard.press(SYSTEM === 'darwin' ? 'Meta+V' : 'Control+V');
}

/** An ssh that knows the server already, as somebody's own would. */
async function knowing(sshd: TestSshd): Promise<NodeJS.ProcessEnv> {
  await sshd.trustHostKey();
  const lines = sshd.clientOptions.split('\n').map((line) => `-o '${line}'`);
  const script = `#!/bin/sh\nPATH=${process.env.PATH}\nexec ssh ${lines.join(' ')} "$@"\n`;
  await writeFile(path.join(folder, 'ssh'), script, { mode: 0o700 });
  return { PATH: `${folder}:${process.env.PATH}` };
}

test('a shell of this computer is one key away, and nothing is saved for it', async () => {
  await expect(box()).toBeFocused();
  await page().keyboard.press('Control+Shift+T');
  await waitForState(page(), 'online');
  await typeLine(page(), 'echo "here $((6*7))"');
  await waitForRow(page(), 'here 42');
  expect(await saved()).toEqual([]);
});

test('what is typed is read, what leads nowhere says why, and a link opens its form', async () => {
  await expect(box()).toBeFocused();
  await page().keyboard.insertText('ssh -p 7822 -J bastion -L 80:a:80 deploy@web');
  for (const chip of ['user deploy', 'web', 'port 7822', 'through bastion']) {
    await expect(page().getByText(chip, { exact: true })).toBeVisible();
  }
  await expect(page().getByText('Not taken: -L 80:a:80.')).toBeVisible();
  await box().fill('ssh -o ProxyCommand=/bin/false web');
  await page().keyboard.press('Enter');
  await expect(page().getByText(/^ProxyCommand would start a program/)).toBeVisible();
  await box().fill('some words');
  await page().keyboard.press('Enter');
  await expect(page().getByText(/^This is no address/)).toBeVisible();
  await expect(tabs()).toHaveCount(0);
  await box().fill('bowline://127.0.0.1:7722?v=1&token=x');
  await page().keyboard.press('Enter');
  await expect(inForm('Pairing link')).toHaveValue('bowline://127.0.0.1:7722?v=1&token=x');
});

test('the form understands what is pasted into its address, also of several lines', async () => {
  await page().keyboard.press('Control+Shift+N');
  await expect(inForm('Address')).toBeFocused();
  await paste('$ ssh -p 7822 \\\n  -J bastion -o ProxyCommand=/bin/false deploy@web.example\n');
  await expect(inForm('Address')).toHaveValue('web.example');
  await expect(inForm('User')).toHaveValue('deploy');
  await expect(inForm('Port')).toHaveValue('7822');
  await expect(dialog().getByText(/user, port, jump host and options are filled in/)).toBeVisible();
  await expect(dialog().getByText(/^ProxyCommand starts a program/)).toBeVisible();
  await expect(dialog().getByText('Left empty: it is called “web.example”.')).toBeVisible();
  expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
  // Typed and sent off at once it isn't saved before that was seen either.
  await inForm('Address').fill('ssh -o LocalCommand=/bin/false web.example');
  await page().keyboard.press('Control+Enter');
  await expect(dialog().getByRole('alert')).toHaveText(/^LocalCommand starts a program/);
  await expect(inForm('Address')).toBeFocused();
  expect(await saved()).toEqual([]);
  await inForm('Address').selectText();
  await paste('bowline://127.0.0.1:7722?v=1&token=x');
  await expect(inForm('Pairing link')).toBeFocused();
  await expect(inForm('Pairing link')).toHaveValue('bowline://127.0.0.1:7722?v=1&token=x');
});

test('a shell at a typed address is the host’s once that is saved, and goes on', async () => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd();
  try {
    const env = await knowing(sshd);
    await app.close();
    await start(env);
    const place = `${sshd.user}@${sshd.host}`;
    await expect(box()).toBeFocused();
    await page().keyboard.insertText(`ssh -p ${sshd.port} -i ${sshd.identityFile} ${place}`);
    await page().keyboard.press('Enter');
    await keepToasts(page());
    await waitForState(page(), 'online');
    await typeLine(page(), 'mine=$((6*7)); stty size > size-before');
    expect(await saved()).toEqual([]);
    // The status line says so for as long as it is so; the toast only once.
    await expect(page().getByRole('button', { name: 'Not saved' })).toBeVisible();
    await page().getByRole('button', { name: 'Save it' }).press('Enter');
    await expect(inForm('Address')).toHaveValue(sshd.host);
    await expect(inForm('Port')).toHaveValue(String(sshd.port));
    await inForm('Name').fill('Kept now');
    await page().keyboard.press('Control+Enter');
    await expect(dialog()).toBeHidden();
    await expect(keys()).toBeFocused();
    await expect(tabs()).toHaveCount(1);
    await expect(tabs().first()).toHaveAccessibleName(/^Kept now/);
    const [host] = await saved();
    expect(host).toMatchObject({ name: 'Kept now', user: sshd.user, port: String(sshd.port) });
    await expect
      .poll(async () => (await ownWindow(page())).tabs[0]!.tree)
      .toMatchObject({ content: { kind: 'shell', hostId: host!.id } });
    await expect(page().getByRole('button', { name: 'Not saved' })).toBeHidden();
    // The same shell, of the same size, and the keyboard is in it.
    await page().keyboard.type(
      'echo "still $mine $(stty size | cmp - size-before && echo same)"\n',
    );
    await waitForRow(page(), 'still 42 same');
    await app.close();
    await start(env);
    await expect(tabs().first()).toHaveAccessibleName(/^Kept now/);
    await waitForState(page(), 'online');
  } finally {
    await sshd.close();
  }
});

test('twelve hosts of an ssh config: the first shell on one of them is three actions away', async () => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd();
  try {
    const env = await knowing(sshd);
    await app.close();
    const lines = (name: string, address: string) => `Host ${name}\n  HostName ${address}\n`;
    const own = `  Port ${sshd.port}\n  User ${sshd.user}\n  IdentityFile ${sshd.identityFile}\n`;
    const others = Array.from({ length: 11 }, (_, at) => lines(`web-${at}`, `10.0.0.${at}`));
    const config = `${lines('bastion', sshd.host)}${own}${others.join('')}`;
    await mkdir(path.join(folder, '.ssh'), { mode: 0o700 });
    await writeFile(path.join(folder, '.ssh', 'config'), config, { mode: 0o600 });
    await start(env);
    await expect(page().getByText('12 hosts.')).toBeVisible();
    await page()
      .getByRole('button', { name: /^Look and choose… OpenSSH/ })
      .click();
    await page().getByRole('button', { name: 'Import 12' }).click();
    const current = page().locator('aside [role="option"]:focus, aside [role="treeitem"]:focus');
    await expect(current).toHaveAccessibleName(/^bastion/);
    await page().keyboard.press('Enter');
    await waitForState(page(), 'online');
    await typeLine(page(), 'echo "there $((6*7))"');
    await waitForRow(page(), 'there 42');
  } finally {
    await sshd.close();
  }
});

test('who puts the offer away isn’t asked again', async () => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd();
  try {
    const env = await knowing(sshd);
    await app.close();
    await start(env);
    const command = `ssh -p ${sshd.port} -i ${sshd.identityFile} ${sshd.user}@${sshd.host}`;
    const connect = async (): Promise<void> => {
      const before = await tabs().count();
      await page().keyboard.press('Control+Shift+P');
      await expect(page().getByRole('combobox', { name: 'Find anything' })).toBeFocused();
      await page().keyboard.insertText(command);
      await page().keyboard.press('Enter');
      await expect(tabs()).toHaveCount(before + 1);
      await waitForState(page(), 'online');
    };
    await keepToasts(page());
    await connect();
    const offer = page().getByRole('button', { name: 'Save it' });
    await expect(offer).toBeVisible();
    await page()
      .getByRole('button', { name: /isn’t saved among your hosts/ })
      .press('Enter');
    await expect(offer).toBeHidden();
    await connect();
    await expect(tabs()).toHaveCount(2);
    await typeLine(page(), 'echo "there $((6*7))"');
    await waitForRow(page(), 'there 42');
    await expect(offer).toBeHidden();
    await expect(page().getByRole('button', { name: 'Not saved' })).toBeVisible();
  } finally {
    await sshd.close();
  }
});

test('axe finds nothing wrong with it, in either theme', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await page().evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
    await page().locator(`:root[data-theme="${theme}"]`).waitFor();
    for (const typed of ['', 'ssh -p 22 -A -L 80:a:80 deploy@web', 'ssh -o ProxyCommand=x web']) {
      await box().fill(typed);
      expect(await faultsByAxe(page())).toEqual([]);
    }
  }
});
