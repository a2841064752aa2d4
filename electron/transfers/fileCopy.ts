// One file from its place to another, under the name that it is to have or one that is free: whole,
// or not at all.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import type { OnConflict } from '../ipc/fileTypes.ts';
import { decide, hasChanged, isSame, type Decision } from './conflict.ts';
import { endsAll, isCode, Refusal, saidOf } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { keepOwner } from './keptOwner.ts';
import { dropPart, makePart, partPath } from './making.ts';
import { numberedName, partName, pathIn, shownName } from './names.ts';
import { isThere, mend, place } from './placing.ts';
import { sameBytes } from './sameBytes.ts';
import { isTwin } from './twins.ts';

/** Nobody has as many of one name. */
const MOST_NUMBERS = 10_000;

export type Outcome = 'there' | 'left-out';

interface Goal {
  name: string;
  over: boolean;
  /** What is there is its beginning. */
  prefix: number | null;
}

/** Rejects with `Refusal` or `FileError`; then nothing is left of it unless it can be gone on with. */
export async function copyFile(job: FileJob): Promise<Outcome> {
  try {
    return await copied(job);
  } catch (error) {
    if (!isCode(error, 'lost', 'cancelled')) await dropPart(job).catch(() => undefined);
    throw error;
  }
}

async function copied(job: FileJob): Promise<Outcome> {
  const { target, tag } = job.ends;
  if (job.note.earlier?.aside) await mend(target, job.folder, job.name, tag);
  let isMade = false;
  for (let look = !job.fresh || job.again || job.twin !== null; ; look = true) {
    const there = look ? await factsOf(job, job.name) : null;
    const goal = there ? await settled(job, there) : { name: job.name, over: false, prefix: null };
    if (typeof goal === 'string') return ended(job, goal);
    try {
      if (!isMade && (await renamed(job, goal))) return 'there';
      if (!isMade) await makePart(job, goal.prefix);
      isMade = true;
      await put(job, goal);
      return 'there';
    } catch (error) {
      if (!isCode(error, 'exists') || goal.over) throw error; // else somebody was faster
    }
  }
}

/** Where it is to go, or what became of it without that. */
async function settled(job: FileJob, there: FileFacts): Promise<Goal | Outcome> {
  const rule = (await isTwin(job)) ? 'rename' : job.rule();
  let decision = await decided(job, rule, there);
  if (decision === 'ask') decision = await decided(job, await job.ask(there), there);
  switch (decision) {
    case 'rename':
      return freeName(job);
    case 'over':
      return { name: job.name, over: true, prefix: null };
    case 'resume':
      return { name: job.name, over: true, prefix: there.size };
    case 'folder':
      throw new Refusal(say('transfer-folder-in-the-way', { name: shownName(job.name) }));
    case 'same':
      return 'there';
    default:
      job.tell(decision === 'older' ? 'older' : 'left-out');
      return 'left-out';
  }
}

/**
 * Another may have its length and time: where one would be lost both are looked at to the byte, and where
 * both sides make sums these are compared.
 */
async function decided(job: FileJob, rule: OnConflict, there: FileFacts): Promise<Decision> {
  const decision = decide(rule, job.facts, there, job.again);
  if (decision !== 'same' || !isLookedAt(job) || (await sameBytes(job, job.name))) return decision;
  if (rule !== 'resume') return decide(rule, job.facts, there, false);
  throw new Refusal(say('transfer-not-beginning', { name: shownName(job.name) }));
}

function isLookedAt({ ends: { source, target, move }, twin }: FileJob): boolean {
  return move || twin !== null || (source.skills.sums && target.skills.sums);
}

async function freeName(job: FileJob): Promise<Goal | Outcome> {
  for (let number = 2; number < MOST_NUMBERS; number++) {
    const name = numberedName(job.name, number);
    const there = await factsOf(job, name);
    if (!there) return { name, over: false, prefix: null };
    const isOurs = job.again && isSame(job.facts, there);
    if (isOurs && (!isLookedAt(job) || (await sameBytes(job, name)))) return 'there';
  }
  throw new Refusal(say('transfer-no-free-name', { name: shownName(job.name) }));
}

async function ended(job: FileJob, outcome: Outcome): Promise<Outcome> {
  const isMoved = outcome === 'there' && job.ends.move;
  if (isMoved) {
    await probe(job);
    await checkOther(job);
  }
  await dropPart(job);
  if (isMoved) await removeSource(job);
  return outcome;
}

/** On one host a file that moves is given another name, and that is all. */
async function renamed(job: FileJob, { name, over }: Goal): Promise<boolean> {
  const { target, oneHost, move } = job.ends;
  if (!oneHost || !move || (over && !target.skills.renameOver)) return false;
  try {
    await target.rename(job.from, pathIn(job.folder, name), over);
    job.carried(job.facts.size ?? 0);
    return true;
  } catch (error) {
    if (endsAll(error) || isCode(error, 'exists', 'no-permission', 'not-found')) throw error;
    return false; // between two disks
  }
}

async function put(job: FileJob, { name, over }: Goal): Promise<void> {
  const { target: access, tag, move } = job.ends;
  if (move && over) await checkOther(job);
  if (over && job.ends.keepsOwner) await keepOwner(job, name);
  const note = (is: boolean): Promise<void> => job.note.aside(is);
  const { folder } = job;
  await place({ access, part: partPath(job), folder, name, tag, over, note });
  job.note.end();
  if (move) await removeSource(job);
}

/**
 * Two hosts may be one, or lead to one disk: then what is moved would be what it replaces, and gone
 * in the end. The part beside the target would be seen beside the source.
 */
async function checkOther(job: FileJob): Promise<void> {
  const folder = job.from.slice(0, job.from.lastIndexOf('/')) || '/';
  const seen = pathIn(folder, partName(job.name, job.ends.tag));
  const name = shownName(job.name);
  if (await isThere(job.ends.source, seen))
    throw new Refusal(say('transfer-onto-itself', { name }));
}

/** Something beside the target that can be looked for. */
async function probe(job: FileJob): Promise<void> {
  try {
    await (await job.ends.target.open(partPath(job), { how: 'make' })).close();
  } catch (error) {
    if (!isCode(error, 'exists')) throw error;
  }
}

/** It is there, whole: so it goes where it was, unless it has changed since it was read. */
export async function takeAwayRead(job: FileJob): Promise<Outcome> {
  const { source } = job.ends;
  const now = await source.facts(job.from).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error;
  });
  if (now && hasChanged(job.facts, now)) {
    const why = say('transfer-source-changed');
    throw new Refusal(say('transfer-source-stays', { name: shownName(job.name), why }));
  }
  if (now) await removeSource(job);
  return 'there';
}

async function removeSource(job: FileJob): Promise<void> {
  await job.ends.source.remove(job.from).catch((error: unknown) => {
    if (isCode(error, 'not-found')) return;
    if (endsAll(error) && !isCode(error, 'read-only')) throw error;
    throw new Refusal(
      say('transfer-source-stays', { name: shownName(job.name), why: saidOf(error) }),
    );
  });
}

async function factsOf(job: FileJob, name: string): Promise<FileFacts | null> {
  return job.ends.target.facts(pathIn(job.folder, name)).catch((error: unknown) => {
    if (isCode(error, 'not-found')) return null;
    throw error;
  });
}
