// The last of what is written of a file: its times, its mode, its length, and that it is on the disk.
import type { FileFacts, OpenFile } from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import { isCode, Refusal } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { shownName } from './names.ts';
import { orAborted } from './pump.ts';

/** Larger ones gain nothing, and a pause would wait for them. Bytes. */
const MOST_PIECE = 256 * 1024;

/** Times and mode are those of the source, the length is what it must be, and it is on the disk. */
export async function finish(
  job: FileJob,
  file: OpenFile,
  facts: FileFacts,
  size: number,
): Promise<void> {
  const { skills } = job.ends.target;
  const settle = async (): Promise<void> => {
    await Promise.all([checkLength(job, file, size), dress(job, file, facts)]);
    if (job.sync && skills.sync) await file.sync().catch(unlessUnsupported);
  };
  await orAborted(settle(), job.ends.signal);
}

/** What was written in one piece is all there, or it was refused. */
async function checkLength(job: FileJob, file: OpenFile, size: number): Promise<void> {
  if (size <= pieceOf(job)) return;
  const { size: there } = await file.facts();
  if (there === null || there === size) return;
  throw new Refusal(say('transfer-length-differs', { ...named(job), size, there }));
}

/** A place that keeps no times and modes can have the file all the same; then it is told. */
async function dress(job: FileJob, file: OpenFile, facts: FileFacts): Promise<void> {
  await file.change(changes(job, facts)).catch((error: unknown) => {
    if (!isCode(error, 'unsupported', 'no-permission', 'failed')) throw error;
    job.tell('bare', say('transfer-bare', named(job)));
  });
}

function unlessUnsupported(error: unknown): void {
  if (!isCode(error, 'unsupported')) throw error;
}

export function changes(job: FileJob, facts: FileFacts): Parameters<OpenFile['change']>[0] {
  const { mode, changedAt, readAt } = facts;
  const hasModes = job.ends.target.skills.modes && mode !== null;
  return {
    ...(hasModes && { mode: mode & 0o777 }),
    ...(changedAt !== null && { times: { readAt: readAt ?? changedAt, changedAt } }),
  };
}

/** Bytes that are read and written at once. */
export function pieceOf({ ends: { source, target, bandwidth } }: FileJob): number {
  const most = Math.min(source.skills.readBytes, target.skills.writeBytes, MOST_PIECE);
  return bandwidth.pieceOf(most);
}

export function named({ name }: FileJob): { name: string } {
  return { name: shownName(name) };
}
