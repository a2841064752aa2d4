// Windows as Electron makes them: sandboxed, with our preload, and in the colours in force.
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import type { FrameColours } from '../../core/look/derive.ts';
import { LANGUAGE_ARGUMENT } from '../ipc/names.ts';
import { language } from './language.ts';
import { MINIMUM, type WindowPlace } from './windowBounds.ts';
import type { WindowDesk } from './windowDesk.ts';
import { overlayOf, windowFrame, type FrameWishes } from './windowFrame.ts';

/** Windows that have the system's buttons in the page; only of those may their colours be set. */
const overlaid = new WeakSet<BrowserWindow>();

/**
 * Makes a window at a place, not shown yet.
 * @param preload the script's path
 * @param wishes its colours, and whether its user wants the system's frame round it
 */
export function nativeWindow(
  preload: string,
  platform: NodeJS.Platform,
  wishes: FrameWishes,
  place: WindowPlace,
): BrowserWindow {
  const { maximized: _, ...bounds } = place;
  const frame = windowFrame(platform, wishes);
  const options = windowOptions(preload, wishes.colours.chrome);
  const window = new BrowserWindow({ ...options, ...bounds, ...frame });
  if (frame.titleBarOverlay) overlaid.add(window);
  return window;
}

/** Where windows may stand: what the system's own bars leave. */
export function workAreas(): Rectangle[] {
  return screen.getAllDisplays().map((display) => display.workArea);
}

/** From now on windows are where there are displays, and in the colours that are in force. */
export function followSystem(desk: WindowDesk<BrowserWindow>, colours: () => FrameColours): void {
  screen.on('display-removed', () => desk.fitIn());
  screen.on('display-metrics-changed', () => desk.fitIn());
  nativeTheme.on('updated', () => {
    for (const { native } of desk.all) paint(native, colours());
  });
}

/** Paints what isn't the page's. */
export function paint(native: BrowserWindow, colours: FrameColours): void {
  native.setBackgroundColor(colours.chrome);
  if (overlaid.has(native)) native.setTitleBarOverlay(overlayOf(colours));
}

function windowOptions(
  preload: string,
  backgroundColor: string,
): Electron.BrowserWindowConstructorOptions {
  return {
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    title: 'Bowline',
    show: false,
    backgroundColor,
    webPreferences: {
      preload,
      additionalArguments: [`${LANGUAGE_ARGUMENT}${language()}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false, // it would fetch dictionaries, and nobody spells in a shell
      backgroundThrottling: false, // a hidden window goes on parsing, or shells would stand still
    },
  };
}
