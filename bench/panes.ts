// What a further pane costs beside a further tab, and how a hundred panes in four windows fare: from a
// key to its echo, going from pane to pane, all memory, and coming back after a kill -9.
import type { Page } from '@playwright/test';
import { seeded } from '../tests/support/random.ts';
import type { Bench, Figure, Measurement, Run, Unit } from './bench.ts';
import { median, percentile } from './report/statistics.ts';
import {
  allBack,
  mustHavePanes,
  PaneWindow,
  shownBack,
  type Counted,
} from './stage/paneWindows.ts';
import { bowlines, parts, processorTimeOf } from './stage/parts.ts';
import { memory } from './stage/processTree.ts';
import { settled } from './stage/settled.ts';
import type { ShellTab } from './stage/shellTab.ts';
import { AGENT, openStage, startAgain, type Stage } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { startEchoing, typeBlock } from './stage/typing.ts';

/** Each window has a tab, further tabs, and as many panes beside those of the first of them. */
interface Size {
  windows: number;
  further: number;
  /** Panes that are added to one tab. */
  split: number;
  /** Lines of 50 keys typed in each situation. */
  lines: number;
  moves: number;
  restarts: number;
}

const FULL: Size = { windows: 4, further: 12, split: 4, lines: 10, moves: 100, restarts: 3 };
const QUICK: Size = { windows: 2, further: 2, split: 2, lines: 1, moves: 10, restarts: 1 };
const MB = 1e6;
const FLOOD = 'yes a line of output such as a program prints when it is busy with something';
const FLOOD_BYTES = 4_000_000;

/** Bytes that one more of each has cost in each window, and a window’s process with one tab. */
interface Costs {
  tab: number[];
  pane: number[];
  window: number[];
  /** More than while it is hidden. */
  seen: number[];
}

/** Milliseconds from the start to the first usable pane, and to all. */
interface Restarts {
  usable: number[];
  all: number[];
}

/** Shells of the first window: two in one tab, and one of another tab. */
interface Typed {
  pane: ShellTab;
  beside: ShellTab;
  behind: ShellTab;
}

type Samples = Record<string, number[]>;

async function measure(run: Run): Promise<Measurement> {
  const size = run.quick ? QUICK : FULL;
  const first = await openStage(run, undefined, await temporaryFolder(run));
  await mustHavePanes(first.page);
  run.begin();
  const echoes = await typeAlone(run, first, size.lines);
  const one = await restart(run, first, { ...size, windows: 1, further: 0 });
  const { stage, costs, typed, all } = await build(run, one.stage, size);
  Object.assign(echoes, await typeAmongMany(run, stage.page, typed, size.lines));
  run.say('going from pane to pane');
  const move = await costOfMoving(stage, typed, size.moves);
  const many = await restart(run, stage, size);
  const figures = [
    ...judgeCosts(costs, all, size),
    ...judgeEchoes(echoes),
    figure('going to another pane: processor time of all', move, 'ms'),
    ...judgeRestarts(one.times, many.times, size),
  ];
  const restarts = { ...ofRestarts('one tab', one.times), ...ofRestarts('all panes', many.times) };
  return { figures, samples: { ...ofCosts(costs), ...ofEchoes(echoes), ...restarts }, notes: [] };
}

/** In a tab that stays. */
async function typeAlone(run: Run, { page, open }: Stage, lines: number): Promise<Samples> {
  run.say('one tab');
  const tab = await open(AGENT);
  await startEchoing(tab);
  const echoes = { 'one tab, idle': await typeLines(page, tab, lines) };
  await tab.interrupt();
  return echoes;
}

/** Opens all windows but the one tab that is there, fills them, and counts on the way. */
async function build(run: Run, stage: Stage, size: Size) {
  const open = await PaneWindow.opener(run, stage);
  const costs: Costs = { tab: [], pane: [], window: [], seen: [] };
  let typed: Typed | undefined;
  for (let number = 1; number <= size.windows; number++) {
    run.say(`window ${number}`);
    const window = await open();
    if (number > 1) await window.addTab();
    const counts = [await window.memory(stage)];
    const tabs: ShellTab[] = [];
    for (let tab = 0; tab < size.further; tab++) tabs.push(await window.addTab());
    await window.showTab(0);
    counts.push(await window.memory(stage));
    const panes = await addPanes(window, size);
    const seen = await window.memory(stage);
    await window.showTab(0);
    counts.push(await window.memory(stage));
    costs.seen.push((seen.all - counts.at(-1)!.all) / size.split);
    addCosts(costs, counts, size);
    typed ??= { pane: panes[1]!, beside: panes[0]!, behind: tabs.at(-1)! };
  }
  await settled(() => memory(bowlines(parts(stage))).pss);
  return { stage, costs, typed: typed!, all: memory(bowlines(parts(stage))).pss };
}

/** @param counts of a window with one tab, with further ones, and with panes besides */
function addCosts(costs: Costs, counts: readonly Counted[], { further }: Size): void {
  const [one, tabs, panes] = counts.map(({ all }) => all);
  costs.window.push(counts[0]!.own);
  costs.tab.push((tabs! - one!) / further);
  costs.pane.push((panes! - tabs!) / further);
}

async function addPanes(window: PaneWindow, { further, split }: Size): Promise<ShellTab[]> {
  const panes: ShellTab[] = [];
  for (let tab = 1; panes.length < further; tab++) {
    await window.showTab(tab);
    for (let pane = 0; pane < split; pane++) panes.push(await window.addPane());
  }
  return panes;
}

async function typeAmongMany(
  run: Run,
  page: Page,
  { pane, beside, behind }: Typed,
  lines: number,
): Promise<Samples> {
  await page.bringToFront();
  await startEchoing(pane);
  run.say('idle');
  const echoes: Samples = { 'all panes, idle': await typeLines(page, pane, lines) };
  for (const [what, flooding] of Object.entries({ beside, behind })) {
    run.say(`a flood ${what}`);
    await flooding.show();
    await flooding.start(FLOOD, FLOOD_BYTES);
    await pane.show();
    echoes[`all panes, a flood ${what}`] = await typeLines(page, pane, lines);
    await flooding.show();
    await flooding.interrupt();
  }
  await pane.show();
  await pane.interrupt();
  return echoes;
}

async function typeLines(page: Page, tab: ShellTab, lines: number): Promise<number[]> {
  const random = seeded(1);
  const echoes: number[] = [];
  for (let line = 0; line < lines; line++) echoes.push(...(await typeBlock(page, tab, random)));
  return echoes;
}

/** Milliseconds of processor time of main process, windows and helpers. */
async function costOfMoving(stage: Stage, typed: Typed, moves: number): Promise<number> {
  await typed.pane.show();
  const used = await processorTimeOf(stage, async () => {
    for (let move = 0; move < moves; move++) {
      await stage.page.keyboard.press(`Control+Shift+Arrow${move % 2 === 0 ? 'Up' : 'Down'}`);
      await stage.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    }
  });
  return (used.main + used.renderer + used.helpers) / moves;
}

/** Milliseconds from the start to the shown tab's panes, and until all are connected. */
async function restart(run: Run, first: Stage, { windows, further, restarts }: Size) {
  const times: Restarts = { usable: [], all: [] };
  let stage = first;
  for (let round = 1; round <= restarts; round++) {
    run.say(`restart ${round}`);
    let began = 0;
    stage = await startAgain(run, stage, () => (began = performance.now()));
    const back = allBack(stage, windows, further);
    await shownBack(stage.page);
    times.usable.push(performance.now() - began);
    await back;
    times.all.push(performance.now() - began);
  }
  return { stage, times };
}

function judgeCosts({ tab, pane, window, seen }: Costs, all: number, size: Size): Figure[] {
  const [tabMb, paneMb] = [mean(tab) / MB, mean(pane) / MB];
  return [
    { ...figure('a further pane, of a further tab (PSS)', paneMb / tabMb, '×'), aim: { most: 1 } },
    figure('a further pane (PSS)', paneMb, 'MB'),
    figure('a further tab (PSS)', tabMb, 'MB'),
    figure('a pane that is seen, besides (PSS)', mean(seen) / MB, 'MB'),
    figure('the process of a window with a tab (PSS)', mean(window) / MB, 'MB'),
    figure(`all of Bowline with ${panesOf(size)} panes (PSS)`, all / MB, 'MB'),
  ];
}

function judgeEchoes(echoes: Samples): Figure[] {
  return Object.entries(echoes).flatMap(([when, list]) =>
    [99, 50].map((percent): Figure => {
      const one = figure(`${when}: p${percent}`, percentile(list, percent), 'ms');
      return percent === 99 && when.includes('flood') ? { ...one, aim: { most: 20 } } : one;
    }),
  );
}

function judgeRestarts(one: Restarts, many: Restarts, size: Size): Figure[] {
  const all = `all ${panesOf(size)} panes`;
  const [alone, usable, whole] = [one.usable, many.usable, many.all].map(median);
  return [
    figure(`after kill -9 of ${all}: to the first usable one`, usable! / 1000, 's'),
    figure(`after kill -9 of ${all}: to the last`, whole! / 1000, 's'),
    figure('after kill -9 of one tab: until it is usable', alone! / 1000, 's'),
    figure('the first usable pane, of one tab’s time', usable! / alone!, '×'),
    figure('the last, of one tab’s time', whole! / alone!, '×'),
  ];
}

function panesOf({ windows, further }: Size): number {
  return windows * (1 + 2 * further);
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, one) => sum + one, 0) / list.length;
}

function figure(what: string, value: number, unit: Unit): Figure {
  return { what, value, unit };
}

function ofCosts(costs: Costs): Samples {
  return renamed({ ...costs }, (what) => `${what}, PSS bytes`);
}

function ofEchoes(echoes: Samples): Samples {
  return renamed(echoes, (when) => `${when}, ms`);
}

function ofRestarts(what: string, times: Restarts): Samples {
  return renamed({ ...times }, (which) => `${what} after kill -9, to ${which}, ms`);
}

function renamed(list: Samples, name: (key: string) => string): Samples {
  return Object.fromEntries(Object.entries(list).map(([key, values]) => [name(key), values]));
}

export const panes: Bench = {
  name: 'panes',
  title: 'A hundred panes in four windows',
  method:
    'Four windows are filled one after the other with shells on one agent, each with 1,000 lines ' +
    'of scrollback: a tab, 12 further tabs, then 12 further panes, 4 below the shell of each of ' +
    'three tabs. Memory is counted when nothing changes any more, as in `memory`, of the window that ' +
    'is being filled and of what all share, after its garbage is collected, with the first tab shown: what is seen costs more than what is ' +
    'hidden, and is counted apart. Then 500 keys ' +
    'are typed into one pane, as in `echo`: with one tab before all others are opened; with all of ' +
    'them; and while a pane beside it, or one in a tab behind, floods. With one tab, and at last, ' +
    'the app is ended by kill -9 and started again, three times each, until the tab ' +
    'that is shown has its shells again, and until all have.',
  limitMs: 1_800_000,
  rounds: 3,
  measure,
};
