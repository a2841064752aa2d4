// The real app is killed with -9 in the middle of 200 saves: its data opens again, and every
// save that the window had been told of is there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp } from '../support/app.ts';

const SAVES = 200;

for (const killAfter of [3, 70, 190]) {
  test(`a kill -9 after ${killAfter} of ${SAVES} saves loses none of them`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bowline-kill-'));
    const confirmed = await saveUntilKilled(folder, killAfter);
    const again = await startApp({ userData: folder });
    const hosts = await again.window.evaluate(() => window.bowline.call('hosts:list'));
    const info = await again.window.evaluate(() => window.bowline.call('app:info'));
    expect(confirmed.length).toBeGreaterThanOrEqual(killAfter);
    expect(hosts.map((host) => host.id)).toEqual(expect.arrayContaining(confirmed));
    expect(info.notices.filter((notice) => notice.id === 'hosts-file')).toEqual([]);
    await again.close();
    await rm(folder, { recursive: true, maxRetries: 20 });
  });
}

/** Ids of the hosts that the window was told had been saved. */
async function saveUntilKilled(userData: string, killAfter: number): Promise<string[]> {
  const app = await startApp({ userData });
  const confirmed: string[] = [];
  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await app.window.exposeFunction('confirmed', (id: string) => {
    confirmed.push(id);
    if (confirmed.length === killAfter) app.electron.process().kill('SIGKILL');
  });
  await app.window.evaluate(startSaving, SAVES);
  await exited;
  return confirmed;
}

/** Runs in the window; answers at once, and goes on saving. */
function startSaving(count: number): void {
  const report = (window as unknown as { confirmed: (id: string) => Promise<void> }).confirmed;
  const empty = { address: '', port: '', user: '', identityFile: '', jumpHost: '', options: '' };
  const common = {
    ...empty,
    kind: 'local',
    color: 'none',
    keepAlive: 'off',
    shell: '',
    pairingLink: '',
  } as const;
  void (async () => {
    for (let n = 0; n < count; n++) {
      const result = await window.bowline.call(
        'hosts:save',
        { ...common, name: `Host ${n}` },
        null,
      );
      if (result.ok) await report(result.host.id);
    }
  })();
}
