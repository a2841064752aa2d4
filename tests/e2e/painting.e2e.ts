// What is on the screen is what was printed: 30 tabs that flood in turn are right when they are
// visited, by the DOM and by WebGL; hidden ones paint nothing, and GPU contexts go round.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  screenText,
  showTabAt,
  tabCount,
  terminal,
  typeLine,
  waitForRow,
} from '../support/drive.ts';
import {
  countContexts,
  loseContexts,
  pretendHardware,
  SOFTWARE_WEBGL,
} from '../support/graphics.ts';
import {
  floodInTurn,
  floodIsOver,
  lastLines,
  openTabs,
  pictureOf,
  rowsShown,
  type Picture,
} from '../support/manyTabs.ts';
import { watchHiddenPane, watchTitles } from '../support/paneWatch.ts';
import { agreeToLeave } from '../support/leaveDialog.ts';
import { allLines } from '../support/restart.ts';

const TABS = 30;
/** They are opened one by one, on a computer that may be slow. */
const MANY_TABS_MS = 600_000;
const ENV = { PS1: '$ ', ENV: undefined };

let app: RunningApp;

test.afterEach(async () => {
  await agreeToLeave(app.electron);
  await app.close();
});

test.describe('painted by the DOM', () => {
  test.beforeEach(async () => {
    app = await startApp({ env: ENV });
  });

  test('30 tabs that flood in turn show the right text, and none is blank', async () => {
    test.setTimeout(MANY_TABS_MS);
    await openTabs(app, TABS);
    await floodInTurn(app.window, TABS);
    for (let tab = 1; tab <= TABS; tab++) {
      await showTabAt(app.window, tab);
      await floodIsOver(app.window, tab);
      await expect.poll(() => screenText(app.window)).toMatch(/\n\$$/);
      const shown = (await screenText(app.window)).split('\n');
      expect(shown.slice(0, -1)).toEqual(lastLines(tab, await rowsShown(app.window)));
      await paintedRows();
    }
  });

  test('a hidden tab paints nothing, and is right in the first frame that shows it', async () => {
    const { window, userData } = app;
    const go = path.join(userData, 'go');
    await openTabs(app, 2);
    await showTabAt(window, 1);
    const wait = `until [ -e '${go}' ]; do sleep 0.1; done`;
    await typeLine(window, `${wait}; seq 1 50000; printf '\\033]0;over\\007'`);
    await showTabAt(window, 2);
    const pane = await watchHiddenPane(window, 1);
    await writeFile(go, '');
    await window.getByRole('tab', { name: 'over' }).waitFor();
    expect(await pane.changes()).toBe(0);
    await showTabAt(window, 1);
    expect(await pane.firstFrame()).toContain('50000');
  });

  test('the last picture of a flood is of its end, whatever ended it', async () => {
    const { window } = app;
    await openTabs(app, 1);
    // All is printed by then, and nothing moves any more that would have it painted.
    await typeLine(window, 'seq 1 300000; echo over');
    await expect.poll(() => screenText(window)).toMatch(/\n299999\n300000\nover\n\$$/);
    const red = `yes "$(printf '\\033[31mred\\033[m')" | head -n 100000`;
    await typeLine(window, `clear; ${red}; echo over`);
    await expect.poll(() => screenText(window)).toMatch(/\nred\nred\nover\n\$$/);
    // A program that is interrupted within a sequence of its own takes the echo of ^C into it, and ESC ^
    // takes all that comes: so this one has none.
    await typeLine(window, 'clear; yes');
    await expect.poll(() => screenText(window)).toMatch(/^y\ny\n/);
    await window.keyboard.press('Control+c');
    await expect.poll(() => screenText(window)).toMatch(/\n.*\^C.*\n\$$/);
    await typeLine(window, 'clear; echo $((6*7))');
    await waitForRow(window, '42');
  });

  test('a font that changed while a tab was hidden is measured when it is shown', async () => {
    const page = app.window;
    await openTabs(app, 2);
    await showTabAt(page, 1);
    const before = await rowsShown(page);
    await page.evaluate(() => window.bowline.call('settings:set', { fontSize: 19 }));
    await expect.poll(() => rowsShown(page)).toBeLessThan(before);
    const rows = await rowsShown(page);
    await showTabAt(page, 2);
    await expect.poll(() => rowsShown(page)).toBe(rows);
    await typeLine(page, 'echo $((6*7))');
    await waitForRow(page, '42');
    // Text whose width isn't what was measured is spaced out piece by piece.
    const spaced = terminal(page).locator('.xterm-rows span[style*="letter-spacing"]');
    await expect(spaced).toHaveCount(0);
  });

  test('a program that names its tab all the time does not keep the window busy', async () => {
    const { window } = app;
    await openTabs(app, 1);
    const titles = await watchTitles(window);
    const names = 'for (i = 1; i <= 20000; i++) printf "\\033]0;name %d\\007", i';
    await typeLine(window, `awk 'BEGIN { ${names} }'`);
    await window.getByRole('tab', { name: 'name 20000' }).waitFor();
    const { changes, ms } = await titles();
    expect(changes).toBeLessThan(ms / 100 + 5);
  });
});

test.describe('painted by WebGL', () => {
  test.beforeEach(async () => {
    app = await startApp({ env: ENV, args: SOFTWARE_WEBGL });
    await pretendHardware(app.window);
  });

  test('30 tabs that flood in turn are painted, and one at a time has the GPU', async () => {
    test.setTimeout(MANY_TABS_MS);
    await openTabs(app, TABS);
    await floodInTurn(app.window, TABS);
    const pictures: string[] = [];
    for (let tab = 1; tab <= TABS; tab++) {
      await showTabAt(app.window, tab);
      await floodIsOver(app.window, tab);
      pictures.push((await paintedRows()).hash);
    }
    expect(new Set(pictures).size).toBe(TABS);
    for (let tab = TABS; tab >= 1; tab--) {
      await showTabAt(app.window, tab);
      expect((await paintedRows()).hash).toBe(pictures[tab - 1]);
      const rows = await rowsShown(app.window);
      const last = async () => (await allLines(app)).slice(-rows, -1);
      await expect.poll(last).toEqual(lastLines(tab, rows));
    }
    expect(await countContexts(app.window)).toMatchObject({ alive: 1, most: 1 });
  });

  test('switching fast and closing leave no context behind, and no tab blank', async () => {
    test.setTimeout(MANY_TABS_MS);
    const { window } = app;
    await openTabs(app, TABS);
    await window.evaluate(async (tabs) => {
      const next = { key: 'PageDown', code: 'PageDown', ctrlKey: true, bubbles: true };
      for (let round = 0; round < 10; round++) {
        for (let tab = 0; tab < tabs; tab++) {
          document.body.dispatchEvent(new KeyboardEvent('keydown', next));
          if (round % 2) await new Promise((resolve) => setTimeout(resolve));
        }
      }
    }, TABS);
    await typeLine(window, 'echo $((6*7))');
    // The prompt with the command, its answer, and the next prompt.
    await expect.poll(async () => inkedRows(await pictureOf(app, await rowsShown(window)))).toBe(3);
    await expect(terminal(window).locator('.xterm-rows')).toHaveCount(0);
    for (let closed = 1; closed <= 3; closed++) {
      await window.getByRole('tab', { selected: true }).press('Delete');
      await expect.poll(() => tabCount(window)).toBe(TABS - closed);
    }
    await expect.poll(() => countContexts(window)).toMatchObject({ alive: 1, most: 1 });
  });

  test('where the driver loses its context, the DOM paints the same text', async () => {
    await openTabs(app, 1);
    await typeLine(app.window, 'echo $((6*7))');
    await expect(terminal(app.window).locator('.xterm-screen canvas').first()).toBeVisible();
    await loseContexts(app.window);
    await waitForRow(app.window, '42');
    expect(await countContexts(app.window)).toMatchObject({ alive: 0 });
  });
});

function inkedRows({ ink }: Picture): number {
  return ink.filter((pixels) => pixels > 0).length;
}

/** The picture of the shown terminal, once every row has ink and nothing moves any more. */
async function paintedRows(): Promise<Picture> {
  const rows = await rowsShown(app.window);
  let [before, now] = [await pictureOf(app, rows), await pictureOf(app, rows)];
  const isStill = async (): Promise<boolean> => {
    [before, now] = [now, await pictureOf(app, rows)];
    return before.hash === now.hash && inkedRows(now) === rows;
  };
  await expect.poll(isStill).toBe(true);
  return now;
}
