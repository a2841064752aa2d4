// What "saved" means: a process that is killed at any moment leaves a hosts file that opens,
// and in it every host whose saving it had confirmed, with its secret.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { PAIRING_LINK } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const SAVES = 200;
const saver = join(import.meta.dirname, 'saver.ts');

/** Runs a saver that is killed as soon as it confirmed `killAfter` saves; the ids it confirmed. */
async function savesUntilKilled(folder: string, killAfter: number): Promise<string[]> {
  const args = [saver, folder, String(SAVES), `after ${killAfter}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const confirmed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    confirmed.push(line);
    if (confirmed.length === killAfter) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return confirmed;
}

it('every confirmed save outlives a kill -9, wherever it strikes', async () => {
  const folder = temporaryDirectory();
  const confirmed: string[] = [];
  for (const killAfter of [1, 2, 17, 60, 111, 199]) {
    const ids = await savesUntilKilled(folder, killAfter);
    expect(ids.length).toBeGreaterThanOrEqual(killAfter);
    confirmed.push(...ids);
    const store = new HostStore({
      folder,
      secretBox: plainBox,
      loginShell: '/bin/sh',
      now: () => new Date(),
      warn: (line) => expect.fail(line),
    });
    expect(store.notice).toBeNull();
    for (const id of confirmed) expect(store.get(id)?.pairingLink).toBe(PAIRING_LINK);
    store.close();
  }
});
