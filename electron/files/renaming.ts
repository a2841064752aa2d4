// Renames many at once, also where they take each other's names: what stands in a name's way goes
// first, and of those that stand in a circle one steps aside for a moment.
import { randomBytes } from 'node:crypto';
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { say } from '../../words/said.ts';
import type { DoneList } from './doneList.ts';
import { folderOf, joined } from './filePaths.ts';

export interface Rename {
  readonly from: FilePath;
  readonly to: FilePath;
}

/** Renames them, and hands back those that are done. None is put in the place of what is there. */
export async function renameMany(
  access: FileAccess,
  changes: readonly Rename[],
  done: DoneList,
): Promise<Rename[]> {
  const waiting = new Map(fitting(changes, done).map((change) => [change.from, change]));
  const renamed: Rename[] = [];
  for (const change of [...waiting.values()]) {
    const chain = chainFrom(change, waiting);
    for (const one of chain) waiting.delete(one.from);
    renamed.push(...(await renameChain(access, chain, done)));
  }
  return renamed;
}

/** Each name is given once, and taken once. */
function fitting(changes: readonly Rename[], done: DoneList): Rename[] {
  const [froms, tos] = [new Set<FilePath>(), new Set<FilePath>()];
  return changes.filter((change) => {
    const { from, to } = change;
    if (from === to) return false;
    const twice = froms.has(from) || tos.has(to);
    if (twice) done.fail(from, new FileError('exists', say('files-name-twice', { path: to })));
    else froms.add(from);
    if (!twice) tos.add(to);
    return !twice;
  });
}

/** Those that wait for each other, whoever has to go first in front. */
function chainFrom(change: Rename | undefined, waiting: ReadonlyMap<FilePath, Rename>): Rename[] {
  const chain = new Set<Rename>();
  for (let one = change; one && waiting.has(one.from) && !chain.has(one);) {
    chain.add(one);
    one = waiting.get(one.to);
  }
  return [...chain].reverse();
}

async function renameChain(
  access: FileAccess,
  chain: readonly Rename[],
  done: DoneList,
): Promise<Rename[]> {
  const [first, last] = [chain[0], chain.at(-1)];
  const circle = first && last && (first.to === last.from || differsInCase(first));
  // Who steps aside comes back when the others are through.
  if (circle) return renameCircle(access, chain, done);
  return inTurn(access, chain, done);
}

/** On some systems names that differ in case alone are the same. */
function differsInCase({ from, to }: Rename): boolean {
  return from.toLowerCase() === to.toLowerCase();
}

async function inTurn(
  access: FileAccess,
  chain: readonly Rename[],
  done: DoneList,
): Promise<Rename[]> {
  const renamed: Rename[] = [];
  for (const change of chain) {
    const ok = await done.try(change.from, () => access.rename(change.from, change.to));
    if (ok) renamed.push(change);
  }
  return renamed;
}

/** All of them, or none. */
async function renameCircle(
  access: FileAccess,
  chain: readonly Rename[],
  done: DoneList,
): Promise<Rename[]> {
  const [first] = chain as [Rename];
  const aside = joined(folderOf(first.from), `.bowline-${randomBytes(8).toString('hex')}`);
  // The name of who steps aside is free; the next one takes it, and so on.
  const steps = [{ from: first.from, to: aside }, ...chain.slice(1), { from: aside, to: first.to }];
  const failure = await allOrNone(access, steps);
  for (const { from } of chain) {
    if (failure) done.fail(from, failure);
    else done.add();
  }
  return failure ? [] : [...chain];
}

/** Why it was none. */
async function allOrNone(access: FileAccess, steps: readonly Rename[]): Promise<Error | undefined> {
  const made: Rename[] = [];
  try {
    for (const step of steps) {
      await access.rename(step.from, step.to);
      made.unshift(step);
    }
    return undefined;
  } catch (error) {
    for (const { from, to } of made) {
      const failed = await access.rename(to, from).then(
        () => false,
        () => true,
      );
      if (failed)
        return new FileError('failed', say('files-left-aside', { path: to }), null, error);
    }
    return error as Error;
  }
}
