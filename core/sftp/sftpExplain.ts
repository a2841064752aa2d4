// Version 3 has one word for most of what goes wrong. Why it did is looked for here, after the fact,
// with the questions that it does answer.
import type { FileAccess } from './fileAccess.ts';
import { FileError, type FileErrorCode } from './fileError.ts';
import { fileProblem } from './fileProblems.ts';

type Looks = Pick<FileAccess, 'facts' | 'list' | 'space' | 'skills'>;

/** What had to be so for it to go well. */
export type Wanted = 'nothing-there' | 'a-folder' | 'an-empty-folder' | 'no-folder';

/** What may hide more. That a folder isn't one, OpenSSH calls not found; macOS forbids to unlink one. */
const CODES: Record<Wanted, readonly FileErrorCode[]> = {
  'nothing-there': ['failed'],
  'a-folder': ['failed', 'not-found'],
  'an-empty-folder': ['failed', 'not-found'],
  'no-folder': ['failed', 'no-permission'],
};

/** Less than this is full. */
const FULL_BYTES = 64 * 1024;

/** Rejects with what is the matter with `path`, or with `error` where that isn't found. */
export async function explain(
  error: unknown,
  looks: Looks,
  path: string,
  wanted: Wanted,
): Promise<never> {
  if (!CODES[wanted].some((code) => isFileError(error, code))) throw error;
  const found = await look(looks, path, wanted).catch(() => undefined);
  throw found ? fileProblem(found, path, error) : error;
}

/** The same of a write. */
export async function explainWrite(error: unknown, looks: Looks, path: string): Promise<never> {
  if (!isFileError(error, 'failed') || !looks.skills.space) throw error;
  const space = await looks.space(path).catch(() => undefined);
  throw space && space.free < FULL_BYTES ? fileProblem('disk-full', path, error) : error;
}

function isFileError(error: unknown, code: FileErrorCode): boolean {
  return error instanceof FileError && error.code === code;
}

async function look(looks: Looks, path: string, wanted: Wanted) {
  const { kind } = await looks.facts(path);
  if (wanted === 'nothing-there') return 'exists';
  if (wanted === 'no-folder') return kind === 'folder' ? 'is-a-folder' : undefined;
  if (kind !== 'folder') return 'not-a-folder';
  return wanted === 'an-empty-folder' && (await holds(looks, path)) ? 'not-empty' : undefined;
}

async function holds(looks: Looks, path: string): Promise<boolean> {
  for await (const entries of looks.list(path)) if (entries.length > 0) return true;
  return false;
}
