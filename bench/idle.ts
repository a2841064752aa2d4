// What 20 connected tabs use of a processor while nothing happens.
import { setTimeout } from 'node:timers/promises';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median } from './report/statistics.ts';
import { tabOpener } from './stage/manyTabs.ts';
import { processorTimeOf, type Parts } from './stage/parts.ts';
import { openStage, type Stage } from './stage/stage.ts';

const TABS = 20;
const QUICK_TABS = 3;
const ROUNDS = 3;
const ROUND_MS = 60_000;
const QUICK_ROUND_MS = 5_000;
/** What opening the tabs has left to do is done by then. */
const REST_MS = 20_000;

/** Percent of one core, by part. */
type Use = Record<keyof Parts | 'bowline', number>;

async function measure(run: Run): Promise<Measurement> {
  const stage = await openStage(run);
  const openTab = await tabOpener(run, stage);
  for (let open = 0; open < (run.quick ? QUICK_TABS : TABS); open++) await openTab();
  await setTimeout(run.quick ? 0 : REST_MS);
  run.begin();
  const uses: Use[] = [];
  for (let round = 0; round < (run.quick ? 1 : ROUNDS); round++) {
    run.say(`round ${round + 1}`);
    uses.push(await useDuring(stage, run.quick ? QUICK_ROUND_MS : ROUND_MS));
  }
  return { figures: judge(uses), samples: samples(uses), notes: [] };
}

async function useDuring(stage: Stage, ms: number): Promise<Use> {
  const since = performance.now();
  const used = await processorTimeOf(stage, () => setTimeout(ms));
  const took = performance.now() - since;
  const { main, renderer, helpers, agent, shells } = used;
  const times = {
    main,
    renderer,
    helpers,
    agent,
    shells,
    bowline: main + renderer + helpers + agent,
  };
  const shares = Object.entries(times).map(([part, time]) => [part, (time / took) * 100]);
  return Object.fromEntries(shares) as Use;
}

function judge(uses: Use[]): Figure[] {
  const figure = (what: string, part: keyof Use): Figure => {
    return { what, value: median(uses.map((use) => use[part])), unit: '%' };
  };
  return [
    { ...figure('of one core, all of Bowline', 'bowline'), aim: { most: 1 } },
    figure('of it the main process', 'main'),
    figure('of it the window’s process', 'renderer'),
    figure('of it GPU and helper processes', 'helpers'),
    figure('of it the agent', 'agent'),
  ];
}

function samples(uses: Use[]): Record<string, number[]> {
  const parts = Object.keys(uses[0]!) as (keyof Use)[];
  return Object.fromEntries(parts.map((part) => [`${part}, %`, uses.map((use) => use[part])]));
}

export const idle: Bench = {
  name: 'idle',
  title: 'What 20 idle tabs use of a processor',
  method:
    '20 tabs are connected to one agent, and nothing happens for 60 s, three times. Counted is ' +
    'the processor time of the main process, the window, GPU and helper processes and the agent ' +
    '(`/proc/PID/stat`), in percent of one core; the figure is the median of the three.',
  limitMs: 600_000,
  rounds: 6,
  measure,
};
