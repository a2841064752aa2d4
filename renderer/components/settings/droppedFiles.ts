// Files and text that somebody drops or pastes, as main takes them: bounded, since it says itself which
// are too large.
import type { GivenFile } from '../../../electron/ipc/contract.ts';

/** One more than main reads. Bytes. */
const MOST_BYTES = 1024 * 1024 + 1;
const MOST_FILES = 500;
const NAME_LENGTH = 300;

export async function filesIn(files: FileList): Promise<GivenFile[]> {
  return Promise.all([...files].slice(0, MOST_FILES).map(fileOf));
}

export function pastedFile(text: string, name: string): GivenFile {
  return { name, bytes: new TextEncoder().encode(text).slice(0, MOST_BYTES) };
}

async function fileOf(file: File): Promise<GivenFile> {
  const bytes = new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
  return { name: file.name.slice(-NAME_LENGTH), bytes };
}
