// Files up and down, as the app's queue of transfers carries them, against the programs that people use
// for it, over the same sshd.
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { openBowline, OVER_AGENT, OVER_SFTP } from './files/bowline.ts';
import { loads, type Load } from './files/load.ts';
import { openPeers, type Carrier } from './files/peers.ts';
import { mustBeSame, openPlaces, trip, type Direction, type Places } from './files/places.ts';
import { median, most, speedup } from './report/statistics.ts';

const ROUNDS = 5;
const QUICK_ROUNDS = 3;
const DIRECTIONS = ['up', 'down'] as const;
const MEGABYTE = 1_000_000;
const LOOK_MS = 20;
/** A first file that is timed by nobody: what is made once for all of them is there then. */
const WARM = { what: 'a first file', name: 'warm', files: 1, bytes: 20 * MEGABYTE };

interface Stage {
  run: Run;
  places: Places;
  /** Memory of this process before anything was carried, bytes. */
  before: number;
}

/** By who carried it: what each round took, milliseconds, and what this process grew by, MB. */
type Taken = Record<string, { ms: number[]; grew: number[] }>;

async function measure(run: Run): Promise<Measurement> {
  const { large, small } = loads(run.quick);
  const places = await openPlaces(run, [WARM, large, small]);
  const peers = await openPeers(run, places);
  const all = [...(await openBowline(run, places)), ...peers.all];
  const before = process.memoryUsage.rss();
  const stage = { run, places, before };
  for (const who of all) for (const way of DIRECTIONS) await once(stage, who, WARM, way);
  run.begin();
  const found: Measurement = { figures: [], samples: {}, notes: peers.notes };
  for (const load of [large, small]) {
    const who = all.filter(({ name }) => load !== large || !name.startsWith('tar'));
    for (const way of DIRECTIONS) add(found, load, way, await rounds(stage, who, load, way));
  }
  return found;
}

async function rounds(stage: Stage, all: Carrier[], load: Load, way: Direction): Promise<Taken> {
  const taken: Taken = Object.fromEntries(all.map(({ name }) => [name, { ms: [], grew: [] }]));
  const { run } = stage;
  for (let round = 0; round < (run.quick ? QUICK_ROUNDS : ROUNDS); round++) {
    run.say(`${load.what} ${way}, round ${round + 1}`);
    for (const who of all) {
      const { ms, grew } = await once(stage, who, load, way);
      taken[who.name]!.ms.push(ms);
      taken[who.name]!.grew.push(grew);
    }
  }
  return taken;
}

async function once(
  { places, before }: Stage,
  who: Carrier,
  load: Load,
  way: Direction,
): Promise<{ ms: number; grew: number }> {
  const there = await trip(places, way);
  const memory = new Growth(before);
  const since = performance.now();
  await who.carry(load, way, there).finally(() => memory.stop());
  const ms = performance.now() - since;
  await mustBeSame(there, load);
  return { ms, grew: memory.most };
}

/** What this process, in which our own transfers run, is larger by at most. */
class Growth {
  readonly #before: number;
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);
  #most = 0;

  constructor(before: number) {
    this.#before = before;
  }

  /** MB. */
  get most(): number {
    return (this.#most - this.#before) / MEGABYTE;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#look();
  }

  #look(): void {
    this.#most = Math.max(this.#most, process.memoryUsage.rss());
  }
}

function add(found: Measurement, load: Load, way: Direction, taken: Taken): void {
  const what = `${load.what} ${way}`;
  for (const [who, { ms }] of Object.entries(taken)) {
    found.samples[`${what}, ${who}, ms`] = ms;
    const value = (load.files * load.bytes) / MEGABYTE / (median(ms) / 1_000);
    found.figures.push({ what: `${what}: ${who}`, value, unit: 'MB/s' });
  }
  for (const ours of [OVER_SFTP, OVER_AGENT]) {
    found.figures.push(...(load.files === 1 ? ofLarge : ofSmall)(what, ours, taken));
    if (load.files > 1) continue;
    const { grew } = taken[ours]!;
    found.samples[`${what}, ${ours}, MB more`] = grew;
    const figure = { what: `${what}: ${ours}: memory grows by`, value: most(grew) };
    found.figures.push({ ...figure, unit: 'MB', aim: { most: 64 } });
  }
}

/** Against whichever of them is the fastest. */
function ofLarge(what: string, ours: string, taken: Taken): Figure[] {
  const peers = Object.keys(taken).filter((who) => who !== OVER_SFTP && who !== OVER_AGENT);
  const fastest = peers.sort((a, b) => median(taken[a]!.ms) - median(taken[b]!.ms))[0]!;
  return [against(what, ours, fastest, taken, 0.95)];
}

function ofSmall(what: string, ours: string, taken: Taken): Figure[] {
  return [against(what, ours, 'scp -r', taken, 3), against(what, ours, 'tar | ssh tar', taken, 1)];
}

function against(what: string, ours: string, theirs: string, taken: Taken, least: number): Figure {
  const value = speedup(taken[ours]!.ms, taken[theirs]!.ms);
  return { what: `${what}: ${ours} against ${theirs}`, value, unit: '×', aim: { least } };
}

export const files: Bench = {
  name: 'files',
  title: 'Files up and down',
  method:
    'One file of 1 GB and a folder tree of 10,000 files of 1 KB go up and down by the app’s own queue of ' +
    'transfers, without a window: over a shared login to an sshd, and over an agent, both on ' +
    'loopback; and by scp, `sftp` in batch mode, rsync and, the small ones, tar, over the same sshd ' +
    'and a login that stands before, too. All take turns in each of five rounds; before each the ' +
    'target is emptied and the disk has written what it had to. What came is compared with what was ' +
    'sent. The large file is on the disk before its transfer counts as ended, which the others ' +
    'don’t wait for. Each figure is the median; a comparison is the median of the rounds’ own, for the ' +
    'large file with whichever of the others is the fastest. Memory is what the process that runs the ' +
    'queue is larger by at most than before its first transfer.',
  limitMs: 60 * 60_000,
  client: 'rig',
  measure,
};
