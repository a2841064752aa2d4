// Many tabs on this computer, each with a flood of its own lines, and what stands on the screen
// of the one that is shown: as rows of text, and as the pixels that were painted.
import type { Page } from '@playwright/test';
import type { RunningApp } from './app.ts';
import { addHost, openHost, showTabAt, terminal, typeLine, waitForState } from './drive.ts';

/** Lines that each tab prints: more than the scrollback holds. */
const LINES = 20_000;

const numbered = (tab: number): string => `tab ${String(tab).padStart(2, '0')}`;

/** Opens so many shells; none of them has printed more than its prompt. */
export async function openTabs({ window }: RunningApp, count: number): Promise<void> {
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  for (let tab = 1; tab <= count; tab++) {
    await openHost(window, 'Here');
    await waitForState(window, 'online');
  }
}

/** Starts each tab's flood and leaves it at once, so that most of it comes while it is hidden. */
export async function floodInTurn(window: Page, count: number): Promise<void> {
  for (let tab = 1; tab <= count; tab++) {
    await showTabAt(window, tab);
    const name = numbered(tab);
    const over = `printf '\\033]0;${name} is over\\007'`;
    await typeLine(window, `seq -f '${name} line %.0f' 1 ${LINES}; ${over}`);
  }
}

/** Waits until a tab has parsed all of its flood. */
export async function floodIsOver(window: Page, tab: number): Promise<void> {
  await window.getByRole('tab', { name: `${numbered(tab)} is over` }).waitFor();
}

/** The last lines of a tab's flood, as many as fit on its screen above the prompt. */
export function lastLines(tab: number, rows: number): string[] {
  const line = (row: number) => `${numbered(tab)} line ${LINES - rows + 2 + row}`;
  return Array.from({ length: rows - 1 }, (_, row) => line(row));
}

/** Rows of the shown terminal, as the status line has them. */
export async function rowsShown(window: Page): Promise<number> {
  const status = await window.getByRole('status', { name: 'Connection' }).innerText();
  return Number(/\d+ × (\d+)/.exec(status)![1]);
}

export interface Picture {
  /** Pixels of each row that aren't of the ground's colour. */
  ink: number[];
  /** Stands for all pixels. */
  hash: string;
}

/** What the shown terminal has painted on its rows. */
export async function pictureOf(app: RunningApp, rows: number): Promise<Picture> {
  const place = await terminal(app.window).locator('.xterm-screen').boundingBox();
  const { x, y, width, height } = place!;
  const area = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height };
  return app.electron.evaluate(
    async ({ BrowserWindow }, { area, rows }) => {
      const { createHash } = process.getBuiltinModule('node:crypto');
      const image = await BrowserWindow.getAllWindows()[0]!.webContents.capturePage(area);
      const [pixels, size] = [new Uint32Array(image.toBitmap().buffer), image.getSize()];
      const ground = pixels[size.width - 1]!;
      const ink = Array.from({ length: rows }, (_, row) => {
        const from = Math.floor((row * size.height) / rows) * size.width;
        const to = Math.floor(((row + 1) * size.height) / rows) * size.width;
        return pixels.subarray(from, to).filter((pixel) => pixel !== ground).length;
      });
      return { ink, hash: createHash('sha256').update(pixels).digest('hex') };
    },
    { area, rows },
  );
}
