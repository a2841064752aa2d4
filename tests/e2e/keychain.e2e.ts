// The keychain is opened for a secret, and never before there is a window to see what for: it
// may ask its user something.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { atHome } from '../support/restart.ts';

declare const keychainAsked: { name: string; seen: boolean }[];

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-keychain-'));
});
test.afterEach(() => rm(folder, { recursive: true }));

const start = (system: string[]): Promise<RunningApp> =>
  startApp({ userData: folder, env: atHome(folder), before: [...system, 'keychainSpy.mjs'] });

const asked = ({ electron }: RunningApp) => electron.evaluate(() => keychainAsked);

const systems = { Linux: [], macOS: ['asMac.mjs'] };

for (const [name, before] of Object.entries(systems)) {
  test(`on ${name} nothing is asked of it where there is no secret`, async () => {
    const first = await start(before);
    const fields = { Shell: '/bin/sh' };
    await addHost(first.window, { name: 'Here', kind: 'Local shell', fields });
    await openHost(first.window, 'Here');
    await waitForState(first.window, 'online');
    expect(await asked(first)).toEqual([]);
    await first.close();
    const again = await start(before);
    await waitForState(again.window, 'online');
    expect(await asked(again)).toEqual([]);
    await again.close();
  });

  test(`on ${name} a tab that comes back asks it once its window is seen`, async () => {
    const agent = await startAgent({ env: atHome(folder) });
    const first = await start(before);
    const fields = { 'Pairing link': agent.link };
    await addHost(first.window, { name: 'Kept', kind: 'Agent', fields });
    await openHost(first.window, 'Kept');
    await waitForState(first.window, 'online');
    await first.close();
    const again = await start(before);
    await waitForState(again.window, 'online');
    const all = await asked(again);
    expect(all.map((one) => one.name)).toContain('decryptStringAsync');
    expect(all.filter(({ seen }) => !seen)).toEqual([]);
    await again.close();
    await agent.stop();
  });
}
