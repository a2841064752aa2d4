// Drives Bowline's window by the names that people's scripts and screen readers rely on, and by
// nothing else: labels, roles, `data-state`, and the text on the terminal's screen.
import type { Locator, Page } from '@playwright/test';

const WAIT_MS = 60_000;

type FieldLabel =
  | 'Address'
  | 'Port'
  | 'User'
  | 'Identity file'
  | 'Jump host'
  | 'Options'
  | 'Shell'
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

/** The entry in the sidebar whose name begins with the host's. */
export function hostEntry(window: Page, name: string): Locator {
  const list = window.getByLabel('Saved hosts', { exact: true });
  return list.getByRole('option', { name: new RegExp(`^${literal(name)}`) });
}

/** Fills the dialog in and saves; the entry is in the list when this returns. */
export async function addHost(window: Page, host: HostEntry): Promise<void> {
  await window.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = window.getByRole('dialog', { name: 'Add host' });
  await dialog.getByLabel('Kind', { exact: true }).selectOption({ label: host.kind });
  await dialog.getByLabel('Name', { exact: true }).fill(host.name);
  for (const [label, value] of Object.entries(host.fields ?? {})) {
    await dialog.getByLabel(label, { exact: true }).fill(value);
  }
  if (host.keepAlive) {
    const choice = dialog.getByLabel('Keep shells alive', { exact: true });
    await choice.selectOption({ label: host.keepAlive });
  }
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden', timeout: WAIT_MS });
  await hostEntry(window, host.name).waitFor({ timeout: WAIT_MS });
}

/** Double-clicks a saved host; its tab is the active one when this returns. */
export async function openHost(window: Page, name: string): Promise<void> {
  const tabs = window.getByLabel('Open shells', { exact: true }).getByRole('tab');
  const before = await tabs.count();
  await hostEntry(window, name).dblclick();
  await tabs.nth(before).waitFor({ timeout: WAIT_MS });
}

/** Waits until the active tab is in this state. */
export async function waitForState(window: Page, state: string): Promise<void> {
  const tabs = window.getByLabel('Open shells', { exact: true });
  const tab = tabs.locator(`[role="tab"][aria-selected="true"][data-state="${state}"]`);
  await tab.waitFor({ timeout: WAIT_MS });
}

/** The active terminal. */
export function terminal(window: Page): Locator {
  return window.getByLabel(/^Terminal: /).filter({ visible: true });
}

/** Types a line into the active terminal, as on a keyboard. */
export async function typeLine(window: Page, line: string): Promise<void> {
  await terminal(window).locator('.xterm').click();
  await window.keyboard.type(line);
  await window.keyboard.press('Enter');
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
