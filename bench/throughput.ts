// A file through agent, app and parser, against the parser alone and against the terminals that
// people come from.
import type { Page } from '@playwright/test';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { openPeers, type Peers } from './peers/peers.ts';
import { median, speedup } from './report/statistics.ts';
import { processorTimeOf, type Parts } from './stage/parts.ts';
import type { ShellTab } from './stage/shellTab.ts';
import { AGENT, LOCAL, openStage, type Stage } from './stage/stage.ts';
import { temporaryFolder, writeText } from './stage/temporaryFolder.ts';
import { within } from './stage/within.ts';
import { makeText, TEXT_KINDS, type TextKind } from './text.ts';

/** The text is this long, and repeated to the size of the file. */
const BLOCK_BYTES = 1_000_000;
const MEGABYTES: Record<TextKind, number> = { plain: 50, coloured: 50, wide: 20 };
const QUICK_MEGABYTES = 5;
const ROUNDS = 5;
/** Their figures are far from ours, and need no more. */
const PEER_ROUNDS = 3;
/** Fed bare, xterm.js gains nothing from larger pieces or from more of them in flight. */
const PIECE_BYTES = 64 * 1024;
const PIECES_IN_FLIGHT = 16;
const FEED_LIMIT_MS = 120_000;

interface Setting {
  stage: Stage;
  agent: ShellTab;
  local: ShellTab;
  peers: Peers;
  folder: string;
}

/** What each round took, by who was measured. */
interface Rounds {
  /** Milliseconds. */
  times: Record<string, number[]>;
  /** Milliseconds of processor time, by part of Bowline. */
  work: Record<string, Record<keyof Parts, number>[]>;
}

async function measure(run: Run): Promise<Measurement> {
  const setting = await prepare(run);
  run.begin();
  const found: Measurement = { figures: [], samples: {}, notes: setting.peers.notes };
  for (const kind of TEXT_KINDS) {
    const rounds = await measureText(setting, kind, run);
    Object.assign(found.samples, samples(kind, rounds));
    found.figures.push(...compare(kind, megabytes(kind, run), rounds.times));
    found.notes.push(whereItGoes(kind, rounds));
  }
  return found;
}

async function prepare(run: Run): Promise<Setting> {
  const stage = await openStage(run);
  const agent = await stage.open(AGENT);
  const local = await stage.open(LOCAL);
  const folder = await temporaryFolder(run);
  const screen = { display: stage.display, size: await size(stage.page, agent) };
  const peers = await openPeers(run, folder, screen);
  return { stage, agent, local, peers, folder };
}

function megabytes(kind: TextKind, run: Run): number {
  return run.quick ? QUICK_MEGABYTES : MEGABYTES[kind];
}

async function measureText(setting: Setting, kind: TextKind, run: Run): Promise<Rounds> {
  const block = makeText(kind, BLOCK_BYTES);
  const count = megabytes(kind, run);
  const file = await writeText(setting.folder, kind, block, count);
  const rounds: Rounds = { times: {}, work: {} };
  for (let round = 0; round < (run.quick ? 1 : ROUNDS); round++) {
    run.say(`${kind} text, round ${round + 1}`);
    await watch(setting, rounds, 'agent', () => cat(setting.agent, file));
    await watch(setting, rounds, 'bare', () => feedBare(setting, block, count));
    await watch(setting, rounds, 'local', () => cat(setting.local, file));
    if (round >= PEER_ROUNDS) continue;
    for (const peer of setting.peers.all) took(rounds, peer.name, await peer.cat(file));
  }
  return rounds;
}

async function watch(
  { stage }: Setting,
  rounds: Rounds,
  who: string,
  go: () => Promise<number>,
): Promise<void> {
  const work = await processorTimeOf(stage, async () => took(rounds, who, await go()));
  (rounds.work[who] ??= []).push(work);
}

function took({ times }: Rounds, who: string, ms: number): void {
  (times[who] ??= []).push(ms);
}

async function cat(tab: ShellTab, file: string): Promise<number> {
  await tab.show();
  const { ms } = await tab.run(`cat '${file}'`);
  return ms;
}

/** A PTY puts a carriage return before each line feed; the bare terminal is fed the same. */
async function feedBare({ stage, agent }: Setting, block: string, times: number): Promise<number> {
  await agent.show();
  const text = block.replaceAll('\n', '\r\n');
  const fed = stage.page.evaluate(
    async ([probe, text, times, piece, pieces]) => {
      const { bench } = window;
      const bare = new bench.BareTerminal(bench.probes[probe]!.terminal);
      const ms = await bare.feed(text, times, piece, pieces);
      bare.remove();
      return ms;
    },
    [agent.probe, text, times, PIECE_BYTES, PIECES_IN_FLIGHT] as const,
  );
  return within(FEED_LIMIT_MS, 'xterm.js alone did not get through its text', fed);
}

function size(page: Page, tab: ShellTab): Promise<{ cols: number; rows: number }> {
  return page.evaluate((probe) => {
    const { cols, rows } = window.bench.probes[probe]!.terminal;
    return { cols, rows };
  }, tab.probe);
}

function samples(kind: TextKind, { times, work }: Rounds): Record<string, number[]> {
  const named = Object.entries(times).map(([who, list]) => [`${kind}, ${who}, ms`, list]);
  for (const [who, list] of Object.entries(work)) {
    for (const part of Object.keys(list[0]!) as (keyof Parts)[]) {
      named.push([`${kind}, ${who}, processor time of ${part}, ms`, list.map((of) => of[part])]);
    }
  }
  return Object.fromEntries(named) as Record<string, number[]>;
}

function whereItGoes(kind: TextKind, { work }: Rounds): string {
  const seconds = (who: string, part: keyof Parts): string =>
    `${(median(work[who]!.map((of) => of[part])) / 1000).toFixed(1)} s`;
  return (
    `Processor time for the ${kind} text: agent ${seconds('agent', 'agent')}, main process ` +
    `${seconds('agent', 'main')}, window ${seconds('agent', 'renderer')}, GPU and helper ` +
    `processes ${seconds('agent', 'helpers')}; bare: window ${seconds('bare', 'renderer')}, GPU ` +
    `and helper processes ${seconds('bare', 'helpers')}.`
  );
}

function compare(kind: TextKind, megabytes: number, times: Rounds['times']): Figure[] {
  const { agent = [], bare = [], local = [], ...peers } = times;
  const speed = (list: number[]): number => (megabytes * 1000) / median(list);
  return [
    figure(`${kind} text: speed through the agent, of bare xterm.js`, speedup(agent, bare), 0.9),
    figure(`${kind} text: speed of a local shell, of bare xterm.js`, speedup(local, bare)),
    ...Object.entries(peers).map(([name, list]) =>
      figure(`${kind} text: through the agent, against ssh in ${name}`, speedup(agent, list), 1),
    ),
    { what: `${kind} text: through the agent`, value: speed(agent), unit: 'MB/s' },
    { what: `${kind} text: bare xterm.js`, value: speed(bare), unit: 'MB/s' },
  ];
}

function figure(what: string, value: number, least?: number): Figure {
  return { what, value, unit: '×', ...(least === undefined ? {} : { aim: { least } }) };
}

export const throughput: Bench = {
  name: 'throughput',
  title: 'A file, until the last byte is parsed',
  method:
    'In a shell behind the agent, `cat` prints a file of 50 MB plain, 50 MB coloured or 20 MB ' +
    'wide text, made up by seed (wide: kana, Han, Hangul and emoji, with fonts for them); the time runs from the Enter key going down to the next prompt ' +
    'parsed. *Bare xterm.js* is a second terminal of the same class, options and size in the ' +
    'same window, fed the same bytes from memory, 64 KiB a write and 1 MiB in flight. xterm, ' +
    'kitty and alacritty run `ssh -tt localhost` on the same display with as many columns and ' +
    'rows; there the time runs inside the login, from before `cat` to the answer to a question ' +
    '(`ESC [6n`) asked after it. All take turns, and each ratio is the median of the rounds’.',
  limitMs: 1_200_000,
  measure,
};
