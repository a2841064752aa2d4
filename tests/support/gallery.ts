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
  /** As most people have it, and as tests look at all of a screen. */
  usual?: boolean;
  /** Of which screens it is kept. */
  keptOf: readonly Screen['kept'][];
}

const LARGE = ['narrow', 'every'] as const;
const USUAL = ['themes', 'every'] as const;
const ONLY_WHOLE = ['every'] as const;

const VIEWS: readonly View[] = [
  { name: 'dark', size: [1440, 900], theme: 'dark', keptOf: LARGE },
  { name: 'light', size: [1440, 900], theme: 'light', keptOf: LARGE },
  { name: 'dark-1100', size: [1100, 720], theme: 'dark', usual: true, keptOf: USUAL },
  { name: 'light-1100', size: [1100, 720], theme: 'light', usual: true, keptOf: USUAL },
  { name: 'dark-640', size: [640, 480], theme: 'dark', keptOf: ONLY_WHOLE },
  { name: 'light-640', size: [640, 480], theme: 'light', keptOf: LARGE },
  { name: 'forced', size: [1100, 720], theme: 'dark', forced: true, keptOf: LARGE },
  { name: 'scale-2', size: [1100, 720], theme: 'light', scale: 2, keptOf: ONLY_WHOLE },
];

/** In which views a screen is looked at: what stands where it was opened is seen at one size only. */
export function viewsOf(screen: Screen): readonly View[] {
  return screen.fleeting || screen.size ? VIEWS.filter(({ usual }) => usual) : VIEWS;
}

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
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${screen.name}-${view.name}.png`);
  return inView(scene, screen, view, async (cdp) => {
    const found = await measured(scene);
    if (view.scale) await captured(cdp, file);
    else await scene.page.screenshot({ path: file, scale: 'device', animations: 'disabled' });
    return found.filter((one) => one.startsWith('cut-off'));
  });
}

/** What is cut off or too small in a screen that is up, seen so. */
export function foundIn(scene: Scene, screen: Screen, view: View): Promise<string[]> {
  return inView(scene, screen, view, () => measured(scene));
}

function measured({ page }: Scene): Promise<string[]> {
  return audit(page, { contrast: false, axe: false });
}

async function inView<T>(
  scene: Scene,
  screen: Screen,
  view: View,
  look: (cdp: CDPSession) => Promise<T>,
): Promise<T> {
  const { page } = scene;
  const [width, height] = view.size;
  if (!screen.fleeting && !screen.size) await scene.sizeTo(width, height);
  await scene.setTheme(view.theme);
  await page.emulateMedia({ forcedColors: view.forced ? 'active' : 'none' });
  const cdp = await page.context().newCDPSession(page);
  const metrics = { width, height, deviceScaleFactor: view.scale ?? 1, mobile: false };
  if (view.scale) await cdp.send('Emulation.setDeviceMetricsOverride', metrics);
  try {
    return await look(cdp);
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
