// Many small files of an SSH host by its own `tar`, over the login that all share: some hundreds at a time,
// which saves the ways there and back that SFTP has for each. A host that has no sh or no tar, lets nobody
// run anything, or whose shell sees other files than its SFTP server says so by failing: then files go one
// by one.
import type { FileAccess, ManyFiles, NewFile, SmallFile } from '../../core/sftp/fileAccess.ts';
import { fileProblem, stopIfAborted } from '../../core/sftp/fileProblems.ts';
import { allEnded } from '../../core/task/allEnded.ts';
import { removeStaged } from '../../core/sftp/removeStaged.ts';
import { BadTar, MOST_NAME, packTar, TarReader, type TarFile } from '../../core/sftp/tar.ts';
import { runTar, TAR_CODES, type TarShell } from './tarScript.ts';

/** Programs on the host at once: a server has ten sessions for one login at most. */
const AT_ONCE = 2;
/** Bytes of paths in one script. */
const MOST_WORDS = 40 * 1024;
/** Tries that fail before it is left alone. */
const MOST_FAILURES = 2;
/** Paths that a script can be told. */
const PLAIN = /^\/[^\0\ud800-\udfff]*$/u;

/** What is made beside the place of files, and taken away. */
type Staging = Pick<FileAccess, 'makeFolder' | 'list' | 'remove' | 'removeFolder'>;
type Asked = Parameters<ManyFiles['read']>[0];

export class TarFiles implements ManyFiles {
  readonly syncs = true;
  readonly #files: Staging;
  readonly #shell: () => TarShell;
  readonly #turns: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  #next = 0;
  #made = 0;
  #failures = 0;

  /** `files`: over the same login. */
  constructor(files: Staging, shell: () => TarShell) {
    this.#files = files;
    this.#shell = shell;
  }

  async read(asked: Asked, signal: AbortSignal): Promise<(SmallFile | null)[]> {
    const found = new Map<string, SmallFile>();
    const fit = asked.filter(({ path }) => PLAIN.test(path));
    const packs = inPacks(fit, ({ path }) => wordBytes(path));
    await Promise.all(packs.map((pack) => this.#turn(() => this.#read(pack, found, signal))));
    return asked.map(({ path }) => found.get(path) ?? null);
  }

  async write(
    files: readonly NewFile[],
    tag: string,
    signal: AbortSignal,
    sync = false,
  ): Promise<void> {
    const unfit = files.find(({ folder, name }) => !PLAIN.test(`${folder}/${name}`));
    if (unfit) throw fileProblem('unsupported', unfit.folder);
    const packs = inPacks(files, ({ folder }) => wordBytes(folder));
    await allEnded(packs.map((pack) => this.#turn(() => this.#write(pack, tag, signal, sync))));
  }

  async #read(asked: Asked, found: Map<string, SmallFile>, signal: AbortSignal): Promise<void> {
    const folder = commonFolder(asked.map(({ path }) => path));
    const sizes = new Map<string, number>();
    for (const { path, size } of asked) {
      const name = `./${path.slice(folder.length).replace(/^\//, '')}`;
      if (Buffer.byteLength(name) <= MOST_NAME) sizes.set(name, size);
    }
    if (sizes.size === 0) return;
    const reader = new TarReader(
      (name) => sizes.get(plainName(name)),
      ({ name, bytes, mode, changedAt }: TarFile) => {
        const path = `${folder === '/' ? '' : folder}/${plainName(name).slice(2)}`;
        const file = { bytes, mode: mode & 0o777, changedAt, readAt: changedAt };
        if (bytes.byteLength === sizes.get(plainName(name))) found.set(path, file);
      },
    );
    const args = [folder, ...sizes.keys()];
    const code = await this.#run(
      { text: READ, args, onBytes: (bytes) => reader.push(bytes) },
      signal,
    );
    if (!reader.ended && code !== 0) throw this.#failed(folder);
  }

  async #write(
    files: readonly NewFile[],
    tag: string,
    signal: AbortSignal,
    sync: boolean,
  ): Promise<void> {
    const folders = [...new Set(files.map(({ folder }) => folder))];
    const staging = `${folders[0]}/.${++this.#made}.bowline-${tag}.part`;
    this.#stopIfOff(staging);
    // Made over SFTP and entered by the shell: so both see the same files.
    await this.#files.makeFolder(staging, 0o700);
    try {
      const code = await this.#unpack(files, [staging, ...folders], signal, sync);
      if (code !== 0) throw this.#failed(staging);
    } catch (error) {
      // At once: later it would change the times of the folder that it is in.
      await removeStaged(this.#files, staging).catch(() => undefined);
      throw error;
    }
  }

  #unpack(
    files: readonly NewFile[],
    args: [staging: string, ...folders: string[]],
    signal: AbortSignal,
    sync: boolean,
  ): Promise<number | null> {
    const [staging, ...folders] = args;
    const numbers = new Map(folders.map((folder, at) => [folder, at]));
    const packed = files.map(({ folder, name, bytes, mode, changedAt }) => {
      return { name: `${numbers.get(folder)}/${name}`, bytes, mode: mode ?? 0o644, changedAt };
    });
    const words = [staging, sync ? 'sync' : '', ...folders];
    return this.#run({ text: WRITE, args: words, input: packTar([], packed) }, signal);
  }

  async #run(script: Parameters<typeof runTar>[1], signal: AbortSignal): Promise<number | null> {
    stopIfAborted(signal);
    this.#stopIfOff(script.args[0]!);
    try {
      return await runTar(this.#shell(), script, signal);
    } catch (error) {
      if (error instanceof BadTar) throw this.#failed(script.args[0]!);
      throw error;
    }
  }

  #stopIfOff(path: string): void {
    if (this.#failures >= MOST_FAILURES) throw fileProblem('unsupported', path);
  }

  #failed(path: string): Error {
    this.#failures++;
    return fileProblem('unsupported', path);
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const at = this.#next++ % AT_ONCE;
    const run = this.#turns[at]!.then(work);
    this.#turns[at] = run.catch(() => undefined);
    return run;
  }
}

/** Those that come are looked up by what was asked for; whatever else the archive has is passed over. */
const READ = `cd -- "$1" || exit ${TAR_CODES.noFolder}
shift
command -v tar >/dev/null 2>&1 || exit ${TAR_CODES.noTar}
COPYFILE_DISABLE=1
export COPYFILE_DISABLE
exec tar cf - "$@"
`;

/**
 * Into numbered folders, and from each into one of those that are named. Nothing there is replaced: a second
 * name is never somebody's; where there are none, they are moved. The folders are made here, and not by `tar`,
 * so that what is in them gets the group that it has where it goes.
 */
const WRITE = `cd -- "$1" || exit ${TAR_CODES.noFolder}
command -v tar >/dev/null 2>&1 || exit ${TAR_CODES.noTar}
staging=$1
sync=$2
shift 2
n=0
for to; do
  mkdir "./$n" || exit ${TAR_CODES.tarFailed}
  n=$((n + 1))
done
tar xpof - || exit ${TAR_CODES.tarFailed}
n=0
for to; do
  set --
  for f in ./$n/* ./$n/.[!.]* ./$n/..?*; do [ -f "$f" ] && set -- "$@" "$f"; done
  if [ "$sync" ]; then sync "$@" || sync || exit ${TAR_CODES.notSynced}; fi
  if ln -- "$@" "$to/"; then rm -f -- "$@"; else mv -n -- "$@" "$to/"; fi || exit ${TAR_CODES.notMoved}
  n=$((n + 1))
done
rmdir ./* && cd / && rmdir -- "$staging" || exit ${TAR_CODES.notMoved}
`;

function plainName(name: string): string {
  return name.startsWith('./') ? name : `./${name}`;
}

/** As the script writes it: what isn't plain takes five characters. */
function wordBytes(text: string): number {
  return 4 * Buffer.byteLength(text.replace(/[A-Za-z0-9 _./:=,+@-]/g, '')) + text.length + 12;
}

function inPacks<T>(all: readonly T[], bytesOf: (one: T) => number): T[][] {
  const packs: T[][] = [];
  let room = 0;
  for (const one of all) {
    const bytes = bytesOf(one);
    if (bytes > room || packs.length === 0) {
      packs.push([]);
      room = MOST_WORDS;
    }
    packs.at(-1)!.push(one);
    room -= bytes;
  }
  return packs;
}

/** The folder that all of them are in. */
function commonFolder(paths: readonly string[]): string {
  let folder = folderOf(paths[0] ?? '/');
  for (const path of paths) {
    while (folder !== '/' && !path.startsWith(`${folder}/`)) folder = folderOf(folder);
  }
  return folder;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
