// One shell and ever more viewers: how much of its output is delivered in all, and what each of
// them costs the agent.
import { setTimeout } from 'node:timers/promises';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { Crowd } from './crowd/crowd.ts';
import { openFlood } from './crowd/flood.ts';

const CROWDS = [1, 10, 100, 1_000];
const QUICK_CROWDS = [1, 10];
const MANY = /^1000? /;
const SECONDS = 10;
/** Until the log is full, and the terminal that follows it runs. */
const WARM_UP_MS = 2_000;
const MEGABYTE = 1_000_000;

async function measure(run: Run): Promise<Measurement> {
  const figures: Figure[] = [];
  const samples: Record<string, number[]> = {};
  let alone = 0;
  for (const count of run.quick ? QUICK_CROWDS : CROWDS) {
    run.say(`${count} viewers`);
    const { delivered, cpuMs, memory } = await measureCrowd(run, count);
    const who = count === 1 ? '1 viewer' : `${count} viewers`;
    samples[`${who}, MB/s, ms of processor time a MB, bytes`] = [delivered, cpuMs, memory];
    if (count === 1) alone = memory;
    figures.push(...figuresOf(who, { delivered, cpuMs, memory: (memory - alone) / count }));
  }
  return { figures, samples, notes: [] };
}

interface Measured {
  /** MB/s. */
  delivered: number;
  /** Of the agent, for each MB. */
  cpuMs: number;
  /** Bytes. */
  memory: number;
}

function figuresOf(who: string, { delivered, cpuMs, memory }: Measured): Figure[] {
  const figures: Figure[] = [
    { what: `${who}: delivered to all together`, value: delivered, unit: 'MB/s' },
    { what: `${who}: the agent’s processor time for a MB delivered`, value: cpuMs, unit: 'ms' },
  ];
  if (!MANY.test(who)) return figures; // fewer are lost in what the agent uses anyway
  const aim = { most: 0.128 };
  return [
    ...figures,
    { what: `${who}: memory for each`, value: memory / MEGABYTE, unit: 'MB', aim },
  ];
}

async function measureCrowd(run: Run, count: number): Promise<Measured> {
  const flood = await openFlood(run);
  const crowd = run.use(new Crowd());
  await crowd.join({ link: flood.link, count, manner: 'reads' });
  await flood.begin();
  await setTimeout(WARM_UP_MS);
  const [bytes, cpu, since] = [await crowd.bytes(), flood.cpuMs(), performance.now()];
  await setTimeout((run.quick ? 1 : SECONDS) * 1_000);
  const megabytes = ((await crowd.bytes()) - bytes) / MEGABYTE;
  const [used, seconds] = [flood.cpuMs() - cpu, (performance.now() - since) / 1_000];
  const memory = await flood.memory();
  await crowd[Symbol.asyncDispose]();
  return { delivered: megabytes / seconds, cpuMs: used / megabytes, memory };
}

export const fanout: Bench = {
  name: 'fanout',
  title: 'One shell, many viewers',
  method:
    'A shell of one agent prints without end (`yes`), and 1 to 1,000 viewers read it, each over ' +
    'a WebSocket of its own on loopback, all in another process that only counts. *Delivered* ' +
    'is what all of them read together in ten seconds; *memory for each* is by how much more ' +
    'is alive then in the agent’s memory than with one viewer, its garbage collected. Agent and viewers share the ' +
    'machine’s cores.',
  limitMs: 300_000,
  client: 'rig',
  measure,
};
