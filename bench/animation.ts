// How many of the frames that a full-screen program draws are seen: thirty a second, on a screen of its
// own, on the shell's, and as screens that scroll by.
import path from 'node:path';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { percentile } from './report/statistics.ts';
import { AGENT, openStage } from './stage/stage.ts';
import type { ShellTab } from './stage/shellTab.ts';
import { watchFrames } from './stage/frames.ts';

const KINDS = { alternate: 'its own screen', normal: 'the shell’s screen', scrolling: 'scrolled' };
const ROUNDS = 3;
const FRAMES = 300;
const QUICK_FRAMES = 90;

type Kind = keyof typeof KINDS;
type Samples = Record<string, number[]>;

async function measure(run: Run): Promise<Measurement> {
  const stage = await openStage(run);
  const tab = await stage.open(AGENT);
  const frames = run.quick ? QUICK_FRAMES : FRAMES;
  const samples: Samples = {};
  run.begin();
  for (let round = 1; round <= (run.quick ? 1 : ROUNDS); round++) {
    for (const kind of Object.keys(KINDS) as Kind[]) {
      run.say(`${KINDS[kind]}, round ${round}`);
      const seen = await watchFrames(stage.page, tab.probe, () => draw(tab, kind, frames));
      (samples[`${KINDS[kind]}, seen, %`] ??= []).push((seen.seen / frames) * 100);
      (samples[`${KINDS[kind]}, gaps, ms`] ??= []).push(...seen.gaps);
    }
  }
  return {
    figures: Object.values(KINDS).flatMap((what) => figures(what, samples)),
    samples,
    notes: [],
  };
}

async function draw(tab: ShellTab, kind: Kind, frames: number): Promise<void> {
  const program = path.join(import.meta.dirname, 'stage/animation.mjs');
  await tab.run(`'${process.execPath}' '${program}' ${kind} ${frames}`);
}

function figures(what: string, samples: Samples): Figure[] {
  const [seen, gaps] = [samples[`${what}, seen, %`]!, samples[`${what}, gaps, ms`]!];
  return [
    { what: `${what}: frames seen`, value: Math.min(...seen), unit: '%' },
    { what: `${what}: from one to the next, p99`, value: percentile(gaps, 99), unit: 'ms' },
  ];
}

export const animation: Bench = {
  name: 'animation',
  title: 'An animation of thirty frames a second',
  method:
    'In a shell behind the agent a program draws 300 frames, thirty a second: each is the whole screen in ' +
    'colours, with its number in the first row. It does so on a screen of its own, on the shell’s, ' +
    'and as one new screen after the other that pushes the last one up. A frame is seen when its number stood there while the ' +
    'terminal painted; the figure is that of the worst of three rounds.',
  limitMs: 300_000,
  measure,
};
