// What logins ask, in the real window: the card over its own pane, the keyboard that it takes and gives
// back, the answer that is given once, and what tells of it where nobody sees it.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { AskedLogins, NEW_KEY, type Answered } from '../support/askedLogins.ts';
import { audit } from '../support/audit.ts';
import {
  addHost,
  hostEntry,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { commandIn } from '../support/severalWindows.ts';

let app: RunningApp;
let page: Page;
let logins: AskedLogins;

test.beforeAll(async () => {
  app = await startApp();
  page = app.window;
  logins = await AskedLogins.play(app.electron, page);
  await addHost(page, { name: 'web-eu-1', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'web-eu-1');
  await waitForState(page, 'online');
});
test.afterAll(() => app.close());
test.afterEach(async () => {
  await logins.over();
  await expect(page.locator('[data-login]')).toHaveCount(0);
  await logins.answered();
});

const card = (name: string | RegExp): Locator => page.getByRole('group', { name, exact: true });
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const field = (): Locator => page.getByLabel('Password', { exact: true });
const keys = (): Locator => terminal(page).locator('.xterm-helper-textarea');
const press = (key: string): Promise<void> => page.keyboard.press(key);
const sizeTo = (width: number, height: number): Promise<void> =>
  app.electron.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]!.setContentSize(w!, h!),
    [width, height],
  );
const setTheme = async (theme: 'dark' | 'light'): Promise<void> => {
  await page.evaluate((it) => window.bowline.call('settings:set', { theme: it }), theme);
  await page.locator(`:root[data-theme="${theme}"]`).waitFor();
};
/** All that was answered: what the page asks after it has its answer after it, too. */
async function answersAre(...answers: [id: unknown, answer: unknown][]): Promise<void> {
  const all: Answered[] = [];
  const told = async (): Promise<Answered[]> => {
    await page.evaluate(() => window.bowline.call('logins:asked'));
    all.push(...(await logins.answered()));
    return all;
  };
  await expect.poll(told).toEqual(answers);
}
const textsAre = (...texts: (string | null)[]): Promise<void> =>
  answersAre(
    ...texts.map((text): [unknown, unknown] => [
      expect.any(String),
      text === null ? null : expect.objectContaining({ text }),
    ]),
  );
/** Long after a key in the terminal, as far as the page knows. */
const typedLongAgo = (): Promise<void> =>
  page.evaluate(async () => {
    const until = performance.now() + 1_050;
    while (performance.now() < until) await new Promise(requestAnimationFrame);
  });

/** Asks somebody who types in the terminal until it is asked: blanks, which no shell takes for anything. */
async function askWhoTypes(): Promise<void> {
  const asking = logins.ask();
  do await page.keyboard.press('Space');
  while ((await page.locator('[data-login]').count()) === 0);
  await asking;
}

test('a password is typed into the card, sent once, and gone from the page; the terminal has the keyboard again', async () => {
  const id = await logins.ask({ keepable: 'keychain' });
  const asks = card('Password for deploy@web-eu-1');
  await expect(field()).toBeFocused();
  await expect(field()).toHaveAttribute('type', 'password');
  await expect(asks).toContainText('Encrypted by GNOME Keyring.');
  await expect(hostEntry(page, 'web-eu-1')).toHaveAccessibleName(/asks for a password/);
  await expect(page.getByRole('tab').first()).toHaveAccessibleName(/asks for a password/);
  await expect(page.locator('footer')).toContainText('asks for a password');
  await page.keyboard.type('s3cret');
  await button('Show what is typed').click();
  await expect(field()).toHaveAttribute('type', 'text');
  await expect(field()).toHaveValue('s3cret');
  await page.getByLabel('Keep it in this computer’s keychain').check();
  await field().press('Enter');
  await expect(asks).toContainText('Logging in…');
  await press('Enter');
  await expect(keys()).toBeFocused();
  await expect(page.locator('[data-login] input')).toHaveCount(0);
  expect(await page.content()).not.toContain('s3cret');
  await answersAre([id, { text: 's3cret', keep: true }]);
});

test('it takes the keyboard from nobody who types, in this terminal, a dialog or another pane', async () => {
  await typeLine(page, 'echo in""the terminal');
  await askWhoTypes();
  await expect(field()).toBeVisible();
  await page.keyboard.type('echo typed""there');
  await press('Enter');
  await waitForRow(page, 'typedthere');
  await expect(field()).toHaveValue('');

  await logins.over();
  await typedLongAgo();
  await button('Add host').first().click();
  const address = page.getByRole('dialog').getByRole('textbox', { name: 'Address' });
  await expect(address).toBeFocused();
  await logins.ask();
  await page.locator('[data-login]').waitFor({ state: 'attached' });
  await page.keyboard.type('a.example');
  await expect(address).toHaveValue('a.example');
  await press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await button('Cancel').click();
  await answersAre([expect.any(String), null]);
});

test('each pane has its own, and a hidden one tells of it', async () => {
  const first = await logins.focusedPane();
  await commandIn(app.electron, page, 'split-right');
  await expect.poll(() => logins.focusedPane()).not.toBe(first);
  const second = await logins.focusedPane();
  await logins.ask({}, second);
  await expect(field()).toBeFocused();
  await logins.ask({ asks: 'passphrase', about: '/home/deploy/.ssh/id_ed25519' }, first);
  await card('Passphrase of the key /home/deploy/.ssh/id_ed25519').waitFor();
  await page.keyboard.type('one');
  await press('Enter');
  await logins.over(second);
  await expect(keys()).toBeFocused(); // of its own pane
  await page.getByLabel('Passphrase', { exact: true }).fill('two');
  await press('Enter');
  await expect.poll(() => logins.focusedPane()).toBe(first);
  await textsAre('one', 'two');
  await logins.over(first);

  await openHost(page, 'web-eu-1');
  await logins.ask({ asks: 'code', about: '', text: 'Verification code: ', hidden: false }, first);
  const notice = page.getByRole('region', { name: 'Notices' });
  await expect(notice).toContainText('web-eu-1 asks for a code.');
  await notice.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  await expect(notice).not.toContainText('asks for a code');
  await logins.over(first);
});

test('a yes isn’t said by a key that was meant for something else; Escape is a no thanks', async () => {
  await typedLongAgo();
  await logins.ask({ asks: 'sign', about: 'web-eu-1' });
  await expect(button('No')).toBeFocused();
  await press('Escape');
  await expect(card('web-eu-1 wants to use a key of this computer')).toContainText('Ending the');
  await logins.over();

  await logins.ask({ asks: 'host-key', hostKey: { ...NEW_KEY, oldPlace: '/h/known_hosts:3' } });
  await expect(button('Don’t connect')).toBeFocused();
  await press('Enter');
  await logins.over();

  await logins.ask({ asks: 'host-key', hostKey: NEW_KEY });
  await expect(card('[web-eu-1.example]:2222 is new here')).toBeFocused();
  await press('Enter');
  await button('Copy the fingerprint').click();
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toBe(NEW_KEY.fingerprint);
  await button('Trust by fingerprint…').click();
  await expect(page.locator('[data-login] input')).toBeFocused();
  await page.keyboard.type(' SHA256:mine ');
  await press('Enter');
  await textsAre(null, 'no', 'SHA256:mine');
  await logins.over();

  await logins.ask({ asks: 'touch' });
  await card('Touch your security key').waitFor();
  await expect(keys()).toBeFocused(); // there is nothing to type
});

test('a text that is long, reversed or full of markup stays text, and the card in its pane', async () => {
  const text = `<b onclick="x()">\u202eCode</b>\nfor you: ${'long '.repeat(400)}`;
  await logins.ask({ asks: 'unknown', about: 'deploy@'.repeat(60), text, keepable: 'passphrase' });
  const asks = page.locator('[data-login]');
  await expect(asks).toContainText('<b onclick="x()">Code</b>');
  await expect(asks.locator('b')).toHaveCount(0);
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    expect(await audit(page)).toEqual([]);
  }
  for (const [width, height] of [
    [1280, 800],
    [640, 480],
    [400, 300],
  ] as const) {
    await sizeTo(width, height);
    await page.waitForFunction((it) => innerWidth === it, width);
    const shown = page.locator('.over-card:visible, .over-pill:visible').first();
    await shown.waitFor();
    // Another size may be another element, which takes the place of this one meanwhile.
    await expect(async () => expect(await within(shown)).toBe(true)).toPass();
  }
  await sizeTo(1280, 800);
});

/** Whether a card lies in its pane, and its last button can be reached. */
async function within(shown: Locator): Promise<boolean> {
  await shown.locator('button').last().scrollIntoViewIfNeeded();
  return shown.evaluate((it) => {
    const [own, room] = [it, it.closest('.terminal-row')!].map((one) =>
      one.getBoundingClientRect(),
    );
    const inside = own!.top >= room!.top && own!.bottom <= room!.bottom;
    return inside && own!.left >= room!.left && own!.right <= room!.right;
  });
}

test('a page that begins anew shows what is asked', async () => {
  const shellId = await logins.focusedPane();
  const value = [
    { ...{ id: 'kept', shellId, asks: 'password', about: 'deploy@web-eu-1' }, hidden: true },
  ];
  await app.electron.evaluate(
    ({ ipcMain }, all) => {
      ipcMain.removeHandler('logins:asked');
      ipcMain.handle('logins:asked', () => ({ ok: true, value: all }));
    },
    value.map((one) => ({ ...one, text: '', keepable: null, because: null, hostKey: null })),
  );
  await page.reload();
  await expect(field()).toBeFocused();
});
