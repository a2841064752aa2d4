// One ssh over pipes: however it ends, its end is told, and whoever asked for that waits for nothing.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SCRIPT_USE } from '../../../electron/ssh/separateCommands.ts';
import { SshProcess } from '../../../electron/ssh/sshProcess.ts';
import { fastClock } from '../../support/fastClock.ts';
import { endAll, processesWith } from '../../support/processes.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { surroundings } from '../shells/hosts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-ssh-process-'));
});
afterEach(async () => {
  endAll(processesWith(path.join(folder, 'proxy')), 'SIGKILL');
  await rm(folder, { recursive: true });
});

it('what ssh has started and leaves behind doesn’t keep its end from being told', async () => {
  const [proxy, began] = [path.join(folder, 'proxy'), path.join(folder, 'began')];
  // It has ssh's stderr, and outlives it.
  await writeFile(proxy, `trap '' HUP TERM PIPE; touch ${began}; while :; do sleep 1; done\n`);
  const options = `ProxyCommand=sh ${proxy}`;
  const ssh = new SshProcess({
    host: { ...sshDraft({ address: 'bowline.invalid', port: '22', options }) },
    ...{ surroundings: surroundings(), clock: fastClock(20) },
    ...{ use: SCRIPT_USE, connectSeconds: 600 },
  });
  await expect.poll(() => existsSync(began)).toBe(true);
  await ssh.close();
  expect((await ssh.ended).code).not.toBe(0);
});
