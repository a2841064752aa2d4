// The file that is written until it is whole: begun, or gone on with where that is known to be right.
import type { Hash } from 'node:crypto';
import type { FileFacts, OpenFile } from '../../core/sftp/fileAccess.ts';
import { hasChanged } from './conflict.ts';
import { say } from '../../words/said.ts';
import { isCode, Refusal } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { pathIn, shownName } from './names.ts';
import { openedInTime, orAborted } from './pump.ts';

/** What is compared of what is there already, before its end. Bytes. */
const TAIL = 256 * 1024;
/** Nobody else sees what isn't whole. */
const OWNER_ONLY = 0o600;

export interface OpenedPart {
  file: OpenFile;
  /** Bytes of it that are there. */
  from: number;
}

/** `source` null: it is written anew whatever was there. */
export async function openPart(
  job: FileJob,
  path: string,
  facts: FileFacts,
  prefix: number | null,
  source: OpenFile | null,
): Promise<OpenedPart> {
  const gone = source && prefix === null && (await goneOn(job, path, facts, source));
  const taken = gone || (source && prefix !== null && (await takenOver(job, path, prefix, source)));
  job.note.begin(facts.size ?? 0, facts.changedAt);
  if (taken) job.note.written(taken.from);
  return taken || { file: await anew(job, path), from: 0 };
}

/** Whether the part holds what the source does, as far as anybody can say. */
export async function sameSum(
  job: FileJob,
  path: string,
  resumed: boolean,
  hash: Hash | null,
): Promise<boolean> {
  const { source, target, targetIsFar, signal } = job.ends;
  if (resumed) {
    // Its end was compared before.
    if (!source.skills.sums || !target.skills.sums) return true;
    const both = [source.sum(job.from, undefined, signal), target.sum(path, undefined, signal)];
    const [one, other] = await Promise.all(both);
    return one === other;
  }
  if (!hash) return true;
  const ask = targetIsFar && target.skills.sums;
  const sum = ask ? target.sum(path, undefined, signal) : source.sum(job.from, undefined, signal);
  return (await sum) === hash.digest('hex');
}

/** From the last byte that was acknowledged, if the source is still the one that was read then. */
async function goneOn(
  job: FileJob,
  path: string,
  facts: FileFacts,
  source: OpenFile,
): Promise<OpenedPart | false> {
  const { earlier } = job.note;
  if (!earlier || earlier.bytes === 0) return false;
  if (hasChanged(earlier, facts)) {
    job.tell('anew', say('transfer-anew', { name: shownName(job.name) }));
    return false;
  }
  return opened(job, path, earlier.bytes, source);
}

/** What is there under the real name is the beginning of the source: so its copy goes on. */
async function takenOver(
  job: FileJob,
  path: string,
  prefix: number,
  source: OpenFile,
): Promise<OpenedPart | false> {
  const { target, signal } = job.ends;
  const there = pathIn(job.folder, job.name);
  const file = await target.open(there, { how: 'read' });
  try {
    if (!(await isBeginning(job, there, file, prefix, source))) {
      throw new Refusal(say('transfer-not-beginning', { name: shownName(job.name) }));
    }
  } finally {
    await file.close();
  }
  if (!target.skills.copy) return false;
  await removed(job, path);
  try {
    await target.copy(there, path, signal);
  } catch (error) {
    if (isCode(error, 'unsupported')) return false;
    throw error;
  }
  return opened(job, path, prefix, source);
}

async function isBeginning(
  job: FileJob,
  path: string,
  file: OpenFile,
  bytes: number,
  source: OpenFile,
): Promise<boolean> {
  const facts = await source.facts();
  if (bytes > (facts.size ?? 0)) return false;
  if (job.ends.source.skills.sums && job.ends.target.skills.sums) {
    const { source: one, target: other, signal } = job.ends;
    const both = [one.sum(job.from, bytes, signal), other.sum(path, bytes, signal)];
    const [mine, theirs] = await Promise.all(both);
    return mine === theirs;
  }
  return sameTail(job, source, file, bytes);
}

/** False where it isn't there any more, or isn't what it was. */
async function opened(
  job: FileJob,
  path: string,
  bytes: number,
  source: OpenFile,
): Promise<OpenedPart | false> {
  const { target } = job.ends;
  const facts = await target.facts(path).catch((error: unknown) => {
    if (isCode(error, 'not-found')) return null;
    throw error;
  });
  if (facts?.kind !== 'file' || (facts.size ?? 0) < bytes) return false;
  const file = await openedInTime(target.open(path, { how: 'change' }), job.ends.signal);
  try {
    if (await sameTail(job, source, file, bytes)) {
      if ((facts.size ?? 0) > bytes) await file.change({ size: bytes });
      return { file, from: bytes };
    }
  } catch (error) {
    file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return false;
}

async function sameTail(
  job: FileJob,
  source: OpenFile,
  target: OpenFile,
  bytes: number,
): Promise<boolean> {
  const { readBytes: one } = job.ends.source.skills;
  const length = Math.min(bytes, TAIL, one, job.ends.target.skills.readBytes);
  const at = bytes - length;
  const both = Promise.all([source.read(at, length), target.read(at, length)]);
  const [mine, theirs] = await orAborted(both, job.ends.signal);
  return Buffer.compare(mine, theirs) === 0;
}

/** By whoever it was made: what is written through somebody's link would go where it leads. */
async function anew(job: FileJob, path: string): Promise<OpenFile> {
  const { target, signal } = job.ends;
  const wish = target.skills.modes
    ? ({ how: 'make', mode: OWNER_ONLY } as const)
    : ({ how: 'make' } as const);
  try {
    return await openedInTime(target.open(path, wish), signal);
  } catch (error) {
    if (!isCode(error, 'exists')) throw error;
    await removed(job, path);
    return openedInTime(target.open(path, wish), signal);
  }
}

async function removed(job: FileJob, path: string): Promise<void> {
  await job.ends.target.remove(path).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error;
  });
}
