// What can't come along of a configuration, or only with a word about it: one entry a line of the file, with
// the hosts that it is about.
import { say, type Said } from '../../../../words/said.ts';
import { secret, type About, type Unmapped } from '../../found.ts';
import { expanded, isMeantOtherwise, numericAddress } from './addresses.ts';
import { short, where, type Block, type Config, type Place, type Setting } from './config.ts';
import { SECRET_NAME } from '../../secretNames.ts';
import { forwardsOf } from './hosts.ts';
import { hopOf } from './jumps.ts';
import { isAbout, matchTitle, matchWarning, type Known } from './match.ts';
import type { Resolved } from './resolve.ts';

/** Hosts of an entry that are named; further ones are counted. */
const NAMED = 3;
/** Fields of one line that are named. */
const NAMED_SETTINGS = 8;
/** Lines beside hosts that are looked at: some hundred milliseconds. */
const MOST_STEPS = 2_000_000;

interface Entry {
  readonly place: Place;
  readonly what: string;
  readonly why: Said;
  readonly isSecret: boolean;
  readonly isForAll: boolean;
  readonly hosts: string[];
  count: number;
}

interface Placed {
  readonly place: Place;
  readonly told: Unmapped;
}

/** Gathers what is said of each host, by line. */
export class Reports {
  readonly #entries = new Map<string, Entry>();
  readonly #used = new Set<Block>();
  readonly #localUser: string;
  readonly #known: Known[] = [];
  readonly #about = new Map<Unmapped, readonly string[]>();
  /** Lines beside hosts that may still be looked at. */
  #steps = MOST_STEPS;

  constructor(localUser: string) {
    this.#localUser = localUser;
  }

  /** Of what `told` tells of a Match line, the hosts that it may hold for. */
  get about(): About {
    return this.#about;
  }

  /** `isLoop`: whether its jump leads to itself. */
  add(resolved: Resolved, isLoop: boolean): void {
    const { name, settings, passedOver, blocks } = resolved;
    for (const block of blocks) this.#used.add(block);
    this.#known.push(knownOf(resolved, this.#localUser));
    for (const setting of [...settings.values()].flat()) this.#aboutSetting(setting, name);
    for (const setting of passedOver) this.#tell(setting, name, say('import-ssh-second'));
    this.#aboutAddress(resolved);
    if (isLoop) this.#aboutJump(resolved, say('import-ssh-jump-loop'));
    this.#aboutForwards(resolved);
  }

  /** Of a host whose jumps come back to where they were. */
  addCircle(resolved: Resolved): void {
    this.#aboutJump(resolved, say('import-ssh-jump-circle'));
  }

  #aboutJump({ name, settings }: Resolved, why: Said): void {
    const proxy = settings.get('proxy')?.[0];
    if (proxy) this.#tell(proxy, name, why);
  }

  #aboutSetting(setting: Setting, name: string): void {
    const { keyword, value } = setting;
    if (keyword.name === 'SetEnv') this.#aboutVariables(setting, name);
    const why = keyword.warns?.(value);
    if (why) this.#tell(setting, name, why);
    else if (isGlobal(setting) && keyword.goes !== 'left') {
      this.#tell(setting, name, say('import-ssh-global'));
    }
  }

  #aboutVariables(setting: Setting, host: string): void {
    for (const one of setting.value) {
      const name = one.slice(0, one.indexOf('='));
      if (SECRET_NAME.test(name)) this.#tell(setting, host, undefined, `SetEnv ${short(name)}`);
    }
  }

  #aboutAddress({ name, address, settings }: Resolved): void {
    const setting = settings.get('hostname')?.[0];
    if (!setting) return;
    const written = setting.value[0]!;
    const isNumber = /^(\d+|0x[\da-f]+)$/i.test(written) && numericAddress(written) !== undefined;
    if (expanded(written, name) === undefined) this.#tell(setting, name, say('import-ssh-token'));
    else if (isNumber) this.#tell(setting, name, say('import-ssh-number', { address }));
    else if (isMeantOtherwise(address)) this.#tell(setting, name, say('import-ssh-literal'));
  }

  #aboutForwards(resolved: Resolved): void {
    const { name, settings } = resolved;
    const forwards = forwardsOf(resolved);
    const cleared = settings.get('clearallforwardings')?.[0];
    if (cleared?.value[0] === 'yes') {
      if (forwards.length > 0) this.#tell(cleared, name, say('import-ssh-forwards-cleared'));
      return;
    }
    const lines = ['localforward', 'dynamicforward'].flatMap((slot) => settings.get(slot) ?? []);
    const listening = new Set<string>();
    for (const setting of lines) {
      const at = setting.value[0]!.replace(/^localhost:/, '');
      if (listening.has(at)) this.#tell(setting, name, say('import-ssh-port-twice'));
      listening.add(at);
    }
  }

  #tell(setting: Setting, host: string, why: Said | undefined, what = short(setting.text)): void {
    const { place } = setting;
    const said = why ?? say('import-secret');
    const key = JSON.stringify([place.file, place.line, said.code, what]);
    let entry = this.#entries.get(key);
    if (!entry) {
      const [isSecret, isForAll] = [why === undefined, isGlobal(setting)];
      entry = { place, what, why: said, isSecret, isForAll, hosts: [], count: 0 };
      this.#entries.set(key, entry);
    }
    if (entry.hosts.length < NAMED) entry.hosts.push(host);
    entry.count += 1;
  }

  /** All of it, and what holds for none of the hosts, as it stands in the files. */
  told(config: Config, hasSecondPass: boolean): Unmapped[] {
    const entries = [...this.#entries.values()].map((entry): Placed => {
      const { place, what, why, isSecret, isForAll } = entry;
      const at = where(place, isForAll ? 'global' : hostsIn(entry));
      return { place, told: isSecret ? secret(at, what) : { where: at, what, why } };
    });
    const all = [...this.#aboutBlocks(config, hasSecondPass), ...entries];
    const files = [...new Set(config.pieces.map(({ block }) => block.place.file))];
    const order = new Map(files.map((file, at) => [file, at]));
    const before = (one: Place, other: Place): number =>
      order.get(one.file)! - order.get(other.file)! || one.line - other.line;
    return all.toSorted((one, other) => before(one.place, other.place)).map(({ told }) => told);
  }

  #aboutBlocks(config: Config, hasSecondPass: boolean): Placed[] {
    const all = new Map<Block, Setting[]>();
    for (const { block, settings } of config.pieces) {
      const known = all.get(block) ?? [];
      for (const setting of settings) known.push(setting);
      all.set(block, known);
    }
    return [...all].flatMap(([block, settings]) => {
      const told = aboutBlock(block, settings, this.#used.has(block), hasSecondPass);
      const hosts = this.#hostsOf(block);
      if (hosts.length > 0) for (const one of told) this.#about.set(one, hosts);
      return told.map((one) => ({ place: block.place, told: one }));
    });
  }

  /** None where it is about all of them. */
  #hostsOf({ condition }: Block): readonly string[] {
    this.#steps -= this.#known.length;
    if (condition?.type !== 'match' || this.#steps < 0) return [];
    const those = this.#known.filter((known) => isAbout(condition.criteria, known));
    return those.length < this.#known.length ? those.map(({ original }) => original) : [];
  }
}

function knownOf({ name, address, settings }: Resolved, localUser: string): Known {
  const word = (slot: string): string | undefined => settings.get(slot)?.[0]?.value[0];
  const [user, tag] = [word('user') ?? localUser, word('tag') ?? ''];
  return { host: name, original: name, address, user, localUser, tag, isFinal: false };
}

function aboutBlock(
  block: Block,
  settings: readonly Setting[],
  isUsed: boolean,
  hasSecondPass: boolean,
): Unmapped[] {
  const { condition } = block;
  if (condition === null || condition.type === 'never') return [];
  const at = where(block.place);
  if (condition.type === 'match') {
    const what = short(matchTitle(condition.criteria));
    const told = condition.criteria.flatMap((one) => matchWarning(one, hasSecondPass) ?? []);
    if (told.length === 0 && !isUsed && settings.length > 0)
      told.push(say('import-ssh-match-unused'));
    return told.map((why) => ({
      where: at,
      what: withSettings(what, isUsed ? [] : settings),
      why,
    }));
  }
  const { names, patterns } = condition;
  const list = [...names].find((name) => name.includes(','));
  if (list !== undefined)
    return [{ where: at, what: short(`Host ${list}`), why: say('import-ssh-comma') }];
  const hasNames = names.size > 0;
  if ((isUsed || settings.length === 0) && hasNames) return [];
  const isNever = patterns.every((pattern) => pattern.startsWith('!'));
  const why = isNever ? 'never' : hasNames ? 'apart' : isUsed ? 'fitting' : 'pattern';
  const what = withSettings(short(`Host ${patterns.join(' ')}`), settings);
  return [{ where: at, what, why: say(`import-ssh-${why}`) }];
}

/** Which settings a block would have given. */
function withSettings(title: string, settings: readonly Setting[]): string {
  if (settings.length === 0) return title;
  const names = [...new Set(settings.map(({ keyword }) => keyword.name))];
  const more = names.length > NAMED_SETTINGS ? ', …' : '';
  return `${title}: ${names.slice(0, NAMED_SETTINGS).join(', ')}${more}`;
}

/** Before the first Host or Match, of a file that is included by none of their blocks. */
function isGlobal({ block }: Setting): boolean {
  return block.condition === null;
}

function hostsIn({ hosts, count }: Entry): string {
  const names = hosts.map(short).join(', ');
  return count > hosts.length ? `${names}, … ${count}` : names;
}

/** Whether ssh would go through the host itself, on and on. */
export function leadsToItself(resolved: Resolved, jump: readonly string[]): boolean {
  const { name, address, settings } = resolved;
  const hop = hopOf(jump.at(-1)!);
  if (!hop || (hop.host !== name && hop.host !== address)) return false;
  const [port, user] = ['port', 'user'].map((slot) => settings.get(slot)?.[0]?.value[0]);
  const samePort = (hop.port ?? Number(port ?? 22)) === Number(port ?? 22);
  return samePort && (hop.user === null || hop.user === user);
}
