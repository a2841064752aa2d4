// From launching the app to a window that takes a key, with 10,000 hosts in folders and with none.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openDisplay } from '../build/display.ts';
import { inheritingHosts } from '../tests/support/inheritingHosts.ts';
import { saveHosts } from '../tests/support/manyHosts.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median } from './report/statistics.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { bowlineOn, inTurns } from './startup/launch.ts';

const HOSTS = 10_000;
const ROUNDS = 15;
const QUICK_ROUNDS = 2;

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const folder = await temporaryFolder(run);
  const [none, many] = ['none', 'many'].map((name) => path.join(folder, name)) as [string, string];
  await Promise.all([none, many].map((one) => mkdir(one)));
  const { hosts, folders } = inheritingHosts(HOSTS);
  saveHosts(many, hosts, folders);
  const launches = { none: bowlineOn(none, display, 0), many: bowlineOn(many, display, 10) };
  const times = await inTurns(launches, run.quick ? QUICK_ROUNDS : ROUNDS, run);
  const ratio = median(times.many.map((ms, round) => ms / times.none[round]!));
  return {
    figures: [
      { what: 'of the time without hosts', value: ratio, unit: '×', aim: { most: 1.1 } },
      { what: 'with 10,000 hosts', value: median(times.many), unit: 'ms' },
      { what: 'without hosts', value: median(times.none), unit: 'ms' },
    ],
    samples: { 'with 10,000 hosts, ms': times.many, 'without hosts, ms': times.none },
    notes: [],
  };
}

export const startMany: Bench = {
  name: 'start-many',
  title: 'Start with ten thousand hosts',
  method:
    'Bowline with 10,000 saved hosts in 300 folders, and with none, both without tabs, are launched ' +
    'in turns and timed as above. With hosts, at least ten entries of the list are on the page by ' +
    'then; those that nobody can see yet may come later.',
  limitMs: 300_000,
  measure,
};
