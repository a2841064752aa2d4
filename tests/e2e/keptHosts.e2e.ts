// What is kept of saved hosts, in the real app: deleted ones come back or go for good, a backup is looked
// into and restored, many are changed at once and all of that is taken back; by keyboard alone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { HostStore } from '../../electron/hosts/hostStore.ts';
import { EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import { plainBox } from '../../electron/hosts/secretBox.ts';
import type { GivenDraft } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import { choose, hostEntry, openSettings } from '../support/drive.ts';
import { keepToasts } from '../support/toasts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SSH = ['web-1', 'web-2', 'web-3', 'Übergabeserver Nürnberg', '上海-数据库-主'];

let folder: string;
let app: RunningApp;
let page: Page;

const draft = (name: string, change: Partial<GivenDraft> = {}): GivenDraft => ({
  ...{ ...EMPTY_DRAFT, name, address: `${name.length}.example.net`, user: 'deploy' },
  ...change,
});

/** Hosts, of which a backup was made, one that came since, and the day's backup; beside them one that is none. */
async function fill(): Promise<void> {
  let now = Date.now() - 3 * DAY_MS;
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date(now) };
  const store = new HostStore({ ...options, warn: (line) => void line });
  await store.saveMany(SSH.map((name) => ({ draft: draft(name), path: ['Kunden'] })));
  store.save(draft('here', { kind: 'local', shell: '/bin/sh' }), null);
  now += 1000; // before that the import made one, of nothing
  store.backups.make('daily');
  now += DAY_MS;
  store.save(draft('since'), null);
  now = Date.now();
  store.backups.make('daily'); // else the app makes it some time later
  store.close();
  writeFileSync(path.join(folder, 'backups', 'hosts-2026-01-01T00-00-00-000Z.daily.db'), 'none');
}

test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bowline-kept-'));
  await fill();
  app = await startApp({ userData: folder });
  page = app.window;
  await hostEntry(page, 'web-1').waitFor();
});
test.afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

const hosts = () => page.evaluate(() => window.bowline.call('hosts:list'));
const names = async () => (await hosts()).map(({ name }) => name);
const bin = () => page.evaluate(() => window.bowline.call('bin:list'));
const notices = () => page.getByRole('region', { name: 'Notices' });

/** Runs a command by the palette. */
async function run(command: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.waitFor();
  await page.keyboard.type(`>${command}`);
  await palette.getByRole('option', { selected: true, name: command }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

async function noFaults(dialog: Locator): Promise<void> {
  await dialog.waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((it) => window.bowline.call('settings:set', { theme: it }), theme);
    await page.locator(`:root[data-theme="${theme}"]`).waitFor();
    expect(await axeFinds(page, '.dialog')).toEqual([]);
  }
}

test('deleted hosts come back with the keyboard alone, or go for good once that is confirmed', async () => {
  const list = await hosts();
  const idOf = (name: string): string => list.find((host) => host.name === name)!.id;
  await page.evaluate(
    (ids) => window.bowline.call('hosts:delete', ids),
    ['web-2', 'web-3'].map(idOf),
  );
  await hostEntry(page, 'web-1').click();
  await page.keyboard.press('Delete');
  await expect(notices()).toContainText('web-1 deleted. The bin keeps it for 30 days.');
  await page.evaluate((it) => window.bowline.call('hosts:save', it, null), {
    ...draft('WEB-1'),
    folder: list.find(({ name }) => name === 'web-1')!.folder,
  });
  await run('Deleted Hosts');
  const dialog = page.getByRole('dialog', { name: 'Deleted hosts and backups' });
  const rows = dialog.getByRole('option');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toBeFocused();
  await expect(rows.first()).toHaveAccessibleName(
    /^web-1 ?, Host, was in Kunden, deleted .+, goes for good in (29|30) days$/,
  );
  await expect(rows.nth(1)).toHaveAccessibleName(/^2 hosts deleted together/);
  await noFaults(dialog);
  // Back, under another name as its own was given away; the next one is current.
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('“web-1” is called “web-1 2” now');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toBeFocused();
  expect(await names()).toContain('web-1 2');
  // Typing finds, and what isn't seen stays.
  await page.keyboard.type('web-3');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('Delete');
  const question = dialog.getByRole('alertdialog', { name: 'Delete 1 host for good?' });
  await expect(question).toContainText('also from all 4 backups. Nothing brings it back.');
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await noFaults(dialog);
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('Delete');
  await question.getByRole('button', { name: 'Delete 1 host' }).press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('1 host deleted for good.');
  expect((await bin()).map(({ name }) => name)).toEqual(['web-2']);
  await dialog.getByRole('button', { name: 'Show all of it' }).press('Enter');
  await expect(rows).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Empty bin…' }).click();
  await dialog.getByRole('button', { name: 'Delete 1 host' }).click();
  await expect(dialog).toContainText('The bin is empty');
  await noFaults(dialog);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a backup says what restoring it would do, is restored with a backup of the present, and that is undone', async () => {
  const before = await hosts();
  const settings = await openSettings(page, 'Backups');
  await settings.getByRole('button', { name: 'Show backups…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deleted hosts and backups' });
  const rows = dialog.getByRole('option');
  await expect(rows.first()).toBeFocused();
  await expect(dialog).toContainText('All is as it is now.');
  await expect(dialog.getByRole('button', { name: 'Restore…' })).toBeDisabled();
  await noFaults(dialog);
  // One that can't be read says why, and the others are there all the same.
  await page.keyboard.press('End');
  await expect(dialog).toContainText('This one can’t be used. The others can.');
  await expect(dialog.getByRole('button', { name: 'Restore…' })).toBeDisabled();
  const count = await rows.count();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const row = dialog.getByRole('row', { name: /^Hosts/ });
  await expect(row.getByRole('cell')).toHaveText(['0', '0', '1']);
  await page.keyboard.press('Enter');
  const question = dialog.getByRole('alertdialog', { name: /^Make all hosts as they were on/ });
  await expect(question).toContainText('1 host goes. Folders stay as they are. A backup');
  await expect(question.getByRole('button', { name: 'Leave as it is' })).toBeFocused();
  await noFaults(dialog);
  await keepToasts(page);
  await question.getByRole('button', { name: 'Restore 6 hosts' }).press('Enter');
  await expect(dialog.getByRole('status')).toContainText('Your hosts are as they were on');
  await expect(rows).toHaveCount(count + 1);
  await expect(dialog.getByRole('option', { selected: true })).toBeFocused();
  await expect(rows.first()).toHaveAccessibleName(/Before a restore/);
  expect(await names()).not.toContain('since');
  await page.keyboard.press('Escape');
  await notices().getByRole('button', { name: 'Undo' }).click();
  await hostEntry(page, 'since').waitFor();
  expect(await hosts()).toEqual(before);
});

test('one thing of many hosts becomes the same, what nobody touched stays, and one Undo takes it back', async () => {
  const before = await hosts();
  await page.evaluate(
    (id) =>
      window.bowline.call('hosts:patch', [id], { addTags: ['prod'], fields: { port: '2222' } }),
    before.find(({ name }) => name === 'web-1')!.id,
  );
  const begun = await hosts();
  await run('Edit the Hosts Shown');
  const dialog = page.getByRole('dialog', { name: 'Edit 7 hosts' });
  await expect(dialog.getByLabel('User', { exact: true })).toHaveValue('deploy');
  await expect(dialog.getByLabel('Shell', { exact: true })).toHaveAccessibleDescription(
    /1 of 7 hosts has such a field/,
  );
  const save = dialog.getByRole('button', { name: 'Change 7 hosts' });
  await expect(save).toBeDisabled();
  await dialog.getByRole('button', { name: 'Connection' }).click();
  const port = dialog.getByLabel('Port', { exact: true });
  await expect(port).toHaveAttribute('placeholder', 'Different values');
  await noFaults(dialog);
  await port.fill('many');
  await choose(dialog, 'Folder', 'Kunden');
  await dialog.getByLabel('Add tags', { exact: true }).fill('#eu, neu');
  await dialog.getByRole('button', { name: 'Remove prod' }).click();
  await dialog.getByLabel('User', { exact: true }).fill('root');
  await dialog.getByRole('button', { name: 'User: leave as it is' }).click();
  await expect(dialog.getByLabel('User', { exact: true })).toBeFocused();
  await expect(dialog.getByRole('status')).toHaveText(
    'Folder, Add tags, Remove tags and Port of 7 hosts.',
  );
  await page.keyboard.press('Control+Enter');
  await expect(port).toBeFocused();
  await expect(port).toHaveAccessibleDescription(/whole number from 1 to 65535/);
  await noFaults(dialog);
  expect(await hosts()).toEqual(begun);
  await port.fill('22');
  await keepToasts(page);
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  const changed = await hosts();
  const kunden = begun.find(({ name }) => name === 'web-1')!.folder;
  for (const host of changed) {
    expect(host).toMatchObject({ folder: kunden, tags: ['eu', 'neu'] });
    expect([host.port, host.user]).toEqual(host.kind === 'ssh' ? ['22', 'deploy'] : ['', '']);
  }
  await expect(notices()).toContainText('7 hosts changed.');
  await notices().getByRole('button', { name: 'Undo' }).click();
  await expect.poll(hosts).toEqual(begun);
});

test('hosts are written to a file, sealed under a passphrase, or without what has no place there', async () => {
  const target = path.join(folder, 'hosts.json');
  const saveTo = (filePath: string, canceled = false) =>
    app.electron.evaluate(
      ({ dialog }, answer) => {
        dialog.showSaveDialog = () => Promise.resolve(answer);
      },
      { filePath, canceled },
    );
  await saveTo(target, true);
  await run('Export Hosts');
  const dialog = page.getByRole('dialog', { name: 'Export all 7 hosts' });
  await noFaults(dialog);
  await page.keyboard.press('Control+Enter'); // called off in the system's dialog
  await expect(dialog).toBeVisible();
  await saveTo(target);
  await choose(dialog, 'Passwords, passphrases and pairing links', 'Seal under a passphrase');
  await page.keyboard.press('Control+Enter');
  const passphrase = dialog.getByLabel('Passphrase', { exact: true });
  await expect(passphrase).toBeFocused();
  await expect(passphrase).toHaveAccessibleDescription('It needs at least 8 characters.');
  await passphrase.fill('correct horse battery');
  await dialog.getByLabel('Passphrase again').fill('correct horse');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByLabel('Passphrase again')).toBeFocused();
  await noFaults(dialog);
  await dialog.getByLabel('Passphrase again').fill('correct horse battery');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect(notices()).toContainText(/Wrote 7 hosts to .*hosts\.json/);
  const written = readFileSync(target, 'utf8');
  expect(written).toContain('上海-数据库-主');
  expect(written).not.toContain('correct horse');
  await saveTo(path.join(folder, 'config'));
  await run('Export Hosts');
  await choose(dialog, 'Format', 'ssh config');
  await expect(dialog).toContainText('1 host that isn’t reached by ssh');
  await page.keyboard.press('Control+Enter');
  const rest = page.getByRole('dialog', { name: 'Exported, but not all of it' });
  await expect(rest.getByRole('listitem')).toContainText(['here']);
  await noFaults(rest);
  await page.keyboard.press('Enter');
  await expect(rest).toHaveCount(0);
  expect(readFileSync(path.join(folder, 'config'), 'utf8')).toContain('Host web-1');
});
