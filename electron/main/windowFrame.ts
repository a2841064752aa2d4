// Who draws the window's upper edge: the page, into which the system puts its buttons; the system, where
// its user wants that. renderer/styles/titleBar.css leaves room for the buttons.
import type { FrameColours } from '../../core/look/derive.ts';

/** Pixels; as `--bar` has it in renderer/styles/tokens.css. */
const BAR = 40;
/** macOS: in the middle of the bar, of which the buttons take 14. */
const BUTTONS = { x: 14, y: 13 };
/** The page draws a line below the bar, which the buttons' ground must not hide. */
const LINE = 1;

type Frame = Pick<
  Electron.BrowserWindowConstructorOptions,
  'titleBarOverlay' | 'titleBarStyle' | 'trafficLightPosition'
>;

export interface FrameWishes {
  /** The system's own frame; macOS has none that the page isn't drawn into. */
  native: boolean;
  colours: FrameColours;
}

export function windowFrame(platform: NodeJS.Platform, { native, colours }: FrameWishes): Frame {
  if (platform === 'darwin') {
    return { titleBarStyle: 'hiddenInset', trafficLightPosition: BUTTONS };
  }
  return native ? {} : { titleBarStyle: 'hidden', titleBarOverlay: overlayOf(colours) };
}

/** The system's buttons in the colours in force. */
export function overlayOf({ chrome, symbols }: FrameColours): Electron.TitleBarOverlayOptions {
  return { color: chrome, symbolColor: symbols, height: BAR - LINE };
}
