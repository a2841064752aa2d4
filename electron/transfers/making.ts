// A file's bytes come under a name beside the target's, by the shortest way there is, and are known
// to be all of them.
import type { FileFacts, OpenFile } from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import { hasChanged } from './conflict.ts';
import { isCode, Refusal } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { partName, pathIn, shownName } from './names.ts';
import { changes, finish, named, pieceOf } from './finishing.ts';
import { openPart, sameSum } from './part.ts';
import { EndedEarly, openedInTime, orAborted, pump } from './pump.ts';
import { SyncAhead } from './syncAhead.ts';
import { createHash, type Hash } from 'node:crypto';

/** Of one file and each of its ends, in bytes: what is worth having in memory at once. */
const UNDER_WAY = 4 * 1024 * 1024;
const LEAST_READ = 4_096;

/** Begin again: it isn't any more what it was. */
class Changed extends Error {}

/** What of it is there already, by the word of who asked to go on with it. */
export type Prefix = number | null;

export function partPath({ folder, name, ends }: FileJob): string {
  return pathIn(folder, partName(name, ends.tag));
}

/** Resolves when the file is whole under its part's name. Where it fails for good, none is left. */
export async function makePart(job: FileJob, prefix: Prefix): Promise<void> {
  for (let more = 2; ; more--) {
    try {
      return await made(job, prefix, more === 0);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      await dropPart(job);
      if (more === 0) throw shrank(job);
      job.tell('anew', say('transfer-anew', { name: shownName(job.name) }));
    }
  }
}

/** The part isn't wanted any more. Rejects only where nobody can know. */
export async function dropPart(job: FileJob): Promise<void> {
  await job.ends.target.remove(partPath(job)).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error;
  });
  job.note.end();
}

async function made(job: FileJob, prefix: Prefix, isLast: boolean): Promise<void> {
  if (prefix === null && (await copiedThere(job))) return;
  const { source, signal } = job.ends;
  const file = await openedInTime(source.open(job.from, { how: 'read' }), signal);
  try {
    const facts = await copiedSmall(job, file, prefix);
    if (facts) await job.ends.large(() => copiedLarge(job, file, facts, prefix, isLast));
  } finally {
    const left = leave(file, signal);
    if (!source.skills.inOrder) await left;
  }
}

/** By the host alone. */
async function copiedThere(job: FileJob): Promise<boolean> {
  const { target, oneHost, signal } = job.ends;
  if (!oneHost || !target.skills.copy || (job.note.earlier?.bytes ?? 0) > 0) return false;
  const path = partPath(job);
  await dropPart(job);
  job.note.begin(job.facts.size ?? 0, job.facts.changedAt);
  try {
    await target.copy(job.from, path, signal);
  } catch (error) {
    if (isCode(error, 'unsupported')) return false;
    throw error;
  }
  const [now, there] = await Promise.all([target.facts(job.from), target.facts(path)]);
  if (hasChanged(job.facts, now)) job.facts = now;
  if (there.size !== now.size) throw new Changed();
  await target.change(path, changes(job, now));
  job.carried(there.size ?? 0);
  return true;
}

/** In one piece; facts to go on with where it isn't that small. */
async function copiedSmall(
  job: FileJob,
  file: OpenFile,
  prefix: Prefix,
): Promise<FileFacts | null> {
  const { bandwidth, signal } = job.ends;
  const { size } = job.facts;
  if (size === null || size >= pieceOf(job) || prefix !== null) return file.facts();
  await orAborted(bandwidth.take(size, signal), signal);
  const both = Promise.all([file.read(0, size || LEAST_READ), file.facts()]);
  const [bytes, now] = await orAborted(both, signal);
  if (now.size !== size || (size > 0 && bytes.byteLength < size)) return now;
  // What a system makes up as it is read has no length.
  if (size === 0 && bytes.byteLength === LEAST_READ) {
    throw new Refusal(say('transfer-size-unknown', named(job)));
  }
  job.facts = now;
  await writeSmall(job, bytes);
  return null;
}

async function writeSmall(job: FileJob, bytes: Uint8Array): Promise<void> {
  const { signal, target } = job.ends;
  const { file } = await openPart(job, partPath(job), job.facts, null, null);
  const isSynced = job.sync && target.skills.sync;
  if (target.skills.inOrder && !isSynced) return writeAtOnce(job, file, bytes);
  try {
    if (bytes.byteLength > 0) await orAborted(file.write(0, bytes), signal);
    job.carried(bytes.byteLength);
    await finish(job, file, job.facts, bytes.byteLength);
  } finally {
    await leave(file, signal);
  }
}

/** One way there and back for all of it: each is done after the one before. */
async function writeAtOnce(job: FileJob, file: OpenFile, bytes: Uint8Array): Promise<void> {
  const { signal } = job.ends;
  const written = bytes.byteLength > 0 ? file.write(0, bytes) : Promise.resolve();
  const finished = finish(job, file, job.facts, bytes.byteLength);
  const left = leave(file, signal);
  await orAborted(Promise.all([written, finished]), signal);
  job.carried(bytes.byteLength);
  await left;
}

async function copiedLarge(
  job: FileJob,
  source: OpenFile,
  facts: FileFacts,
  prefix: Prefix,
  isLast: boolean,
): Promise<void> {
  const { size } = facts;
  if (size === null) throw new Refusal(say('transfer-size-unknown', named(job)));
  const { file, from } = await openPart(job, partPath(job), facts, prefix, source);
  const hash = from === 0 && asksForSum(job) ? createHash('sha256') : null;
  try {
    await carry(job, { source, target: file, from, size, hash });
    const now = await steady(job, source, facts, isLast);
    await finish(job, file, now, size);
  } finally {
    await leave(file, job.ends.signal);
  }
  if (!(await sameSum(job, partPath(job), from > 0, hash))) throw new Changed();
}

async function carry(
  job: FileJob,
  work: { source: OpenFile; target: OpenFile; from: number; size: number; hash: Hash | null },
): Promise<void> {
  const { ends, note } = job;
  const piece = pieceOf(job);
  const most = Math.max(1, Math.floor(UNDER_WAY / piece));
  const reads = Math.min(ends.source.skills.pipeline, most);
  const writes = Math.min(ends.target.skills.pipeline, most);
  let before = work.from;
  // A server would do nothing else meanwhile.
  const syncs = job.sync && ends.target.skills.sync && !ends.target.skills.inOrder;
  const ahead = syncs ? new SyncAhead(work.target, work.from) : null;
  const onWritten = (offset: number): void => {
    ahead?.written(offset);
    note.written(offset);
    job.carried(offset - before);
    before = offset;
  };
  const { bandwidth, signal } = ends;
  try {
    await pump({ ...work, piece, reads, writes, bandwidth, onWritten, signal });
  } catch (error) {
    throw error instanceof EndedEarly ? new Changed() : error;
  }
}

/** What was read was one file all the time; told where it grew meanwhile, or is never the same. */
async function steady(
  job: FileJob,
  source: OpenFile,
  before: FileFacts,
  isLast: boolean,
): Promise<FileFacts> {
  const now = await orAborted(source.facts(), job.ends.signal);
  if (!hasChanged(before, now)) return now;
  const more = (now.size ?? 0) - (before.size ?? 0);
  if (more < 0 || (more === 0 && !isLast)) throw new Changed();
  if (more > 0) job.tell('grew', say('transfer-grew', named(job)));
  else job.tell('changing', say('transfer-changing', named(job)));
  return before;
}

function asksForSum({ ends }: FileJob): boolean {
  const { source, target, sourceIsFar, targetIsFar } = ends;
  return (targetIsFar && target.skills.sums) || (sourceIsFar && source.skills.sums);
}

function shrank(job: FileJob): Refusal {
  return new Refusal(say('transfer-keeps-changing', named(job)));
}

/** A transfer that is stopped doesn't wait for who may not answer. */
async function leave(file: OpenFile, signal: AbortSignal): Promise<void> {
  const closing = file.close().catch(() => undefined);
  if (!signal.aborted) await closing;
}
