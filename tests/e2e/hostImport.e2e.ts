// Hosts of other tools, brought along: looked at before anything is added, chosen one by one, all of it by
// the keyboard alone, and taken back as one.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { hostOf } from '../../electron/hosts/storedHost.ts';
import { plainHost } from '../../electron/import/export/plainHost.ts';
import { sealedOwnText } from '../../electron/import/export/ownExport.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { SYSTEM } from '../../core/system.ts';
import { ROOT, startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import { dropFile } from '../support/dropFile.ts';
import { needs } from '../support/needs.ts';
import { keepToasts } from '../support/toasts.ts';

declare const window: { bowline: Bridge };

const SAMPLES = path.join(ROOT, 'tests/samples');
/** Names that turn a line round, or are long, or another script. */
const CONFIG = `Host gnp\u202Etxt.exe
  HostName 192.0.2.1
Host würzburg-01 生产-网关
  HostName 192.0.2.61
  User jürgen
  Ciphers aes128-ctr
  ForwardX11Trusted yes
Host bastion
  HostName bastion.example.com
  Port 2200
Host inside
  HostName 10.0.0.5
  ProxyJump bastion
  LocalForward 15672 localhost:15672
`;

let app: RunningApp;
let folder: string;
let config: string;

test.beforeEach(async () => {
  needs(SYSTEM === 'win32' ? 'there is no /bin/sh' : undefined, test);
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-import-'));
  config = path.join(folder, '.ssh', 'config');
  await mkdir(path.dirname(config), { mode: 0o700 });
  await writeFile(config, CONFIG, { mode: 0o600 });
  app = await startApp({
    userData: path.join(folder, 'data'),
    env: { HOME: folder, SHELL: '/bin/sh' },
  });
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const page = (): Page => app.window;
const dialog = () => page().getByRole('dialog', { name: /^Import/ });
const grid = () => dialog().getByRole('treegrid');
const line = (name: string | RegExp) => grid().getByRole('row', { name });
const look = (what: RegExp): Locator => page().getByRole('button', { name: what });
const press = (key: string) => page().keyboard.press(key);
const saved = () => page().evaluate(() => window.bowline.call('hosts:list'));
const names = async () => (await saved()).map(({ name }) => name);
const notices = () => page().getByRole('region', { name: 'Notices' });

async function lookAtConfig(): Promise<void> {
  await expect(dialog()).toBeHidden();
  await press('Control+Shift+P');
  await expect(page().getByRole('combobox', { name: 'Find anything' })).toBeFocused();
  await page().keyboard.insertText('>import hosts');
  await page()
    .getByRole('option', { name: /Import Hosts/ })
    .waitFor();
  await press('Enter');
  await dialog()
    .getByRole('button', { name: /OpenSSH.*config/ })
    .press('Enter');
  await expect(line(/^bastion/)).toBeVisible();
}

test('the hosts of an ssh config come, change and go by the keyboard alone', async () => {
  await test.step('they are looked at first, whatever they are called', async () => {
    await look(/^Look and choose… OpenSSH.*config/).press('Enter');
    await expect(grid().locator('[role="row"]:focus')).toHaveCount(1);
    expect(await grid().innerText()).not.toMatch(/\u202E/);
    await expect(line(/^würzburg-01/)).toBeVisible();
    for (const theme of ['dark', 'light'] as const) {
      await page().evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
      await page().locator(`:root[data-theme="${theme}"]`).waitFor();
      expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
    }
    expect(await saved()).toEqual([]);
  });

  await test.step('what was chosen isn’t lost without a question', async () => {
    await press(' ');
    await press('Escape');
    await expect(page().getByRole('alertdialog')).toBeVisible();
    await press('Enter');
    await expect(page().getByRole('alertdialog')).toBeHidden();
    await expect(grid().locator('[role="row"]:focus')).toHaveCount(1);
  });

  await test.step('letters find, Enter changes what happens', async () => {
    await page().keyboard.type('insi');
    await expect(line(/^bastion/)).toBeHidden();
    await press('ArrowDown');
    await expect(line(/^inside/)).toBeFocused();
    await press('Enter');
    await page().getByRole('menuitem', { name: /^Skip/ }).press('Enter');
    await expect(line(/^inside, .*Skip/)).toBeFocused();
    await press(' ');
    await expect(line(/^inside, .*Add/)).toBeFocused();
    await press('Shift+Tab');
    await press('Escape');
    await expect(line(/^bastion/)).toBeVisible();
  });

  const count = await test.step('and they come all at once', async () => {
    await press('ArrowDown');
    await press('Control+a');
    await press(' ');
    if (await dialog().getByText('Nothing is chosen.').isVisible()) await press(' ');
    const button = dialog().getByRole('button', { name: /^Import \d/ });
    const number = Number(/\d+/.exec(await button.innerText())?.[0]);
    await keepToasts(page());
    await press('Control+Enter');
    await expect(dialog()).toBeHidden();
    await expect(notices()).toContainText(`Added ${number} hosts.`);
    expect(await names()).toHaveLength(number);
    return number;
  });

  await test.step('one undo takes them back', async () => {
    await page().getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(names).toEqual([]);
    await lookAtConfig();
    await press('Control+Enter');
    await expect.poll(async () => (await names()).length).toBe(count);
  });

  await test.step('brought once more they change nothing', async () => {
    const before = await saved();
    await lookAtConfig();
    await expect(grid().getByText('Already here')).toBeVisible();
    await expect(dialog().getByText('Nothing is chosen.')).toBeVisible();
    await press('Control+Enter');
    await expect(dialog()).toBeVisible();
    await press('Escape');
    await expect(dialog()).toBeHidden();
    expect(await saved()).toEqual(before);
  });

  await test.step('what changed there is merged, and said before', async () => {
    await writeFile(config, CONFIG.replace('Port 2200', 'Port 2222'));
    await lookAtConfig();
    await page().keyboard.type('bastion');
    await press('ArrowDown');
    await expect(line(/^bastion.*Merge.*Port/)).toBeFocused();
    await expect(dialog().getByRole('row', { name: /^Port 2200 2222/ })).toBeVisible();
    await press('Control+Enter');
    await expect(notices()).toContainText('Changed 1 host.');
    expect((await saved()).find(({ name }) => name === 'bastion')?.port).toBe('2222');
  });

  await test.step('or a folder follows the file from then on', async () => {
    await lookAtConfig();
    await dialog().getByRole('radio', { name: 'Stay linked to the file' }).check();
    expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
    await press('Control+Enter');
    await expect(dialog()).toBeHidden();
    await expect(notices()).toContainText('linked.');
    await expect(page().locator('[role="treeitem"]:focus .link-mark')).toBeVisible();
    await press('ArrowDown');
    await expect(page().locator('[role="treeitem"]:focus')).toContainText('bastion');
  });
});

test('a file that is let go of is looked at, and its hosts get what is chosen for several', async () => {
  const tabby = await readFile(path.join(SAMPLES, 'tabby/01-config-v8.yaml'), 'utf8');
  await dropFile(page().getByRole('complementary', { name: 'Hosts' }), 'config.yaml', tabby);
  await expect(dialog()).toHaveAccessibleName('Import from config.yaml');
  const waiting = line(/^switch/);
  await expect(waiting.getByRole('checkbox')).toBeDisabled();
  await expect(waiting).toHaveAccessibleName(/can’t open this kind of connection yet/);
  await line(/^only-host/).click();
  await line(/^via-command/).click({ modifiers: ['Control'] });
  await expect(dialog().getByRole('heading', { name: '2 hosts' })).toBeVisible();
  await dialog().getByLabel('Tags', { exact: true }).fill('lab');
  await press('Enter');
  await dialog().getByRole('combobox', { name: 'Goes into folder' }).fill('no folder');
  await press('Enter');
  await press('Control+Enter');
  await expect(dialog()).toBeHidden();
  const hosts = await saved();
  for (const name of ['only-host', 'via-command']) {
    expect(hosts.find((host) => host.name === name)).toMatchObject({ folder: null, tags: ['lab'] });
  }
  expect(hosts.some(({ name }) => name.startsWith('switch'))).toBe(false);
  const shown = page().getByText('Where do you want to go?');
  await dropFile(shown, 'notes.txt', 'nothing of any tool\nat all, in two lines');
  await expect(dialog().getByRole('alert')).not.toHaveText('');
  expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
});

test('a sealed file of our own brings its logins: what it holds is said, and the same name is asked about', async () => {
  const identitiesHere = () => page().evaluate(() => window.bowline.call('identities:list'));
  const kept = () => page().evaluate(() => window.bowline.call('vault:list'));
  await page().evaluate(async () => {
    await window.bowline.call('vault:setPassphrase', 'correct horse battery', null);
    await window.bowline.call(
      'identities:save',
      { name: 'Ops', user: 'me', identityFile: '' },
      null,
    );
  });
  const [ops, web] = ['11111111-2222-4333-8444-555555555555', 'web'];
  const identities = [
    { id: ops, name: 'Ops', user: 'root', identityFile: '~/.ssh/id_ops' },
    { id: ops.replace(/^1/, '2'), name: '生产-würzburg', user: '', identityFile: '' },
  ];
  const there = [
    { what: 'password', of: ops, secret: 'of ops' },
    { what: 'passphrase', of: '~/.ssh/id_ops', secret: 'of the key' },
    { what: 'pin', of: 'ring', secret: '1234' },
  ] as const;
  const host = plainHost(hostOf('ssh', { id: web, name: web, address: 'web', identity: ops }));
  const plain = { hosts: [host], folders: [], logins: { identities, kept: there } };
  const sealed = await sealedOwnText(plain, 'open sesame');
  await dropFile(page().getByRole('complementary', { name: 'Hosts' }), 'hosts.json', sealed);
  const logins = dialog().getByRole('group', { name: 'Logins in this file' });
  await expect(logins.getByRole('listitem')).toHaveCount(2);
  await expect(logins).not.toContainText('PIN');
  await dialog().getByLabel('Passphrase of the file').fill('open sesame');
  await press('Enter');
  await expect(logins).toContainText('1 password, 1 passphrase of keys and 1 PIN of tokens');
  const choice = logins.getByRole('radiogroup', { name: 'What becomes of the identity Ops' });
  await expect(choice.getByRole('radio', { name: 'Keep both' })).toBeChecked();
  await expect(logins).toContainText('is added under another name');
  await choice.getByRole('radio', { name: 'Keep both' }).focus();
  await press('ArrowRight');
  await expect(logins).toContainText('the one here, “Ops” (me), is used');
  await press('ArrowLeft');
  expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
  await press('Control+Enter');
  await expect(dialog()).toBeHidden();
  const called = (await identitiesHere()).map(({ name }) => name);
  expect(called).toEqual(['Ops', 'Ops 2', '生产-würzburg']);
  expect(await kept()).toMatchObject([
    ...[{ use: { what: 'passphrase' } }, { use: { what: 'password', of: ops } }],
    { use: { what: 'pin', of: 'ring' } },
  ]);
  expect((await saved()).find(({ name }) => name === web)?.identity).toBe(ops);

  // Once more, where all of it is here but one secret.
  const pin = { what: 'pin', of: 'ring' } as const;
  await page().evaluate((use) => window.bowline.call('vault:forget', use), pin);
  await dropFile(page().getByRole('complementary', { name: 'Hosts' }), 'hosts.json', sealed);
  const primary = dialog().locator('.dialog-footer .primary');
  await expect(primary).toHaveAttribute('aria-disabled', 'true');
  await dialog().getByLabel('Passphrase of the file').fill('open sesame');
  await press('Enter');
  await expect(dialog()).toContainText('No host is taken. The logins come alone: 1 secret.');
  await expect(primary).toHaveText('Import the logins');
  expect(await faultsByAxe(page(), '.dialog')).toEqual([]);
  await press('Control+Enter');
  await expect(dialog()).toBeHidden();
  await expect(page().getByText('Brought 1 secret.')).toBeVisible();
  expect((await kept()).filter(({ use }) => use.what === 'pin')).toMatchObject([{ use: pin }]);
});
