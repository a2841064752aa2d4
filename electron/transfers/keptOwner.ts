// What root writes in the place of a file stays whose it was, with the mode that it had.
import type { FileJob } from './fileJob.ts';
import { isCode } from './faults.ts';
import { partPath } from './making.ts';
import { pathIn } from './names.ts';

export async function keepOwner(job: FileJob, name: string): Promise<void> {
  const { target } = job.ends;
  const there = await target.facts(pathIn(job.folder, name)).catch((error: unknown) => {
    if (isCode(error, 'not-found')) return null; // gone meanwhile
    throw error;
  });
  if (!there) return;
  const { uid, gid, mode } = there;
  if (uid !== null && gid !== null) await target.change(partPath(job), { uid, gid });
  // Afterwards: a new owner takes away what would make it run as another.
  if (mode !== null) await target.change(partPath(job), { mode });
}
