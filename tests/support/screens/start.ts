// The window before any shell: without a host, with hosts, and the dialogs that begin there.
import type { Locator, Page } from '@playwright/test';
import type { Bridge, FolderFields } from '../../../electron/ipc/contract.ts';
import { choose as chooseValue, hostEntry } from '../drive.ts';
import { dropFile } from '../dropFile.ts';
import type { Scene } from '../scene.ts';
import { choose, escape, escapeTwice, type Screen } from './screen.ts';

declare const window: { bowline: Bridge };

const box = (page: Page): Locator =>
  page.getByLabel('Address, ssh command or link', { exact: true });

const addHost = async ({ page }: Scene): Promise<void> => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  await page.getByRole('dialog', { name: 'Add host' }).waitFor();
};

/** A host in two folders, the outer of which says something, too. */
async function inFolder(page: Page, host: string): Promise<void> {
  await page.evaluate(async (begins) => {
    const { call } = window.bowline;
    const made = async (name: string, parent: string | null, fields: FolderFields) => {
      const result = await call('folders:save', { name, parent, color: 'red', fields }, null);
      return result.ok ? result.folder.id : null;
    };
    const outer = await made('Kunden', null, { port: '7822', keepAlive: 'agent' });
    const options = 'LogLevel=ERROR\nServerAliveCountMax=5';
    const fields = { user: 'betrieb', identityFile: '', options, compression: 'yes' };
    const inner = await made('Müller Maschinenbau', outer, fields);
    const all = await call('hosts:list');
    const ids = all.filter(({ name }) => name.startsWith(begins)).map(({ id }) => id);
    await call('hosts:move', ids, inner);
    await call('hosts:patch', ids, { fields: { user: '', options: '', port: '' } });
  }, host);
  // A row that goes elsewhere takes its menu along.
  await hostEntry(page, host).and(page.locator('[aria-level="4"]')).waitFor();
}

/** All hosts lie at the top again, and the folders are gone. */
async function outOfFolders(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { call } = window.bowline;
    const hosts = await call('hosts:list');
    const ids = hosts.filter(({ folder }) => folder !== null).map(({ id }) => id);
    if (ids.length > 0) await call('hosts:move', ids, null);
    const folders = await call('folders:list');
    for (const { id, parent } of folders) if (parent === null) await call('folders:delete', id);
  });
  await hostEntry(page, 'Kunden').waitFor({ state: 'detached' });
}

const ofKind = (name: string, kind: string): Screen => ({
  name,
  show: async (scene) => {
    await addHost(scene);
    await chooseValue(scene.page.getByRole('dialog', { name: 'Add host' }), 'Kind', kind);
  },
  back: escape,
});

/** Names of every length and script, what stays behind, and what can't be used. */
const TO_BRING = `Include ~/.ssh/more
Host bastion-eu
  HostName 198.51.100.14
  User deploy
  ForwardX11Trusted yes
Host Messrechner-Prüfstand-3-Lagerverwaltung-Übergabeserver-Nürnberg
  HostName messrechner-pruefstand-3.lagerverwaltung.example
  ProxyJump bastion-eu
Host 北京办公室-打印服务器
  HostName 10.8.20.5
  LocalForward 15672 localhost:15672
Host broken
  HostName broken.example
  Port 70000
`;

const lookAtHosts = async ({ page }: Scene): Promise<void> => {
  await dropFile(page.getByText('Where do you want to go?'), 'config', TO_BRING);
  await page.getByRole('treegrid').waitFor();
};

export const START: readonly Screen[] = [
  {
    name: 'empty',
    kept: 'every',
    show: ({ page }) => page.getByRole('button', { name: 'Add host' }).first().waitFor(),
  },
  {
    name: 'empty-read',
    kept: 'narrow',
    show: async ({ page }) => {
      await box(page).fill('ssh -p 7822 -J bastion-eu -A -L 80:a:80 deploy@上海-数据库-主.example');
      await page.getByText('through bastion-eu').waitFor();
    },
    back: ({ page }) => box(page).fill(''),
  },
  {
    name: 'empty-refused',
    show: async ({ page }) => {
      await box(page).fill('ssh -o ProxyCommand="nc %h %p" web-eu-1');
      await page.getByText(/^ProxyCommand would start/).waitFor();
    },
    back: ({ page }) => box(page).fill(''),
  },
  {
    name: 'import',
    show: async ({ page }) => {
      await page.keyboard.press('Control+Shift+P');
      await page.keyboard.insertText('>import hosts');
      await page.getByRole('option', { name: /Import Hosts/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Choose a file…' }).waitFor();
    },
    back: escape,
  },
  { name: 'import-preview', kept: 'every', dense: true, show: lookAtHosts, back: escape },
  {
    name: 'import-details',
    size: [640, 480],
    show: async (scene) => {
      await lookAtHosts(scene);
      await scene.page.getByRole('dialog').getByRole('radio', { name: 'Details' }).click();
    },
    back: escape,
  },
  { name: 'hosts', dense: true, show: (scene) => scene.addHosts() },
  { name: 'add-host', kept: 'every', dense: true, show: addHost, back: escape },
  {
    name: 'add-host-read',
    kept: 'themes',
    show: async (scene) => {
      await addHost(scene);
      const address = scene.page.getByRole('dialog').getByLabel('Address', { exact: true });
      await address.fill(
        'ssh -p 7822 -J bastion-eu -o ProxyCommand="nc %h %p" -L 80:a:80 betrieb@lager-übergabe.müller-maschinenbau.example',
      );
      await address.press('Tab');
      await scene.page.getByText('Read from').waitFor();
    },
    back: escape,
  },
  ofKind('add-host-agent', 'Agent'),
  ofKind('add-host-local', 'Local shell'),
  {
    name: 'add-host-refused',
    show: async (scene) => {
      await addHost(scene);
      await scene.page
        .getByRole('dialog')
        .getByRole('button', { name: 'Save', exact: true })
        .click();
      await scene.page.locator('[aria-invalid="true"]').first().waitFor();
    },
    back: escape,
  },
  {
    name: 'add-host-discard',
    show: async (scene) => {
      await addHost(scene);
      await scene.page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('web-eu-4');
      await scene.page.keyboard.press('Escape');
      await scene.page.getByRole('alertdialog').waitFor();
    },
    back: escapeTwice,
  },
  {
    name: 'edit-host',
    show: async ({ page }) => {
      await choose(page, 'Lagerverwaltung', 'Edit');
      const closed = page
        .getByRole('dialog')
        .locator('button[aria-expanded="false"][aria-controls]');
      while ((await closed.count()) > 0) await closed.first().click();
    },
    back: escape,
  },
  {
    name: 'edit-host-in-folder',
    kept: 'themes',
    show: async ({ page }) => {
      await inFolder(page, 'Lagerverwaltung');
      await choose(page, 'Lagerverwaltung', 'Edit');
      await page.getByText('Set by the folder Müller Maschinenbau').first().waitFor();
    },
    back: async (scene) => {
      await escape(scene);
      await outOfFolders(scene.page);
    },
  },
  {
    name: 'folder-settings',
    kept: 'themes',
    show: async ({ page }) => {
      await inFolder(page, 'Lagerverwaltung');
      await choose(page, 'Lagerverwaltung', 'Edit');
      await page.getByRole('button', { name: /^Settings of the folder/ }).click();
      await page.getByRole('dialog', { name: /^Folder / }).waitFor();
    },
    back: async (scene) => {
      await escapeTwice(scene);
      await outOfFolders(scene.page);
    },
  },
  { name: 'tunnels', show: ({ page }) => choose(page, 'web-eu-2', 'Tunnels…'), back: escape },
  {
    name: 'tunnel-form',
    show: async ({ page }) => {
      await choose(page, 'web-eu-2', 'Tunnels…');
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).first().click();
      await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    },
    back: escapeTwice,
  },
  {
    name: 'join',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Join somebody’s shell' }).click();
      await page.getByRole('dialog').waitFor();
    },
    back: escape,
  },
];
