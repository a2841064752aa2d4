// What a configuration says of one host: OpenSSH's way through it, in one pass, or two if a Match asks for it.
import { say } from '../../../../words/said.ts';
import { PersonError } from '../../../personError.ts';
import { addressOf, expanded } from './addresses.ts';
import type { Block, Piece, Setting } from './config.ts';
import { holds, holdsForHost } from './match.ts';
import { matches } from './patterns.ts';

export interface Resolved {
  readonly name: string;
  readonly address: string;
  /** In force, by slot; several of those that add up. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  /** Second SetEnv lines, which OpenSSH passes over. */
  readonly passedOver: readonly Setting[];
  /** Blocks that hold for it. */
  readonly blocks: ReadonlySet<Block>;
}

/** Blocks and settings looked at for all hosts together: some seconds. */
const STEPS = 10_000_000;

/** Variables that are sent to one host. */
const SENT = 1_000;

export class Resolver {
  readonly #pieces: readonly Piece[];
  readonly #localUser: string;
  /** Pieces, by their place, that may hold for any host. */
  readonly #forAny: number[] = [];
  /** Those under a Host line with nothing but names, by name. */
  readonly #forName = new Map<string, number[]>();
  readonly hasSecondPass: boolean;
  #steps = 0;

  constructor(pieces: readonly Piece[], localUser: string) {
    this.#pieces = pieces;
    this.#localUser = localUser;
    pieces.forEach(({ block }, at) => this.#index(block, at));
    this.hasSecondPass = pieces.some(({ block }) => asksForMore(block));
  }

  #index(block: Block, at: number): void {
    const names = namesOnly(block);
    if (!names) this.#forAny.push(at);
    for (const name of new Set(names)) {
      const known = this.#forName.get(name);
      if (known) known.push(at);
      else this.#forName.set(name, [at]);
    }
  }

  /** Throws a `PersonError` where all of it would take too long. */
  resolve(name: string): Resolved {
    const way = new Way(name, this.#localUser);
    this.#pass(way, name, false);
    const address = addressOf(way.address(), way.first('addressfamily'));
    if (this.hasSecondPass) this.#pass(way, address, true, address);
    const { settings, passedOver, blocks } = way;
    return { name, address, settings, passedOver, blocks };
  }

  #pass(way: Way, host: string, isFinal: boolean, address?: string): void {
    const holding = new Map<Block, boolean>();
    for (const at of merged(this.#forAny, this.#forName.get(host) ?? [])) {
      const { block, begins, settings } = this.#pieces[at]!;
      this.#steps += 1;
      if (begins) holding.set(block, this.#holds(block, holding, way, host, isFinal, address));
      if (block.condition !== null && !holding.get(block)) continue;
      if (block.condition === null && !isOpen(block.outer, holding)) continue;
      way.blocks.add(block);
      this.#steps += settings.length;
      for (const setting of settings) way.apply(setting, isFinal);
    }
    if (this.#steps > STEPS) throw new PersonError(say('import-ssh-too-long'));
  }

  #holds(
    block: Block,
    holding: ReadonlyMap<Block, boolean>,
    way: Way,
    host: string,
    isFinal: boolean,
    address?: string,
  ): boolean {
    if (!isOpen(block.outer, holding)) return false;
    const { condition } = block;
    if (condition?.type === 'host') {
      this.#steps += condition.others.length;
      return holdsForHost(condition, host);
    }
    return holds(condition!, way.known(host, isFinal, address));
  }
}

/** Whether the block that includes a file holds. */
function isOpen(outer: Block | null, holding: ReadonlyMap<Block, boolean>): boolean {
  return outer === null || outer.condition === null || holding.get(outer) === true;
}

function asksForMore({ condition }: Block): boolean {
  if (condition?.type !== 'match') return false;
  return condition.criteria.some(({ attribute }) => attribute === 'final');
}

/** The names that it can hold for; undefined: others, too. */
function namesOnly(block: Block | null): readonly string[] | undefined {
  if (block === null) return undefined;
  const { condition } = block;
  if (condition?.type === 'never') return [];
  if (condition?.type === 'host') {
    if (condition.others.every((pattern) => pattern.startsWith('!'))) return [...condition.names];
  }
  return namesOnly(block.outer);
}

function* merged(one: readonly number[], other: readonly number[]): Generator<number> {
  let [a, b] = [0, 0];
  while (a < one.length || b < other.length) {
    if (b >= other.length || (a < one.length && one[a]! < other[b]!)) yield one[a++]!;
    else yield other[b++]!;
  }
}

/** What is known of a host while its configuration is gone through. */
class Way {
  readonly settings = new Map<string, Setting[]>();
  readonly passedOver: Setting[] = [];
  readonly blocks = new Set<Block>();
  readonly #added = new Set<string>();
  readonly #name: string;
  readonly #localUser: string;

  constructor(name: string, localUser: string) {
    this.#name = name;
    this.#localUser = localUser;
  }

  known(host: string, isFinal: boolean, address = this.address()): Parameters<typeof holds>[1] {
    return {
      host,
      original: this.#name,
      address,
      user: this.first('user') ?? this.#localUser,
      localUser: this.#localUser,
      tag: this.first('tag') ?? '',
      isFinal,
    };
  }

  /** The HostName so far. */
  address(): string {
    const written = this.first('hostname');
    if (written === undefined) return this.#name;
    return expanded(written, this.#name) ?? written;
  }

  /** In the second pass the address stands, whether the first gave one or not. */
  apply(setting: Setting, isFinal: boolean): void {
    const { slot, adds } = setting.keyword;
    const known = this.settings.get(slot);
    if (adds) return this.#add(setting, known);
    const isFirst = known === undefined && !(isFinal && slot === 'hostname');
    if (isFirst || overrules(setting, known?.[0])) this.settings.set(slot, [setting]);
    else if (slot === 'setenv' && !isFinal) this.passedOver.push(setting);
  }

  #add(setting: Setting, known: Setting[] = []): void {
    const { slot } = setting.keyword;
    this.settings.set(slot, known);
    if (slot === 'sendenv') return this.#addSent(setting, known);
    const key = JSON.stringify([slot, setting.value]);
    if (!this.#added.has(key)) known.push(setting);
    this.#added.add(key);
  }

  /** `-NAME` takes back what was sent so far. */
  #addSent(setting: Setting, known: Setting[]): void {
    for (const word of setting.value) {
      if (word.startsWith('-')) {
        const kept = known.filter(({ value }) => !matches(value[0]!, word.slice(1)));
        known.splice(0, known.length, ...kept);
      } else if (known.length < SENT && !known.some(({ value }) => value[0] === word)) {
        known.push({ ...setting, value: [word] });
      }
    }
  }

  /** What stands in the first word of a setting so far. */
  first(slot: string): string | undefined {
    return this.settings.get(slot)?.[0]?.value[0];
  }
}

/** Where OpenSSH takes a later value after all: see its source, and what `ssh -G` says. */
function overrules({ keyword, value }: Setting, first: Setting | undefined): boolean {
  if (first === undefined) return false;
  const isNoJump = first.keyword.name === 'ProxyJump' && first.value.length === 0;
  if (isNoJump) return keyword.name === 'ProxyCommand'; // it ends all later jumps, but no command
  const isNoTime = /(?:timeout|interval)$/.test(keyword.slot) && first.value[0] === 'none';
  if (isNoTime) return true; // as if it had not been said
  if (keyword.name !== 'ForwardAgent') return false;
  const isYes = /^(yes|true)$/i.test(first.value[0]!); // a socket may follow
  return isYes && !/^(yes|true|no|false)$/i.test(value[0]!);
}
