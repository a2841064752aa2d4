// The question before programs end with a window or the app, as it stands in the window: looked at and
// answered with its buttons, as a person does.
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

/** The question, while it stands. */
export function leaveDialog(page: Page): Locator {
  return page.getByRole('alertdialog', { name: /^(Close the window|Quit Bowline)\?$/ });
}

/** Waits for the question, and answers with what it says; it stands no more when this returns. */
export async function answerLeave(page: Page, goes: boolean): Promise<string> {
  const dialog = leaveDialog(page);
  await dialog.waitFor();
  const said = await dialog.getByRole('paragraph').first().innerText();
  const button = dialog.getByRole('button', { name: goes ? / anyway$/ : 'Keep open' });
  // What agrees may take the page away under the click.
  await button.click({ noWaitAfter: true }).catch(() => undefined);
  if (!goes) await expect(dialog).toBeHidden();
  return said;
}

/** From now on every such question is answered with yes, in each window that there is now. */
export async function agreeToLeave(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    // Not by the driver, which loses a page that crashed once.
    const agree = `void window.bowline.on('app:leaving', (wish) => {
      if (wish) void window.bowline.call('app:leave', wish.id, 'go');
    });`;
    const pages = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    await Promise.all(pages.map((page) => page.executeJavaScript(agree)));
  });
}
