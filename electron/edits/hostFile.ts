// A file that is edited as the user, by whatever its host's files are reached.
import { createHash } from 'node:crypto';
import type { FileAccess, FileFacts, FilePath, OpenFile } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { fileProblem } from '../../core/sftp/fileProblems.ts';
import { say } from '../../words/said.ts';
import type { FileHosts } from '../files/fileHosts.ts';
import { folderOf, joined } from '../files/filePaths.ts';
import { readUpTo } from '../files/looking.ts';
import { MOST_BYTES, type EditedFile, type Fetched, type Saved, type Stamp } from './editedFile.ts';

export interface HostFileOptions {
  hosts: Pick<FileHosts, 'accessOf'>;
  hostId: string | null;
  /** Absolute; a link leads to what is edited, and stays. */
  path: FilePath;
  /** Of what is written beside it first; nobody else's. */
  draft: string;
}

export class HostFile implements EditedFile {
  readonly #options: HostFileOptions;

  constructor(options: HostFileOptions) {
    this.#options = options;
  }

  fetch(signal: AbortSignal): Promise<Fetched> {
    return this.#with(signal, async (access) => {
      const path = await access.realPath(this.#options.path);
      return fetchFrom(access, path, await factsOfFile(access, path), signal);
    });
  }

  save(bytes: Uint8Array, base: Stamp | null, signal: AbortSignal): Promise<Saved> {
    return this.#with(signal, async (access) => {
      const path = await this.#realPath(access);
      const facts = await factsOfFile(access, path).catch(absent);
      if (!facts && base) return 'gone';
      if (facts && base && !(await isStill(access, path, facts, base, signal))) return 'changed';
      const draft = joined(folderOf(path), this.#options.draft);
      await put({ access, path, facts, draft }, bytes);
      const { size, changedAt } = await access.facts(path);
      return { size: size ?? bytes.byteLength, changedAt, sum: sumOf(bytes) };
    });
  }

  close(): void {
    // Nothing is held between two saves.
  }

  /** What isn't there any more has none. */
  async #realPath(access: FileAccess): Promise<FilePath> {
    const { path } = this.#options;
    return access.realPath(path).catch((error: unknown) => {
      absent(error);
      return path;
    });
  }

  async #with<T>(signal: AbortSignal, work: (access: FileAccess) => Promise<T>): Promise<T> {
    const { hosts, hostId } = this.#options;
    const { value, release } = await hosts.accessOf(hostId, signal);
    return work(value).finally(() => void release());
  }
}

export function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function factsOfFile(access: FileAccess, path: FilePath): Promise<FileFacts> {
  const facts = await access.facts(path, true);
  if (facts.kind === 'folder') throw new FileError('is-a-folder', say('edit-folder', { path }));
  if (facts.kind !== 'file') throw fileProblem('unsupported', path);
  return facts;
}

async function fetchFrom(
  access: FileAccess,
  path: FilePath,
  { size, changedAt }: FileFacts,
  signal: AbortSignal,
): Promise<Fetched> {
  if ((size ?? 0) > MOST_BYTES) throw tooLarge(path);
  const file = await access.open(path, { how: 'read' });
  try {
    const bytes = await readUpTo(access, file, MOST_BYTES + 1, signal);
    if (bytes.byteLength > MOST_BYTES) throw tooLarge(path);
    return { bytes, stamp: { size: bytes.byteLength, changedAt, sum: sumOf(bytes) } };
  } finally {
    await file.close();
  }
}

export function tooLarge(path: FilePath): FileError {
  return new FileError('too-large', say('edit-large', { path, most: MOST_BYTES }));
}

/** Bytes that are compared though size and time say that nothing has changed: times are coarse. */
const SMALL_BYTES = 1024 * 1024;

async function isStill(
  access: FileAccess,
  path: FilePath,
  facts: FileFacts,
  base: Stamp,
  signal: AbortSignal,
): Promise<boolean> {
  if (facts.size !== null && facts.size !== base.size) return false;
  const same = facts.changedAt !== null && facts.changedAt === base.changedAt;
  if (same && base.size > SMALL_BYTES && !access.skills.sums) return true;
  if (access.skills.sums) return (await access.sum(path, undefined, signal)) === base.sum;
  return (await fetchFrom(access, path, facts, signal)).stamp.sum === base.sum;
}

interface Putting {
  access: FileAccess;
  path: FilePath;
  /** Of what is there; undefined where nothing is. */
  facts: FileFacts | undefined;
  draft: FilePath;
}

/**
 * Beside it and then in its place, in one step. Where that would cost it its owner or group, or can't be
 * done there, it is written in place: its bytes are here until all of them are there.
 */
async function put(putting: Putting, bytes: Uint8Array): Promise<void> {
  if (await putWhole(putting, bytes)) return;
  const { access, path } = putting;
  const file = await access.open(path, { how: 'change' });
  await fill(access, file, bytes);
}

/** False where it can't be done so; nothing is changed then. */
async function putWhole(
  { access, path, facts, draft }: Putting,
  bytes: Uint8Array,
): Promise<boolean> {
  await access.remove(draft).catch(() => undefined); // of a save that was cut
  try {
    const file = await access.open(draft, { how: 'make', mode: 0o600 });
    await fill(access, file, bytes);
    if (!(await isLike(access, draft, facts))) return false;
    await access.rename(draft, path, true);
    return true;
  } catch (error) {
    const inPlace = error instanceof FileError && IN_PLACE.includes(error.code) && facts;
    if (!inPlace) throw error;
    return false;
  } finally {
    await access.remove(draft).catch(() => undefined); // renamed already, unless something failed
  }
}

/** The folder takes no new file, or the way knows no renaming over another. */
const IN_PLACE: FileError['code'][] = ['no-permission', 'unsupported'];

/** Gives the draft the owner, group and mode of the file. */
async function isLike(
  access: FileAccess,
  draft: FilePath,
  facts: FileFacts | undefined,
): Promise<boolean> {
  if (!facts) {
    if (access.skills.modes) await access.change(draft, { mode: 0o644 });
    return true;
  }
  const { uid, gid, mode } = facts;
  if (uid !== null && gid !== null) {
    const made = await access.facts(draft);
    if (made.uid !== uid || made.gid !== gid) {
      await access.change(draft, { uid, gid }).catch(() => undefined);
      const now = await access.facts(draft);
      if (now.uid !== uid || now.gid !== gid) return false;
    }
  }
  if (mode !== null) await access.change(draft, { mode });
  return true;
}

/** All of it, on the disk, and nothing behind it; closed. */
async function fill(access: FileAccess, file: OpenFile, bytes: Uint8Array): Promise<void> {
  try {
    const { writeBytes, sync } = access.skills;
    for (let at = 0; at < bytes.byteLength; at += writeBytes) {
      await file.write(at, bytes.subarray(at, at + writeBytes));
    }
    await file.change({ size: bytes.byteLength });
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
}

function absent(error: unknown): undefined {
  if (!(error instanceof FileError) || error.code !== 'not-found') throw error;
  return undefined;
}
