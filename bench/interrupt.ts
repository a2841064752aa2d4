// From Ctrl+C to the prompt while a program floods, on a fast link and on a slow one.
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median, most } from './report/statistics.ts';
import { SLOW_LINK, slowLink } from './stage/slowLink.ts';
import { AGENT, LOCAL, openStage } from './stage/stage.ts';
import type { ShellTab } from './stage/shellTab.ts';

const TIMES = 20;
const QUICK_TIMES = 3;

/** Endless programs, each as fast as it can. `numbers` shows whether anything was skipped. */
const FLOODS = {
  yes: 'yes',
  numbers: 'seq 1000000000',
  colours: String.raw`yes $'\e[1;31mred \e[38;5;208morange \e[48;2;20;60;90;97mon blue\e[0m plain'`,
};

type Flood = keyof typeof FLOODS;

interface Link {
  name: string;
  floods: Flood[];
  /** The flood has run this far when the key goes down. */
  bytesBefore: number;
  mostMs: number;
}

const LOOPBACK: Link = {
  name: 'loopback',
  floods: ['yes', 'numbers', 'colours'],
  bytesBefore: 4_000_000,
  mostMs: 50,
};
const SLOW: Link = {
  name: SLOW_LINK.name,
  floods: ['numbers', 'colours'],
  bytesBefore: 300_000,
  mostMs: 400,
};

type Samples = Record<string, number[]>;

async function measure(run: Run): Promise<Measurement> {
  const samples: Samples = {};
  const fast = await openStage(run);
  const tabs = { agent: await fast.open(AGENT), 'local shell': await fast.open(LOCAL) };
  run.begin();
  await floodAndStop(run, LOOPBACK, tabs, samples);
  const slow = await openStage(run, (port) => slowLink(run, port));
  await floodAndStop(run, SLOW, { agent: await slow.open(AGENT) }, samples);
  return { figures: Object.entries(samples).flatMap(figures), samples, notes: [] };
}

async function floodAndStop(
  run: Run,
  link: Link,
  tabs: Record<string, ShellTab>,
  samples: Samples,
): Promise<void> {
  for (const flood of link.floods) {
    run.say(`${link.name}, ${flood}`);
    for (let time = 0; time < (run.quick ? QUICK_TIMES : TIMES); time++) {
      for (const [who, tab] of Object.entries(tabs)) {
        await tab.show();
        const ms = await stopOnce(tab, flood, link.bytesBefore);
        (samples[`${link.name}, ${who}, ${flood}, ms`] ??= []).push(ms);
      }
    }
  }
}

async function stopOnce(tab: ShellTab, flood: Flood, bytes: number): Promise<number> {
  await tab.run('clear');
  const before = await tab.parsed();
  await tab.start(FLOODS[flood], bytes);
  const ms = await tab.interrupt();
  if (flood === 'numbers') refuseGap(await tab.lastNumber(), (await tab.parsed()) - before);
  return ms;
}

/** Bytes around the numbers: the command's own echo, `^C`, half a number, the prompt. */
const AROUND_BYTES = 200;

/**
 * All numbers up to the last one on the screen must have been parsed, or something was skipped.
 * @throws Error with what is missing
 */
export function refuseGap(last: number, parsed: number): void {
  const missing = bytesOfNumbers(last) - parsed;
  if (missing > 0) throw new Error(`${missing} bytes up to ${last} were skipped.`);
  if (missing < -AROUND_BYTES) throw new Error(`${-missing} bytes more than up to ${last} came.`);
}

/** What `seq` prints on a terminal for 1 to `last`: digits, a carriage return and a line feed. */
export function bytesOfNumbers(last: number): number {
  let bytes = 0;
  for (let from = 1, digits = 1; from <= last; from *= 10, digits++) {
    bytes += (Math.min(last, from * 10 - 1) - from + 1) * (digits + 2);
  }
  return bytes;
}

function figures([name, list]: [string, number[]]): Figure[] {
  const what = name.replace(/, ms$/, '');
  const link = [LOOPBACK, SLOW].find(({ name: link }) => what.startsWith(link))!;
  const aim = what.includes('agent') ? { aim: { most: link.mostMs } } : {};
  return [
    { what: `${what}: median`, value: median(list), unit: 'ms', ...aim },
    { what: `${what}: worst of ${list.length}`, value: most(list), unit: 'ms', ...aim },
  ];
}

export const interrupt: Bench = {
  name: 'interrupt',
  title: 'From Ctrl+C to the prompt under a flood',
  method:
    'A program floods without end: `yes`; `seq`, whose numbers show that nothing was skipped; ' +
    'and coloured text. When it has printed 4 MB (slow link: 300 KB), Ctrl+C is pressed in the ' +
    'window, and the time runs from the stamp that the system gave the key to the next prompt ' +
    `parsed. ${SLOW_LINK.method}`,
  limitMs: 1_800_000,
  measure,
};
