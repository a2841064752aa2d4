// The conditions of a Host or Match line, and whether they hold for a host. Nothing is run or looked up.
import { say, type Said } from '../../../../words/said.ts';
import { quoted, wordsOf, type SshLine } from './lines.ts';
import { isName, matchesAny, matchesHost, matchesList } from './patterns.ts';

export interface Criterion {
  readonly attribute: string;
  readonly isNegated: boolean;
  readonly value: string;
}

export interface HostCondition {
  readonly type: 'host';
  /** As they stand on the line. */
  readonly patterns: readonly string[];
  /** Those that name one host; thousands may stand on a line. */
  readonly names: ReadonlySet<string>;
  /** The others: with * and ?, or with a ! in front. */
  readonly others: readonly string[];
}

export type Condition =
  | HostCondition
  | { readonly type: 'match'; readonly criteria: readonly Criterion[] }
  /** Of a line that OpenSSH refuses: what follows it belongs to no host. */
  | { readonly type: 'never' };

/** What is known of a host where the line stands. */
export interface Known {
  /** What Host lines are compared with: the name, and its address in the second pass. */
  readonly host: string;
  readonly original: string;
  /** The HostName so far. */
  readonly address: string;
  readonly user: string;
  readonly localUser: string;
  readonly tag: string;
  readonly isFinal: boolean;
}

const BARE = ['all', 'canonical', 'final'];
const VALUED = `host originalhost user localuser tagged exec localnetwork command sessiontype version`;
const KNOWN: ReadonlySet<string> = new Set([...BARE, ...VALUED.split(' ')]);

/** A Host line. */
export function hostCondition({ rest }: SshLine): Condition | Said {
  const { words, open } = wordsOf(rest);
  if (open) return say('import-ssh-quotes');
  const isWhole = words.length > 0 && words.every((word) => word !== '');
  if (!isWhole) return say('import-ssh-no-name');
  const others = words.filter((word) => !isName(word));
  return { type: 'host', patterns: words, names: new Set(words.filter(isName)), others };
}

/** A Match line. */
export function matchCondition({ rest }: SshLine): Condition | Said {
  const { words, open } = wordsOf(rest);
  if (open) return say('import-ssh-quotes');
  const criteria = criteriaOf(words.filter((word) => word !== '='));
  const isWhole = criteria !== undefined && criteria.length > 0;
  return isWhole ? { type: 'match', criteria } : say('import-ssh-match-wrong');
}

/** `host a`, `host=a`, `!host a`; undefined: OpenSSH refuses it. */
function criteriaOf(words: readonly string[]): Criterion[] | undefined {
  const criteria: Criterion[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [, not, written, given] = /^(!?)([^=]*)=?(.*)$/s.exec(words[at]!)!;
    const attribute = written!.toLowerCase();
    if (!KNOWN.has(attribute)) return undefined;
    const isBare = BARE.includes(attribute);
    if (attribute === 'all' && (criteria.length > 1 || at < words.length - 1)) return undefined;
    const value = isBare || words[at]!.includes('=') ? given! : words[(at += 1)];
    if (value === undefined || (value === '' && !isBare && attribute !== 'tagged'))
      return undefined;
    criteria.push({ attribute, isNegated: not === '!', value });
  }
  return criteria;
}

export function holds(condition: Condition, known: Known): boolean {
  if (condition.type === 'never') return false;
  if (condition.type === 'host') return holdsForHost(condition, known.host);
  return condition.criteria.every((criterion) => isMet(criterion, known) !== criterion.isNegated);
}

/** A Host line. */
export function holdsForHost({ names, others }: HostCondition, host: string): boolean {
  if (others.length === 0) return names.has(host);
  return matchesAny(host, names.has(host) ? ['*', ...others] : others);
}

type Test = (value: string, known: Known) => boolean;

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['all', () => true],
  ['canonical', (_, { isFinal }) => isFinal],
  ['final', (_, { isFinal }) => isFinal],
  ['host', (value, { address }) => matchesHost(address, value)],
  ['originalhost', (value, { original }) => matchesHost(original, value)],
  ['user', (value, { user }) => user !== '' && matchesList(user, value)],
  ['localuser', (value, { localUser }) => localUser !== '' && matchesList(localUser, value)],
  ['tagged', (value, { tag }) => (tag === '' ? value === '' : matchesList(tag, value))],
]);

/** What isn't tried, such as a command, counts as one that failed. */
function isMet({ attribute, value }: Criterion, known: Known): boolean {
  return TESTS.get(attribute)?.(value, known) ?? false;
}

/** What tells one host from another, of what is known here. */
const TELLING = ['host', 'originalhost', 'user', 'tagged'];

/**
 * Whether such a line is about a host: what is known of the host fits, and the rest, which only ssh can
 * decide, may hold. Not where nothing in it tells hosts apart.
 */
export function isAbout(criteria: readonly Criterion[], known: Known): boolean {
  const telling = criteria.filter(({ attribute }) => TELLING.includes(attribute));
  if (telling.every(({ isNegated }) => isNegated)) return false;
  return telling.every((criterion) => isMet(criterion, known) !== criterion.isNegated);
}

/** What a person has to know of such a line; undefined: nothing. */
export function matchWarning(
  { attribute, value }: Criterion,
  hasSecondPass: boolean,
): Said | undefined {
  if (attribute === 'exec') return say('import-ssh-match-exec', { command: value });
  if (attribute === 'localuser') return say('import-ssh-match-localuser', { user: value });
  if (attribute === 'final') return say('import-ssh-match-final');
  if (attribute === 'canonical')
    return hasSecondPass ? undefined : say('import-ssh-match-canonical');
  return TESTS.has(attribute) ? undefined : say('import-ssh-match-later', { attribute });
}

/** The line, short; the values that depend on what only ssh knows stand in what is said of it. */
export function matchTitle(criteria: readonly Criterion[]): string {
  const words: string[] = ['Match'];
  let isCut = false;
  for (const { attribute, isNegated, value } of criteria) {
    words.push(`${isNegated ? '!' : ''}${attribute}`);
    if (attribute === 'canonical') return [...words, '…'].join(' ');
    if (attribute === 'final') isCut = true;
    if (BARE.includes(attribute)) continue;
    const isOpen = isCut || attribute === 'localuser' || !TESTS.has(attribute);
    words.push(isOpen ? '…' : quoted(value));
  }
  return words.join(' ');
}
