// What somebody asks for, as transfers; refused by name where it can't be.
import { say } from '../../words/said.ts';
import type { TransferWish } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import { foldedName, isOneName, mappedName, pathIn, rulesAt, shownName } from './names.ts';
import { newRecord, type TransferRecord } from './record.ts';

/** That many things are a transfer each; more are one. */
const EACH = 20;
const MOST_NAMES = 20_000;
const MOST_UNFINISHED = 2_000;

/** Throws a `PersonError`. */
export function recordsOf(wish: TransferWish, system: NodeJS.Platform): TransferRecord[] {
  const names = [...new Set(wish.names)];
  if (names.length > MOST_NAMES) {
    throw new PersonError(say('transfer-many-names', { most: MOST_NAMES }));
  }
  for (const name of names) check(wish, name);
  if (names.length === 0) return [];
  if (names.length > EACH) return [newRecord(wish, names)];
  return withTwins(wish, names, system).map((some) => newRecord(wish, some));
}

/** Names that may become one there go together, where neither takes the other's place. */
function withTwins(
  { to }: TransferWish,
  names: readonly string[],
  system: NodeJS.Platform,
): string[][] {
  const rules = rulesAt(to.path, to.hostId === null ? system : null);
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = foldedName(mappedName(name, rules));
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

export function checkRoom(unfinished: number): void {
  if (unfinished <= MOST_UNFINISHED) return;
  throw new PersonError(say('transfers-many', { most: MOST_UNFINISHED }));
}

function check({ from, to, move }: TransferWish, name: string): void {
  const shown = { name: shownName(name) };
  if (!isOneName(name)) throw new PersonError(say('transfer-name-refused', shown));
  if (from.hostId !== to.hostId) return;
  const [source, into] = [pathIn(from.path, name), pathIn(to.path, '')];
  if (into.startsWith(pathIn(source, ''))) throw new PersonError(say('transfer-into-itself'));
  if (move && pathIn(from.path, '') === into) {
    throw new PersonError(say('transfer-onto-itself', shown));
  }
}
