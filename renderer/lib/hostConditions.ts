// What a condition such as `tag:prod` asks of a host, with what there is: a value that names something in
// full means that alone, one that is still being typed all that begins so.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { fold } from './fold.ts';
import type { Pathed } from './folderPaths.ts';
import { held } from './held.ts';
import type { Condition, HostQuery, Operator } from './hostQuery.ts';
import { tagKey } from './tags.ts';

/** What conditions go by. */
export interface Surroundings {
  hosts: readonly SavedHost[];
  folders: readonly Pathed[];
  /** Keys of all tags. */
  tags: readonly string[];
  kinds: readonly { kind: string; word: string }[];
  isOpen: (host: SavedHost) => boolean;
  /** Shells run there that nobody here has a tab of. */
  isKept: (host: SavedHost) => boolean;
}

export const STATES = ['open', 'favourite', 'kept'] as const;
export type StateName = (typeof STATES)[number];

export type QueryProblem =
  | { what: 'operator'; name: string }
  /** @property may what it could be */
  | { what: 'value'; operator: Operator; value: string; may: readonly string[] };

export type Test = (host: SavedHost) => boolean;

/** Whether a host is one of those. */
export function isAmong(ids: readonly string[]): Test {
  const all = new Set(ids);
  return ({ id }) => all.has(id);
}

/** Who logs in to them, each once. */
export function usersOf(hosts: readonly SavedHost[]): string[] {
  return [...new Set(hosts.map((host) => held(host, 'user')))].filter((user) => user !== '');
}

/** All that is asked of a host; null where nothing is. */
export function testOf({ conditions }: HostQuery, around: Surroundings): Test | null {
  if (conditions.length === 0) return null;
  const tests = conditions.map((one) => turned(one, TESTS[one.operator](one, around)));
  return (host) => tests.every((test) => test(host));
}

/** What is wrong with it, the first of all; null where nothing is. */
export function problemOf(
  { unknown, conditions }: HostQuery,
  kinds: Surroundings['kinds'],
): QueryProblem | null {
  if (unknown !== null) return { what: 'operator', name: unknown };
  for (const { operator, value } of conditions) {
    const may = choicesOf(operator, kinds);
    if (
      !may ||
      namedBy(
        may.flatMap(({ names }) => names),
        value,
        false,
      ).size > 0
    )
      continue;
    return { what: 'value', operator, value, may: may.map(({ names }) => names[0]!) };
  }
  return null;
}

/** Operators whose values are few and known; null for others. */
function choicesOf(operator: Operator, kinds: Surroundings['kinds']) {
  if (operator === 'is') return STATES.map((state) => ({ names: [state as string] }));
  if (operator === 'kind') return kinds.map(({ kind, word }) => ({ names: [kind, fold(word)] }));
  return null;
}

function turned({ not, value }: Condition, test: Test): Test {
  if (value.trim() === '') return () => true; // it is being typed
  return not ? (host) => !test(host) : test;
}

type MakeTest = (condition: Condition, around: Surroundings) => Test;

const TESTS: Record<Operator, MakeTest> = {
  tag: ({ value, exact }, { tags }) => {
    const meant = namedBy(tags, value.replace(/^#/, ''), exact);
    return (host) => host.tags.some((tag) => meant.has(tagKey(tag)));
  },
  kind: ({ value, exact }, { kinds }) => {
    const names = kinds.flatMap(({ kind, word }) => [kind, fold(word)]);
    const meant = namedBy(names, value, exact);
    const those = kinds.filter(({ kind, word }) => meant.has(kind) || meant.has(fold(word)));
    return (host) => those.some(({ kind }) => kind === host.kind);
  },
  is: ({ value, exact }, around) => {
    const meant = namedBy(STATES, value, exact);
    const tests: Record<StateName, Test> = {
      ...{ open: around.isOpen, kept: around.isKept, favourite: ({ favourite }) => favourite },
    };
    return (host) => STATES.some((state) => meant.has(state) && tests[state](host));
  },
  in: ({ value, exact }, { folders }) => {
    const meant = foldersNamed(folders, value, exact);
    return ({ folder }) => folder !== null && meant.has(folder);
  },
  user: ({ value, exact }, { hosts }) => {
    const meant = namedBy(new Set(hosts.map(userOf)), value, exact);
    return (host) => meant.has(userOf(host));
  },
};

const userOf = (host: SavedHost): string => fold(held(host, 'user'));

/** Of names, folded: the one that it is, or else those that begin so. */
function namedBy(names: Iterable<string>, value: string, exact: boolean): Set<string> {
  const folded = fold(value.trim().normalize('NFC'));
  const all = [...names];
  if (all.includes(folded)) return new Set([folded]);
  return new Set(exact ? [] : all.filter((name) => name.startsWith(folded)));
}

/** Ids of folders called so, or that lie in one: by name, or by the end of a path. */
function foldersNamed(folders: readonly Pathed[], value: string, exact: boolean): Set<string> {
  const typed = inWords(value);
  const names = folders.map(({ path }) =>
    path.map((_, at) => inWords(path.slice(0, at + 1).join(' '))),
  );
  const isThis = (path: string): boolean => ` ${path}`.endsWith(` ${typed}`);
  const beginsSo = (path: string): boolean => ` ${path}`.includes(` ${typed}`);
  const inFull = names.some((paths) => paths.some(isThis));
  const fits = inFull || exact ? isThis : beginsSo;
  const found = folders.filter((_, at) => names[at]!.some(fits));
  return new Set(found.map(({ folder }) => folder.id));
}

/** `eu-central` and `EU Central` are the same; one of signs alone stays as it is. */
function inWords(text: string): string {
  const folded = fold(text.trim());
  return (
    folded
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .join(' ') || folded
  );
}
