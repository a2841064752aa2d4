// How long the window stands still while a program floods it: the gaps between its animation
// frames, beside those of a window in which nothing happens.
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median, most, percentile } from './report/statistics.ts';
import { framesDuring } from './stage/frames.ts';
import { AGENT, LOCAL, openStage, type Stage } from './stage/stage.ts';
import { temporaryFolder, writeText } from './stage/temporaryFolder.ts';
import { makeText, type TextKind } from './text.ts';

const BLOCK_BYTES = 1_000_000;
const MEGABYTES = 200;
const QUICK_MEGABYTES = 20;
const ROUNDS = 3;
const KINDS: readonly TextKind[] = ['plain', 'coloured'];
const AIM = { most: 100 };
const IDLE_MS = 10_000;

/** Gaps of each round, in milliseconds, by what went on. */
type Gaps = Map<string, number[][]>;

async function measure(run: Run): Promise<Measurement> {
  const stage = await openStage(run);
  const floods = await prepare(run, stage);
  const gaps: Gaps = new Map();
  run.begin();
  for (let round = 0; round < (run.quick ? 1 : ROUNDS); round++) {
    for (const [what, go] of Object.entries(floods)) {
      run.say(`${what}, round ${round + 1}`);
      gaps.set(what, [...(gaps.get(what) ?? []), await framesDuring(stage.page, go)]);
    }
  }
  return { figures: [...gaps].flatMap(figures), samples: samples(gaps), notes: [] };
}

/** What goes on while the frames are timed, by its name. */
async function prepare(run: Run, stage: Stage): Promise<Record<string, () => Promise<unknown>>> {
  const tabs = { agent: await stage.open(AGENT), 'local shell': await stage.open(LOCAL) };
  const folder = await temporaryFolder(run);
  const floods: Record<string, () => Promise<unknown>> = {
    'nothing happens': () => stage.page.waitForTimeout(IDLE_MS),
  };
  for (const kind of KINDS) {
    const text = makeText(kind, BLOCK_BYTES);
    const file = await writeText(folder, kind, text, run.quick ? QUICK_MEGABYTES : MEGABYTES);
    for (const [who, tab] of Object.entries(tabs)) {
      floods[`flood of ${kind} text, ${who}`] = async () => {
        await tab.show();
        await tab.run(`cat '${file}'`);
      };
    }
  }
  return floods;
}

function figures([what, rounds]: [string, number[][]]): Figure[] {
  const all = rounds.flat();
  const aim = what.startsWith('flood') ? { aim: AIM } : {};
  return [
    { what: `${what}: longest gap`, value: most(all), unit: 'ms', ...aim },
    { what: `${what}: median of the rounds’ longest`, value: median(rounds.map(most)), unit: 'ms' },
    { what: `${what}: p99`, value: percentile(all, 99), unit: 'ms' },
  ];
}

function samples(gaps: Gaps): Record<string, number[]> {
  const rounds = [...gaps].flatMap(([what, lists]) =>
    lists.map((list, at) => [`${what}, round ${at + 1}, ms`, list] as const),
  );
  return Object.fromEntries(rounds);
}

export const freeze: Bench = {
  name: 'freeze',
  title: 'The longest gap between two frames under a flood',
  method:
    'While a shell prints 200 MB as fast as it can, the window asks for one animation frame ' +
    'after another and notes the time of each, from before the command is typed until its last ' +
    'byte is parsed. The floods take turns with a window in which nothing happens for 10 s. ' +
    'The longest gap is that of all rounds; the median of the rounds’ longest stands below it.',
  limitMs: 900_000,
  measure,
};
