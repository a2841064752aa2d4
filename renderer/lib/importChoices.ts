// What becomes of each found host of an import, as it is chosen: nothing chosen, as it is proposed.
import type {
  IdentityDoing,
  ImportChoice,
  ImportDoing,
  ImportedIdentity,
  ImportedLogins,
  ImportRow,
  ImportWish,
} from '../../electron/ipc/contract.ts';

/** What was chosen for a host; what is left out is as it is proposed, or as the host has it there. */
export interface RowChoice {
  does?: ImportDoing;
  /** Id of a folder here; null: the top. */
  folder?: string | null;
  tags?: readonly string[];
}

/** By the hosts' `at`. */
export type Choices = ReadonlyMap<number, RowChoice>;

export const NOTHING: Choices = new Map();

/** Of what may become of a host's folder: as it lies in the file. */
export const AS_THERE = 'as-there';

export type Ticked = 'all' | 'some' | 'none';

export interface Sums {
  /** All that was found. */
  of: number;
  /** Those that something is done with. */
  taken: number;
  add: number;
  merge: number;
  replace: number;
  skip: number;
}

/** Something can be done with it. */
export function canBeTaken(row: ImportRow): boolean {
  return row.state === 'ready' && row.does.some((does) => does !== 'skip');
}

export function proposed(row: ImportRow): ImportDoing {
  return row.state === 'ready' ? (row.does[0] ?? 'skip') : 'skip';
}

export function doingOf(row: ImportRow, choices: Choices): ImportDoing {
  return choices.get(row.at)?.does ?? proposed(row);
}

export function tagsOf(row: ImportRow, choices: Choices): readonly string[] {
  return choices.get(row.at)?.tags ?? row.tags;
}

/** Of those among them that something can be done with; null where there is none. */
export function tickedOf(rows: readonly ImportRow[], choices: Choices): Ticked | null {
  const able = rows.filter(canBeTaken);
  if (able.length === 0) return null;
  const taken = able.filter((row) => doingOf(row, choices) !== 'skip').length;
  return taken === able.length ? 'all' : taken === 0 ? 'none' : 'some';
}

/** Takes them, each as it is proposed or else by the first way there is, or leaves them out. */
export function tick(rows: readonly ImportRow[], taken: boolean, choices: Choices): Choices {
  const first = (row: ImportRow) =>
    [proposed(row), ...row.does].find((does) => does !== 'skip') ?? 'skip';
  return changed(rows.filter(canBeTaken), choices, (row, before) => {
    if ((doingOf(row, choices) !== 'skip') === taken) return before;
    return { ...before, does: taken ? first(row) : 'skip' };
  });
}

/** Those for which it can't be done stay as they are. */
export function doWith(rows: readonly ImportRow[], does: ImportDoing, choices: Choices): Choices {
  const able = rows.filter((row) => canBeTaken(row) && row.does.includes(does));
  return changed(able, choices, (_, before) => ({ ...before, does }));
}

/** @param folder undefined: as they lie there */
export function putInto(
  rows: readonly ImportRow[],
  folder: string | null | undefined,
  choices: Choices,
): Choices {
  return changed(rows, choices, (_, { folder: _folder, ...before }) =>
    folder === undefined ? before : { ...before, folder },
  );
}

/** Each has its own tags, with these added and those taken away. */
export function retag(
  rows: readonly ImportRow[],
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
  choices: Choices,
): Choices {
  return changed(rows, choices, (row, before) => {
    const kept = tagsOf(row, choices).filter((tag) => !remove.includes(tag));
    return { ...before, tags: [...new Set([...kept, ...add])] };
  });
}

function changed(
  rows: readonly ImportRow[],
  choices: Choices,
  change: (row: ImportRow, before: RowChoice) => RowChoice,
): Choices {
  const after = new Map(choices);
  for (const row of rows) after.set(row.at, change(row, choices.get(row.at) ?? {}));
  return after;
}

/** Something is chosen otherwise than it is proposed. */
export function isChanged(rows: readonly ImportRow[], choices: Choices): boolean {
  return rows.some((row) => {
    const { does = proposed(row), folder, tags } = choices.get(row.at) ?? {};
    const retagged = tags !== undefined && !sameTexts(tags, row.tags);
    return does !== proposed(row) || folder !== undefined || retagged;
  });
}

export function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

export function sumsOf(rows: readonly ImportRow[], choices: Choices): Sums {
  const sums: Sums = { of: rows.length, taken: 0, add: 0, merge: 0, replace: 0, skip: 0 };
  for (const row of rows) sums[doingOf(row, choices)] += 1;
  return { ...sums, taken: sums.of - sums.skip };
}

/** What main is to be told: those that are left out aren't named. */
export function wishOf(
  rows: readonly ImportRow[],
  choices: Choices,
  into: string | null,
): ImportWish {
  const taken = rows.filter((row) => doingOf(row, choices) !== 'skip');
  return { into, choices: together(taken.map((row) => choiceOf(row, choices))) };
}

/** Those in a row for which the same was chosen are one: ten thousand are checked and copied otherwise. */
function together(all: readonly ImportChoice[]): ImportChoice[] {
  const runs: ImportChoice[] = [];
  for (const choice of all) {
    const last = runs.at(-1);
    const isNext = last !== undefined && (last.to ?? last.at) + 1 === choice.at;
    if (isNext && isAlike(last, choice)) last.to = choice.at;
    else runs.push({ ...choice });
  }
  return runs;
}

function isAlike(one: ImportChoice, other: ImportChoice): boolean {
  const [tags, others] = [one.tags, other.tags];
  const sameTags = tags && others ? sameTexts(tags, others) : tags === others;
  return one.does === other.does && one.folder === other.folder && sameTags;
}

function choiceOf(row: ImportRow, choices: Choices): ImportChoice {
  const { folder, tags } = choices.get(row.at) ?? {};
  return {
    ...{ at: row.at, does: doingOf(row, choices) },
    ...(folder !== undefined && { folder }),
    ...(tags !== undefined && { tags: [...tags] }),
  };
}

/** How much of a file's logins there is to bring without any of its hosts. */
export function loginsAlone(
  logins: ImportedLogins | null,
  doing: (one: ImportedIdentity) => IdentityDoing,
): { identities: number; secrets: number } {
  if (!logins) return { identities: 0, secrets: 0 };
  const { identities, alone } = logins;
  const added = identities.filter((one) => doing(one) === 'add');
  const withPassword = identities.filter((one) => {
    if (doing(one) === 'add') return one.password !== 'none';
    return one.here?.by === 'id' && one.password === 'new';
  });
  return { identities: added.length, secrets: alone + withPassword.length };
}
