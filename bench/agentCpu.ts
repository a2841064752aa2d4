// What the agent's processor time is, beside that of the least that could do its work.
import { setTimeout } from 'node:timers/promises';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { agentPrinter, floorPrinter, type Printer } from './floor/printers.ts';
import { median } from './report/statistics.ts';
import { temporaryFolder, writeText } from './stage/temporaryFolder.ts';
import { makeText, TEXT_KINDS, type TextKind } from './text.ts';

const BLOCK_BYTES = 1_000_000;
const MEGABYTES = 50;
const QUICK_MEGABYTES = 10;
const ROUNDS = 7;
/** What is behind still works a little when the last byte has come. */
const AFTER_MS = 500;

type Printers = Record<'agent' | 'floor', Printer>;
type Times = Record<keyof Printers, number[]>;

interface Text {
  file: string;
  /** A terminal prints a carriage return before each line feed. */
  bytes: number;
}

async function measure(run: Run): Promise<Measurement> {
  const printers = { agent: await agentPrinter(run), floor: await floorPrinter(run) };
  const folder = await temporaryFolder(run);
  await warmUp(printers, await textOf(folder, 'plain', run));
  run.begin();
  const found: Measurement = { figures: [], samples: {}, notes: [] };
  for (const kind of TEXT_KINDS) {
    run.say(`${kind} text`);
    const times = await inTurns(printers, await textOf(folder, kind, run), run.quick ? 1 : ROUNDS);
    found.figures.push(...figuresOf(kind, times));
    for (const [who, list] of Object.entries(times)) found.samples[`${kind}, ${who}, ms`] = list;
  }
  return found;
}

async function textOf(folder: string, kind: TextKind, { quick }: Run): Promise<Text> {
  const megabytes = quick ? QUICK_MEGABYTES : MEGABYTES;
  const block = makeText(kind, BLOCK_BYTES);
  const lines = block.split('\n').length - 1;
  const file = await writeText(folder, kind, block, megabytes);
  return { file, bytes: megabytes * (Buffer.byteLength(block) + lines) };
}

/** Logs are full then, the terminal that follows the agent's runs, and all code is compiled. */
async function warmUp({ agent, floor }: Printers, text: Text): Promise<void> {
  for (const printer of [agent, floor, agent, floor]) await timeOf(printer, text);
}

async function inTurns(printers: Printers, text: Text, rounds: number): Promise<Times> {
  const times: Times = { agent: [], floor: [] };
  for (let round = 0; round < rounds; round++) {
    for (const who of ['agent', 'floor'] as const) {
      times[who].push(await timeOf(printers[who], text));
    }
  }
  return times;
}

/** Milliseconds of processor time. */
async function timeOf(printer: Printer, { file, bytes }: Text): Promise<number> {
  const before = printer.cpuMs();
  await printer.print(file, bytes);
  await setTimeout(AFTER_MS);
  return printer.cpuMs() - before;
}

function figuresOf(kind: TextKind, { agent, floor }: Times): Figure[] {
  const ratios = agent.map((ms, round) => ms / floor[round]!);
  return [
    { what: `${kind} text: the agent, of the least`, value: median(ratios), unit: '×' },
    { what: `${kind} text: the agent`, value: median(agent), unit: 'ms' },
    { what: `${kind} text: the least`, value: median(floor), unit: 'ms' },
  ];
}

export const agentCpu: Bench = {
  name: 'agent-cpu',
  title: 'The agent’s processor time',
  method:
    'A shell of an agent prints 50 MB plain, coloured and wide text with `cat`, and a client in Node takes all ' +
    'of it at once; after 50 MB and more the log is full, and the terminal that follows it runs. ' +
    '*The least* is a process in Node that does the same for the same client with nothing but PTY, log, frame ' +
    'and WebSocket (`bench/floor/pipeline.ts`). Both take turns; counted is the processor time of each ' +
    'process, of all its threads (`/proc/PID/stat`), until half a second after the last byte has come. ' +
    'The ratio is the median of the rounds’.',
  limitMs: 300_000,
  client: 'rig',
  measure,
};
