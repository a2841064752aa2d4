// The tree of hosts in the real app: by keys alone, by the pointer, with many at once and their undoing,
// and through changes from elsewhere and a restart.
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { axeFinds } from '../support/axe.ts';
import { hostEntry, hostRows, tabCount, typeAhead } from '../support/drive.ts';
import { Restarting } from '../support/restart.ts';
import { commandIn, openedWindow, shownPanes } from '../support/severalWindows.ts';
import { keepToasts } from '../support/toasts.ts';
import { addFolder, addTo, placesOf } from '../support/treeOfHosts.ts';

declare const window: { bowline: Bridge };

let run: Restarting;
let page: Page;

/** Production > eu-central > web-1, web-2, web-10; Production > db, a favourite; Kunden > web-2; lone. */
test.beforeEach(async () => {
  run = await Restarting.start();
  page = run.window;
  await page.locator('footer').waitFor();
  const production = await addFolder(page, 'Production', null, 'red');
  const central = await addFolder(page, 'eu-central', production);
  const kunden = await addFolder(page, 'Kunden');
  await addTo(page, central, 'web-1', 'web-2', 'web-10');
  await addTo(page, production, 'db');
  await addTo(page, kunden, 'web-2');
  await addTo(page, null, 'lone');
  await page.evaluate(async () => {
    const hosts = await window.bowline.call('hosts:list');
    const db = hosts.find(({ name }) => name === 'db')!;
    await window.bowline.call('hosts:patch', [db.id], { favourite: true });
  });
  await expect(hostEntry(page, 'db')).toHaveCount(2);
});
test.afterEach(() => run.end());

const tree = (): Locator => page.getByRole('tree', { name: 'Saved hosts' });
const row = (name: string): Locator => hostEntry(page, name).first();
const notices = (): Locator => page.getByRole('region', { name: 'Notices' });
const undo = (): Locator => notices().getByRole('button', { name: 'Undo' });
const bar = (): Locator => page.getByRole('toolbar', { name: 'What is selected' });
const press = (...keys: string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const places = () => expect.poll(() => placesOf(page));
const AT_FIRST = [
  'Production/db',
  'lone',
  'Production/eu-central/web-1',
  'Kunden/web-2',
  'Production/eu-central/web-2',
  'Production/eu-central/web-10',
].sort();
const sorted = async () => (await placesOf(page)).sort();

test('a host shows the icon that it was given', async () => {
  await page.evaluate(async () => {
    const hosts = await window.bowline.call('hosts:list');
    const { id, kind, name, color, shell } = hosts.find((host) => host.name === 'lone')!;
    await window.bowline.call('hosts:save', { kind, name, color, shell, icon: 'database' }, id);
  });
  await expect(row('lone').locator('.lucide-database')).toBeVisible();
  await expect(row('web-1').locator('.lucide-database')).toHaveCount(0);
});

test('by keys alone: found, folded, renamed, chosen, moved, deleted, opened, and all taken back', async () => {
  await row('lone').focus();
  await press('Home');
  await expect(row('Favourites')).toBeFocused();
  await expect(tree().locator('[tabindex="0"]')).toHaveCount(1);
  await typeAhead(page, 'web-1');
  // Kunden comes before Production.
  await expect(row('web-1')).toBeFocused();
  for (const [name, value] of [
    ['level', '4'],
    ['posinset', '1'],
    ['setsize', '3'],
  ]) {
    await expect(row('web-1')).toHaveAttribute(`aria-${name}`, value!);
  }
  expect(await axeFinds(page, 'aside')).toEqual([]);

  await press('ArrowLeft', 'ArrowLeft');
  await expect(row('eu-central')).toBeFocused();
  await expect(row('eu-central')).toHaveAttribute('aria-expanded', 'false');
  await expect(row('web-10')).toHaveCount(0);
  await press('ArrowRight', 'ArrowRight');
  await expect(row('web-1')).toBeFocused();

  await press('F2');
  const field = page.getByLabel('New name of web-1');
  await expect(field).toBeFocused();
  await field.fill('web-2');
  await press('Enter');
  await expect(page.getByText('Another host is called “web-2” already.')).toBeVisible();
  await expect(field).toBeFocused();
  expect(await axeFinds(page, 'aside')).toEqual([]);
  await press('Escape');
  await expect(row('web-1')).toBeFocused();
  await press('F2');
  await expect(field).toBeFocused();
  await page.keyboard.type('web-01');
  await press('Enter');
  await expect(row('web-01')).toBeFocused();

  await press('Space', 'Shift+ArrowDown');
  await expect(bar()).toContainText('2 selected');
  expect(await axeFinds(page, 'aside')).toEqual([]);
  await press('Control+x');
  await typeAhead(page, 'prod');
  await expect(row('Production')).toBeFocused();
  await keepToasts(page);
  await press('Control+v');
  await expect(notices()).toContainText('2 hosts moved into Production.');
  await places().toContain('Production/web-01');
  await expect(row('Production')).toBeFocused();
  await press('Control+z');
  await places().toContain('Production/eu-central/web-01');
  await expect(bar()).toContainText('2 selected');

  await typeAhead(page, 'web-01');
  await press('Delete');
  await expect(notices()).toContainText('2 hosts deleted.');
  await expect(row('web-10')).toBeFocused();
  await expect(bar()).toHaveCount(0);
  await press('Control+z');
  await expect(row('web-01')).toBeFocused();
  await press('F2');
  await expect(page.getByLabel('New name of web-01')).toBeFocused();
  await page.keyboard.type('web-1');
  await press('Enter');
  await expect.poll(sorted).toEqual(AT_FIRST);

  await press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move to folder…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Move web-1' });
  await dialog.getByRole('combobox').fill('kun');
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await press('Enter');
  await places().toContain('Kunden/web-1');
  await expect(row('web-1')).toBeFocused();
  await press('Control+z');
  await expect.poll(sorted).toEqual(AT_FIRST);

  await press('Alt+Enter');
  await page.getByRole('dialog', { name: 'Edit host' }).waitFor();
  await press('Escape');
  await expect(row('web-1')).toBeFocused();
  await press('Control+a');
  await expect(bar()).toContainText('selected');
  await press('Escape');
  await expect(bar()).toHaveCount(0);

  await press('Enter');
  await expect.poll(() => tabCount(page)).toBe(1);
  await page.locator('[role="tab"][data-state="online"]').waitFor();
  await row('web-1').focus();
  await press('Control+Enter');
  await expect.poll(async () => Object.keys(await shownPanes(page))).toHaveLength(2);
  expect(await tabCount(page)).toBe(1);
  await expect(row('eu-central')).toContainText('2 shells open');
});

/** Presses the button on a row and goes to another; it isn't let go yet. */
async function drag(from: string, to: Locator): Promise<void> {
  await row(from).hover({ position: { x: 60, y: 14 } });
  await page.mouse.down();
  await row(from).hover({ position: { x: 80, y: 14 }, force: true });
  await to.hover({ position: { x: 80, y: 14 }, force: true });
}

test('by the pointer: dragged alone and together, into what opens by itself, called off, and refused', async () => {
  await drag('web-1', row('Kunden'));
  await expect(page.getByText('moves web-1 into Kunden')).toBeVisible();
  await keepToasts(page);
  await page.screenshot({ path: test.info().outputPath('dragged.png') });
  await page.mouse.up();
  await places().toContain('Kunden/web-1');
  await undo().click();
  await expect.poll(sorted).toEqual(AT_FIRST);

  await row('web-1').click();
  await row('web-10').click({ modifiers: ['Control'] });
  await expect(bar()).toContainText('2 selected');
  await drag('web-10', row('lone'));
  await expect(page.getByText('moves 2 hosts to the top')).toBeVisible();
  await keepToasts(page);
  await page.mouse.up();
  await places().toEqual(expect.arrayContaining(['web-1', 'web-10']));
  await expect(bar()).toContainText('2 selected');
  await press('Control+z');
  await expect.poll(sorted).toEqual(AT_FIRST);
  await bar().getByRole('button', { name: 'Select nothing' }).click();

  await drag('db', row('Kunden')); // a favourite is the host that it is
  await expect(page.getByText('moves db into Kunden')).toBeVisible();
  await press('Escape');
  await expect(page.getByText('moves db into Kunden')).toHaveCount(0);
  await page.mouse.up();
  await drag('Production', row('eu-central'));
  await expect(page.getByText(/^moves/)).toHaveCount(0);
  await page.mouse.up();
  await expect.poll(sorted).toEqual(AT_FIRST);

  await row('Kunden').locator('[data-act="fold"]').click();
  await expect(row('Kunden')).toHaveAttribute('aria-expanded', 'false');
  await row('eu-central').locator('[data-act="fold"]').click();
  await expect(row('web-1')).toHaveCount(0);
  await drag('lone', row('eu-central'));
  await expect(row('web-1')).toBeVisible();
  await press('Escape');
  await page.mouse.up();

  await row('web-2').click(); // that of eu-central: Kunden is shut
  await drag('web-2', row('Kunden'));
  await page.mouse.up();
  await expect(notices()).toContainText('There would be two hosts called “web-2”');
  await expect.poll(sorted).toEqual(AT_FIRST);
});

test('many at once: tags, favourites, connecting, a folder with all in it, each with the numbers', async () => {
  await row('web-1').click();
  await row('web-10').click({ modifiers: ['Shift'] });
  await expect(bar()).toContainText('3 selected');
  await bar().getByRole('button', { name: 'Tag', exact: true }).click();
  const tags = page.getByRole('dialog', { name: 'Tags of 3 hosts' });
  await tags.getByLabel('New tags').fill('prod, web');
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await tags.getByRole('button', { name: 'Save tags' }).click();
  await expect(row('web-10')).toContainText('tagged prod, web');
  // What comes next is told in the same words, a moment after it is to be seen.
  await notices()
    .getByRole('button', { name: /^Dismiss/ })
    .click();
  await expect(undo()).toHaveCount(0);
  await keepToasts(page);
  await bar().getByRole('button', { name: 'Tag', exact: true }).click();
  await tags.getByRole('button', { name: 'prod', exact: true }).click();
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await press('Control+Enter');
  await expect(row('web-10')).toContainText('tagged web');
  await undo().click();
  await expect(row('web-10')).toContainText('prod');

  await bar().getByRole('button', { name: 'More for what is selected' }).click();
  await page.getByRole('menuitem', { name: 'Add to favourites' }).click();
  await expect(hostEntry(page, 'web-10')).toHaveCount(2);
  await expect(bar()).toContainText('3 selected');
  await bar().getByRole('button', { name: 'Connect' }).click();
  await expect.poll(() => tabCount(page)).toBe(3);
  await page.locator('[role="tab"][aria-selected="true"][data-state="online"]').waitFor();

  await row('Production').click();
  await press('Delete');
  const sure = page.getByRole('alertdialog', { name: 'Delete folder “Production”?' });
  await expect(sure).toContainText('1 folder and 4 hosts go too.');
  await expect(sure).toContainText('3 shells on them are open.');
  await expect(sure.getByRole('button', { name: 'Cancel' })).toBeFocused();
  expect(await axeFinds(page, '.dialog')).toEqual([]);
  await keepToasts(page);
  await sure.getByRole('button', { name: 'Delete 4 hosts' }).click();
  await expect(row('Production')).toHaveCount(0);
  await expect(row('lone')).toBeFocused();
  await press('Control+z');
  await expect.poll(sorted).toEqual(AT_FIRST);
  await expect(row('Production')).toBeVisible();
});

test('what another window does, and a restart, leave the place, the choice and the folds', async () => {
  await row('Kunden').locator('[data-act="fold"]').click();
  await row('web-2').click();
  const other = await openedWindow(run.app.electron, () =>
    commandIn(run.app.electron, page, 'new-window'),
  );
  await expect(hostEntry(other, 'Kunden')).toHaveAttribute('aria-expanded', 'false');
  await page.bringToFront();
  await row('web-2').focus();
  await page.keyboard.press('Space');
  await other.evaluate(async () => {
    const hosts = await window.bowline.call('hosts:list');
    const web = hosts.find(({ name }) => name === 'web-1')!;
    await window.bowline.call('hosts:delete', [web.id]);
  });
  await expect(row('web-1')).toContainText('web-10');
  await expect(bar()).toContainText('1 selected');
  await expect(row('web-2')).toBeFocused();
  await other.evaluate(async () => {
    const folders = await window.bowline.call('folders:list');
    const central = folders.find(({ name }) => name === 'eu-central')!;
    await window.bowline.call('folders:delete', central.id);
  });
  await expect(row('eu-central')).toHaveCount(0);
  await expect(hostRows(page, { name: /^db/ }).last()).toBeFocused();
  await expect(bar()).toHaveCount(0);
  await run.quit();
  await run.startAgain();
  page = run.window;
  await expect(row('Kunden')).toHaveAttribute('aria-expanded', 'false');
  await expect(row('Production')).toHaveAttribute('aria-expanded', 'true');
});
