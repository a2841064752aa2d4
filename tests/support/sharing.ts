// Shares a shell from one app's window and joins it in another's, as people do.
import type { Locator, Page } from '@playwright/test';
import { choose } from './drive.ts';

interface Wish {
  role: 'may only watch' | 'may type';
  /** As the dialog calls it. */
  uses?: string;
  note?: string;
  /** Address that stands in the link instead of the agent's own. */
  address?: string;
}

export function shareDialog(window: Page): Locator {
  return window.getByRole('dialog', { name: /^Share “/ });
}

/** Makes an invitation for the active tab's shell; answers with its link, the dialog still open. */
export async function invite(window: Page, wish: Wish): Promise<string> {
  await window.locator('[role="tab"][aria-selected="true"]').click({ button: 'right' });
  await window.getByRole('menuitem', { name: /^Share…/ }).click();
  const dialog = shareDialog(window);
  await choose(dialog, 'Guests', wish.role);
  if (wish.uses) await choose(dialog, 'For', wish.uses);
  if (wish.note) await dialog.getByLabel('Note', { exact: true }).fill(wish.note);
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  const link = dialog.getByLabel('Link of the invitation', { exact: true });
  await link.waitFor();
  if (wish.address) {
    const before = await link.inputValue();
    await dialog.getByLabel('Address in the link').fill(wish.address);
    await dialog.getByRole('button', { name: 'Use this address' }).click();
    await window.waitForFunction(
      ([old]) => document.querySelector<HTMLTextAreaElement>('textarea[readonly]')?.value !== old,
      [before],
    );
  }
  return link.inputValue();
}

export async function done(window: Page): Promise<void> {
  await shareDialog(window).getByRole('button', { name: 'Done', exact: true }).click();
}

/** Pastes a link and joins; the tab is the active one when this returns. */
export async function joinShell(window: Page, link: string, name: string): Promise<void> {
  await window.getByRole('button', { name: 'More…', exact: true }).click();
  await window.getByRole('menuitem', { name: /^Join a shared shell/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Join a shared shell' });
  await dialog.getByLabel('Invitation link').fill(link);
  await dialog.getByText(/^It invites you to/).waitFor();
  await dialog.getByLabel('Your name').fill(name);
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** What the active tab's edge says of who is there. */
export function people(window: Page): Locator {
  return window.getByRole('button', { name: /Show who is at/ });
}

export function chat(window: Page): Locator {
  return window.getByLabel('Chat', { exact: true });
}

/** Says something in the chat, which is opened for it. */
export async function say(window: Page, text: string): Promise<void> {
  if (!(await chat(window).isVisible())) await window.keyboard.press('Control+Shift+M');
  await chat(window).getByLabel('Message', { exact: true }).fill(text);
  await window.keyboard.press('Enter');
}

/** Waits for a message in the chat's list. */
export async function reads(window: Page, text: string): Promise<void> {
  await chat(window).getByRole('article').filter({ hasText: text }).waitFor();
}
