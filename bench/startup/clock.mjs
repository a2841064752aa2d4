// Loaded into an Electron app before it (`electron -r`): tells on stdout, in milliseconds since
// 1970, when its first window was shown, painted, and took a key; then ends it.
import { app } from 'electron';

const now = () => performance.timeOrigin + performance.now();

// In the page. `painted` is the first contentful paint, `took` the first key.
const WATCH = `void (window.benchKey = new Promise((resolve) =>
  addEventListener('keydown', () => resolve(performance.timeOrigin + performance.now()), true)))`;
const REPORT = `(async () => {
  const took = await window.benchKey;
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return {
    took,
    painted: performance.timeOrigin + (paint?.startTime ?? NaN),
    entries: document.querySelectorAll('[role="option"], [role="treeitem"]').length,
  };
})()`;
const PAINTED = `new Promise((resolve) => {
  const look = (list) => list.getEntriesByName('first-contentful-paint').length && resolve();
  new PerformanceObserver(look).observe({ type: 'paint', buffered: true });
})`;

app.once('browser-window-created', (_event, window) => {
  const { webContents } = window;
  const shown = window.isVisible()
    ? Promise.resolve(now())
    : new Promise((resolve) => window.once('show', () => resolve(now())));
  webContents.once('dom-ready', () => void report(webContents, shown));
});

/** @param {Electron.WebContents} contents @param {Promise<number>} shown */
async function report(contents, shown) {
  await contents.executeJavaScript(WATCH);
  const at = await shown;
  await contents.executeJavaScript(PAINTED);
  contents.focus();
  contents.sendInputEvent({ type: 'keyDown', keyCode: 'Shift' });
  const page = await contents.executeJavaScript(REPORT);
  process.stdout.write(`bench ${JSON.stringify({ shown: at, ...page })}\n`, () => app.exit(0));
}
