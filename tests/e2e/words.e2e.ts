// Everything that is read in the window comes from the modules of words: where the app speaks the
// language that nobody speaks, nothing is left outside its brackets on any of its screens.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { COMMANDS } from '../../electron/ipc/commands.ts';
import type { HostKinds } from '../../electron/ipc/contract.ts';
import { PSEUDO } from '../../words/language.ts';
import { startApp, type RunningApp } from '../support/app.ts';
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
test.afterEach(() => app.window.reload()); // whatever is open is closed

/** The English words of commands and of kinds stand in their own tables. */
async function textsOfTables(page: Page): Promise<Set<string>> {
  const { kinds } = await page.evaluate(() => window.bowline.call('hosts:kinds'));
  const { userName } = await page.evaluate(() => window.bowline.call('app:info'));
  const ofCommands = Object.values(COMMANDS).map(({ words }) => words);
  return new Set([...ofCommands, ...kinds.flatMap(textsOfKind), userName, 'Bowline']);
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
  const kind = dialog.getByRole('combobox').first();
  for (const value of await kind.locator('option').evaluateAll(valuesOf)) {
    await kind.selectOption(value);
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
  await dialog.getByRole('combobox').first().selectOption(kind);
  await dialog.getByRole('textbox').first().fill(name);
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: '⟦Save⟧' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return app.window.getByRole('option', { name: new RegExp(`^${name}`) });
}

test('a shell, its tab, and what its lag is made of', async () => {
  const entry = await addHost('local', HOST);
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
  const entry = await addHost('ssh', '4712', { Address: '127.0.0.1', Port: '9' });
  await entry.click({ button: 'right' });
  await app.window.getByRole('menuitem', { name: /Tunnels/ }).click();
  const dialog = app.window.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await nothingIsLeft();
  await dialog.getByRole('button', { name: /Add/ }).first().click();
  await nothingIsLeft();
});

test('a shell that can’t be had says why, and what to do', async () => {
  await app.window.getByRole('option', { name: /^4712/ }).dblclick();
  await app.window.locator('[role="tab"][data-state="failed"]').waitFor();
  await nothingIsLeft();
});

/** Of the first tab. */
async function shownTerminal() {
  await app.window.getByRole('tab').first().click();
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
  await expect(app.window.getByRole('dialog')).toBeVisible();
  await nothingIsLeft();
});

test('the search in a terminal', async () => {
  await (await shownTerminal()).click();
  await app.window.keyboard.press('Control+Shift+F');
  await expect(app.window.getByRole('search')).toBeVisible();
  await nothingIsLeft();
});

function valuesOf(options: Element[]): string[] {
  return options.map((option) => (option as HTMLOptionElement).value);
}
