// The main job on the real app: add a host through the window, double-click it, work in its
// shell, and see how it ends. Here for shells on this computer and over SSH.
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';
import { workAndLeave } from '../support/work.ts';

let app: RunningApp;

test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  await app.close();
});

test('a shell on this computer', async () => {
  const { window } = app;
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/bash' } });
  await openHost(window, 'Here');
  await workAndLeave(app);
});

test('where there is no room for both, the sidebar gives way to the terminal, and comes back', async () => {
  const { window } = app;
  const hosts = window.getByRole('complementary', { name: 'Hosts' });
  const resize = (width: number): Promise<void> =>
    app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setSize(size, 500),
      width,
    );
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/bash' } });
  await openHost(window, 'Here');
  await waitForState(window, 'online');
  await resize(500);
  await expect(hosts).toBeHidden();
  await window.keyboard.press('Control+Shift+B');
  await expect(hosts).toBeVisible();
  await window.getByRole('button', { name: 'Close the sidebar' }).click();
  await resize(1100);
  await expect(hosts).toBeVisible();
});

test.describe('over SSH', () => {
  let sshd: TestSshd;
  test.beforeEach(async () => {
    needs(whyNoSshd(), test);
    sshd = await startSshd();
  });
  test.afterEach(async () => {
    await sshd?.close();
  });

  async function addSshHost(identityFile: string, options = sshd.clientOptions): Promise<void> {
    const { host: Address, port, user: User } = sshd;
    const fields = { Address, Port: String(port), User, 'Identity file': identityFile };
    await addHost(app.window, {
      name: 'Server',
      kind: 'SSH',
      fields: { ...fields, Options: options },
    });
    await openHost(app.window, 'Server');
  }

  test('by key, to a host that is known', async () => {
    await sshd.trustHostKey();
    await addSshHost(sshd.identityFile);
    await workAndLeave(app);
  });

  test('by password, to a host that is new', async () => {
    await addSshHost('', `${sshd.clientOptions}\nPreferredAuthentications=password`);
    await waitForState(app.window, 'authenticating');
    await waitForRow(app.window, /\(yes\/no\/\[fingerprint\]\)\?/);
    await typeLine(app.window, 'yes');
    await waitForRow(app.window, /password:/);
    await typeLine(app.window, sshd.password);
    await workAndLeave(app);
  });

  test('a changed host key is refused, and the tab says what it means', async () => {
    await sshd.trustHostKey();
    await sshd.swapHostKey();
    await addSshHost(sshd.identityFile);
    await waitForState(app.window, 'failed');
    await expect(
      app.window.getByText(/host key of 127\.0\.0\.1 has changed/).first(),
    ).toBeVisible();
    await expect(app.window.getByText(/ssh-keygen .*-R/).first()).toBeVisible();
  });
});
