// How a list of 10,000 hosts scrolls, and how soon it answers what is typed into its filter.
import type { Page } from '@playwright/test';
import { openDisplay } from '../build/display.ts';
import { startApp } from '../tests/support/app.ts';
import { hostRows } from '../tests/support/drive.ts';
import { manyHosts, saveHosts } from '../tests/support/manyHosts.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median, most, percentile } from './report/statistics.ts';
import { framesDuring } from './stage/frames.ts';
import { AS_PACKAGED, ending } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { enter } from './stage/window.ts';

const HOSTS = 10_000;
const ROUNDS = 5;
/** Pixels from frame to frame: all of the list in about ten seconds. */
const STEP = 500;
const TYPED = ['0', '77', 'host-0123', '10.3.7', 'nothing like it'];

async function measure(run: Run): Promise<Measurement> {
  const page = await openList(run);
  const rounds = run.quick ? 1 : ROUNDS;
  const gaps: number[] = [];
  const answers: number[] = [];
  run.begin();
  for (let round = 1; round <= rounds; round++) {
    run.say(`round ${round}`);
    gaps.push(...(await framesDuring(page, () => scrollThrough(page))));
    for (const text of TYPED) answers.push(await answered(page, text));
  }
  return {
    figures: [
      { what: 'scrolled: longest gap', value: most(gaps), unit: 'ms', aim: { most: 50 } },
      { what: 'scrolled: p99', value: percentile(gaps, 99), unit: 'ms' },
      { what: 'filtered: first rows', value: median(answers), unit: 'ms', aim: { most: 50 } },
      { what: 'filtered: slowest', value: most(answers), unit: 'ms' },
    ],
    samples: { 'gaps while scrolled, ms': gaps, 'from a letter to its rows, ms': answers },
    notes: [],
  };
}

async function openList(run: Run): Promise<Page> {
  const display = run.use(await openDisplay());
  const userData = await temporaryFolder(run);
  saveHosts(userData, manyHosts(HOSTS));
  const app = await startApp({ userData, env: { ...display.env, ...AS_PACKAGED } });
  run.use(ending(() => app.close()));
  await enter(app.window);
  await hostRows(app.window).first().waitFor();
  return app.window;
}

/** From the first host to the last, a step each frame, as a wheel that is spun does it. */
function scrollThrough(page: Page): Promise<void> {
  return page.getByLabel('Saved hosts', { exact: true }).evaluate(
    (list, step) =>
      new Promise<void>((done) => {
        list.scrollTop = 0;
        const go = (): void => {
          const before = list.scrollTop;
          list.scrollTop += step;
          if (list.scrollTop === before) done();
          else requestAnimationFrame(go);
        };
        requestAnimationFrame(go);
      }),
    STEP,
  );
}

/** Milliseconds from a text in the filter until its rows are laid out in a frame. */
function answered(page: Page, text: string): Promise<number> {
  return page.getByLabel('Filter hosts').evaluate(
    (field, typed) =>
      new Promise<number>((done) => {
        const input = field as HTMLInputElement;
        const set = (value: string): void => {
          input.value = value;
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        set('');
        // Two frames, so that what was there before is painted and none of this.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const began = performance.now();
            set(typed);
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
          }),
        );
      }),
    text,
  );
}

export const hosts: Bench = {
  name: 'hosts',
  title: 'Ten thousand hosts',
  method:
    'With 10,000 saved hosts the list is scrolled from end to end, 500 px a frame, while the ' +
    'window notes the time of each animation frame. Then texts are put into the filter one ' +
    'after another, each with all hosts shown before it; the time runs until the frame that has ' +
    'its rows is painted, and so is never less than the wait for that frame.',
  limitMs: 300_000,
  measure,
};
