// Pictures of a screen as people may have it: sizes, themes, forced colours, a fine display.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession } from '@playwright/test';
import { audit } from './audit.ts';
import type { Scene, Theme } from './scene.ts';
import type { Screen } from './screens.ts';

/** A way to look at a screen. */
export interface View {
  /** Behind the screen's name in the file's. */
  name: string;
  size: [width: number, height: number];
  theme: Theme;
  forced?: boolean;
  scale?: number;
  /** Of which screens it is kept. */
  keptOf: readonly Screen['kept'][];
}

const LARGE = ['narrow', 'every'] as const;
const USUAL = ['themes', 'every'] as const;
const ONLY_WHOLE = ['every'] as const;

export const VIEWS: readonly View[] = [
  { name: 'dark', size: [1440, 900], theme: 'dark', keptOf: LARGE },
  { name: 'light', size: [1440, 900], theme: 'light', keptOf: LARGE },
  { name: 'dark-1100', size: [1100, 720], theme: 'dark', keptOf: USUAL },
  { name: 'light-1100', size: [1100, 720], theme: 'light', keptOf: USUAL },
  { name: 'dark-640', size: [640, 480], theme: 'dark', keptOf: ONLY_WHOLE },
  { name: 'light-640', size: [640, 480], theme: 'light', keptOf: LARGE },
  { name: 'forced', size: [1100, 720], theme: 'dark', forced: true, keptOf: LARGE },
  { name: 'scale-2', size: [1100, 720], theme: 'light', scale: 2, keptOf: ONLY_WHOLE },
];

export function isKept({ kept }: Screen, { keptOf }: View): boolean {
  return kept !== undefined && keptOf.includes(kept);
}

/** Shoots a screen that is up; @returns what is cut off in it */
export async function shoot(
  scene: Scene,
  screen: Screen,
  view: View,
  folder: string,
): Promise<string[]> {
  const { page } = scene;
  const [width, height] = view.size;
  if (!screen.fleeting && !screen.size) await scene.sizeTo(width, height);
  await scene.setTheme(view.theme);
  await page.emulateMedia({ forcedColors: view.forced ? 'active' : 'none' });
  const cdp = await page.context().newCDPSession(page);
  const metrics = { width, height, deviceScaleFactor: view.scale ?? 1, mobile: false };
  if (view.scale) await cdp.send('Emulation.setDeviceMetricsOverride', metrics);
  try {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${screen.name}-${view.name}.png`);
    const found = await audit(page, { contrast: false, axe: false });
    if (view.scale) await captured(cdp, file);
    else await page.screenshot({ path: file, scale: 'device', animations: 'disabled' });
    return found.filter((one) => one.startsWith('cut-off'));
  } finally {
    await cdp.send('Emulation.clearDeviceMetricsOverride');
    await page.emulateMedia({ forcedColors: 'none' });
    await cdp.detach();
  }
}

/** In the pixels of the emulated display; Playwright's own pictures have those of the window's. */
async function captured(cdp: CDPSession, file: string): Promise<void> {
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' });
  writeFileSync(file, data, 'base64');
}
