// What programs get from the real app, in which Chromium has sockets, shared memory and files
// open: their terminal, the user's limit of open files, and nothing else.
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { nameOf, openAsInApp, waitForNothingInherited } from '../support/inherited.ts';
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
    const main = app.electron.process().pid!;
    for (const pid of clients) expect(openAsInApp(pid, main)).toEqual([]);
  } finally {
    await sshd.close();
  }
});
