// How a host is logged in to, in its form: by keyboard, with a test against a real server, and the page of
// what is kept. One app for all of it.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import { choose, hostEntry, showField, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';
import { WayProxy } from '../support/wayProxy.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let sshd: TestSshd;

test.beforeAll(async () => {
  app = await startApp();
  if (!whyNoSshd()) sshd = await startSshd();
});
test.afterAll(async () => {
  await sshd?.close();
  await app.close();
});

test('a form says how one logs in, tests it, and keeps what is kept out of the draft', async () => {
  needs(whyNoSshd(), test);
  const page = app.window;
  await page.getByRole('button', { name: 'Add host', exact: true }).waitFor(); // there are keys from then on
  await page.keyboard.press('Control+Shift+N');
  const form = page.getByRole('dialog', { name: 'Add host' });
  await form.getByLabel('Address', { exact: true }).fill(sshd.host);
  await form.getByLabel('User', { exact: true }).fill(sshd.user);
  for (const [label, value] of [
    ['Port', String(sshd.port)],
    ['Options', sshd.clientOptions],
  ] as const) {
    await (await showField(form, label)).fill(value);
  }
  // By keyboard: the ways are gone through by arrows, and the box follows.
  const ways = form.getByRole('radiogroup', { name: 'Log in with' });
  const box = form.getByRole('group', { name: 'What it logs in with' });
  await expect(box).toBeHidden();
  await ways.getByRole('radio', { name: 'Any' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(ways.getByRole('radio', { name: 'Key' })).toBeChecked();
  await expect(box.getByLabel('Identity file', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(ways.getByRole('radio', { name: 'Password' })).toBeFocused();
  await expect(box.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'password');
  // Who keeps it is said, whoever that is here.
  await expect(box.getByText(/Encrypted|no keychain|Locked/).first()).toBeVisible();

  await form.getByRole('button', { name: 'Test', exact: true }).click();
  const told = form.getByRole('status').filter({ hasText: /ms/ });
  await expect(told).toHaveText(/^(< )?\d+ ms, the host key is new$/);
  const facts = form.getByRole('list', { name: 'What the test found' });
  await expect(facts).toContainText(/ED25519 SHA256:\S{43}/);
  await expect(facts).toContainText('The server lets one log in with: key and password.');
  expect(readFileSync(sshd.knownHostsFile, 'utf8')).toBe('');
  expect(sshd.log()).not.toMatch(/Accepted|Failed (?!none)/);
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
    await page.locator(`:root[data-theme="${theme}"]`).waitFor();
    expect(await axeFinds(page, '.dialog')).toEqual([]);
  }
  // Another port, another host: what was found isn't of that.
  const port = await showField(form, 'Port');
  await port.fill('nonsense');
  await expect(facts).toBeHidden();
  await form.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(port).toBeFocused();
  await expect(port).toHaveAttribute('aria-invalid', 'true');
  await port.fill(String(sshd.port));
  await sshd.trustHostKey();
  await choose(form, 'Log in with', 'Ask me');
  await expect(box).toBeHidden();
  await form.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(told).toHaveText(/the host key is known$/);
  // Keys for programs there, and one login for all of its shells.
  await showField(form, 'Forward keys');
  await choose(form, 'Forward keys', 'Allow');
  await expect(form.getByText(/use your keys while you are attached/)).toBeVisible();
  await choose(form, 'One login', 'On');
  await expect(form.getByText(/Plain shells ask once/)).toBeVisible();
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(hostEntry(page, sshd.host).or(hostEntry(page, sshd.user))).toBeVisible();
  const [saved] = await page.evaluate(() => window.bowline.call('hosts:list'));
  expect(saved).toMatchObject({ logInWith: 'ask', identity: '' });
  expect(saved).toMatchObject({ forwardAgent: 'allow', shareLogin: 'on' });
  await hostEntry(page, sshd.host).or(hostEntry(page, sshd.user)).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy ssh command' }).click();
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toMatch(/^ssh -A -p \d+ /);

  // What is kept, by the palette.
  await page.keyboard.press('Control+Shift+P');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.waitFor();
  await page.keyboard.type('saved logins');
  await palette.getByRole('option', { selected: true, name: /^Saved Logins/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Logins' })).toBeVisible();
  await expect(page.getByText('None is kept.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Add an identity…' }).click();
  const identity = page.getByRole('dialog', { name: 'Add an identity' });
  await expect(identity.getByLabel('Name', { exact: true })).toBeFocused();
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Add an identity…' })).toBeFocused();
  expect(await axeFinds(page, '.settings')).toEqual([]);
});

test('a host behind a proxy says so in a section, and is logged in to through it', async () => {
  needs(whyNoSshd(), test);
  const page = app.window;
  const login = { user: 'CORP\\bob', password: 'through the wall' };
  const proxy = await WayProxy.open({ kind: 'socks5', login });
  await sshd.trustHostKey();
  await page.evaluate(() => window.bowline.call('vault:setPassphrase', 'correct horse', null));
  await page.keyboard.press('Control+Shift+N');
  const form = page.getByRole('dialog', { name: 'Add host' });
  await form.getByLabel('Address', { exact: true }).fill(sshd.host);
  await form.getByLabel('User', { exact: true }).fill(sshd.user);
  await form.getByLabel('Name', { exact: true }).fill('Behind');
  const section = form.getByRole('button', { name: /^Proxy/ });
  await expect(section).toHaveText(/Proxy\s*none/);
  for (const [label, value] of [
    ['Port', String(sshd.port)],
    ['Identity file', sshd.identityFile],
    ['Options', sshd.clientOptions],
    ['Proxy port', String(proxy.port)],
  ] as const) {
    await (await showField(form, label)).fill(value);
  }
  await choose(form, 'Proxy', 'SOCKS 5');
  // Nothing says where it is: that is said at the field, also of a section that is closed.
  const address = form.getByLabel('Proxy address', { exact: true });
  const missing = form.getByText('Nothing says where the proxy is. Enter its address.');
  await section.click();
  await expect(address).toBeHidden();
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(address).toBeFocused();
  await expect(missing).toBeVisible();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await choose(form, 'Proxy', 'None');
  await expect(missing).toBeHidden();
  await choose(form, 'Proxy', 'SOCKS 5');
  await address.fill('127.0.0.1');
  const secret = form.getByLabel('Password of the proxy', { exact: true });
  await expect(secret).toBeHidden();
  await form.getByLabel('Proxy user', { exact: true }).fill(login.user);
  await expect(secret).toHaveAttribute('type', 'password');
  // A test says that it needs the password, and takes the one that is typed.
  const looks = form.getByRole('button', { name: 'Test', exact: true });
  const told = form.getByRole('status');
  await looks.click();
  await expect(told.getByText('The proxy wants a password, and there is none')).toBeVisible();
  await expect(form.getByText('Type it under Proxy', { exact: false })).toBeVisible();
  await secret.fill(login.password);
  await expect(told.getByText('The proxy wants a password')).toBeHidden();
  await looks.click();
  await expect(told.getByText(/ms, the host key is known$/)).toBeVisible();
  expect(proxy.logins.splice(0)).toEqual([login]);
  expect(proxy.asked.splice(0)).toEqual([`127.0.0.1:${sshd.port}`]);
  await secret.fill('');
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await section.click();
  await expect(section).toHaveText(/SOCKS 5.*Proxy address: 127\.0\.0\.1/);
  await form.getByRole('button', { name: 'Save and connect', exact: true }).click();
  const card = page.locator('[data-login="password"]');
  await expect(card).toContainText(`socks5://${login.user}@127.0.0.1:${proxy.port}`);
  await card.locator('input[type="password"]').fill(login.password);
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
  expect(proxy.logins).toEqual([login]);
  expect(proxy.asked).toEqual([`127.0.0.1:${sshd.port}`]);
  await proxy.close();
});
