// What 10,000 saved hosts in folders add to the memory of all processes of the app.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openDisplay, type Display } from '../build/display.ts';
import { startApp } from '../tests/support/app.ts';
import { inheritingHosts } from '../tests/support/inheritingHosts.ts';
import { saveHosts } from '../tests/support/manyHosts.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median } from './report/statistics.ts';
import { memory, tree, type Process } from './stage/processTree.ts';
import { settled } from './stage/settled.ts';
import { AS_PACKAGED } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';

const HOSTS = 10_000;
const ROUNDS = 3;
const MB = 1e6;

const PARTS = ['all', 'main', 'renderer', 'helpers'] as const;
/** PSS, bytes. */
type Held = Record<(typeof PARTS)[number], number>;

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const folder = await temporaryFolder(run);
  const [none, many] = ['none', 'many'].map((name) => path.join(folder, name)) as [string, string];
  await Promise.all([none, many].map((one) => mkdir(one)));
  const { hosts, folders } = inheritingHosts(HOSTS);
  saveHosts(many, hosts, folders);
  run.begin();
  const held: { none: Held; many: Held }[] = [];
  for (let round = 1; round <= (run.quick ? 1 : ROUNDS); round++) {
    run.say(`round ${round}`);
    held.push({ none: await heldBy(none, display), many: await heldBy(many, display) });
  }
  return { figures: judge(held), samples: samples(held), notes: [] };
}

/** Once nothing changes any more: the hosts are all there, and the copy of the file is made. */
async function heldBy(userData: string, display: Display): Promise<Held> {
  const app = await startApp({ userData, env: { ...display.env, ...AS_PACKAGED } });
  try {
    const root = app.electron.process().pid!;
    await settled(() => memory(tree(root)).pss);
    const all = tree(root);
    const of = (is: (one: Process) => boolean): number => memory(all.filter(is)).pss;
    return {
      all: memory(all).pss,
      main: of(({ pid }) => pid === root),
      renderer: of(({ role }) => role === 'renderer'),
      helpers: of(({ pid, role }) => pid !== root && role !== 'renderer'),
    };
  } finally {
    await app.close();
  }
}

function judge(held: readonly { none: Held; many: Held }[]): Figure[] {
  const figure = (what: string, part: keyof Held): Figure => {
    const added = held.map(({ none, many }) => many[part] - none[part]);
    return { what, value: median(added) / MB, unit: 'MB' };
  };
  return [
    { ...figure('all processes (PSS)', 'all'), aim: { most: 20 } },
    figure('of it the window’s process', 'renderer'),
    figure('of it the main process', 'main'),
    figure('of it GPU and helper processes', 'helpers'),
    { what: 'all of Bowline without hosts (PSS)', value: wholeOf(held), unit: 'MB' },
  ];
}

const wholeOf = (held: readonly { none: Held }[]): number =>
  median(held.map(({ none }) => none.all)) / MB;

function samples(held: readonly Record<'none' | 'many', Held>[]): Record<string, number[]> {
  const named: Record<string, number[]> = {};
  for (const which of ['none', 'many'] as const)
    for (const part of PARTS)
      named[`${which}: ${part}, PSS bytes`] = held.map((round) => round[which][part]);
  return named;
}

export const memoryMany: Bench = {
  name: 'memory-many',
  title: 'What ten thousand hosts take',
  method:
    'Bowline with 10,000 saved hosts in 300 folders, and with none, both without tabs, are started ' +
    'in turns and counted when nothing changes any more: all processes of the app, PSS ' +
    '(`/proc/PID/smaps_rollup`). The figures are what the hosts add, the median of three rounds.',
  limitMs: 900_000,
  measure,
};
