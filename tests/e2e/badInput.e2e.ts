// What the Add host dialog refuses, at the field and before saving; and a hosts file that was
// damaged while the app wasn't looking.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { addHost, choose, hostEntry, showField } from '../support/drive.ts';

async function openDialog(window: Page): Promise<Locator> {
  await window.getByRole('button', { name: 'Add host', exact: true }).first().click();
  return window.getByRole('dialog', { name: 'Add host' });
}

/** Presses Save and expects the dialog to stay, with these words described at the field. */
async function refused(dialog: Locator, label: string, words: string | RegExp): Promise<void> {
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const field = dialog.getByLabel(label, { exact: true });
  await expect(field).toHaveAccessibleDescription(words);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog).toBeVisible();
}

test('each wrong field is refused in words, at the field, and nothing is saved', async () => {
  const app = await startApp();
  await addHost(app.window, { name: 'Taken', kind: 'Local shell' });
  const dialog = await openDialog(app.window);
  const fill = (label: string, text: string): Promise<void> =>
    dialog.getByLabel(label, { exact: true }).fill(text);
  await choose(dialog, 'Kind', 'Local shell');
  await refused(dialog, 'Name', /Give the host a name/);
  await fill('Name', 'TAKEN');
  await refused(dialog, 'Name', /Another host is called “TAKEN” already/);
  await choose(dialog, 'Kind', 'SSH');
  await fill('Name', 'New');
  await refused(dialog, 'Address', /Enter the address/);
  await fill('Address', '-oProxyCommand=x');
  await refused(dialog, 'Address', /can’t start with a dash/);
  await fill('Address', 'web eu');
  await refused(dialog, 'Address', /can’t contain spaces/);
  await fill('Address', 'web');
  await showField(dialog, 'Port');
  for (const port of ['0', '65536', 'ssh']) {
    await fill('Port', port);
    await refused(dialog, 'Port', /whole number from 1 to 65535/);
  }
  await choose(dialog, 'Kind', 'Agent');
  for (const link of ['https://example.org', 'bowline://127.0.0.1:7722/?v=1']) {
    await fill('Pairing link', link);
    await refused(dialog, 'Pairing link', /pairing link/i);
  }
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect(await app.window.evaluate(() => window.bowline.call('hosts:list'))).toHaveLength(1);
  await app.close();
});

test('a damaged hosts file is said so, and the hosts are there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bowline-damaged-'));
  const before = await startApp({ userData: folder });
  await addHost(before.window, { name: 'Kept', kind: 'Local shell' });
  await before.close();
  await writeFile(join(folder, 'hosts.db'), 'a text editor was here');
  const after = await startApp({ userData: folder });
  await hostEntry(after.window, 'Kept').waitFor();
  await expect(after.window.getByText(/was damaged.*hosts\.damaged-.*restored/)).toBeVisible();
  await after.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

test('many damaged files are told of one after another, and leave room in a small window', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bowline-damaged-'));
  const files = ['settings', 'joined', 'tabs', 'tunnels', 'window'].map((one) => `${one}.json`);
  for (const file of files) await writeFile(join(folder, file), '{"version":1,');
  const { electron, window, close } = await startApp({ userData: folder });
  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setSize(480, 320),
  );
  const notices = window.getByRole('region', { name: 'Notices' });
  await expect(notices.getByRole('paragraph')).toHaveCount(3);
  await expect.poll(() => window.evaluate(() => innerHeight)).toBeLessThan(330);
  expect((await notices.boundingBox())!.height).toBeLessThan(140);
  const told: string[] = [];
  for (let left = files.length; left > 0; left--) {
    await expect(notices.getByRole('paragraph')).toHaveCount(Math.min(left, 3));
    told.push((await notices.innerText()).replaceAll('\n', ' '));
    await notices.getByRole('button').last().click();
  }
  for (const file of files) expect(told.join(' ')).toContain(`${file}.damaged-`);
  await close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});
