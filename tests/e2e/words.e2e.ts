// Everything that is read in the window comes from the modules of words: where the app speaks the
// language that nobody speaks, nothing is left outside its brackets on any of its screens.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { SHIPPED } from '../../core/look/schemes/shipped.ts';
import { COMMANDS } from '../../electron/ipc/commands.ts';
import type { HostKinds } from '../../electron/ipc/contract.ts';
import { PSEUDO } from '../../words/language.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { pressTab, showField } from '../support/drive.ts';
import { unbracketed } from '../support/brackets.ts';

/** A host that is no word, so that it can't be taken for one of ours. */
const HOST = '4711';

let app: RunningApp;
let known: Set<string>;

test.beforeAll(async () => {
  app = await startApp({ env: { BOWLINE_LANGUAGE: PSEUDO } });
  known = await textsOfTables(app.window);
});
test.afterAll(() => app.close());
test.afterEach(async () => {
  await app.window.reload();
  await app.window.locator('footer').waitFor(); // keys before that are nobody's
}); // whatever is open is closed

/** The English words of commands and of kinds, and the names of schemes, stand in their own tables. */
async function textsOfTables(page: Page): Promise<Set<string>> {
  const { kinds } = await page.evaluate(() => window.bowline.call('hosts:kinds'));
  const { userName } = await page.evaluate(() => window.bowline.call('app:info'));
  const about = await page.evaluate(() => window.bowline.call('settings:about'));
  const [font = ''] = about.defaults.fontFamily.match(/[^",]+/) ?? [];
  const ofSettings = [about.path, font, `: ${font}`];
  const ofCommands = Object.values(COMMANDS).map(({ words }) => words);
  const bare = ofCommands.map((text) => text.replace(/…$/, ''));
  const schemes = SHIPPED.map(({ name }) => name);
  const ofKinds = kinds.flatMap(textsOfKind);
  const ofTables = [...ofSettings, ...ofCommands, ...bare, ...ofKinds, ...schemes];
  return new Set([...ofTables, userName, 'Bowline']);
}

function textsOfKind({ word, badge, fields }: HostKinds['kinds'][0]): string[] {
  const texts = fields.flatMap(({ label, hint, placeholder = '', choices = [] }) => [
    ...[label, hint, placeholder],
    ...choices.flatMap((choice) => [choice.label, choice.hint]),
  ]);
  return [word, badge, ...texts];
}

async function nothingIsLeft(): Promise<void> {
  const hosts = await app.window.evaluate(() => window.bowline.call('hosts:list'));
  const ofHosts = hosts.flatMap(({ name, detail }) => [name, detail]);
  expect(await unbracketed(app.window, new Set([...known, ...ofHosts]))).toEqual([]);
}

function button(name: string | RegExp) {
  return app.window.getByRole('button', { name: typeof name === 'string' ? `⟦${name}⟧` : name });
}

test('the empty window', async () => {
  await expect(button('Add host').first()).toBeVisible();
  await nothingIsLeft();
});

test('the form of a host, of each kind, and what it refuses', async () => {
  await button('Add host').first().click();
  const dialog = app.window.getByRole('dialog');
  for (const kind of await dialog.getByRole('radiogroup').first().getByRole('radio').all()) {
    await kind.click();
    await nothingIsLeft();
    await dialog.getByRole('button', { name: '⟦Save⟧' }).click();
    await expect(dialog.locator('[aria-invalid="true"]').first()).toBeVisible();
    await nothingIsLeft();
  }
});

/** @param fields what else is typed, by the tables' labels */
async function addHost(kind: string, name: string, fields: Record<string, string> = {}) {
  await button('Add host').first().click();
  const dialog = app.window.getByRole('dialog');
  await dialog.getByRole('radio', { name: kind, exact: true }).click();
  await dialog.locator('#field-name').fill(name);
  for (const [label, text] of Object.entries(fields)) {
    await (await showField(dialog, label)).fill(text);
  }
  await dialog.getByRole('button', { name: '⟦Save⟧' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return app.window.getByRole('treeitem', { name: new RegExp(`^${name}`) });
}

test('a shell, its tab, and what its lag is made of', async () => {
  const entry = await addHost('Local shell', HOST);
  await entry.dblclick();
  await app.window.locator('[role="tab"][data-state="online"]').waitFor();
  await nothingIsLeft();
  await app.window.locator('footer [aria-expanded]').click();
  await expect(app.window.locator('footer [aria-expanded="true"]')).toBeVisible();
  await nothingIsLeft();
  await entry.click({ button: 'right' });
  await expect(app.window.getByRole('menu')).toBeVisible();
  await nothingIsLeft();
});

test('the tunnels of a host, and the form of one', async () => {
  const entry = await addHost('SSH', '4712', { Address: '127.0.0.1', Port: '9' });
  await entry.click({ button: 'right' });
  await app.window.getByRole('menuitem', { name: /Tunnels/ }).click();
  const dialog = app.window.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await nothingIsLeft();
  await dialog.getByRole('button', { name: /Add/ }).first().click();
  await nothingIsLeft();
});

test('a shell that can’t be had says why, and what to do', async () => {
  await app.window.getByRole('treeitem', { name: /^4712/ }).dblclick();
  await app.window.locator('[role="tab"][data-state="failed"]').waitFor();
  await nothingIsLeft();
});

/** Of the first tab. */
async function shownTerminal() {
  await pressTab(app.window.getByRole('tab').first());
  return app.window.locator('.xterm').filter({ visible: true });
}

test('the menu of a tab, and of a terminal', async () => {
  await app.window.getByRole('tab').first().click({ button: 'right' });
  await expect(app.window.getByRole('menu')).toBeVisible();
  await nothingIsLeft();
  await app.window.keyboard.press('Escape');
  await (await shownTerminal()).click({ button: 'right' });
  await nothingIsLeft();
});

test('the settings', async () => {
  await app.window.keyboard.press('Control+,');
  const pages = app.window.locator('.settings-pane nav button');
  await expect(pages.first()).toBeVisible();
  for (let at = 0; at < (await pages.count()); at++) {
    await pages.nth(at).click();
    await nothingIsLeft();
  }
});

test('the keys, while one is pressed, refused and taken', async () => {
  await app.window.keyboard.press('Control+,');
  await app.window.locator('.settings-pane nav button', { hasText: '⟦Keys⟧' }).click();
  await nothingIsLeft();
  await button('Add a key for Reconnect').click();
  await nothingIsLeft();
  for (const keys of ['q', 'Control+c', 'Control+Shift+F']) {
    await app.window.keyboard.press(keys);
    await nothingIsLeft();
  }
});

test('the palette, and what is typed into it', async () => {
  await app.window.keyboard.press('Control+Shift+P');
  const field = app.window.getByRole('dialog').getByRole('combobox');
  for (const typed of ['', '>', ':', '4711', 'ssh -p 0 x', '(']) {
    await field.fill(typed);
    await nothingIsLeft();
  }
});

test('the search in a terminal', async () => {
  await (await shownTerminal()).click();
  await app.window.keyboard.press('Control+Shift+F');
  await expect(app.window.getByRole('search')).toBeVisible();
  await nothingIsLeft();
});

test('what is kept of hosts, an export, and many hosts at once', async () => {
  const ids = await app.window.evaluate(async () => {
    const list = await window.bowline.call('hosts:list');
    const copies = await Promise.all(
      list.slice(0, 1).map(({ id }) => window.bowline.call('hosts:duplicate', id)),
    );
    return copies.map(({ id }) => id);
  });
  await app.window.evaluate((it) => window.bowline.call('hosts:delete', it), ids);
  const dialog = app.window.getByRole('dialog');
  for (const command of ['Deleted Hosts', 'Backups of', 'Export Hosts', 'Edit the Hosts Shown']) {
    await app.window.keyboard.press('Control+Shift+P');
    await dialog.getByRole('combobox').fill(`>${command}`);
    await dialog.getByRole('option', { selected: true, name: command }).waitFor();
    await app.window.keyboard.press('Enter');
    await app.window.locator('.dialog-foot').waitFor();
    await nothingIsLeft();
    await app.window.keyboard.press('Escape');
    await app.window.locator('.dialog').waitFor({ state: 'detached' });
  }
});
