// What is removed steps aside first: it stays in its folder by a hidden name, so that it can be had back
// for some minutes, whatever system it lies on, and whether or not its disk is full. It is gone for good
// after that; what a killed app has left so is told from the disk here, and goes when its host's files
// are used again.
import { createHash, randomBytes } from 'node:crypto';
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { DoneList } from './doneList.ts';
import { eachOf } from './eachOf.ts';
import type { FileHosts } from './fileHosts.ts';
import { folderOf, joined, nameOf } from './filePaths.ts';
import type { Binned } from './filesFile.ts';
import { moveAside } from './moveAside.ts';
import { removeTree } from './removing.ts';
import { isOfAll } from './walking.ts';

/** Milliseconds for which something can be had back. */
export const UNDO_MS = 5 * 60_000;
const PREFIX = '.bowline-bin-';
/** Of a name, on most systems. Bytes. */
const LONGEST_NAME = 255;

export interface FileBinOptions {
  hosts: FileHosts;
  clock: Clock;
  /** What an earlier run has left. */
  left: readonly Binned[];
  /** Stores what is in it now. Resolves when it is on the disk, or can't be. */
  store: (bin: readonly Binned[]) => Promise<void>;
  warn: (error: unknown) => void;
}

export class FileBin {
  readonly #options: FileBinOptions;
  #all: readonly Binned[];
  /** Those that can be had back still. */
  readonly #kept = new Set<Binned>();
  /** Those that are on their way back: none of them is removed meanwhile. */
  readonly #returning = new Set<Binned>();

  constructor(options: FileBinOptions) {
    this.#options = options;
    this.#all = options.left;
    options.hosts.onReady((hostId) => void this.#clear(hostId));
  }

  /** Is that the hidden name of something in it? */
  hides(hostId: string | null, folder: FilePath): (name: string) => boolean {
    const here = this.#all.filter((one) => one.hostId === hostId && one.folder === folder);
    const names = new Set(
      here.flatMap(({ mark, names }) => names.map((name) => aside(mark, name))),
    );
    return (name) => names.has(name);
  }

  /** Puts these aside, of any folders of a host; hands back what is there, to be had back. */
  async put(
    hostId: string | null,
    access: FileAccess,
    paths: readonly FilePath[],
    done: DoneList,
  ): Promise<Binned[]> {
    const wanted = byFolder(hostId, paths);
    for (const one of wanted) this.#kept.add(one); // whatever is cleared meanwhile
    await this.#change([...this.#all, ...wanted]); // before: a killed app knows where to look
    for (const one of wanted) one.names = await this.#putAside(access, one, done);
    await this.#change(this.#all.filter(({ names }) => names.length > 0));
    return wanted.filter(({ names }) => names.length > 0);
  }

  /** What is aside now, or may be: a connection that is lost doesn't say what it has done. */
  async #putAside(access: FileAccess, one: Binned, done: DoneList): Promise<string[]> {
    const names: string[] = [];
    await eachOf(one.names, async (name) => {
      const [from, to] = placesOf(one, name);
      try {
        await moveAside(access, from, to);
        names.push(name);
        done.add();
      } catch (error) {
        done.fail(from, error);
        if (error instanceof FileError && isOfAll(error)) names.push(name);
      }
    });
    return names;
  }

  /** They can be had back for a while; `onOver` is called when no more. */
  keep(binned: readonly Binned[], onOver: () => void): void {
    const [first] = binned;
    if (!first) return;
    const { hosts, clock } = this.#options;
    const hold = hosts.take(first.hostId); // nobody logs in anew to remove them
    clock.after(UNDO_MS, () => {
      onOver();
      for (const one of binned) this.#kept.delete(one);
      void this.#clear(first.hostId).finally(() => void hold.release());
    });
  }

  /** Puts them back where they were; what is in the place of one stays, and so does that one, aside. */
  async back(access: FileAccess, binned: readonly Binned[], done: DoneList): Promise<void> {
    const [first] = binned;
    for (const one of binned) this.#returning.add(one);
    try {
      for (const one of binned) await this.#takeBack(access, one, done);
    } finally {
      for (const one of binned) this.#returning.delete(one);
    }
    await this.#change(this.#all.filter(({ names }) => names.length > 0));
    if (first) void this.#clear(first.hostId); // the time may be over by now
  }

  async #takeBack(access: FileAccess, one: Binned, done: DoneList): Promise<void> {
    const left = new Set(one.names);
    const take = async (name: string): Promise<void> => {
      const [from, to] = placesOf(one, name);
      if (await done.try(from, () => moveAside(access, to, from))) left.delete(name);
    };
    await eachOf(one.names, take).finally(() => (one.names = [...left]));
  }

  /** What nobody can have back any more goes for good. */
  async #clear(hostId: string | null): Promise<void> {
    const isOver = (one: Binned): boolean => !this.#kept.has(one) && !this.#returning.has(one);
    const over = this.#all.filter((one) => one.hostId === hostId && isOver(one));
    const link = over.length > 0 ? this.#options.hosts.join(hostId) : undefined;
    const access = link?.value.access;
    try {
      if (!access) return;
      for (const one of over) if (isOver(one)) await this.#clearOne(access, one);
      await this.#change(this.#all.filter((one) => one.names.length > 0));
    } catch (error) {
      this.#options.warn(error);
    } finally {
      await link?.release();
    }
  }

  async #clearOne(access: FileAccess, one: Binned): Promise<void> {
    for (const name of [...one.names]) {
      const [, path] = placesOf(one, name);
      try {
        await removeTree(access, path);
      } catch (error) {
        if (!(error instanceof FileError) || isOfAll(error)) throw error;
        // Gone already, or not to be removed by us: it is no use to try at each start.
        if (error.code !== 'not-found') this.#options.warn(error);
      }
      one.names = one.names.filter((left) => left !== name);
    }
  }

  #change(all: readonly Binned[]): Promise<void> {
    this.#all = all;
    return this.#options.store(all);
  }
}

function byFolder(hostId: string | null, paths: readonly FilePath[]): Binned[] {
  const folders = new Map<FilePath, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    const names = folders.get(folder) ?? [];
    folders.set(folder, names);
    names.push(nameOf(path));
  }
  const mark = randomBytes(8).toString('hex');
  return [...folders].map(([folder, names]) => ({ hostId, folder, mark, names }));
}

/** Where something was, and where it is while it is aside. */
function placesOf({ folder, mark }: Binned, name: string): [FilePath, FilePath] {
  return [joined(folder, name), joined(folder, aside(mark, name))];
}

/** Its own name is in it, for whoever finds it there. */
function aside(mark: string, name: string): string {
  const whole = `${PREFIX}${mark}-${name}`;
  if (Buffer.byteLength(whole) <= LONGEST_NAME) return whole;
  const short = createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 32);
  return `${PREFIX}${mark}-${short}`;
}
