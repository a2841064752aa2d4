// How one logs in: the form with its box for a password and what a test found, what is kept, identities, and
// the dialogs of the master passphrase. The main process's part of it is played: no keychain is asked, and
// no host.
import type {
  HostTest,
  Keeper,
  KeptSecret,
  SavedIdentity,
} from '../../../electron/ipc/contract.ts';
import { choose as chooseValue, openSettings } from '../drive.ts';
import type { Scene } from '../scene.ts';
import { closeTab, escape, type Screen } from './screen.ts';

const KEYRING: Keeper = { by: 'keychain', name: 'GNOME Keyring' };
const OPEN: Keeper = { by: 'passphrase', locked: false };
const LOCKED: Keeper = { by: 'passphrase', locked: true };
const NOBODY: Keeper = { by: 'nobody' };

const IDENTITIES: SavedIdentity[] = [
  {
    id: 'i1',
    name: 'Deployment',
    user: 'deploy',
    identityFile: '~/.ssh/deploy',
    hosts: ['a', 'b'],
  },
  {
    ...{ id: 'i2', name: 'Lagerverwaltungssystembetriebsmannschaft Nürnberg', hosts: [] },
    ...{ user: 'betriebsmannschaft-lagerverwaltung', identityFile: '' },
  },
  { id: 'i3', name: '北京办公室数据库管理员', user: 'dba', identityFile: '', hosts: ['c'] },
];

const KEPT: KeptSecret[] = [
  {
    use: { what: 'password', of: 'i1' },
    ...{ called: 'Deployment', hosts: ['a', 'b'], keptAt: 0, usedAt: Date.now() - 190_000 },
  },
  {
    use: {
      what: 'passphrase',
      of: '/home/martin/.ssh/schluessel-fuer-die-lagerverwaltung_ed25519',
    },
    called: '/home/martin/.ssh/schluessel-fuer-die-lagerverwaltung_ed25519',
    ...{ hosts: [], keptAt: 0, usedAt: null },
  },
  {
    use: { what: 'password', of: 'c' },
    ...{ called: '上海-数据库-主', hosts: ['c'], keptAt: 0, usedAt: Date.now() - 86_400_000 },
  },
];

const FOUND: HostTest = {
  ms: 34,
  hostKey: {
    ...{ is: 'new', type: 'ED25519', place: null, certificate: false },
    fingerprint: 'SHA256:F0elCETQVvPHRqv6u5+wZ83BPsnp87ObFrLsey9CLEc',
  },
  ways: ['publickey', 'password'],
  trouble: null,
};

/** From here on these calls are answered so. */
async function play({ app, page }: Scene, keeper: Keeper): Promise<void> {
  const hosts = await page.evaluate(() =>
    (window as unknown as { bowline: { call(name: string): Promise<{ id: string }[]> } }).bowline
      .call('hosts:list')
      .then((all) => all.map(({ id }) => id)),
  );
  const named = <T extends { hosts: string[] }>(all: T[]): T[] =>
    all.map((one) => ({ ...one, hosts: hosts.slice(0, one.hosts.length) }));
  const answers = {
    'vault:keeper': keeper,
    'vault:list': named(KEPT),
    'vault:has': false,
    'identities:list': named(IDENTITIES),
    'hosts:test': { ok: true, found: FOUND },
  };
  await app.electron.evaluate(({ ipcMain }, all) => {
    for (const [name, value] of Object.entries(all)) {
      ipcMain.removeHandler(name);
      ipcMain.handle(name, () => ({ ok: true, value }));
    }
  }, answers);
}

async function addHost(scene: Scene, keeper: Keeper): Promise<void> {
  const { page } = scene;
  await play(scene, keeper);
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const form = page.getByRole('dialog', { name: 'Add host' });
  await form.getByLabel('Address', { exact: true }).fill('lager-übergabe.müller.example');
  await form.getByLabel('User', { exact: true }).fill('betrieb');
  await chooseValue(form, 'Log in with', 'Password');
  await form.getByRole('group', { name: 'What it logs in with' }).waitFor();
}

async function settings(scene: Scene, keeper: Keeper): Promise<void> {
  await play(scene, keeper);
  await openSettings(scene.page, 'Logins');
  await scene.page.getByRole('list', { name: /^Passwords/ }).waitFor();
}

/** Opened from the page of what is kept. */
const dialog = (name: string, keeper: Keeper, button: string): Screen => ({
  name,
  show: async (scene) => {
    await settings(scene, keeper);
    await scene.page.getByRole('button', { name: button }).first().click();
    await scene.page.locator('.dialog-foot').waitFor();
  },
  back: async (scene) => {
    await escape(scene);
    await closeTab(scene);
  },
});

export const LOGINS: readonly Screen[] = [
  {
    name: 'add-host-password',
    kept: 'themes',
    show: async (scene) => {
      await addHost(scene, KEYRING);
      const form = scene.page.getByRole('dialog', { name: 'Add host' });
      await form.getByLabel('Password', { exact: true }).fill('Geheimnis-12345');
      await form.getByRole('button', { name: 'Test', exact: true }).click();
      await form.getByText('34 ms').waitFor();
    },
    back: escape,
  },
  {
    name: 'add-host-no-keychain',
    show: (scene) => addHost(scene, NOBODY),
    back: escape,
  },
  {
    name: 'settings-logins',
    kept: 'themes',
    show: (scene) => settings(scene, LOCKED),
    back: closeTab,
  },
  dialog('master-passphrase', NOBODY, 'Set a master passphrase…'),
  dialog('master-change', OPEN, 'Change it…'),
  dialog('unlock', LOCKED, 'Unlock…'),
  dialog('identity', KEYRING, 'Add an identity…'),
];
