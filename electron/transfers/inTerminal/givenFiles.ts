// The files that somebody has chosen to go through a terminal, opened, with what is told of them.
import type { GivenFile } from '../../../core/inTerminal/files.ts';
import type { FileAccess, OpenFile } from '../../../core/sftp/fileAccess.ts';
import { say } from '../../../words/said.ts';
import { Refusal } from '../faults.ts';
import { shownName } from '../names.ts';

export interface GivenListener {
  /** So many bytes of it are there, from its beginning on. */
  taken: (file: GivenFile, offset: number) => void;
  whole: (file: GivenFile) => void;
  skipped: (file: GivenFile) => void;
}

export interface Given {
  files: GivenFile[];
  close: () => Promise<void>;
}

/** Rejects with `FileError` or `Refusal`; then none is left open. */
export async function givenFiles(
  access: FileAccess,
  paths: readonly string[],
  listener: GivenListener,
): Promise<Given> {
  const opened: OpenFile[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((file) => file.close().catch(() => undefined)));
  };
  try {
    const files: GivenFile[] = [];
    for (const path of paths) files.push(await givenFile(access, path, listener, opened));
    return { files, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function givenFile(
  access: FileAccess,
  path: string,
  listener: GivenListener,
  opened: OpenFile[],
): Promise<GivenFile> {
  const name = path.split('/').at(-1)!;
  const { kind, size, changedAt, mode } = await access.facts(path, true);
  if (kind !== 'file') throw new Refusal(say('in-terminal-no-file', { name: shownName(name) }));
  const open = await access.open(path, { how: 'read' });
  opened.push(open);
  const most = access.skills.readBytes;
  const file: GivenFile = {
    ...{ name, size: size ?? 0, changedAt, mode: mode === null ? null : mode & 0o777 },
    read: (offset, bytes) => open.read(offset, Math.min(bytes, most)),
    taken: (offset) => listener.taken(file, offset),
    whole: () => listener.whole(file),
    skipped: () => listener.skipped(file),
  };
  return file;
}
