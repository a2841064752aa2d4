// Drives Bowline's window by the names that people's scripts and screen readers rely on, and by
// nothing else: labels, roles, `data-state`, and the text on the terminal's screen.
import { expect, type Locator, type Page } from '@playwright/test';

const WAIT_MS = 60_000;

type FieldLabel =
  | 'Address'
  | 'Port'
  | 'User'
  | 'Identity file'
  | 'Jump host'
  | 'Options'
  | 'Shell'
  | 'Environment'
  | 'Start command'
  | 'Pairing link';

export interface HostEntry {
  name: string;
  kind: 'SSH' | 'Agent' | 'Local shell';
  fields?: Partial<Record<FieldLabel, string>>;
  /** SSH: the choice under "Keep shells alive". */
  keepAlive?: 'Off' | 'With bowline-agent' | 'With tmux';
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Chooses one of several values: of segments that are all in sight, or of a list that opens. */
export async function choose(scope: Locator, label: string, option: string): Promise<void> {
  const segments = scope.getByRole('radiogroup', { name: label, exact: true });
  const list = scope.getByRole('combobox', { name: label, exact: true });
  await segments.or(list).waitFor();
  if (await segments.isVisible()) {
    return segments.getByRole('radio', { name: option, exact: true }).click();
  }
  // An earlier Bowline, which benches drive, too, has the system's.
  if (await list.evaluate((element) => element instanceof HTMLSelectElement)) {
    return void (await list.selectOption({ label: option }));
  }
  await list.click();
  await scope.page().getByRole('option', { name: option, exact: true }).click();
  await expect(list).toHaveText(option);
}

/** Opens the section of a form that holds a field, where it isn't in sight. */
export async function showField(dialog: Locator, label: string): Promise<Locator> {
  const field = dialog.getByLabel(label, { exact: true });
  if (!(await field.isVisible())) {
    const section = dialog.locator('.section', {
      has: dialog.page().getByLabel(label, { exact: true }),
    });
    await section.locator('> button').click();
  }
  return field;
}

/** The rows of the sidebar's tree that are on the page; an earlier Bowline, which benches drive, has a list. */
export function hostRows(window: Page, which: { name?: RegExp; selected?: boolean } = {}): Locator {
  const list = window.getByLabel('Saved hosts', { exact: true });
  return list.getByRole('treeitem', which).or(list.getByRole('option', which));
}

/** The entry in the sidebar whose name begins with the host's, or folder's; one that is a favourite has two. */
export function hostEntry(window: Page, name: string): Locator {
  return hostRows(window, { name: new RegExp(`^${literal(name)}`) });
}

/** Fills the dialog in and saves; the entry is in the list when this returns. */
export async function addHost(window: Page, host: HostEntry): Promise<void> {
  await window.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = window.getByRole('dialog', { name: 'Add host' });
  await choose(dialog, 'Kind', host.kind);
  await dialog.getByLabel('Name', { exact: true }).fill(host.name);
  for (const [label, value] of Object.entries(host.fields ?? {})) {
    await (await showField(dialog, label)).fill(value);
  }
  if (host.keepAlive) await showField(dialog, 'Keep shells alive');
  if (host.keepAlive) await choose(dialog, 'Keep shells alive', host.keepAlive);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden', timeout: WAIT_MS });
  await hostEntry(window, host.name).waitFor({ timeout: WAIT_MS });
}

const strip = (window: Page): Locator => window.getByLabel('Open shells', { exact: true });

/** How many tabs a window has, as each of those says that have a place in its strip. */
export async function tabCount(window: Page): Promise<number> {
  return strip(window)
    .getByRole('tab')
    .evaluateAll((tabs) => Number(tabs[0]?.getAttribute('aria-setsize') ?? tabs.length));
}

/** Double-clicks a saved host; its tab is the active one when this returns. */
export async function openHost(window: Page, name: string): Promise<void> {
  const before = await tabCount(window);
  await hostEntry(window, name).dblclick();
  const more = `[role="tab"][aria-selected="true"][aria-setsize="${before + 1}"]`;
  // An earlier Bowline, which benches drive, too, has them all on the page.
  const opened = strip(window).locator(more).or(strip(window).getByRole('tab').nth(before));
  await opened.first().waitFor({ timeout: WAIT_MS });
}

/** Shows the tab at a place, counted from 1: by a press on it, or by the list of those without room. */
export async function showTabAt(window: Page, place: number): Promise<void> {
  const tabs = strip(window).getByRole('tab');
  if ((await tabs.count()) === (await tabCount(window))) return pressTab(tabs.nth(place - 1));
  const there = strip(window).locator(`[role="tab"][aria-posinset="${place}"]`);
  if ((await there.count()) > 0) return pressTab(there);
  const seen = await tabs.evaluateAll((all) => all.map((tab) => Number(tab.ariaPosInSet)));
  const before = seen.filter((one) => one < place).length;
  await window.getByRole('button', { name: /^\d+ more tabs?/ }).click();
  await window.locator('input[role="combobox"]:focus').waitFor({ timeout: WAIT_MS });
  // The list begins with those that have no place in the strip.
  for (let down = 1; down < place - before; down++) await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await there.and(window.locator('[aria-selected="true"]')).waitFor({ timeout: WAIT_MS });
}

/** Waits until the active tab is in this state. */
export async function waitForState(window: Page, state: string): Promise<void> {
  const tab = strip(window).locator(`[role="tab"][aria-selected="true"][data-state="${state}"]`);
  await tab.waitFor({ timeout: WAIT_MS });
}

/**
 * Watches the active tab from now on, for a state that may pass by between two looks at it.
 * @returns what waits until it has come
 */
export async function stateComes(window: Page, state: string): Promise<() => Promise<void>> {
  const tab = strip(window).locator('[role="tab"][aria-selected="true"]');
  const seen = await tab.evaluateHandle((element, wanted) => {
    const comes = new Promise<void>((resolve) => {
      const look = (): void => {
        if (element.getAttribute('data-state') === wanted) resolve();
      };
      new MutationObserver(look).observe(element, { attributeFilter: ['data-state'] });
    });
    return { comes };
  }, state);
  return () => seen.evaluate(({ comes }) => comes);
}

/** The terminal that has, or gets, the keyboard: of several in a tab, the one that is the current. */
export function terminal(window: Page): Locator {
  const focused = window.locator('[role="tabpanel"], [aria-current="true"]');
  return window
    .getByLabel(/^Terminal: /)
    .filter({ visible: true })
    .and(focused);
}

/** Types a line into the active terminal, as on a keyboard. */
export async function typeLine(window: Page, line: string): Promise<void> {
  await terminal(window).locator('.xterm').click();
  await window.keyboard.type(line);
  await window.keyboard.press('Enter');
}

/** Looks for a name in a list, in one go: letters that come long after each other look for others each. */
export async function typeAhead(window: Page, name: string): Promise<void> {
  await Promise.all([...name].map((letter) => window.keyboard.press(letter)));
}

/** Waits for a row of the active terminal's screen. */
export async function waitForRow(window: Page, row: string | RegExp): Promise<void> {
  const rows = terminal(window).locator('.xterm-rows > div');
  const hasText = typeof row === 'string' ? new RegExp(`^${literal(row)}\\s*$`) : row;
  await rows.filter({ hasText }).last().waitFor({ timeout: WAIT_MS });
}

/** The active terminal's screen as text, without the empty rows at its end. */
export async function screenText(window: Page): Promise<string> {
  const rows = await terminal(window).locator('.xterm-rows > div').allInnerTexts();
  return rows
    .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}

/** Shows a page of the settings, in their tab, and answers with what is on it. */
export async function openSettings(window: Page, page: string): Promise<Locator> {
  const settings = window.getByLabel(/^Settings(, pane \d+ of \d+)?$/).filter({ visible: true });
  const pane = settings.and(window.locator('[role="tabpanel"], [role="group"]'));
  if (!(await pane.isVisible())) {
    await window.getByRole('button', { name: 'Settings', exact: true }).first().click();
  }
  const pages = pane.getByRole('navigation', { name: 'Pages of the settings' });
  await pages.getByRole('button', { name: page, exact: true }).click();
  await pane.getByRole('heading', { name: page, exact: true }).waitFor();
  return pane;
}

/** Shows the tab of this title, if it isn't shown. */
export async function showTab(window: Page, title: string | RegExp): Promise<void> {
  const tabs = window.getByLabel('Open shells', { exact: true });
  await pressTab(tabs.getByRole('tab', { name: title }).first());
}

/** Presses a tab at its mark: in its middle its badge may stand by now, which opens the details. */
export const pressTab = (tab: Locator): Promise<void> => tab.click({ position: { x: 18, y: 12 } });
