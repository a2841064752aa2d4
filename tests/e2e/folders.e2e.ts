// The form of a host and that of a folder in the real app: by the keyboard alone, with values that come
// from folders in sight, and in real logins that are made of them.
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Bridge, FolderDraft, GivenDraft } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import {
  hostEntry,
  openHost,
  showField,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { agreeToLeave } from '../support/leaveDialog.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let page: Page;

test.beforeEach(async () => {
  app = await startApp();
  page = app.window;
});
test.afterEach(async () => {
  await agreeToLeave(app.electron);
  await app.close();
});

async function addFolder(draft: Partial<FolderDraft> & { name: string }): Promise<string> {
  const whole = { parent: null, color: 'none' as const, fields: {}, ...draft };
  const result = await page.evaluate(
    (given) => window.bowline.call('folders:save', given, null),
    whole,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.folder.id;
}

async function addHost(draft: Partial<GivenDraft> & { name: string }): Promise<void> {
  const whole = { kind: 'ssh' as const, color: 'none' as const, address: '10.9.8.7', ...draft };
  const result = await page.evaluate(
    (given) => window.bowline.call('hosts:save', given, null),
    whole,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
}

const saved = async (name: string) => {
  const hosts = await page.evaluate(() => window.bowline.call('hosts:list'));
  return hosts.find((host) => host.name === name);
};

const press = (...keys: string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** Tab by tab, until this has the keyboard. */
async function tabTo(target: Locator): Promise<void> {
  for (let count = 0; count < 60; count++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await press('Tab');
  }
  throw new Error(`Tab never came to ${String(target)}`);
}

async function holdsUp(name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((to) => window.bowline.call('settings:set', { theme: to }), theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeFinds(page, '.dialog, .suggestions'), `${name}, ${theme}`).toEqual([]);
  }
}

async function edit(name: string): Promise<Locator> {
  await hostEntry(page, name).last().click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Edit/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit host' });
  await dialog.waitFor();
  return dialog;
}

test('a host and its folder are filled in by the keyboard alone, with what folders say in sight', async () => {
  const kunden = await addFolder({ name: 'Kunden', fields: { port: '7822', keepAlive: 'agent' } });
  await addFolder({
    ...{ name: 'Müller Maschinenbau', parent: kunden, color: 'red' },
    fields: { user: 'betrieb', options: 'LogLevel=ERROR\nTag=m' },
  });
  await addFolder({ name: '北京办公室' });
  await addHost({ name: 'web', tags: ['kunde', 'prod'] });
  await addHost({ name: 'db', tags: ['Kunde'], address: '10.9.8.8' });
  await hostEntry(page, 'db').waitFor();

  await press('Control+Shift+N');
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await expect(dialog.getByLabel('Address', { exact: true })).toBeFocused();
  await page.keyboard.type('lager.example');
  await press('Tab');
  await page.keyboard.type('Lagerverwaltung');
  await press('Tab');
  const folder = dialog.getByRole('combobox', { name: 'Folder', exact: true });
  await expect(folder).toBeFocused();
  await page.keyboard.type('mull');
  await page
    .getByRole('option', { name: 'Kunden / Müller Maschinenbau', selected: true })
    .waitFor();
  await holdsUp('folders that are offered');
  // What is offered goes first, the form stays.
  await press('Escape');
  await expect(page.getByRole('listbox', { name: 'Folders' })).toBeHidden();
  await expect(dialog).toBeVisible();
  await page.keyboard.type('mull');
  await press('Enter');
  await expect(folder).toHaveValue('Kunden / Müller Maschinenbau');

  // All that it says is in sight, with whose it is.
  const user = dialog.getByLabel('User', { exact: true });
  await expect(user).toHaveAttribute('placeholder', 'betrieb');
  await expect(dialog.getByText('Set by the folder Müller Maschinenbau.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Connection/ })).toHaveText(
    /as folder Kunden: Port: 7822/,
  );
  await expect(dialog.getByRole('button', { name: /^Keep shells alive/ })).toHaveText(
    /as folder Kunden: With bowline-agent/,
  );
  // One press to have it here, and one to give it back.
  await tabTo(dialog.getByRole('button', { name: 'Change it here: User' }));
  await press('Enter');
  await expect(user).toBeFocused();
  await expect(user).toHaveValue('betrieb');
  await page.keyboard.type('2');
  await tabTo(
    dialog.getByRole('button', { name: 'As the folder Müller Maschinenbau says: betrieb' }),
  );
  await press('Enter');
  await expect(user).toHaveValue('');

  await tabTo(dialog.getByRole('button', { name: /^Keep shells alive/ }));
  await press('Enter');
  const alive = dialog.getByRole('radiogroup', { name: 'Keep shells alive' });
  await expect(alive.getByRole('radio', { name: 'As the folder says' })).toBeChecked();
  await tabTo(dialog.getByRole('button', { name: /^Tags and notes/ }));
  await press('Enter', 'Tab');
  const tags = dialog.getByRole('combobox', { name: 'Tags', exact: true });
  await expect(tags).toBeFocused();
  await page.keyboard.type('#ku');
  await page.getByRole('option', { name: /^kunde\b.*2 hosts/i }).waitFor();
  await press('ArrowDown', 'Enter');
  await page.keyboard.type('lager,falsch,');
  await press('Backspace');
  await tags.evaluate((field) => {
    const pasted = new DataTransfer();
    pasted.setData('text/plain', '#nord, süd\n#lager');
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
    );
  });
  await expect(dialog.getByRole('button', { name: /^Leave out/ })).toHaveCount(4);
  await page.keyboard.type('dritter');
  await tabTo(dialog.getByLabel('Notes', { exact: true }));
  await page.keyboard.type('Ask Jana.');
  await tabTo(dialog.getByRole('checkbox', { name: /Favourite/ }));
  await press('Space');
  await tabTo(dialog.getByRole('button', { name: /^Further ssh options/ }));
  await press('Enter');
  await expect(dialog.getByRole('list', { name: 'These hold besides, from folders:' })).toHaveText(
    /LogLevel=ERROR\s*Müller Maschinenbau\s*Tag=m\s*Müller Maschinenbau/,
  );
  // A line with the same key stands in the folder's place.
  await tabTo(dialog.getByLabel('Options', { exact: true }));
  await page.keyboard.type('loglevel=INFO');
  await expect(dialog.getByRole('list', { name: 'These hold besides, from folders:' })).toHaveText(
    /^\s*Tag=m\s*Müller Maschinenbau\s*$/,
  );
  await holdsUp('the form of a host');
  await tabTo(dialog.getByRole('button', { name: 'Save', exact: true }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  expect(await saved('Lagerverwaltung')).toMatchObject({
    ...{ user: '', port: '', keepAlive: '', notes: 'Ask Jana.', favourite: true },
    ...{ tags: ['Kunde', 'lager', 'nord', 'süd', 'dritter'], options: 'loglevel=INFO' },
    ...{ detail: 'betrieb@lager.example:7822' },
  });

  // The folder's settings lie over the form, which stays as it is.
  const again = await edit('Lagerverwaltung');
  await again.getByLabel('Name', { exact: true }).fill('Lager Süd');
  await tabTo(again.getByRole('button', { name: 'Settings of the folder Müller Maschinenbau…' }));
  await press('Enter');
  const settings = page.getByRole('dialog', { name: 'Folder Müller Maschinenbau' });
  await expect(settings.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(settings.getByText('Holds for 1 host, at its next connection.')).toBeVisible();
  await expect(settings.getByRole('button', { name: /^Connection/ })).toHaveText(
    /as folder Kunden: Port: 7822/,
  );
  await press('Control+A');
  await page.keyboard.type('北京办公室');
  await tabTo(settings.getByRole('combobox', { name: 'In the folder', exact: true }));
  await page.keyboard.type('lag');
  const folders = page.getByRole('listbox', { name: 'Folders' });
  await expect(folders.getByRole('option')).toHaveText(['New folder “lag”']);
  await press('Control+A', 'Backspace');
  await press('Enter'); // no folder
  await expect(
    settings.getByText('Another folder there is called “北京办公室” already.'),
  ).toBeVisible();
  await holdsUp('the settings of a folder');
  await press('Control+Enter');
  await expect(settings.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(' 2');
  await tabTo(settings.getByLabel('User', { exact: true }));
  await press('Control+A');
  await page.keyboard.type('dba');
  await press('Control+Enter');
  await expect(settings).toBeHidden();
  await expect(again.getByLabel('Name', { exact: true })).toHaveValue('Lager Süd');
  await expect(again.getByLabel('User', { exact: true })).toHaveAttribute('placeholder', 'dba');
  await expect(again.getByRole('button', { name: /^Connection/ })).not.toHaveText(/7822/);
  // Another folder, other values, at once.
  const where = again.getByRole('combobox', { name: 'Folder', exact: true });
  await where.focus();
  await page.keyboard.type('Kunden / Stadtwerke');
  await page.getByRole('option', { name: 'New folder “Stadtwerke” in Kunden' }).waitFor();
  await press('Enter');
  await expect(where).toHaveValue('Kunden / Stadtwerke');
  await expect(again.getByRole('button', { name: /^Connection/ })).toHaveText(/Port: 7822/);
  await expect(again.getByLabel('User', { exact: true })).toHaveAttribute('placeholder', '');
  await press('Escape');
  await expect(again.getByRole('alertdialog')).toBeVisible();
  await again.getByRole('button', { name: 'Discard' }).click();
  await expect(again).toBeHidden();
});

test('user, port and key of a folder log in on a real server; a change is the next connection’s', async () => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd();
  try {
    await sshd.trustHostKey();
    await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Add host' });
    await dialog.getByLabel('Address', { exact: true }).fill(sshd.host);
    await dialog.getByLabel('Name', { exact: true }).fill('Server');
    await dialog.getByRole('combobox', { name: 'Folder', exact: true }).click();
    await page.getByRole('option', { name: 'New folder…' }).click();
    const folder = page.getByRole('dialog', { name: 'New folder' });
    await folder.getByLabel('Name', { exact: true }).fill('Production');
    const fields = {
      ...{ User: sshd.user, Port: String(sshd.port), 'Identity file': sshd.identityFile },
      Options: `${sshd.clientOptions}\nBatchMode=yes`,
    };
    for (const [label, value] of Object.entries(fields)) {
      await (await showField(folder, label)).fill(value);
    }
    await folder.getByRole('button', { name: 'Make the folder' }).click();
    await expect(folder).toBeHidden();
    await expect(dialog.getByLabel('User', { exact: true })).toHaveAttribute(
      'placeholder',
      sshd.user,
    );
    const sections = dialog.getByRole('button', { name: /^Connection/ });
    await expect(sections).toHaveText(
      new RegExp(`as folder Production: Port: ${sshd.port}, Identity file: `),
    );
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    expect(await saved('Server')).toMatchObject({ user: '', port: '', identityFile: '' });
    await openHost(page, 'Server');
    await waitForState(page, 'online');
    await typeLine(page, 'echo "I am $(id -un)."');
    await waitForRow(page, new RegExp(`^I am ${sshd.user}\\.`));

    const again = await edit('Server');
    await again.getByRole('button', { name: 'Settings of the folder Production…' }).click();
    const settings = page.getByRole('dialog', { name: 'Folder Production' });
    await settings.getByLabel('User', { exact: true }).fill('nobody-here');
    await settings.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(settings).toBeHidden();
    await press('Escape');
    await expect(again).toBeHidden();
    await terminal(page).click();
    await typeLine(page, 'echo "Still $(id -un)."');
    await waitForRow(page, new RegExp(`^Still ${sshd.user}\\.`));
    await openHost(page, 'Server');
    await waitForState(page, 'failed');
  } finally {
    await sshd.close();
  }
});
