// A crowd of silent sockets at the agent's door: how long an owner takes to get in all the same.
import { Strangers } from '../tests/support/strangers.ts';
import { startAgent } from '../tests/support/agent.ts';
import { connect } from '../tests/support/agentShell.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { percentile } from './report/statistics.ts';
import { ending } from './stage/stage.ts';

const CROWDS = [
  { count: 0, addresses: 1 },
  { count: 200, addresses: 1 },
  { count: 200, addresses: 50 },
  { count: 1_000, addresses: 50 },
];
const LOGINS = 500;
const QUICK_LOGINS = 50;
/** The owner waits no longer than this beside the crowd, milliseconds. */
const AIM_MS = 1_000;

async function measure(run: Run): Promise<Measurement> {
  const figures: Figure[] = [];
  const samples: Record<string, number[]> = {};
  for (const crowd of CROWDS) {
    const who = crowd.count === 0 ? 'nobody else' : `${crowd.count} from ${crowd.addresses}`;
    run.say(who);
    const times = await logins(run, crowd);
    samples[`${who}, ms`] = times;
    figures.push(
      { what: `${who}: connected and logged in, p50`, value: percentile(times, 50), unit: 'ms' },
      {
        what: `${who}: connected and logged in, p99`,
        ...{ value: percentile(times, 99), unit: 'ms', aim: { most: AIM_MS } },
      },
    );
  }
  return { figures, samples, notes: [] };
}

/** Milliseconds of each login. Throws when one fails. */
async function logins(run: Run, crowd: { count: number; addresses: number }): Promise<number[]> {
  const agent = await startAgent();
  run.use(ending(() => agent.stop())); // with the run: its processor time is read before
  const port = Number(new URL(agent.url).port);
  const strangers = new Strangers({ ...crowd, port, progress: 'tcp' });
  try {
    if (crowd.count > 0) await strangers.here;
    const times: number[] = [];
    while (times.length < (run.quick ? QUICK_LOGINS : LOGINS)) {
      const began = performance.now();
      const client = await connect(agent.link);
      times.push(performance.now() - began);
      await client.close();
    }
    return times;
  } finally {
    strangers.leave();
  }
}

export const door: Bench = {
  name: 'door',
  title: 'An owner at a crowded door',
  method:
    'Sockets that say nothing, and come again as soon as they are cut, crowd an agent on ' +
    'loopback from one address (which is the owner’s, too) or from 50. Beside them an owner ' +
    'connects and logs in 500 times, one after the other; one login that fails ends the bench. ' +
    'Crowd and owner share one process, and with the agent the machine’s cores.',
  limitMs: 300_000,
  client: 'rig',
  measure,
};
