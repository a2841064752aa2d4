// How a list of 10,000 hosts in 300 folders scrolls, and how soon it answers a key in its filter, beside a
// list of ten.
import type { Page } from '@playwright/test';
import { openDisplay } from '../build/display.ts';
import { startApp } from '../tests/support/app.ts';
import { hostRows } from '../tests/support/drive.ts';
import { arrangedHosts, saveHosts } from '../tests/support/manyHosts.ts';
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
/** Few letters that all have, letters with gaps, an address, a tag, what nothing is like. */
const TYPED = [
  ...['0', '77', 'hst0123', 'host-0123', '10.3.7', '#prod', 'in:"Folder 7" web', 'failover'],
  'nothing like it',
];
const FEW = 10;

async function measure(run: Run): Promise<Measurement> {
  const page = await openList(run, HOSTS);
  const few = await openList(run, FEW);
  const rounds = run.quick ? 1 : ROUNDS;
  const gaps: number[] = [];
  const answers: number[] = [];
  const besides: number[] = [];
  // The first key finds nothing made ready, unless that was done when the box got the keyboard.
  const first = await answered(page, TYPED[0]!);
  run.begin();
  for (let round = 1; round <= rounds; round++) {
    run.say(`round ${round}`);
    gaps.push(...(await framesDuring(page, () => scrollThrough(page))));
    for (const text of TYPED) answers.push(await answered(page, text));
    for (const text of TYPED) besides.push(await answered(few, text));
  }
  return {
    figures: [
      { what: 'scrolled: longest gap', value: most(gaps), unit: 'ms', aim: { most: 50 } },
      { what: 'scrolled: p99', value: percentile(gaps, 99), unit: 'ms' },
      { what: 'filtered: first rows', value: median(answers), unit: 'ms', aim: { most: 50 } },
      { what: 'filtered: slowest', value: most(answers), unit: 'ms' },
      { what: 'filtered: the first key', value: first, unit: 'ms' },
      { what: 'filtered: first rows, of 10 hosts', value: median(besides), unit: 'ms' },
    ],
    samples: {
      'gaps while scrolled, ms': gaps,
      'from a letter to its rows, ms': answers,
      'the same of 10 hosts, ms': besides,
    },
    notes: [],
  };
}

async function openList(run: Run, count: number): Promise<Page> {
  const display = run.use(await openDisplay());
  const userData = await temporaryFolder(run);
  const { hosts, folders } = arrangedHosts(count);
  saveHosts(userData, hosts, folders);
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
        input.focus();
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
    'With 10,000 saved hosts, which have two tags each and lie in 300 folders, the list is scrolled from end to end, 500 px a frame, while the ' +
    'window notes the time of each animation frame. Then texts are put into the filter one ' +
    'after another, each with all hosts shown before it; the time runs until the frame that has ' +
    'its rows is painted, and so is never less than the wait for that frame.',
  limitMs: 300_000,
  measure,
};
