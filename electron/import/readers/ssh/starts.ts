// What ssh would start on this computer for a host of a configuration, as far as a reader can tell without
// running or looking up anything: whatever might hold for it counts. Somebody is to see all of it before ssh
// reads the file, so a line that isn't needed may be among these, and none that is may be missing.
import { SECRET_NAME } from '../../secretNames.ts';
import type { Block, Config, Piece, Setting } from './config.ts';
import { hopOf } from './jumps.ts';
import { Judge, type Verdict } from './judge.ts';

export interface Started {
  /** As ssh calls it: `ProxyCommand`, `Match exec`. */
  readonly option: string;
  /** The whole of it. */
  readonly text: string;
}

export interface StartsOf {
  /** By connecting. */
  readonly all: readonly Started[];
  /** By reading the file alone, as `ssh -G` does. */
  readonly byReading: readonly Started[];
  /** Slots of settings that may hold for it, in small letters. */
  readonly says: ReadonlySet<string>;
}

/** Of the keywords that are known here, those that start a program or load a library. */
const STARTERS: ReadonlySet<string> = new Set([
  ...['ProxyCommand', 'LocalCommand', 'KnownHostsCommand', 'XAuthLocation'],
  ...['PKCS11Provider', 'SecurityKeyProvider'],
]);
/** Jump hosts of jump hosts; ssh itself has no bound. */
const MOST_HOSTS = 50;

/** @param digest of all texts of the configuration, which stands for what can't be shown */
export function startsOf(
  config: Config,
  name: string,
  { localUser, digest }: { localUser: string; digest: () => string },
): StartsOf {
  const names = [name];
  const all = new Starts(digest);
  let says: ReadonlySet<string> = new Set();
  for (const one of names) {
    const walk = new Walk(config.pieces, one, localUser, all);
    if (one === name) says = walk.says;
    for (const hop of walk.hops)
      if (!names.includes(hop) && names.length < MOST_HOSTS) names.push(hop);
  }
  return { all: all.list, byReading: all.byReading, says };
}

/** Each once, in the order in which they were met. */
class Starts {
  readonly #digest: () => string;
  readonly #all = new Map<string, Started>();
  readonly #byReading = new Map<string, Started>();

  constructor(digest: () => string) {
    this.#digest = digest;
  }

  get list(): Started[] {
    return [...this.#all.values()];
  }

  get byReading(): Started[] {
    return [...this.#byReading.values()];
  }

  add(option: string, text: string, byReading = false): void {
    const key = `${option}\0${text}`;
    this.#all.set(key, { option, text });
    if (byReading) this.#byReading.set(key, { option, text });
  }

  /** What stands in a file that can't be found here, or is somebody's secret, is known by all the rest. */
  unread(keyword: string, rest: string): void {
    const isSecret = SECRET_NAME.test(keyword);
    if (!isSecret && keyword.toLowerCase() !== 'include') return this.add(keyword, rest, true);
    const shown = isSecret ? '…' : rest;
    this.add(keyword, `${shown} (SHA-256 ${this.#digest()})`, true);
  }
}

/** One host's way through the configuration, in both passes where there may be a second. */
class Walk {
  readonly hops: string[] = [];
  readonly says = new Set<string>();
  readonly #starts: Starts;
  readonly #judge: Judge;
  /** Slots that have their value for certain: later ones don't count. */
  readonly #closed = new Set<string>();

  constructor(pieces: readonly Piece[], name: string, localUser: string, starts: Starts) {
    this.#starts = starts;
    this.#judge = new Judge(name, localUser, (command) => starts.add('Match exec', command, true));
    this.#pass(pieces);
    if (!this.#judge.mayPassAgain(pieces)) return;
    this.#judge.passAgain();
    this.#pass(pieces);
  }

  #pass(pieces: readonly Piece[]): void {
    const verdicts = new Map<Block, Verdict>();
    for (const { block, begins, settings, unread } of pieces) {
      if (begins) verdicts.set(block, this.#judge.block(block, verdicts));
      const verdict = block.condition ? verdicts.get(block)! : this.#judge.outer(block, verdicts);
      if (verdict === 'no') continue;
      for (const { keyword, rest } of unread) this.#starts.unread(keyword, rest);
      for (const setting of settings) this.#setting(setting, verdict);
    }
  }

  #setting({ keyword, value }: Setting, verdict: Verdict): void {
    const { name, slot, adds } = keyword;
    if (this.#closed.has(slot)) return;
    this.says.add(slot);
    this.#judge.heard(slot, value, verdict);
    if (STARTERS.has(name)) this.#starts.add(name, value.join(' '));
    if (name === 'ProxyJump') this.hops.push(...value.flatMap((hop) => hopOf(hop)?.host ?? []));
    // `ProxyJump none` keeps no command that follows from being used.
    const isOpen = adds || (name === 'ProxyJump' && value.length === 0) || isNoTime(slot, value);
    if (verdict === 'yes' && !isOpen) this.#closed.add(slot);
  }
}

/** ssh takes a time of `none` as if nothing had been said. */
function isNoTime(slot: string, [value]: readonly string[]): boolean {
  return /(?:timeout|interval)$/.test(slot) && value === 'none';
}
