// What one more tab costs, in all processes of the app and the agent together.
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { tabOpener } from './stage/manyTabs.ts';
import { bowlines, parts, type Parts } from './stage/parts.ts';
import { memory, type Memory, type Process } from './stage/processTree.ts';
import { settled } from './stage/settled.ts';
import { openStage, type Stage } from './stage/stage.ts';

/** Numbers of tabs at which is counted. */
const STEPS = [1, 10, 20, 30];
const QUICK_STEPS = [1, 4];
const MB = 1e6;
const AIM = { most: 10 };

interface Count {
  tabs: number;
  parts: Parts;
  bowline: Memory;
  of: Record<keyof Parts, Memory>;
}

async function measure(run: Run): Promise<Measurement> {
  const stage = await openStage(run);
  const openTab = await tabOpener(run, stage);
  const counts: Count[] = [];
  run.begin();
  let open = 0;
  for (const tabs of run.quick ? QUICK_STEPS : STEPS) {
    run.say(`${tabs} tabs`);
    for (; open < tabs; open++) await openTab();
    counts.push(await countWhenSettled(stage, tabs));
  }
  return { figures: compare(counts[0]!, counts.at(-1)!), samples: samples(counts), notes: [] };
}

async function countWhenSettled(stage: Stage, tabs: number): Promise<Count> {
  await settled(() => memory(bowlines(parts(stage))).pss);
  const now = parts(stage);
  const of = Object.entries(now).map(([part, list]) => [part, memory(list as Process[])]);
  const each = Object.fromEntries(of) as Count['of'];
  return { tabs, parts: now, bowline: memory(bowlines(now)), of: each };
}

function compare(first: Count, last: Count): Figure[] {
  const further = last.tabs - first.tabs;
  const each = (from: Memory, to: Memory, kind: keyof Memory): number =>
    (to[kind] - from[kind]) / further / MB;
  const partly = (part: keyof Parts, what: string): Figure =>
    figure(`of it ${what}`, each(first.of[part], last.of[part], 'pss'));
  return [
    { ...figure('a further tab (PSS)', each(first.bowline, last.bowline, 'pss')), aim: AIM },
    partly('renderer', 'the window’s process'),
    partly('main', 'the main process'),
    partly('helpers', 'GPU and helper processes'),
    partly('agent', 'the agent'),
    figure('a further tab (RSS)', each(first.bowline, last.bowline, 'rss')),
    figure('besides, the bash in it (PSS)', each(first.of.shells, last.of.shells, 'pss')),
    figure(`all of Bowline with ${first.tabs} tab (PSS)`, first.bowline.pss / MB),
    figure(`all of Bowline with ${last.tabs} tabs (PSS)`, last.bowline.pss / MB),
  ];
}

function figure(what: string, value: number): Figure {
  return { what, value, unit: 'MB' };
}

function samples(counts: Count[]): Record<string, number[]> {
  const list = (pick: (count: Count) => number): number[] => counts.map(pick);
  const named: Record<string, number[]> = {
    tabs: list(({ tabs }) => tabs),
    'Bowline, PSS bytes': list(({ bowline }) => bowline.pss),
    'Bowline, RSS bytes': list(({ bowline }) => bowline.rss),
  };
  for (const part of Object.keys(counts[0]!.of) as (keyof Parts)[]) {
    named[`${part}, PSS bytes`] = list(({ of }) => of[part].pss);
    named[`${part}, processes`] = list(({ parts }) => parts[part].length);
  }
  return named;
}

export const memoryBench: Bench = {
  name: 'memory',
  title: 'What a further idle tab costs',
  method:
    'Tabs are opened on one agent, 1 to 30, each with 1,000 lines of scrollback, and counted when ' +
    'nothing changes any more: main process, window, GPU and helper processes and the agent ' +
    '(`/proc/PID/smaps_rollup`). PSS counts what several processes share once, RSS for each. ' +
    'The `bash` in each tab is the user’s program, and stands by itself.',
  limitMs: 900_000,
  rounds: 6,
  measure,
};
