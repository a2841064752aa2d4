// Several windows: shells move between them with all that is on them, a crash or kill -9 brings each
// back where it stood, and closing one asks for what would end in it alone.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import type { Layout } from '../../core/layout/layout.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { addHost, openHost, showTabAt, waitForState } from '../support/drive.ts';
import { answerLeave } from '../support/leaveDialog.ts';
import { needs } from '../support/needs.ts';
import { atHome, Restarting } from '../support/restart.ts';
import {
  activeTab,
  commandIn,
  idOf,
  layoutOf,
  openedWindow,
  ownWindow,
  pagesOf,
  paneOn,
  shownPanes,
  splitOff,
  typeInto,
} from '../support/severalWindows.ts';
import { manageWindows, whyNoWindowManager } from '../support/windowManager.ts';
import { heldBy, type Held } from '../support/windowTerminals.ts';

declare const window: { bowline: Bridge };

let bowline: Restarting;
let agent: TestAgent;
let stateDir: string;

test.beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'bowline-agent-'));
  agent = await startAgent({ stateDir, env: atHome(stateDir) });
  bowline = await Restarting.start();
  const { window: page } = bowline;
  await addHost(page, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
});
test.afterEach(async () => {
  await bowline.end();
  await agent.stop();
  await rm(stateDir, { recursive: true, maxRetries: 20 });
});

async function open(host: string): Promise<string> {
  await openHost(bowline.window, host);
  await waitForState(bowline.window, 'online');
  return (await activeTab(bowline.window)).focus;
}

/** Where each pane is: by window and tab. */
const placesIn = (layout: Layout): Record<string, string> =>
  Object.fromEntries(
    layout.windows.flatMap(({ id: home, tabs }) =>
      tabs.flatMap(({ id: tab, tree }) => panesIn(tree).map(({ id }) => [id, `${home} ${tab}`])),
    ),
  );

/** The page that shows a pane. */
async function pageWith(pane: string): Promise<Page> {
  for (const page of (await pagesOf(bowline.app.electron)).values()) {
    const { tabs } = await ownWindow(page);
    if (tabs.some(({ tree }) => panesIn(tree).some(({ id }) => id === pane))) return page;
  }
  throw new Error('No window has the pane.');
}

/** Once what the terminal of a pane holds is the same twice. */
async function settled(page: Page, pane: string): Promise<Held> {
  let last = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify(await heldBy(page, pane).catch(() => null));
      const same = now === last && now !== 'null';
      last = now;
      return same;
    })
    .toBe(true);
  return JSON.parse(last) as Held;
}

/** A screen with everything that must travel. */
const SCENE = String.raw`seq 1 300; printf '\e[31mred\e[0m \e[1;4;44mbold\e[0m \e]8;;https://example.com\e\\link\e]8;;\e\\ \e]4;1;rgb:12/34/56\e\\\e]2;a title\a\e[?1049h\e[5;10Hon the ot''her screen\e[?2004h\e[?1002h\e[?1006h\e[6 q'; read -r typed; printf '\e[?1049l'; echo typed=$typed.`;

test('a shell moves to a window of its own and back with all that is on it', async () => {
  const { window: page } = bowline;
  const first = await open('Kept');
  const pane = await splitOff(page, 'D');
  await typeInto(page, pane, SCENE);
  await expect(paneOn(page, pane).getByText('on the other screen')).toBeVisible();
  const before = await settled(page, pane);

  const other = await openedWindow(bowline.app.electron, () =>
    commandIn(bowline.app.electron, page, 'move-pane-to-new-window'),
  );
  await paneOn(other, pane).getByText('on the other screen').waitFor();
  await expect.poll(async () => Object.keys(await shownPanes(page))).toEqual([first]);
  const there = await settled(other, pane);
  const still = ({ active, modes, title, colours, lines }: Held) => ({
    ...{ active, modes, title, colours },
    lines: lines.map((line) => line.trimEnd()).filter((line) => /^\d+$/.test(line)),
  });
  expect(still(there)).toEqual(still(before));

  await paneOn(other, pane).locator('.xterm').click();
  await other.keyboard.type('over there');
  await other.keyboard.press('Enter');
  await paneOn(other, pane).getByText('typed=over there.').first().waitFor();
  expect(await idOf(other)).not.toBe(await idOf(page));
});

test('nine panes over two windows: moved under floods, killed with -9, and all of it is there', async () => {
  test.slow();
  const { electron } = bowline.app;
  const { window: page } = bowline;
  const kept = [await open('Kept')];
  for (const key of ['D', 'E', 'D', 'E', 'D'] as const) kept.push(await splitOff(page, key));
  const here = [await open('Here'), await splitOff(page, 'D'), await splitOff(page, 'E')];
  const floods = kept.slice(0, 3);
  const quiet = kept.slice(3);
  const go = path.join(bowline.userData, 'go');
  for (const pane of quiet) {
    await showTabOf(page, pane);
    await typeInto(page, pane, "seq 1 400; echo qui''et");
    await paneOn(page, pane).getByText('quiet', { exact: true }).last().waitFor();
  }
  for (const [index, pane] of floods.entries()) {
    // Numbers without an end, until the file is there; then the last of them, and how many.
    const line = `n=0; while [ ! -e '${go}' ]; do n=$((n+1)); echo "f${index} $n"; done; echo end ${index} $n`;
    await typeInto(page, pane, line);
  }
  const before = new Map<string, Held>();
  for (const pane of quiet) before.set(pane, await settled(page, pane));

  await showTabOf(page, kept[0]!);
  const other = await openedWindow(electron, () =>
    commandIn(electron, page, 'move-tab-to-new-window'),
  );
  for (const pane of kept)
    await paneOn(other, pane).locator('.xterm').waitFor({ state: 'attached' });
  for (const pane of quiet) expect(await settled(other, pane)).toEqual(before.get(pane));

  // Each once more: into a tab of its own, in the window that it is in.
  for (const pane of kept.slice(1)) {
    await paneOn(other, pane)
      .locator('.xterm')
      .first()
      .click()
      .catch(() => undefined);
    await showTabOf(other, pane);
    await paneOn(other, pane).locator('.xterm').click();
    await commandIn(electron, other, 'move-pane-to-new-tab');
    await expect.poll(async () => panesIn((await activeTab(other)).tree)).toHaveLength(1);
    await showTabOf(other, kept[0]!);
  }
  const places = placesIn(await layoutOf(page));
  const layout = await layoutOf(page);
  await expect.poll(async () => (await bowline.savedLayout()).windows).toEqual(layout.windows);
  await bowline.kill();
  await writeFile(go, '');
  const front = await frontAtLast();
  await bowline.startAgain();
  expect(await idOf(bowline.window)).toBe(front);
  await expect.poll(async () => (await pagesOf(bowline.app.electron)).size).toBe(2);
  for (const one of bowline.app.electron.windows()) await one.locator('footer').waitFor();
  expect(placesIn(await layoutOf(bowline.window))).toEqual(places);
  expect((await layoutOf(bowline.window)).windows).toEqual(layout.windows);

  for (const [index, pane] of floods.entries()) {
    const page = await pageWith(pane);
    await showTabOf(page, pane);
    await paneOn(page, pane)
      .getByText(new RegExp(`end ${index} \\d+`))
      .first()
      .waitFor();
    const lines = (await settled(page, pane)).lines.map((line) => line.trimEnd());
    const numbers = lines.flatMap((line) => {
      const [, flood, n] = /^f(\d) (\d+)$/.exec(line) ?? [];
      return flood === String(index) ? [Number(n)] : [];
    });
    const end = Number(/^end \d (\d+)$/m.exec(lines.join('\n'))![1]);
    expect(numbers.at(-1)).toBe(end);
    expect(numbers).toEqual(numbers.map((_, at) => end - numbers.length + 1 + at));
  }
  for (const pane of quiet) {
    const page = await pageWith(pane);
    await showTabOf(page, pane);
    const lines = (await settled(page, pane)).lines.map((line) => line.trimEnd());
    const numbers = lines.filter((line) => /^\d+$/.test(line)).map(Number);
    expect(numbers).toEqual(Array.from({ length: 400 }, (_, at) => at + 1));
  }
  for (const pane of here) {
    const page = await pageWith(pane);
    await showTabOf(page, pane);
    await expect(
      paneOn(page, pane).getByText('The earlier shell ended with the app.').first(),
    ).toBeVisible();
  }
});

/** The window that was in front last, as the app has stored it. */
async function frontAtLast(): Promise<string> {
  const text = await readFile(path.join(bowline.userData, 'window.json'), 'utf8');
  const { places } = JSON.parse(text) as { places: object };
  return Object.keys(places).at(-1)!;
}

/** Shows the tab in which a pane is. */
async function showTabOf(page: Page, pane: string): Promise<void> {
  const { tabs } = await ownWindow(page);
  const at = tabs.findIndex(({ tree }) => panesIn(tree).some(({ id }) => id === pane));
  await showTabAt(page, at + 1);
  await expect(paneOn(page, pane)).toBeVisible();
}

test('a window that crashes comes back with its panes, and the other goes on', async () => {
  const { electron } = bowline.app;
  const { window: page } = bowline;
  const pane = await open('Kept');
  const second = await splitOff(page, 'D');
  await typeInto(page, second, 'seq 1 50');
  const other = await openedWindow(electron, () =>
    commandIn(electron, page, 'move-pane-to-new-window'),
  );
  await paneOn(other, second).getByText('50', { exact: true }).last().waitFor();
  const native = await electron.browserWindow(other);
  // The driver gives a page up for good once it has crashed, so main says when it is there again.
  const loadedAgain = native.evaluate(({ webContents }) => {
    const loaded = new Promise<void>((done) => webContents.once('did-finish-load', () => done()));
    webContents.forcefullyCrashRenderer();
    return loaded;
  });
  await typeInto(page, pane, 'echo $((6*7))');
  await paneOn(page, pane).getByText('42').first().waitFor();
  await loadedAgain;
  await expect
    .poll(() =>
      native.evaluate((one) =>
        one.webContents.executeJavaScript(`document.querySelector('.xterm-rows')?.innerText ?? ''`),
      ),
    )
    .toContain('50');
});

test('closing one window asks for its own programs alone; reopened, it is there again', async () => {
  const { electron } = bowline.app;
  const { window: page } = bowline;
  await open('Here');
  const second = await splitOff(page, 'D');
  await openedWindow(electron, () => commandIn(electron, page, 'move-pane-to-new-window'));
  const other = await pageWith(second);
  await typeInto(other, second, 'sleep 1000');
  await expect
    .poll(() => other.evaluate((id) => window.bowline.call('shells:busy', id), second))
    .toMatchObject({ busy: true });
  const closed = other.waitForEvent('close');
  await (await electron.browserWindow(other)).evaluate((one) => one.close());
  expect(await answerLeave(other, true)).toBe(
    'sleep is still running. Closing the window ends it.',
  );
  await closed;
  await expect.poll(async () => (await layoutOf(page)).windows).toHaveLength(1);
  const again = await openedWindow(electron, () => commandIn(electron, page, 'reopen-closed'));
  await paneOn(again, second).locator('.xterm').waitFor();
});

test('hidden and minimised windows read on, and paint nothing', async () => {
  needs(whyNoWindowManager(), test);
  await using _manager = await manageWindows();
  const { electron } = bowline.app;
  const { window: page } = bowline;
  const pane = await open('Kept');
  const native = await electron.browserWindow(page);
  await native.evaluate((one) => {
    const minimised = new Promise<void>((resolve) => one.once('minimize', () => resolve()));
    one.minimize();
    return minimised;
  });
  const rows = await page.evaluateHandle(() => {
    const seen = { changes: 0 };
    const rows = document.querySelector('.xterm-rows')!;
    new MutationObserver((all) => (seen.changes += all.length)).observe(rows, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return seen;
  });
  const shells = await page.evaluate(() => window.bowline.call('shells:list'));
  expect(shells).toHaveLength(1);
  await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>('.xterm-helper-textarea')!;
    field.focus();
  });
  await page.keyboard.type('seq 1 100000; echo ov""er');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await heldBy(page, pane)).lines.some((line) => line.trim() === 'over'))
    .toBe(true);
  expect(await rows.evaluate(({ changes }) => changes)).toBe(0);
  await native.evaluate((one) => one.restore());
  await paneOn(page, pane).getByText('over', { exact: true }).first().waitFor();
});
