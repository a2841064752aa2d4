// An ssh config is linked: its hosts come and go with the file, are opened by their alias after a yes to what
// the file runs, and become hosts of one's own when the folder stops following it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import { hostRows, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';
import { keepToasts } from '../support/toasts.ts';

let app: RunningApp;
let folder: string;
let sshd: TestSshd;

test.beforeEach(async () => {
  needs(whyNoSshd(), test);
  sshd = await startSshd();
  await sshd.trustHostKey();
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-linked-'));
  const env = { HOME: folder, SHELL: '/bin/sh' };
  app = await startApp({ userData: path.join(folder, 'data'), env });
  await page().getByRole('button', { name: 'Settings', exact: true }).waitFor();
});
test.afterEach(async () => {
  await app?.close();
  await sshd?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const page = (): Page => app.window;
const file = (): string => path.join(folder, 'config');
const login = (): string => `  HostName ${sshd.host}
  Port ${sshd.port}
  User ${sshd.user}
  IdentityFile ${sshd.identityFile}
  UserKnownHostsFile ${sshd.knownHostsFile}
  GlobalKnownHostsFile /dev/null
`;
const write = (hosts: string): Promise<void> =>
  writeFile(
    file(),
    `Match originalhost box exec "true"\n  SetEnv A=b\nHost box\n${login()}${hosts}`,
  );
const row = (name: string) => hostRows(page()).filter({ hasText: name });
const dialog = (name: string | RegExp) => page().getByRole('dialog', { name });
/** What the system's own box was asked, with an answer to each. */
const answerBoxes = (response: number) =>
  app.electron.evaluate(({ dialog: native }, answer) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    native.showMessageBox = (...args: unknown[]) => {
      const { message, detail } = args.at(-1) as { message: string; detail: string };
      asked.push(`${message}\n${detail}`);
      return Promise.resolve({ response: answer, checkboxChecked: false });
    };
  }, response);
const asked = () =>
  app.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

async function openLinked(): Promise<void> {
  await page().keyboard.press('Control+Shift+P');
  const field = page().getByRole('combobox', { name: 'Find anything' });
  await field.fill('>link an ssh');
  await page().getByRole('option', { name: 'Link an SSH Config…' }).waitFor();
  await page().keyboard.press('Enter');
  await dialog('Linked ssh configs').waitFor();
}

test('its hosts follow the file, ssh is asked only after a yes, and copies stay', async () => {
  await keepToasts(page());
  await write('Host gone *.pattern\n');
  await openLinked();
  const field = page().getByLabel('File', { exact: true });
  await expect(field).toBeFocused();
  await field.fill('~/nowhere');
  await page().keyboard.press('Enter');
  await expect(page().getByRole('alert')).toContainText('There is no file ~/nowhere');
  await field.fill('~/config');
  await page().keyboard.press('Enter');
  await expect(page().getByText('2 hosts of ~/config linked.')).toBeVisible();
  await expect(page().getByRole('list', { name: 'Followed files' })).toContainText('~/config');
  expect(await faultsByAxe(page())).toEqual([]);
  await page().keyboard.press('Escape');
  await expect(row('box')).toContainText(sshd.host);
  await expect(row('gone')).toBeVisible();
  await expect(row('pattern')).toHaveCount(0);

  await write('Host come\n');
  await expect(row('come')).toBeVisible();
  await expect(row('gone')).toHaveCount(0);

  await answerBoxes(1);
  await row('box').dblclick();
  await waitForState(page(), 'failed');
  expect(await asked()).toEqual([expect.stringContaining('Match exec: true')]);
  await answerBoxes(0);
  await page().keyboard.press('Control+Shift+R');
  await waitForState(page(), 'online');

  await row('box').click();
  await page().keyboard.press('Alt+Enter');
  const form = dialog('Edit host');
  await expect(form.getByText('Set by the file')).toBeVisible();
  await expect(form.getByText(sshd.user, { exact: true })).toBeVisible();
  expect(await faultsByAxe(page())).toEqual([]);
  await form.getByRole('button', { name: 'Ask ssh…' }).click();
  const said = dialog('What ssh says of box');
  await said.getByLabel('Filter settings').fill('port ' + sshd.port);
  await expect(said.getByRole('region', { name: 'Settings in force' })).toContainText(
    `port ${sshd.port}`,
  );
  expect(await faultsByAxe(page())).toEqual([]);
  await page().keyboard.press('Escape');
  await expect(said).toHaveCount(0);

  await row('come').click();
  await page().keyboard.press('Delete');
  await expect(page().getByText('come stands in the ssh config')).toBeVisible();
  await expect(row('come')).toBeVisible();

  await openLinked();
  await page().getByRole('button', { name: 'More for ~/config' }).click();
  await page().getByRole('menuitem', { name: 'Stop following…' }).click();
  await page().getByRole('button', { name: 'Keep as copies' }).click();
  await expect.poll(async () => (await listed()).map(({ kind }) => kind)).toEqual(['ssh', 'ssh']);
  await write('');
  expect((await listed()).map(({ name }) => name)).toEqual(['box', 'come']);
});

const listed = () =>
  page().evaluate(() =>
    (
      window as unknown as {
        bowline: { call(name: string): Promise<{ name: string; kind: string }[]> };
      }
    ).bowline.call('hosts:list'),
  );
