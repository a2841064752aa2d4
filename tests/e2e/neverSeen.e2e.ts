// A window that never comes up takes nothing with it: the shells of the run before are remembered,
// and come back with the next one that does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { findElectron } from '../../build/setup/electron.mjs';
import { startAgent } from '../support/agent.ts';
import { ROOT_ARGS, startApp } from '../support/app.ts';
import { buildUnderTest } from '../support/buildUnderTest.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { atHome } from '../support/restart.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-unseen-'));
});
test.afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

/** Without a driver, which would wait for a window. */
async function startUnseen(): Promise<number> {
  const before = ['asPackaged.mjs', 'crashesUnseen.mjs'].flatMap((file) => [
    '-r',
    path.join(import.meta.dirname, '../support', file),
  ]);
  const env = { ...process.env, ...atHome(folder), BOWLINE_USER_DATA: folder };
  const app = spawn(findElectron()!.executable, [...before, ...ROOT_ARGS, buildUnderTest()], {
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined, NODE_OPTIONS: undefined },
    stdio: 'ignore',
  });
  const [code] = (await once(app, 'exit')) as [number];
  return code;
}

test('a page that crashes before it is seen leaves the tabs as they were', async () => {
  const agent = await startAgent({ env: atHome(folder) });
  const start = () => startApp({ userData: folder, env: atHome(folder) });
  const saved = () => readFile(path.join(folder, 'tabs.json'), 'utf8');
  const first = await start();
  await addHost(first.window, {
    ...{ name: 'Kept', kind: 'Agent' },
    fields: { 'Pairing link': agent.link },
  });
  await openHost(first.window, 'Kept');
  await waitForState(first.window, 'online');
  await typeLine(first.window, 'kept=yes; echo $((6*7))');
  await waitForRow(first.window, '42');
  await first.close();
  const before = await saved();

  expect(await startUnseen()).toBe(0);
  expect(await saved()).toBe(before);

  const again = await start();
  await waitForState(again.window, 'online');
  await typeLine(again.window, 'echo kept=$kept');
  await waitForRow(again.window, 'kept=yes');
  await again.close();
  await agent.stop();
});
