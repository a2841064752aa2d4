// What tunnels may reach from this machine, and where they may listen on it: patterns from the
// command line, judged by the address that is really used and never by a name's promise.
import { say, type Said } from '../../words/said.ts';
import type { Place } from '../../core/tunnel/place.ts';
import { formatPlace, isLoopback } from '../../core/tunnel/place.ts';
import { addressRule, isOwnName, type Rule } from './addressRule.ts';
import { pathRule, type PathRule } from './pathRule.ts';
import { badRule } from './rulePattern.ts';

/** Allows nothing, not even loopback. */
export const NONE = 'none';

/** One direction: connecting, or listening, which knows no names. */
class RuleSet {
  readonly #names: boolean;
  readonly #rules: Rule[] = [];
  readonly #paths: PathRule[] = [];

  constructor(patterns: readonly string[], { names }: { names: boolean }) {
    this.#names = names;
    if (patterns.includes(NONE)) {
      if (patterns.length > 1) throw badRule(NONE);
      return;
    }
    this.#rules.push((address, _port, name) => isLoopback(address) && isOwnName(name));
    for (const pattern of patterns) this.#add(pattern);
  }

  allows(address: string, port: number, name: string): boolean {
    return this.#rules.some((rule) => rule(address, port, name));
  }

  allowsPath(path: string): boolean {
    return this.#paths.some((rule) => rule(path));
  }

  #add(pattern: string): void {
    if (pattern.startsWith('unix:/')) return void this.#paths.push(pathRule(pattern.slice(5)));
    this.#rules.push(addressRule(pattern, this.#names));
  }
}

export interface ForwardRuleOptions {
  /** What may be connected to besides loopback; absent: nothing. */
  allowForward?: readonly string[];
  /** Where it may be listened besides loopback. */
  allowListen?: readonly string[];
}

export class ForwardRules {
  readonly #connect: RuleSet;
  readonly #listen: RuleSet;

  /** Throws `AgentError` USAGE for a pattern that says nothing. */
  constructor({ allowForward = [], allowListen = [] }: ForwardRuleOptions = {}) {
    this.#connect = new RuleSet(allowForward, { names: true });
    this.#listen = new RuleSet(allowListen, { names: false });
  }

  /** May this address be connected to? `name` is what was asked for, '' for the address itself. */
  mayReach(address: string, port: number, name: string): boolean {
    return this.#connect.allows(address, port, name);
  }

  mayReachPath(path: string): boolean {
    return this.#connect.allowsPath(path);
  }

  /** The same for listening; a TCP place has an address by now, and no name. */
  mayListen(place: Place): boolean {
    if (place.kind === 'unix') return this.#listen.allowsPath(place.path);
    return this.#listen.allows(place.host, place.port, '');
  }
}

/** Why a client was refused, for it and for the log. */
export function refusalOf(place: Place): Said {
  return say('listen-forbidden-by-agent', { place: formatPlace(place) });
}
