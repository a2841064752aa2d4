// Whether a Host or Match line holds for a host: for certain, perhaps, or not. Perhaps is whatever depends on
// a command, on names that are looked up, or on what a line that holds perhaps has said before.
import type { Block, Piece } from './config.ts';
import { expanded } from './addresses.ts';
import { holdsForHost, type Condition, type Criterion } from './match.ts';
import { matchesHost, matchesList } from './patterns.ts';

export type Verdict = 'no' | 'maybe' | 'yes';

/** What a slot may hold at a line: values that were said, and what it is where nothing was. */
class Possible {
  readonly #said = new Set<string>();
  readonly #unsaid: string;
  #isSure = false;

  constructor(unsaid: string) {
    this.#unsaid = unsaid;
  }

  add(value: string, verdict: Verdict): void {
    this.#said.add(value);
    if (verdict === 'yes') this.#isSure = true;
  }

  get all(): string[] {
    return this.#isSure ? [...this.#said] : [...this.#said, this.#unsaid];
  }
}

export class Judge {
  readonly #name: string;
  readonly #localUser: string;
  readonly #onCommand: (command: string) => void;
  readonly #addresses: Possible;
  readonly #users: Possible;
  readonly #tags = new Possible('');
  #canonicalises = false;
  #isFinal = false;

  /** @param onCommand is told each `Match exec` that ssh may come to */
  constructor(name: string, localUser: string, onCommand: (command: string) => void) {
    this.#name = name;
    this.#localUser = localUser;
    this.#onCommand = onCommand;
    this.#addresses = new Possible(name);
    this.#users = new Possible(localUser);
  }

  /** A setting that holds, or may hold, for it. */
  heard(slot: string, [value = '']: readonly string[], verdict: Verdict): void {
    if (slot === 'hostname' && !this.#isFinal) {
      this.#addresses.add(expanded(value, this.#name) ?? value, verdict);
    } else if (slot === 'user') this.#users.add(value, verdict);
    else if (slot === 'tag') this.#tags.add(value, verdict);
    else if (slot === 'canonicalizehostname' && !/^(no|false)$/i.test(value)) {
      this.#canonicalises = true;
    }
  }

  /** Whether ssh may read it once more, with another name. To be asked after the first pass. */
  mayPassAgain(pieces: readonly Piece[]): boolean {
    return this.#canonicalises || pieces.some(({ block }) => asksForMore(block.condition));
  }

  passAgain(): void {
    this.#isFinal = true;
  }

  /** Of the line that includes the block's file. */
  outer({ outer }: Block, verdicts: ReadonlyMap<Block, Verdict>): Verdict {
    if (outer === null) return 'yes';
    if (outer.condition === null) return this.outer(outer, verdicts);
    return verdicts.get(outer) ?? 'no';
  }

  block(block: Block, verdicts: ReadonlyMap<Block, Verdict>): Verdict {
    const outer = this.outer(block, verdicts);
    const { condition } = block;
    if (outer === 'no' || condition === null) return outer;
    if (condition.type === 'never') return 'maybe'; // a newer ssh may understand it
    if (condition.type === 'match') return this.#match(condition.criteria, outer);
    return lesser(
      outer,
      this.#each(this.#hosts, (host) => holdsForHost(condition, host)),
    );
  }

  /** What Host lines are compared with; null: anything. */
  get #hosts(): string[] | null {
    if (!this.#isFinal) return [this.#name];
    return this.#canonicalises ? null : this.#addresses.all;
  }

  /** ssh runs a command only where all that stands before it on the line holds. */
  #match(criteria: readonly Criterion[], outer: Verdict): Verdict {
    let verdict = outer;
    for (const criterion of criteria) {
      if (verdict === 'no') return verdict;
      if (criterion.attribute === 'exec') this.#onCommand(criterion.value);
      const one = this.#criterion(criterion);
      verdict = lesser(verdict, criterion.isNegated ? opposite(one) : one);
    }
    return verdict;
  }

  #criterion({ attribute, value }: Criterion): Verdict {
    switch (attribute) {
      case 'all':
        return 'yes';
      case 'canonical':
      case 'final':
        return this.#isFinal ? 'maybe' : 'no';
      case 'host':
        return this.#each(
          this.#canonicalises && this.#isFinal ? null : this.#addresses.all,
          (host) => matchesHost(host, value),
        );
      case 'originalhost':
        return matchesHost(this.#name, value) ? 'yes' : 'no';
      case 'user':
        return this.#each(this.#users.all, (user) => matchesList(user, value));
      case 'localuser':
        return matchesList(this.#localUser, value) ? 'yes' : 'no';
      case 'tagged':
        return this.#each(this.#tags.all, (tag) =>
          tag === '' ? value === '' : matchesList(tag, value),
        );
      default:
        return 'maybe';
    }
  }

  #each(all: readonly string[] | null, test: (one: string) => boolean): Verdict {
    if (all === null) return 'maybe';
    const hits = all.filter(test).length;
    if (hits === 0) return 'no';
    return hits === all.length ? 'yes' : 'maybe';
  }
}

function asksForMore(condition: Condition | null): boolean {
  if (condition?.type === 'never') return true;
  if (condition?.type !== 'match') return false;
  return condition.criteria.some(({ attribute }) => attribute === 'final');
}

const RANK = ['no', 'maybe', 'yes'] as const;

function lesser(one: Verdict, other: Verdict): Verdict {
  return RANK[Math.min(RANK.indexOf(one), RANK.indexOf(other))]!;
}

function opposite(verdict: Verdict): Verdict {
  return RANK[2 - RANK.indexOf(verdict)]!;
}
