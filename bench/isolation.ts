// Nobody waits for the slowest: one viewer's speed alone, and beside a hundred that stopped
// reading.
import { setTimeout } from 'node:timers/promises';
import type { Bench, Measurement, Run } from './bench.ts';
import { Crowd } from './crowd/crowd.ts';
import { openFlood, type Flood } from './crowd/flood.ts';
import { median } from './report/statistics.ts';

/** Of each manner of stopping. */
const STOPPED = 50;
const ROUNDS = 6;
const SECONDS = 10;
const MEGABYTE = 1_000_000;

async function measure(run: Run): Promise<Measurement> {
  const flood = await openFlood(run);
  const healthy = run.use(new Crowd());
  await healthy.join({ link: flood.link, count: 1, manner: 'reads' });
  await flood.begin();
  await setTimeout(2_000); // the log is full, and the terminal that follows it runs
  run.begin();
  const speeds = { alone: [] as number[], beside: [] as number[] };
  const held = { before: [] as number[], during: [] as number[], after: [] as number[] };
  for (let round = 0; round < (run.quick ? 1 : ROUNDS); round++) {
    run.say(`round ${round + 1}`);
    held.before.push(await flood.memory());
    speeds.alone.push(await speed(run, healthy));
    const stopped = run.use(await stop(run, flood));
    speeds.beside.push(await speed(run, healthy));
    held.during.push(await flood.memory());
    await stopped[Symbol.asyncDispose]();
    await setTimeout(run.quick ? 0 : SECONDS * 1_000);
    held.after.push(await flood.memory());
  }
  return report(speeds, held);
}

/** Half of them take nothing that has come, half read nothing from their sockets. */
async function stop(run: Run, { link }: Flood): Promise<Crowd> {
  const crowd = new Crowd();
  const count = run.quick ? 5 : STOPPED;
  for (const manner of ['unread', 'silent'] as const) await crowd.join({ link, count, manner });
  return crowd;
}

async function speed(run: Run, healthy: Crowd): Promise<number> {
  const [bytes, since] = [await healthy.bytes(), performance.now()];
  await setTimeout((run.quick ? 1 : SECONDS) * 1_000);
  const read = (await healthy.bytes()) - bytes;
  return read / MEGABYTE / ((performance.now() - since) / 1_000);
}

function report(
  { alone, beside }: Record<'alone' | 'beside', number[]>,
  { before, during, after }: Record<'before' | 'during' | 'after', number[]>,
): Measurement {
  const ratios = alone.map((speed, round) => beside[round]! / speed);
  const grown = (to: number[]): number =>
    Math.max(...to.map((bytes, round) => bytes - before[round]!)) / MEGABYTE;
  return {
    figures: [
      {
        ...{ what: 'speed beside 100 that stopped reading, of its speed alone', unit: '×' },
        ...{ value: median(ratios), aim: { least: 0.95 } },
      },
      { what: 'alone', value: median(alone), unit: 'MB/s' },
      {
        what: 'the agent’s memory grows by, while they are there',
        value: grown(during),
        unit: 'MB',
        aim: { most: 16 },
      },
      {
        what: 'and is larger by, when they have gone',
        value: grown(after),
        unit: 'MB',
        aim: { most: 4 },
      },
    ],
    samples: {
      'alone, MB/s': alone,
      'beside 100 that stopped, MB/s': beside,
      'memory before, bytes': before,
      'memory during, bytes': during,
      'memory after, bytes': after,
    },
    notes: [],
  };
}

export const isolation: Bench = {
  name: 'isolation',
  title: 'One viewer, and a hundred that stopped reading',
  method:
    'A shell of one agent prints without end (`yes`); one viewer in a process of its own reads it ' +
    'for ten seconds alone, and for ten beside a hundred in another process: half of them give no ' +
    'more credit, half read nothing from their sockets, and come again each time the agent drops ' +
    'them for that. Both take turns, and the ratio is the median of the rounds’. Memory is what ' +
    'is alive in the agent’s once its garbage is collected, at its worst.',
  limitMs: 300_000,
  client: 'rig',
  measure,
};
