// Who draws the window's upper edge: the system, but on macOS, where the page does and the system puts
// its three buttons into it. renderer/styles/titleBar.css leaves room for them.

/** In the middle of a bar of 40 px, of which the buttons take 14. */
const BUTTONS = { x: 14, y: 13 };

type Frame = Pick<
  Electron.BrowserWindowConstructorOptions,
  'titleBarStyle' | 'trafficLightPosition'
>;

export function windowFrame(platform: NodeJS.Platform): Frame {
  if (platform !== 'darwin') return {};
  return { titleBarStyle: 'hiddenInset', trafficLightPosition: BUTTONS };
}
