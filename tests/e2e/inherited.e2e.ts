// What programs get from the real app, in which Chromium has sockets, shared memory and files
// open: their terminal, the user's limit of open files, and nothing else.
import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { waitForNothingInherited } from '../support/inherited.ts';
import { needs } from '../support/needs.ts';
import { whyNoProcessFacts } from '../support/processFacts.ts';
import { processesWith } from '../support/processes.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';

const SHELLS = 10;
let app: RunningApp;

test.beforeEach(async () => {
  needs(whyNoProcessFacts() ?? whyNoSshd(), test);
  app = await startApp({ env: { BOWLINE_OPEN_FILES: '777' } });
});
test.afterEach(async () => {
  await app?.close();
});

test('the last of ten shells has its terminal only, and so has ssh', async () => {
  const { window } = app;
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/bash' } });
  for (let count = 0; count < SHELLS; count++) await openHost(window, 'Here');
  await waitForState(window, 'online');
  await waitForNothingInherited(window, 777);
  const sshd = await startSshd();
  try {
    await sshd.trustHostKey();
    const { host: Address, port, user: User, clientOptions: Options } = sshd;
    const fields = { Address, Port: String(port), User, Options };
    await addHost(window, {
      name: 'Server',
      kind: 'SSH',
      fields: { ...fields, 'Identity file': sshd.identityFile },
    });
    await openHost(window, 'Server');
    await waitForState(window, 'online');
    const clients = processesWith(String(port)).filter((pid) => nameOf(pid) === 'ssh');
    expect(clients).not.toEqual([]);
    for (const pid of clients) expect(foreign(pid)).toEqual([]);
  } finally {
    await sshd.close();
  }
});

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}

/** What an ssh has open that is neither its terminal, which it copies, nor a socket of its own. */
function foreign(pid: number): string[] {
  const main = app.electron.process().pid!;
  const terminal = readlinkSync(`/proc/${pid}/fd/0`);
  const apps = new Set(open(main));
  return open(pid).filter((it) => it !== terminal && it !== '/dev/null' && apps.has(it));
}

/** As the kernel calls them, with the numbers that tell one socket from another. */
function open(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return []; // closed since it was listed
    }
  });
}
