// Updates in the packaged app, with the real library and an update address on loopback: found, asked
// about, fetched, refused where anything about them is wrong, and put in the AppImage's place.
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { PACKAGE_FILE } from '../../electron/updates/whyNoUpdates.ts';
import { startAgent } from '../support/agent.ts';
import { AppImage, ended, quitOver } from '../support/appImage.ts';
import {
  addHost,
  openHost,
  openSettings,
  showTab,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { makeMaintainer } from '../support/feeds.ts';
import { publish, startFeedServer, type FeedServer } from '../support/feedServer.ts';
import { buildPackage, whyNoPackage } from '../support/installed.ts';
import { needs } from '../support/needs.ts';
import { processesWith } from '../support/processes.ts';

const BUILD_MS = 300_000;
const maintainer = makeMaintainer();
const NOTES = 'Faster.\n<b>not bold</b> https://example.com/\n\u202ekcab';

test.describe.configure({ mode: 'serial' });

let deb: string;
let image: AppImage;
let server: FeedServer;
let app: ChildProcess | undefined;
let browser: Browser;
let window: Page;

test.beforeAll(async () => {
  test.setTimeout(BUILD_MS);
  needs(whyNoPackage(), test);
  deb = await buildPackage();
});

test.beforeEach(async () => {
  server = await startFeedServer();
  image = await AppImage.from(deb);
  image.setAddress(server.url, maintainer.publicText);
});

test.afterEach(async () => {
  // The driver minds a window that is killed under it.
  if (app?.exitCode === null) await quitOver(browser);
  if (app) await ended(app);
  app = undefined;
  for (const pid of image ? processesWith(image.folder) : []) process.kill(pid, 'SIGKILL');
  await server?.close();
  image?.remove();
});

async function start(): Promise<void> {
  app = image.start();
  ({ browser, window } = await image.window());
}

/** The part of the settings that is about updates. */
async function updatesPart(): Promise<Locator> {
  return openSettings(window, 'Updates');
}

async function check(): Promise<Locator> {
  const dialog = await updatesPart();
  await dialog.getByRole('button', { name: /^(Check for updates|Try again)$/ }).click();
  return dialog;
}

const release = (version: string) => ({
  version,
  content: image.script(version),
  by: maintainer,
  notes: NOTES,
});

function downloads(): string[] {
  return server.asked.filter((name) => name.endsWith('.AppImage'));
}

test('a newer version is asked about, fetched, and installed with a restart; kept shells come back', async () => {
  const agent = await startAgent();
  publish(server, release('0.2.0'));
  await start();
  await addHost(window, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await openHost(window, 'Kept');
  await waitForState(window, 'online');
  await typeLine(window, 'kept=yes; echo $((6*7))');
  await waitForRow(window, '42');

  const dialog = await check();
  const download = dialog.getByRole('button', { name: /^Download/ });
  await expect(download).toBeVisible();
  expect(downloads()).toEqual([]);
  await dialog.getByRole('button', { name: 'What is new' }).click();
  const news = window.getByRole('dialog', { name: 'What is new in Bowline 0.2.0' });
  await expect(news).toContainText('<b>not bold</b> https://example.com/');
  await expect(news).not.toContainText('\u202e');
  await expect(news.getByRole('link')).toHaveCount(0);
  await news.getByRole('button', { name: 'Done' }).click();

  await showTab(window, /^Kept/); // on its page in the settings, nothing is told a second time
  const notices = window.getByRole('region', { name: 'Notices' });
  await notices.getByRole('button', { name: /^Download/ }).click();
  await expect(notices).toContainText('Bowline 0.2.0 is ready: it is installed when you quit.');
  expect(downloads()).toHaveLength(1);
  expect(image.started).toEqual(['0.1.0']);
  expect(readFileSync(image.image)).toEqual(image.script('0.1.0'));

  await notices.getByRole('button', { name: 'Restart now' }).click();
  expect(await ended(app!)).toBe(0);
  ({ browser, window } = await image.window());
  expect(image.started).toEqual(['0.1.0', '0.2.0']);
  expect(readFileSync(image.image)).toEqual(image.script('0.2.0'));
  expect(statSync(image.image).mode & 0o777).toBe(0o755);
  await waitForState(window, 'online');
  await typeLine(window, 'echo kept=$kept');
  await waitForRow(window, 'kept=yes');
  expect(existsSync(path.join(image.folder, 'data', '.updaterId')), 'an id of this computer').toBe(
    false,
  );
  await quitOver(browser);
  await agent.stop();
});

test('a version that is ready is installed when the app quits, and isn’t started', async () => {
  publish(server, release('0.2.0'));
  await start();
  const dialog = await check();
  await dialog.getByRole('button', { name: /^Download/ }).click();
  await expect(dialog.getByRole('status')).toContainText('is ready');
  await quitOver(browser);
  expect(await ended(app!)).toBe(0);
  expect(readFileSync(image.image)).toEqual(image.script('0.2.0'));
  expect(image.started).toEqual(['0.1.0']);
  const beside = readdirSync(image.folder).filter((name) => name.includes('AppImage'));
  expect(beside).toEqual(['Bowline.AppImage']);
});

test('where it can’t be installed any more, the version that was comes back', async () => {
  publish(server, release('0.2.0'));
  await start();
  const dialog = await check();
  await dialog.getByRole('button', { name: /^Download/ }).click();
  await expect(dialog.getByRole('status')).toContainText('is ready');
  rmSync(path.join(image.folder, 'cache'), { recursive: true });
  await dialog.getByRole('button', { name: 'Restart now' }).click();
  expect(await ended(app!)).toBe(0);
  ({ browser, window } = await image.window());
  expect(image.started).toEqual(['0.1.0', '0.1.0']);
  expect(readFileSync(image.image)).toEqual(image.script('0.1.0'));
  await quitOver(browser);
});

test('what isn’t as its maintainer signed it is refused, in words', async () => {
  const other = makeMaintainer();
  await start();
  const says = async (words: string | RegExp): Promise<void> => {
    const before = server.asked.length;
    const dialog = await check();
    // The words may be those of the time before.
    await expect.poll(() => server.asked.length).toBeGreaterThan(before);
    await expect(dialog.getByRole('button', { name: /^(Check|Try again)/ })).toBeEnabled();
    await expect(dialog.getByRole('status')).toContainText(words);
    expect(downloads()).toEqual([]);
  };

  await says('There is nothing for this system at the update address');
  const name = publish(server, { ...release('0.2.0'), by: other });
  await says('haven’t signed');
  publish(server, release('0.2.0'));
  server.files.set(name, Buffer.from(String(server.files.get(name)).replaceAll('0.2.0', '0.3.0')));
  await says('haven’t signed');
  publish(server, release('0.2.0'));
  server.files.delete(`${name}.sig`);
  await says('has no signature');
  publish(server, release('0.2.0'));
  server.files.set(name, Buffer.alloc(1_000_000, '#'));
  await says('says far too much');

  publish(server, release('0.0.9'));
  await says('the newest version');
  publish(server, release('0.1.0'));
  await says('the newest version');

  publish(server, release('0.2.0'));
  const next = `bowline-0.2.0-${process.arch}.AppImage`;
  server.files.set(next, Buffer.alloc(server.files.get(next)!.length, 'x'));
  const dialog = await check();
  await dialog.getByRole('button', { name: /^Download/ }).click();
  await expect(dialog.getByRole('status')).toContainText('its checksum is another');
  publish(server, release('0.2.0'));
  server.files.set(next, Buffer.alloc(5_000_000, 'x'));
  await dialog.getByRole('button', { name: /^Try again/ }).click();
  await expect.poll(() => downloads().length).toBe(1);
  await expect(dialog.getByRole('status')).toContainText('its checksum is another');

  publish(server, release('0.2.0'));
  await dialog.getByRole('button', { name: /^Try again/ }).click();
  await expect(dialog.getByRole('status')).toContainText('is ready');
  expect(readFileSync(image.image)).toEqual(image.script('0.1.0'));
});

test('a server can’t send more than was signed, nor send it around or away from https', async () => {
  const next = `bowline-0.2.0-${process.arch}.AppImage`;
  publish(server, release('0.2.0'));
  await start();
  let dialog = await check();
  let download = dialog.getByRole('button', { name: /^Download/ });

  // Without a length, and without an end.
  const hungUp = withResolvers<void>();
  server.tricks.set(next, (response) => {
    const more = (): void => void (response.write(Buffer.alloc(65_536, 'x')) && setImmediate(more));
    response.on('drain', more).on('close', hungUp.resolve);
    more();
  });
  await download.click();
  await expect(dialog.getByRole('status')).toContainText('its checksum is another');
  await hungUp.promise;

  const says = async (words: string): Promise<void> => {
    dialog = await updatesPart();
    download = dialog.getByRole('button', { name: /^Try again/ });
    await download.click();
    await expect(dialog.getByRole('status')).toContainText(words);
  };
  const sentTo = (place: string) => (response: ServerResponse) =>
    void response.writeHead(302, { location: place }).end();
  server.asked.length = 0;
  server.tricks.set(next, sentTo(`${server.url}${next}`));
  await says('sends it around in circles');
  expect(downloads().length).toBeLessThan(20);

  // To this app, a name isn't this computer itself.
  server.tricks.set(next, sentTo(`${server.url.replace('127.0.0.1', 'localhost')}elsewhere`));
  await says('a place without https');
  expect(server.asked).not.toContain('elsewhere');

  // To another place it may, and without a length, too.
  server.tricks.set(next, sentTo(`${server.url}elsewhere`));
  server.tricks.set('elsewhere', (response) => {
    response.write(image.script('0.2.0').subarray(0, 10));
    response.end(image.script('0.2.0').subarray(10));
  });
  await says('is ready');
});

test('where nobody answers, it says so', async () => {
  await server.close();
  await start();
  const dialog = await check();
  await expect(dialog.getByRole('status')).toContainText('doesn’t answer');
});

test('a copy without an address says so, and one of a package names its manager', async () => {
  image.setAddress('http://example.com/', maintainer.publicText);
  await start();
  const dialog = await updatesPart();
  await expect(dialog).toContainText('This copy was built without an update address.');
  await expect(dialog.getByRole('button', { name: /updates/ })).toHaveCount(0);
  await quitOver(browser);
  await ended(app!);
  writeFileSync(path.join(image.resources, PACKAGE_FILE), 'deb\n');
  await start();
  await expect(await updatesPart()).toContainText('apt upgrade bowline');
});
