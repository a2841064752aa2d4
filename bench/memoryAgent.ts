// What an agent's memory comes back to: rounds of floods and viewers, and a minute of rest after
// the last shell has ended.
import { setTimeout } from 'node:timers/promises';
import { formatInvitationLink } from '../core/link/invitationLink.ts';
import { startAgent } from '../tests/support/agent.ts';
import { connect, inviteTo } from '../tests/support/agentShell.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { Crowd } from './crowd/crowd.ts';
import { ManyFloods } from './crowd/manyFloods.ts';
import { memory, type Process } from './stage/processTree.ts';
import { ending } from './stage/stage.ts';

const FULL = { rounds: 3, floods: 48, readers: 100, stalled: 400, restSeconds: 60 };
const QUICK = { rounds: 1, floods: 8, readers: 8, stalled: 8, restSeconds: 30 };
/** Shells of each round that the owner goes on watching. */
const WATCHED = 4;
const MEGABYTE = 1_000_000;
/** Of output from each that nobody watches: half as much again as an agent keeps. */
const EACH_BYTES = 12 * 1024 * 1024;
const EVERY_MS = 1_000;
/** What may stay a minute after the last shell has ended. */
const AIM = { most: 50 };

interface Sample {
  seconds: number;
  rss: number;
  pss: number;
}

async function measure(run: Run): Promise<Measurement> {
  const plan = run.quick ? QUICK : FULL;
  const agent = await startAgent();
  run.use(ending(() => agent.stop()));
  const owner = await connect(agent.link);
  run.use(ending(() => owner.close()));
  const watch = new Watch(agent.pid);
  run.use(ending(() => Promise.resolve(watch.stop())));
  await setTimeout(EVERY_MS);
  const start = watch.look();
  const afterRounds: Sample[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    run.say(`round ${round}: ${plan.floods} floods, ${plan.readers + plan.stalled} viewers`);
    await oneRound(run, agent.link, owner, plan);
    afterRounds.push(watch.look());
  }
  run.say(`${plan.restSeconds} s of rest`);
  await setTimeout(plan.restSeconds * 1_000);
  return result(start, afterRounds, watch);
}

async function oneRound(
  run: Run,
  link: string,
  owner: Awaited<ReturnType<typeof connect>>,
  { floods: count, readers, stalled }: typeof FULL,
): Promise<void> {
  const floods = await ManyFloods.open(owner, count);
  const session = floods.sessions[0]!;
  const invitation = await inviteTo(owner, link, { session, role: 'viewer' });
  const order = { link: formatInvitationLink(invitation) };
  const crowd = run.use(new Crowd());
  await crowd.join({ ...order, count: readers, manner: 'reads' });
  await crowd.join({ ...order, count: stalled, manner: 'unread' });
  await floods.begin(WATCHED);
  await floods.printed(EACH_BYTES);
  await floods.end();
  await crowd[Symbol.asyncDispose]();
}

/** Looks at the agent's memory once a second. */
class Watch {
  readonly samples: Sample[] = [];
  readonly #process: Process;
  readonly #since = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#process = { pid, parent: 0, name: 'agent', role: '' };
    this.#timer = setInterval(() => this.look(), EVERY_MS);
  }

  look(): Sample {
    const seconds = (performance.now() - this.#since) / 1_000;
    const sample = { seconds, ...memory([this.#process]) };
    this.samples.push(sample);
    return sample;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function result(start: Sample, afterRounds: readonly Sample[], watch: Watch): Measurement {
  const end = watch.look();
  const most = Math.max(...watch.samples.map(({ rss }) => rss));
  const beyond = ({ rss }: Sample): number => rss - start.rss;
  const figures: Figure[] = [
    figure('at its start (RSS)', start.rss),
    figure('at most (RSS)', most),
    ...afterRounds.map((sample, index) =>
      figure(`beyond its start when round ${index + 1} has ended (RSS)`, beyond(sample)),
    ),
    { ...figure('beyond its start after a minute of rest (RSS)', beyond(end)), aim: AIM },
    figure('beyond its start after a minute of rest (PSS)', end.pss - start.pss),
  ];
  const samples = {
    'seconds since the start': watch.samples.map(({ seconds }) => seconds),
    'RSS, bytes': watch.samples.map(({ rss }) => rss),
    'PSS, bytes': watch.samples.map(({ pss }) => pss),
  };
  return { figures, samples, notes: [] };
}

function figure(what: string, bytes: number): Figure {
  return { what, value: bytes / MEGABYTE, unit: 'MB' };
}

export const memoryAgent: Bench = {
  name: 'memory-agent',
  title: 'What an agent gives back',
  method:
    'Three rounds on one agent, each of 48 shells that print without end, in four manners, until ' +
    'those that nobody watches have printed 12 MiB each, while the owner watches four, and 500 guests one, of whom ' +
    '100 read all and the others take nothing; then all are ended and the guests leave. The agent’s process is looked at each second ' +
    '(`/proc/PID/smaps_rollup`), and the last time a minute after the last shell has ended. ' +
    'What ended shells leave for those who come back late counts.',
  limitMs: 1_800_000,
  measure,
};
