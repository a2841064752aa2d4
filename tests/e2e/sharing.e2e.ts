// One shell and two apps: the owner's shares it, the guest's joins it. Both are real, each with a
// data folder of its own, and the guest comes through a proxy that can be slow.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  choose,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { allLines, atHome } from '../support/restart.ts';
import {
  chat,
  done,
  invite,
  joinShell,
  people,
  reads,
  say,
  shareDialog,
} from '../support/sharing.ts';

declare const window: { bowline: Bridge };

let agent: TestAgent;
let proxy: FaultProxy;
let olga: RunningApp;
let greta: RunningApp;
let home: string;

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'bowline-sharing-'));
  agent = await startAgent({ env: { ...atHome(home), SHELL: '/bin/sh', PS1: '$ ' } });
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  [olga, greta] = await Promise.all([startApp(), startApp()]);
});
test.afterEach(async () => {
  await Promise.all([olga.close(), greta.close()]);
  await proxy.close();
  await agent.stop();
  await rm(home, { recursive: true, maxRetries: 20 });
});

/** Opens a shell on the agent in the owner's app. */
async function openShell(): Promise<Page> {
  const { window: page } = olga;
  await addHost(page, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await page.evaluate(() => window.bowline.call('settings:set', { memberName: 'Olga' }));
  await openHost(page, 'Kept');
  await waitForState(page, 'online');
  return page;
}

const throughProxy = (): string => `127.0.0.1:${proxy.port}`;

test('share, join, type in both, chat, fall behind and catch up, revoke', async () => {
  const [owner, guest] = [await openShell(), greta.window];
  const link = await invite(owner, { role: 'may type', note: 'Greta', address: throughProxy() });
  expect(link).not.toContain(new URL(agent.link).searchParams.get('token')!);
  await expect(shareDialog(owner).getByRole('img', { name: /QR code/ })).toBeVisible();
  await done(owner);

  await joinShell(guest, link, 'Greta');
  await waitForState(guest, 'online');
  await expect(people(owner)).toHaveAccessibleName(/^2 people here/);
  await expect(owner.getByRole('status', { name: 'People' })).toHaveText('Greta joined.');

  await typeLine(owner, 'echo $((6*7))');
  for (const window of [owner, guest]) await waitForRow(window, '42');
  await typeLine(guest, 'echo $((7*9))');
  for (const window of [owner, guest]) await waitForRow(window, '63');

  await people(guest).click();
  await expect(guest.getByLabel('People at this shell').getByRole('listitem')).toHaveText([
    /Olga.*Owner/s,
    /Greta \(you\).*May type/s,
  ]);
  await guest.keyboard.press('Escape');

  await say(guest, 'shall I restart it?');
  await reads(guest, 'shall I restart it?');
  await expect(people(owner)).toHaveAccessibleName(/1 unread message/);
  await say(owner, 'yes: https://example.net/runbook');
  for (const window of [owner, guest]) {
    await reads(window, 'shall I restart it?');
    await reads(window, 'yes: https://example.net/runbook');
  }
  const messages = chat(guest).getByRole('article');
  await expect(messages.filter({ hasText: 'shall I' })).not.toContainText('Owner');
  await expect(messages.filter({ hasText: 'runbook' })).toContainText('Owner');
  await expect(people(owner)).not.toHaveAccessibleName(/unread/);
  await owner.keyboard.press('Escape');
  await typeLine(owner, 'echo $((11*11))');
  await waitForRow(guest, '121');

  // 20 MB, of which the guest's link carries a fraction, also on a computer that takes a minute for them.
  proxy.down.bytesPerSecond = 50_000;
  await typeLine(owner, 'seq 1 2500000; echo over-$((5*111))');
  await waitForRow(owner, 'over-555');
  proxy.down.bytesPerSecond = Infinity;
  await waitForRow(guest, 'over-555');
  await expect(guest.getByLabel('Connection', { exact: true })).toContainText(/MB skipped/);
  await expect(owner.getByLabel('Connection', { exact: true })).not.toContainText('skipped');
  await typeLine(guest, 'echo $((7*111))');
  for (const window of [owner, guest]) await waitForRow(window, '777');

  await owner.keyboard.press('Control+Shift+S');
  const row = shareDialog(owner).getByLabel('Invitations').getByRole('listitem');
  await expect(row).toContainText('1 of 1 came · 1 here now');
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await row.getByRole('button', { name: /^Revoke.*now/ }).click();
  await expect(row).toContainText('Revoked');
  await done(owner);
  await waitForState(guest, 'failed');
  await expect(guest.getByText(/invitation/i).first()).toBeVisible();
  await typeLine(owner, 'echo $((8*111))');
  await waitForRow(owner, '888');
});

test('who may only watch is told so once, sees the shell’s own size, and types nothing', async () => {
  const [owner, guest] = [await openShell(), greta.window];
  const link = await invite(owner, { role: 'may only watch' });
  await expect(shareDialog(owner).getByText(/from any other/)).toBeVisible();
  await done(owner);
  await joinShell(guest, link, 'Greta');
  await waitForState(guest, 'online');
  await expect(people(guest)).toHaveAccessibleName(/you only watch/);
  await greta.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setSize(640, 420),
  );
  await typeLine(owner, 'stty size | tr " " x; echo $((6*7))');
  await waitForRow(guest, '42');
  await expect(guest.getByText('the shell’s own size')).toBeVisible();
  const size = /(\d+)x(\d+)/.exec(await terminal(guest).locator('.xterm-rows').innerText())!;
  await expect(guest.getByText(`${size[2]} × ${size[1]}`)).toBeVisible();
  await typeLine(guest, 'echo $((7*9))');
  await expect(guest.getByText('You may only watch here.')).toBeVisible();
  await typeLine(owner, 'echo $((5*111))');
  for (const window of [owner, guest]) await waitForRow(window, '555');
  expect((await allLines(olga)).join('\n')).not.toContain('63');
});

test('a link from the system is asked about first, and a joined tab survives a restart', async () => {
  const owner = await openShell();
  const link = await invite(owner, { role: 'may type', uses: '1 person' });
  await done(owner);
  const userData = await mkdtemp(path.join(tmpdir(), 'bowline-guest-'));
  let guest = await startApp({ userData, args: [link] });
  const dialog = guest.window.getByRole('dialog', { name: 'Join this shared shell?' });
  await expect(dialog).toContainText('“Kept” at 127.0.0.1');
  await expect(dialog).toContainText('type in it');
  await expect(people(owner)).toHaveCount(0);
  await dialog.getByLabel('Your name').fill('Otto');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await waitForState(guest.window, 'online');
  await expect(people(owner)).toHaveAccessibleName(/^2 people/);
  await expect(owner.getByRole('status', { name: 'People' })).toHaveText('Otto joined.');
  await say(guest.window, 'back in a moment');
  await reads(guest.window, 'back in a moment');
  await guest.close();
  await expect(owner.getByRole('status', { name: 'People' })).toHaveText('Otto left.');

  guest = await startApp({ userData });
  await waitForState(guest.window, 'online');
  await expect(people(owner)).toHaveAccessibleName(/^2 people/);
  await guest.window.keyboard.press('Control+Shift+M');
  await reads(guest.window, 'back in a moment');
  await typeLine(guest.window, 'echo $((6*7))'); // the chat stays beside the work
  await waitForRow(owner, '42');
  await expect(chat(guest.window)).toBeVisible();
  await chat(guest.window).getByRole('textbox').focus();
  await guest.window.keyboard.press('Escape');
  await expect(chat(guest.window)).toHaveCount(0);
  await expect(terminal(guest.window).locator('.xterm-helper-textarea')).toBeFocused();
  await guest.window.keyboard.type('echo $((6*8))\n');
  await waitForRow(owner, '48');

  // Leaving asks nothing and ends nothing.
  await guest.window.getByTitle(/^Close Kept/).click();
  await expect(guest.window.getByRole('tab')).toHaveCount(0);
  await typeLine(owner, 'echo $((7*9))');
  await waitForRow(owner, '63');
  await guest.close();
  await rm(userData, { recursive: true, maxRetries: 20 });
});

test('an invitation pasted as a host’s pairing link is known, and can be joined from there', async () => {
  const owner = await openShell();
  const link = await invite(owner, { role: 'may only watch' });
  await done(owner);
  const guest = greta.window;
  await guest.getByRole('button', { name: 'Add host', exact: true }).click();
  const dialog = guest.getByRole('dialog', { name: 'Add host' });
  await choose(dialog, 'Kind', 'Agent');
  await dialog.getByLabel('Pairing link').fill(link);
  await dialog.getByRole('button', { name: 'Join the shell instead' }).click();
  const join = guest.getByRole('dialog', { name: 'Join a shared shell' });
  await expect(join).toContainText('“Kept”');
  await join.getByRole('button', { name: 'Join', exact: true }).click();
  await waitForState(guest, 'online');
});

test('a shell that can’t be shared says why', async () => {
  const { window: page } = olga;
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await page.locator('[role="tab"][aria-selected="true"]').click({ button: 'right' });
  const entry = page.getByRole('menuitem', { name: /^Share…/ });
  await expect(entry).toContainText('Only shells that bowline-agent keeps can be shared.');
  await expect(entry).toHaveAttribute('aria-disabled', 'true');
});
