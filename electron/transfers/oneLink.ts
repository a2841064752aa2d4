// A link is carried as one: what it leads to stays where it is.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import { decide } from './conflict.ts';
import { isCode, Refusal } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { numberedName, partName, pathIn, shownName } from './names.ts';
import type { Outcome } from './fileCopy.ts';
import { isThere } from './placing.ts';
import { isTwin } from './twins.ts';

const MOST_NUMBERS = 1_000;

/** Rejects with `Refusal` or `FileError`. */
export async function copyLink(job: FileJob): Promise<Outcome> {
  const { source, target } = job.ends;
  const leads = await source.linkTarget(job.from);
  const path = pathIn(job.folder, job.name);
  try {
    await target.makeLink(path, leads);
  } catch (error) {
    if (isCode(error, 'unsupported')) throw new Refusal(say('transfer-no-links', of(job)));
    const there = await factsOf(job, path);
    if (!there) throw error;
    if (!(await settled(job, path, leads, there))) return 'left-out';
    if (job.ends.move && (await isOneFolder(job, leads))) return 'there';
  }
  if (job.ends.move) await removeSource(job);
  return 'there';
}

/** False where what is there stays. */
async function settled(
  job: FileJob,
  path: string,
  leads: string,
  there: FileFacts,
): Promise<boolean> {
  if (there.kind === 'link' && (await job.ends.target.linkTarget(path)) === leads) return true;
  const rule = (await isTwin(job)) ? 'rename' : job.rule();
  let decision = decide(rule, job.facts, there, job.again);
  if (decision === 'ask') decision = decide(await job.ask(there), job.facts, there, job.again);
  if (decision === 'folder') throw new Refusal(say('transfer-folder-in-the-way', of(job)));
  if (decision === 'rename') await makeNumbered(job, leads);
  else if (decision === 'over') await replace(job, path, leads);
  else job.tell(decision === 'older' ? 'older' : 'left-out');
  return decision === 'rename' || decision === 'over';
}

/** Made beside it first: what is there is lost only once the link can be. */
async function replace(job: FileJob, path: string, leads: string): Promise<void> {
  const { target, tag } = job.ends;
  const part = pathIn(job.folder, partName(job.name, tag));
  await target.remove(part).catch(() => undefined);
  await target.makeLink(part, leads);
  if (target.skills.renameOver) return target.rename(part, path, true);
  await target.remove(path);
  await target.rename(part, path);
}

async function makeNumbered(job: FileJob, leads: string): Promise<void> {
  for (let number = 2; number < MOST_NUMBERS; number++) {
    const path = pathIn(job.folder, numberedName(job.name, number));
    const there = await factsOf(job, path);
    if (!there) return job.ends.target.makeLink(path, leads);
    if (!job.again || there.kind !== 'link') continue;
    if ((await job.ends.target.linkTarget(path)) === leads) return;
  }
  throw new Refusal(say('transfer-no-free-name', of(job)));
}

/** Two hosts may be one: then the link that is there is the one that would be taken away. */
async function isOneFolder(job: FileJob, leads: string): Promise<boolean> {
  const { source, target, tag } = job.ends;
  const name = partName(job.name, tag);
  const part = pathIn(job.folder, name);
  await target.makeLink(part, leads);
  try {
    const folder = job.from.slice(0, job.from.lastIndexOf('/')) || '/';
    return await isThere(source, pathIn(folder, name));
  } finally {
    await target.remove(part);
  }
}

async function removeSource(job: FileJob): Promise<void> {
  await job.ends.source.remove(job.from).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error;
  });
}

async function factsOf(job: FileJob, path: string): Promise<FileFacts | null> {
  return job.ends.target.facts(path).catch((error: unknown) => {
    if (isCode(error, 'not-found')) return null;
    throw error;
  });
}

function of(job: FileJob): { name: string } {
  return { name: shownName(job.name) };
}
