// Whether two files hold the same. By length and time alone two may look alike, which isn't enough
// where one of them is to be taken away.
import type { FileAccess, OpenFile } from '../../core/sftp/fileAccess.ts';
import { readAhead } from '../../core/sftp/streaming.ts';
import type { FileJob } from './fileJob.ts';
import { pathIn } from './names.ts';
import { openedInTime, orAborted } from './pump.ts';

/** Reads under way on each side, so that little of both is held. */
const PIPELINE = 4;

/** The source, and what is at the target by that name. Rejects with `FileError`. */
export async function sameBytes(job: FileJob, name: string): Promise<boolean> {
  const { source, target, signal } = job.ends;
  const there = pathIn(job.folder, name);
  if (source.skills.sums && target.skills.sums) {
    const sums = [source.sum(job.from, undefined, signal), target.sum(there, undefined, signal)];
    const [mine, theirs] = await orAborted(Promise.all(sums), signal);
    return mine === theirs;
  }
  return opened(source, job.from, signal, (mine) =>
    opened(target, there, signal, (theirs) => alike(job, mine, theirs)),
  );
}

async function alike({ ends }: FileJob, mine: OpenFile, theirs: OpenFile): Promise<boolean> {
  const { source, target, signal } = ends;
  const bytes = Math.min(source.skills.readBytes, target.skills.readBytes);
  const all = { from: 0, to: Infinity, bytes, pipeline: PIPELINE, signal };
  const others = readAhead(theirs, all);
  const next = (): Promise<Uint8Array> =>
    orAborted(others.next(), signal).then((one) => (one.done ? NONE : one.value.bytes));
  for await (const piece of readAhead(mine, all)) {
    if (Buffer.compare(piece.bytes, await next()) !== 0) return false;
  }
  return (await next()).byteLength === 0;
}

async function opened(
  access: FileAccess,
  path: string,
  signal: AbortSignal,
  work: (file: OpenFile) => Promise<boolean>,
): Promise<boolean> {
  const file = await openedInTime(access.open(path, { how: 'read' }), signal);
  try {
    return await orAborted(work(file), signal);
  } finally {
    const closing = file.close().catch(() => undefined);
    if (!signal.aborted) await closing;
  }
}

const NONE = new Uint8Array();
