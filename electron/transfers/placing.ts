// A file that is whole takes its name. At no moment is there half a file under it, and the one that
// was there is there, or stands beside it under a name that is noted, until the new one is.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { asideName, pathIn } from './names.ts';
import { isCode } from './faults.ts';

export interface Placing {
  access: FileAccess;
  /** Where the whole file is. */
  part: string;
  folder: string;
  name: string;
  tag: string;
  /** In the place of what is there; else it rejects with `exists`. */
  over: boolean;
  /** That the other file stands aside; resolves when it is on the disk. */
  note: (aside: boolean) => Promise<void>;
}

export async function place(placing: Placing): Promise<void> {
  const { access, part, folder, name, over } = placing;
  const path = pathIn(folder, name);
  if (!over) return access.rename(part, path);
  try {
    if (access.skills.renameOver) return await access.rename(part, path, true);
  } catch (error) {
    if (!isCode(error, 'unsupported')) throw error;
  }
  await placeInSteps(placing, path);
}

/** What a try that was cut has left: the file that stands aside is put back where none is. */
export async function mend(
  access: FileAccess,
  folder: string,
  name: string,
  tag: string,
): Promise<void> {
  const [path, aside] = [pathIn(folder, name), pathIn(folder, asideName(name, tag))];
  if (!(await isThere(access, aside))) return;
  if (await isThere(access, path)) await access.remove(aside);
  else await access.rename(aside, path);
}

export async function isThere(access: FileAccess, path: string): Promise<boolean> {
  try {
    await access.facts(path);
    return true;
  } catch (error) {
    if (isCode(error, 'not-found')) return false;
    throw error;
  }
}

async function placeInSteps(placing: Placing, path: string): Promise<void> {
  const { access, part, folder, name, tag, note } = placing;
  const aside = pathIn(folder, asideName(name, tag));
  await note(true);
  await access.rename(path, aside).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error; // it is gone meanwhile
  });
  try {
    await access.rename(part, path);
  } catch (error) {
    await access.rename(aside, path).catch(() => undefined); // else it is mended later
    throw error;
  }
  await access.remove(aside).catch((error: unknown) => {
    if (!isCode(error, 'not-found')) throw error;
  });
  await note(false);
}
