// Permissions and owners of many, and of all in folders where that is wanted. Links stay as they are.
import type { FileAccess, FileFacts, FilePath } from '../../core/sftp/fileAccess.ts';
import type { FileError } from '../../core/sftp/fileError.ts';
import { fileProblem } from '../../core/sftp/fileProblems.ts';
import type { DoneList } from './doneList.ts';
import { eachOf } from './eachOf.ts';
import { walk } from './walking.ts';

const READS = 0o444;
const RUNS = 0o111;

/** `inside`: all in folders too, each folder after what is in it. */
export async function changeModes(
  access: FileAccess,
  paths: readonly FilePath[],
  { mode, inside }: { mode: number; inside: boolean },
  done: DoneList,
): Promise<void> {
  if (!inside) {
    return eachOf(paths, (path) => done.try(path, () => changeMode(access, path, mode)));
  }
  for (const chosen of paths) {
    await done.try(chosen, async () => {
      // A folder that can't be entered yet may be one by the change.
      const unread = (path: FilePath, error: FileError): void => done.fail(path, error);
      for await (const { path, entry } of walk({ access, unread }, chosen)) {
        if (entry.kind === 'link' || path === chosen) continue;
        const own = modeInside(mode, entry);
        await access.change(path, { mode: own }).catch((error: unknown) => done.fail(path, error));
      }
      await changeMode(access, chosen, mode);
    });
  }
}

async function changeMode(access: FileAccess, path: FilePath, mode: number): Promise<void> {
  const { kind } = await access.facts(path);
  if (kind === 'link') throw fileProblem('unsupported', path);
  await access.change(path, { mode });
}

/**
 * What was chosen for a folder means another thing for a file in it: folders can be entered by whoever may
 * read them, and files are run only where they were to be run before.
 */
export function modeInside(mode: number, { kind, mode: before }: FileFacts): number {
  if (kind === 'folder') return mode | ((mode & READS) >> 2);
  const runs = ((before ?? 0) & RUNS) !== 0;
  return runs ? mode | ((mode & READS) >> 2) : mode & ~RUNS;
}

export async function changeOwners(
  access: FileAccess,
  paths: readonly FilePath[],
  change: { uid?: number; gid?: number },
  done: DoneList,
): Promise<void> {
  await eachOf(paths, (path) =>
    done.try(path, async () => {
      if ((await access.facts(path)).kind === 'link') throw fileProblem('unsupported', path);
      await access.change(path, change);
    }),
  );
}
