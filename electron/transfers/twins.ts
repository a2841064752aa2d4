// Names that become one at the target: because of what can't stand there, or where letters' case doesn't
// count. Which of the two that is, only the target can tell.
import { isCode } from './faults.ts';
import type { FileJob } from './fileJob.ts';
import { foldedName, mappedName, partName, pathIn, type NameRules } from './names.ts';
import { isThere } from './placing.ts';

/** Another has the same name there, or one that differs in its letters' case alone. */
export type Twin = 'name' | 'case' | null;

export class TwinNames {
  readonly #seen = new Map<string, Set<string>>();
  readonly #rules: NameRules;

  constructor(rules: NameRules) {
    this.#rules = rules;
  }

  /** Of a further one in that folder. */
  next(name: string, folder = ''): Twin {
    const mapped = mappedName(name, this.#rules);
    const key = `${folder}/${foldedName(mapped)}`;
    const before = this.#seen.get(key) ?? new Set();
    this.#seen.set(key, before);
    const twin = before.has(mapped) ? 'name' : before.size > 0 ? 'case' : null;
    before.add(mapped);
    return twin;
  }
}

/** What is there may be its twin, which came just now. */
export async function isTwin(job: FileJob): Promise<boolean> {
  if (job.twin !== 'case' || job.fresh) return job.twin !== null;
  return !(await countsCase(job));
}

/** Looked for by a file of ours, in other letters. */
async function countsCase({ ends, folder, name }: FileJob): Promise<boolean> {
  if (/[^\x20-\x7e]/.test(name)) return false; // how it is composed may not count either
  const { target, tag } = ends;
  const part = partName(name, tag);
  const isOurs = await made(() => target.open(pathIn(folder, part), { how: 'make' }));
  try {
    return !(await isThere(target, pathIn(folder, part.toUpperCase())));
  } finally {
    if (isOurs) await target.remove(pathIn(folder, part));
  }
}

async function made(open: () => Promise<{ close(): Promise<void> }>): Promise<boolean> {
  try {
    await (await open()).close();
    return true;
  } catch (error) {
    if (isCode(error, 'exists')) return false;
    throw error;
  }
}
