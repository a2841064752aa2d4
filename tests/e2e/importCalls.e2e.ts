// Hosts brought along in the real app: found on this computer, read by the thread beside the main process,
// saved, taken back, and written to a file.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { ImportPick } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { hostEntry } from '../support/drive.ts';

let home: string;
let app: RunningApp;

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'bowline-home-'));
  await mkdir(path.join(home, '.ssh'));
  const config =
    'Host gate\n  HostName gate.example\nHost db\n  HostName 10.0.0.2\n  ProxyJump gate\n';
  await writeFile(path.join(home, '.ssh/config'), config);
  app = await startApp({ env: { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: undefined } });
});
test.afterEach(async () => {
  await app.close();
  await rm(home, { recursive: true, force: true, maxRetries: 20 });
});

const open = (pick: ImportPick) =>
  app.window.evaluate((one) => window.bowline.call('import:open', one), pick);

/** All windows are told of it: the list shows it. */
const listed = (name: string) => hostEntry(app.window, name);

test('from what is found to what is written', async () => {
  const found = await app.window.evaluate(() => window.bowline.call('import:found'));
  const own = found.find(({ format }) => format === 'ssh_config')!;
  expect(own).toMatchObject({ shown: '~/.ssh/config', hosts: 2, waiting: 0, known: 0 });
  const preview = (await open({ from: 'found', path: own.path, format: own.format }))!;
  expect(preview.rows.map(({ name, does }) => [name, does[0]])).toEqual([
    ['gate', 'add'],
    ['db', 'add'],
  ]);
  const done = await app.window.evaluate((id) => {
    const choices = [0, 1].map((at) => ({ at, does: 'add' as const }));
    return window.bowline.call('import:apply', id, { into: null, choices });
  }, preview.id);
  expect(done).toMatchObject({ added: 2, changed: 0, skipped: 0 });
  await expect(listed('gate')).toBeVisible();

  const file = path.join(home, 'out.json');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
  const written = await app.window.evaluate(() =>
    window.bowline.call('export:write', { format: 'bowline', ids: null, passphrase: '' }),
  );
  expect(written).toMatchObject({ shown: '~/out.json', hosts: 2, left: [] });
  expect(existsSync(file) && readFileSync(file, 'utf8')).toContain('gate.example');
  expect((await open({ from: 'dialog', what: 'file' }))!.rows[0]!.here).toMatchObject({
    differs: [],
  });

  await app.window.evaluate((id) => window.bowline.call('import:undo', id), done.id);
  await expect(listed('gate')).toHaveCount(0);
  await expect(open({ from: 'found', path: file, format: 'bowline' })).rejects.toThrow(/not found/);
});
