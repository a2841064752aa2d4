// From a key to its echo on the screen: through the agent, beside a local shell in the same
// window; while nothing else happens, and while another shell of the same host floods.
import type { Page } from '@playwright/test';
import { seeded } from '../tests/support/random.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { percentile } from './report/statistics.ts';
import type { ShellTab } from './stage/shellTab.ts';
import { AGENT, LOCAL, openStage } from './stage/stage.ts';
import { startEchoing, typeBlock } from './stage/typing.ts';

const KEYS = 500;
const QUICK_KEYS = 60;

const FLOOD = 'yes a line of output such as a program prints when it is busy with something';
const FLOOD_BYTES = 4_000_000;

type Who = 'agent' | 'local shell';
type Tabs = Record<Who, ShellTab>;
type Echoes = Record<Who, number[]>;

async function measure(run: Run): Promise<Measurement> {
  const stage = await openStage(run);
  const flooding = await stage.open(AGENT);
  const tabs: Tabs = { agent: await stage.open(AGENT), 'local shell': await stage.open(LOCAL) };
  for (const tab of Object.values(tabs)) await startEchoing(tab);
  run.begin();
  run.say('idle');
  const idle = await typeInTurns(run, stage.page, tabs);
  run.say('while another shell floods');
  await flooding.show();
  await flooding.start(FLOOD, FLOOD_BYTES);
  const flooded = await typeInTurns(run, stage.page, tabs);
  await flooding.show();
  await flooding.interrupt();
  return {
    figures: [...judgeIdle(idle), ...judgeFlooded(flooded)],
    samples: { ...named('idle', idle), ...named('flooded', flooded) },
    notes: [],
  };
}

async function typeInTurns(run: Run, page: Page, tabs: Tabs): Promise<Echoes> {
  const random = seeded(1);
  const echoes: Echoes = { agent: [], 'local shell': [] };
  const keys = run.quick ? QUICK_KEYS : KEYS;
  while (echoes.agent.length < keys) {
    for (const who of ['agent', 'local shell'] as const) {
      await tabs[who].show();
      echoes[who].push(...(await typeBlock(page, tabs[who], random)));
    }
  }
  return echoes;
}

function judgeIdle({ agent, 'local shell': local }: Echoes): Figure[] {
  const added = (percent: number): number =>
    percentile(agent, percent) - percentile(local, percent);
  return [
    figure('idle: agent adds, p50', added(50), 2),
    figure('idle: agent adds, p99', added(99), 10),
    ...both('idle', { agent, 'local shell': local }),
  ];
}

function judgeFlooded(echoes: Echoes): Figure[] {
  const worst = percentile(echoes.agent, 99);
  const [, ...others] = both('another shell floods', echoes);
  return [figure('another shell floods: agent, p99', worst, 20), ...others];
}

function both(when: string, echoes: Echoes): Figure[] {
  return (['agent', 'local shell'] as const).flatMap((who) =>
    [99, 50].map((percent) =>
      figure(`${when}: ${who}, p${percent}`, percentile(echoes[who], percent)),
    ),
  );
}

function figure(what: string, value: number, most?: number): Figure {
  return { what, value, unit: 'ms', ...(most === undefined ? {} : { aim: { most } }) };
}

function named(when: string, echoes: Echoes): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(echoes).map(([who, list]) => [`${when}, ${who}, ms`, list]),
  );
}

export const echo: Bench = {
  name: 'echo',
  title: 'From a key to its echo',
  method:
    'Keys are pressed one at a time, 500 in each shell and situation, in turns of 50, with ' +
    'pauses of up to 15 ms; the kernel’s terminal echoes them. The time runs from the stamp ' +
    'that the system gave the key to the moment xterm.js has parsed the echo. The flood is ' +
    'another shell on the same host, over the same connection, in a tab behind.',
  limitMs: 900_000,
  measure,
};
