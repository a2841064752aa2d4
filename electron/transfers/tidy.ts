// What a transfer made for a while is taken away again, once it won't be gone on with.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { removeStaged } from '../../core/sftp/removeStaged.ts';
import { isCode } from './faults.ts';
import { isPartOf, mappedName, partName, pathIn, type NameRules } from './names.ts';
import { mend } from './placing.ts';
import type { TransferRecord } from './record.ts';

export type Leftover = Pick<TransferRecord, 'tag' | 'to' | 'roots' | 'parts' | 'untidy'>;

/** Rejects with `FileError` where the way is gone; what else can't be taken away stays. */
export async function tidy(
  access: FileAccess,
  leftover: Leftover,
  rules: NameRules,
  signal?: AbortSignal,
): Promise<void> {
  const { parts, tag, untidy } = leftover;
  for (const { folder, name, aside } of parts) {
    await unless(async () => {
      if (aside) await mend(access, folder, name, tag);
      await access.remove(pathIn(folder, partName(name, tag)));
    });
  }
  if (untidy) await sweep(access, leftover, rules, signal);
}

/** After a kill nobody knows which they were: all that bear this transfer's mark. */
async function sweep(
  access: FileAccess,
  { to, roots, tag }: Leftover,
  rules: NameRules,
  signal?: AbortSignal,
): Promise<void> {
  const folders: string[] = [];
  for (const root of roots) {
    const names = root.map((name) => mappedName(name, rules));
    const path = names.reduce(pathIn, to.path);
    const folder = names.slice(0, -1).reduce(pathIn, to.path);
    await unless(() => access.remove(pathIn(folder, partName(names.at(-1)!, tag))));
    await unless(async () => {
      if ((await access.facts(path)).kind === 'folder') folders.push(path);
    });
  }
  for (let next = folders.pop(); next !== undefined && !signal?.aborted; next = folders.pop()) {
    await sweepFolder(access, next, folders, tag, signal);
  }
}

async function sweepFolder(
  access: FileAccess,
  path: string,
  folders: string[],
  tag: string,
  signal?: AbortSignal,
): Promise<void> {
  const left: { path: string; isFolder: boolean }[] = [];
  await unless(async () => {
    for await (const piece of access.list(path, signal)) {
      for (const { kind, name } of piece) {
        const isFolder = kind === 'folder';
        if (isPartOf(name, tag)) left.push({ path: pathIn(path, name), isFolder });
        else if (isFolder) folders.push(pathIn(path, name));
      }
    }
  });
  for (const one of left) {
    await unless(() => (one.isFolder ? removeStaged(access, one.path) : access.remove(one.path)));
  }
}

async function unless(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCode(error, 'lost', 'cancelled')) throw error;
  }
}
