// Files and text that somebody drops or pastes, as main takes them: bounded, since it says itself which
// are too large.
import type { GivenFile } from '../../../electron/ipc/contract.ts';

/** One more than main reads of a colour scheme. Bytes. */
const MOST_OF_SCHEMES = 1024 * 1024 + 1;
/** The same of a file of hosts. */
export const MOST_OF_HOSTS = 32 * 1024 * 1024 + 1;
const MOST_FILES = 500;
const NAME_LENGTH = 300;

export async function filesIn(files: FileList): Promise<GivenFile[]> {
  const some = [...files].slice(0, MOST_FILES);
  return Promise.all(some.map((file) => fileOf(file, MOST_OF_SCHEMES)));
}

/** @param most bytes of it that are read */
export async function fileOf(file: File, most: number): Promise<GivenFile> {
  const bytes = new Uint8Array(await file.slice(0, most).arrayBuffer());
  return { name: file.name.slice(-NAME_LENGTH), bytes };
}

export function pastedFile(text: string, name: string, most = MOST_OF_SCHEMES): GivenFile {
  return { name, bytes: new TextEncoder().encode(text).slice(0, most) };
}

/** A file is dragged over, from wherever on this computer. */
export function dragsFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** The first that was let go; `folder` for one of those, which can't be read; null for none. */
export function droppedFile({ dataTransfer }: DragEvent): File | 'folder' | null {
  const [item] = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  if (item?.webkitGetAsEntry()?.isDirectory) return 'folder';
  return dataTransfer?.files[0] ?? null;
}
