// What the window does while 10,000 hosts are brought along from another tool's file.
import type { ElectronApplication, Page } from '@playwright/test';
import { openDisplay } from '../build/display.ts';
import type { Bridge } from '../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../tests/support/app.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median, most } from './report/statistics.ts';
import { framesDuring } from './stage/frames.ts';
import { AS_PACKAGED, ending } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { enter } from './stage/window.ts';

declare const window: { bowline: Bridge };

const HOSTS = 10_000;
const FOLDERS = 300;
const ROUNDS = 3;
/** So long without a task of 50 ms or more, the window has started. */
const REST_MS = 1_000;

/** One import, milliseconds. */
interface Took {
  read: number;
  stored: number;
  /** Of the window's frames, the longest from one to the next. */
  windowGap: number;
  /** The longest that the main process did nothing else. */
  mainGap: number;
}

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const all: Took[] = [];
  run.begin();
  for (let round = 1; round <= (run.quick ? 1 : ROUNDS); round++) {
    run.say(`round ${round}`);
    const userData = await temporaryFolder(run);
    const app = await startApp({ userData, env: { ...display.env, ...AS_PACKAGED } });
    run.use(ending(() => app.close()));
    all.push(await imported(app));
    await app.close();
  }
  const list = (name: keyof Took): number[] => all.map((took) => took[name]);
  return {
    figures: [
      {
        what: 'the window: longest gap',
        value: most(list('windowGap')),
        unit: 'ms',
        aim: { most: 100 },
      },
      { what: 'the main process: longest gap', value: most(list('mainGap')), unit: 'ms' },
      { what: 'until the preview is there', value: median(list('read')), unit: 'ms' },
      { what: 'from there until all are stored', value: median(list('stored')), unit: 'ms' },
    ],
    samples: {
      'longest gap of the window, ms': list('windowGap'),
      'longest gap of the main process, ms': list('mainGap'),
      'read, ms': list('read'),
      'stored, ms': list('stored'),
    },
    notes: [],
  };
}

async function imported({ electron, window: page }: RunningApp): Promise<Took> {
  await enter(page);
  await atRest(page);
  await watchMain(electron);
  const found = { times: { read: 0, stored: 0 } };
  const gaps = await framesDuring(page, async () => {
    found.times = await bringAlong(page, table());
    await shownAll(page);
  });
  return { ...found.times, windowGap: most(gaps), mainGap: await mainGap(electron) };
}

/** The window's own start is over: what it does after its first picture would be taken for the import's. */
function atRest(page: Page): Promise<void> {
  return page.evaluate(
    (restMs) =>
      new Promise<void>((rested) => {
        let rest = setTimeout(rested, restMs);
        new PerformanceObserver(() => {
          clearTimeout(rest);
          rest = setTimeout(rested, restMs);
        }).observe({ type: 'longtask' });
      }),
    REST_MS,
  );
}

/** By the calls that the dialog makes. */
function bringAlong(page: Page, text: string): Promise<{ read: number; stored: number }> {
  return page.evaluate(async (text) => {
    const { bowline } = window;
    const began = performance.now();
    const file = { name: 'hosts.csv', bytes: new TextEncoder().encode(text) };
    const preview = (await bowline.call('import:open', { from: 'given', file }))!;
    const { rows } = preview;
    for (let { next } = preview; next !== null;) {
      const part = await bowline.call('import:further', preview.id, next);
      rows.push(...(JSON.parse(part.rows) as typeof rows));
      next = part.next;
    }
    const read = performance.now();
    const choices = [{ at: 0, to: rows.length - 1, does: 'add' as const }];
    const done = await bowline.call('import:apply', preview.id, { into: null, choices });
    if (done.added !== rows.length) throw new Error(`Only ${done.added} were added.`);
    return { read: read - began, stored: performance.now() - read };
  }, text);
}

/** The list has all of them. */
async function shownAll(page: Page): Promise<void> {
  const count = page.locator('.side-head .count');
  await count.filter({ hasText: HOSTS.toLocaleString('en') }).waitFor();
}

/** As many tools write their lists. */
function table(): string {
  const rows = Array.from({ length: HOSTS }, (_, at) => {
    const group = `Group ${String(at % FOLDERS).padStart(3, '0')}`;
    return `${group},host-${String(at).padStart(5, '0')},10.${at >> 8}.${at & 255}.1,22,deploy,ssh`;
  });
  return ['group,name,address,port,user,protocol', ...rows].join('\n');
}

type Watched = { benchDelay?: { enable(): void; max: number } };

async function watchMain(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    (globalThis as Watched).benchDelay = delay;
  });
}

function mainGap(electron: ElectronApplication): Promise<number> {
  return electron.evaluate(() => (globalThis as Watched).benchDelay!.max / 1e6);
}

export const importMany: Bench = {
  name: 'import-many',
  title: 'Bringing ten thousand hosts along',
  method:
    'A table of 10,000 hosts in 300 folders is read and stored by the calls that the dialog makes, ' +
    'into an app without hosts, a new one each time, whose window has come to rest. Meanwhile the window notes the time of each ' +
    'animation frame, and the main process how late its timers of 5 ms are.',
  limitMs: 300_000,
  measure,
};
