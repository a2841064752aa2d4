// From a key in the palette to the rows that it finds, among ten thousand hosts: the first opening, and
// every letter of a query.
import { openDisplay } from '../build/display.ts';
import { startApp, type RunningApp } from '../tests/support/app.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median, most, percentile } from './report/statistics.ts';
import { AS_PACKAGED, ending } from './stage/stage.ts';

const HOSTS = 10_000;
const QUERIES = ['p', 'ps', 'pst', 'pstgr', 'pstgr us', 'us1 pstgr', 'muller', '海 17', 'zzzz'];
const ROUNDS = 12;
const QUICK_ROUNDS = 2;
const KINDS = ['web', 'postgres', 'cache', 'queue', 'Lager-Müller', '上海-数据库'];
const REGIONS = ['eu', 'us', 'ap', 'sa'];

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const app = await startApp({ env: { ...display.env, ...AS_PACKAGED } });
  run.use(ending(() => app.close()));
  await app.window.getByRole('button', { name: 'Settings', exact: true }).waitFor();
  // Ten thousand rows of the sidebar are another bench's.
  await app.window.keyboard.press('Control+Shift+B');
  await tellHosts(app);
  run.begin();
  const opening = [await opened(app)];
  const letters: number[] = [];
  for (let round = 0; round < (run.quick ? QUICK_ROUNDS : ROUNDS); round++) {
    run.say(`round ${round + 1}`);
    for (const query of QUERIES) letters.push(await typed(app, query));
    await app.window.keyboard.press('Escape');
    opening.push(await opened(app));
  }
  return judge(opening, letters);
}

function judge([first = 0, ...again]: number[], letters: number[]): Measurement {
  return {
    figures: [
      {
        what: 'palette: first results',
        value: percentile(letters, 95),
        unit: 'ms',
        aim: { most: 50 },
      },
      { what: 'median', value: median(letters), unit: 'ms' },
      { what: 'longest', value: most(letters), unit: 'ms' },
      { what: 'opening it for the first time', value: first, unit: 'ms' },
      { what: 'opening it again', value: median(again), unit: 'ms' },
    ],
    samples: { 'a letter, ms': letters, 'opening, ms': [first, ...again] },
    notes: [],
  };
}

/** The window hears of them as of hosts that were saved; stored one by one they would take minutes. */
async function tellHosts({ electron, window }: RunningApp): Promise<void> {
  const names = Array.from(
    { length: HOSTS },
    (_, at) => `${KINDS[at % KINDS.length]}-${REGIONS[at % REGIONS.length]}-${at}`,
  );
  const { empty } = await window.evaluate(() => globalThis.window.bowline.call('hosts:kinds'));
  await electron.evaluate(
    ({ BrowserWindow }, told) => {
      const can = { keep: null, tunnels: null, share: false, install: false };
      const hosts = told.names.map((name, at) => {
        const address = `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
        const shown = { detail: `deploy@${address}`, can, problem: null };
        const place = { folder: null, tags: [], notes: '', icon: '', favourite: false };
        return {
          ...told.empty,
          ...shown,
          ...place,
          ...{ inherited: {}, usedAt: null },
          id: `id-${at}`,
          kind: 'ssh',
          name,
          address,
          user: 'deploy',
        };
      });
      const put = JSON.stringify({ usual: told.empty, hosts });
      const change = { put, gone: [], more: false };
      BrowserWindow.getAllWindows()[0]!.webContents.send('hosts:changed', change);
    },
    { names, empty },
  );
}

/** Milliseconds from the key until the field and the first rows are painted. */
function opened({ window }: RunningApp): Promise<number> {
  return window.evaluate(async () => {
    const begin = performance.now();
    const key = { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, cancelable: true }));
    while (!document.querySelector('.palette [role="option"]')) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  });
}

/** Milliseconds from a letter until what it finds is painted. */
function typed({ window }: RunningApp, query: string): Promise<number> {
  return window.evaluate(async (text) => {
    const list = document.querySelector('.palette .list')!;
    const field = document.querySelector<HTMLInputElement>('.palette input')!;
    const changed = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(list, { subtree: true, childList: true, characterData: true });
    });
    const begin = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await changed;
    await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  }, query);
}

export const palette: Bench = {
  name: 'palette',
  title: 'What is typed into the palette, among ten thousand hosts',
  method:
    'The window is told of 10,000 hosts, with names in several scripts. The time runs from a letter ' +
    'in the palette’s field, which is there already, until the list has changed and the next frame ' +
    'begins; queries with words in any order, gaps, umlauts and no hit take turns. The figure is the ' +
    '95th percentile. Opening runs from the key to the first rows; the first time it was never open.',
  limitMs: 300_000,
  measure,
};
