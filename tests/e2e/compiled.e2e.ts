// The app's compiled code is kept from one start to the next, in its own data folder, and a start does
// without it where it is damaged.
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';

const folderOf = (app: RunningApp) =>
  app.electron.evaluate(() => process.getBuiltinModule('node:module').getCompileCacheDir());

function filesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

test('what was compiled is kept, and damaged it harms nothing', async () => {
  const userData = mkdtempSync(path.join(tmpdir(), 'bowline-compiled-'));
  try {
    await (await startApp({ userData })).close();
    const second = await startApp({ userData });
    const folder = await folderOf(second);
    expect(folder?.startsWith(path.join(userData, 'compiled'))).toBe(true);
    await second.close();
    const kept = filesIn(folder!);
    expect(kept.some((file) => statSync(file).size > 100_000)).toBe(true);
    expect(statSync(userData).mode & 0o077).toBe(0);
    for (const file of kept) writeFileSync(file, 'damaged');
    const third = await startApp({ userData });
    await third.window.getByLabel('Saved hosts', { exact: true }).waitFor({ state: 'attached' });
    await third.close();
  } finally {
    await rm(userData, { recursive: true, maxRetries: 20 });
  }
});
