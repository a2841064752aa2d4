// One app per data folder: a second start brings the first to the front; another folder is
// another app.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { findElectron } from '../../build/setup/electron.mjs';
import { SYSTEM } from '../../core/system.ts';
import { SCHEMA_VERSION } from '../../electron/hosts/migrations.ts';
import { ROOT, ROOT_ARGS, startApp } from '../support/app.ts';
import { buildUnderTest } from '../support/buildUnderTest.ts';

test('the second instance on a folder ends with code 0 and brings the first to the front', async () => {
  const first = await startApp();
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  const env = { ...process.env, BOWLINE_USER_DATA: first.userData };
  const second = spawn(findElectron()!.executable, [...ROOT_ARGS, ROOT], { env, stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).toBe(0);
  const isVisible = (): Promise<boolean> =>
    first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
  await expect.poll(isVisible).toBe(true);
  await first.close();
});

test('a link that the system hands over as an argument can’t be read by other users', async () => {
  test.skip(SYSTEM !== 'linux', 'looks at /proc');
  const token = 'SECRETSECRETSECRETSECRETSECRET';
  const link = `bowline://127.0.0.1:1/?v=1&invite=${'a'.repeat(16)}&role=viewer&token=${token}`;
  const app = await startApp({ args: [link] });
  const pid = app.electron.process().pid!;
  const shown = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const own = shown.split('\n').filter((line) => line.trim().split(/\s+/, 2).includes(String(pid)));
  expect(own.join('\n')).toContain('bowline');
  expect(own.join('\n')).not.toContain(token);
  const asked = app.window.getByRole('dialog');
  await expect(asked).toContainText('127.0.0.1:1'); // it arrived all the same
  await app.close();
});

test('instances on two folders run side by side, each with its own hosts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bowline-second-'));
  const first = await startApp();
  const second = await startApp({ userData: folder });
  const saved = await first.window.evaluate(() => {
    const texts = { address: '', port: '', user: '', identityFile: '', jumpHost: '', options: '' };
    const draft = {
      kind: 'local',
      name: 'Mine',
      color: 'none',
      keepAlive: 'off',
      shell: '',
      pairingLink: '',
    } as const;
    return window.bowline.call('hosts:save', { ...texts, ...draft }, null);
  });
  expect(saved.ok).toBe(true);
  expect(await second.window.evaluate(() => window.bowline.call('hosts:list'))).toEqual([]);
  await second.close();
  await first.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

test('what was saved is there after a restart, and the window where it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bowline-restart-'));
  const first = await startApp({ userData: folder });
  await first.window.evaluate(() => window.bowline.call('settings:set', { theme: 'light' }));
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 30, width: 800, height: 600 }),
  );
  await first.close();
  const second = await startApp({ userData: folder });
  const settings = await second.window.evaluate(() => window.bowline.call('settings:get'));
  expect(settings.theme).toBe('light');
  const size = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getSize(),
  );
  expect(size).toEqual([800, 600]);
  await second.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

test('hosts of a newer Bowline are left alone: it says where they are and what to do, and ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bowline-newer-'));
  const file = join(folder, 'hosts.db');
  await (await startApp({ userData: folder })).close();
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  database.close();
  const before = await readFile(file);
  const box = join(import.meta.dirname, '../support/toldInBox.mjs');
  const started = spawn(findElectron()!.executable, ['-r', box, ...ROOT_ARGS, buildUnderTest()], {
    env: { ...process.env, BOWLINE_USER_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told = await text(started.stdout);
  expect(told).toMatch(/newer Bowline .* left untouched\. Install the newer Bowline again/);
  expect(await readFile(file)).toEqual(before);
  await rm(folder, { recursive: true, maxRetries: 20 });
});
