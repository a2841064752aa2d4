// Downloads through tunnels on loopback, against ssh's to a local sshd: one large, and many at once.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median, speedup } from './report/statistics.ts';
import { openWays, type Way } from './tunnels/ways.ts';

const run = promisify(execFile);

const ONE = { name: 'one of 1 GB', count: 1, bytes: 1_000_000_000 };
const MANY = { name: '100 of 1 MB at once', count: 100, bytes: 1_000_000 };
const ROUNDS = 5;
const QUICK_PART = 20;
const DOWNLOAD_LIMIT_S = 120;

type Load = typeof ONE;

async function measure(bench: Run): Promise<Measurement> {
  const ways = await openWays(bench);
  bench.begin();
  const found: Measurement = { figures: [], samples: {}, notes: ways.notes };
  for (const load of [ONE, MANY].map((load) => (bench.quick ? smaller(load) : load))) {
    const times: Record<string, number[]> = {};
    for (let round = 0; round < (bench.quick ? 1 : ROUNDS); round++) {
      bench.say(`${load.name}, round ${round + 1}`);
      for (const way of ways.all) (times[way.name] ??= []).push(await download(way, load));
    }
    found.figures.push(...judge(load, times));
    for (const [who, ms] of Object.entries(times)) found.samples[`${load.name}, ${who}, ms`] = ms;
  }
  return found;
}

function smaller({ name, count, bytes }: Load): Load {
  return { name, count, bytes: bytes / QUICK_PART };
}

/** Milliseconds until curl has it all. */
async function download({ port, socks }: Way, { count, bytes }: Load): Promise<number> {
  const url = `http://127.0.0.1:${port}/${bytes}`;
  const proxy = socks ? ['--socks5-hostname', `127.0.0.1:${socks}`] : [];
  const one = ['--output', '/dev/null', url];
  const many = Array.from({ length: count }, () => one).flat();
  const args = [
    '--silent',
    '--fail',
    '--noproxy',
    '',
    '--max-time',
    `${DOWNLOAD_LIMIT_S}`,
    ...proxy,
  ];
  const since = performance.now();
  await run('curl', [...args, '--parallel', '--parallel-max', '100', ...many]);
  return performance.now() - since;
}

function judge(load: Load, times: Record<string, number[]>): Figure[] {
  const rate = (who: string): number => (load.count * load.bytes) / 1000 / median(times[who]!);
  const rates = Object.keys(times).map((who): Figure => ({
    what: `${load.name}: ${who}`,
    value: rate(who),
    unit: 'MB/s',
  }));
  const pairs = [
    ['Bowline, local', 'ssh -L'],
    ['Bowline, SOCKS', 'ssh -D'],
  ] as const;
  const against = pairs.flatMap(([ours, theirs]): Figure[] => {
    if (!times[theirs]) return [];
    const value = speedup(times[ours]!, times[theirs]);
    return [
      { what: `${load.name}: ${ours} against ${theirs}`, value, unit: '×', aim: { least: 1 } },
    ];
  });
  return [...rates, ...against];
}

export const tunnel: Bench = {
  name: 'tunnel',
  title: 'Tunnels',
  method:
    'curl downloads from a server of its own process, to /dev/null: directly, through ' +
    '`bowline-agent forward` and an agent, and through `ssh -N` and an sshd, all on loopback; ' +
    'one after the other in each of five rounds. Each figure is the median; a comparison is the ' +
    'median of the rounds’ own.',
  limitMs: 30 * 60_000,
  measure,
};
