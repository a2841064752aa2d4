// One ssh config that is followed: read when somebody asks and it is another by now, and looked at when
// something happens in the folders of its files. Not everything tells that (a disk of another computer), so it
// is looked at now and then, too; by size, time and number of its files, which is little work.
import { realpathSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import { followConfig, type FollowedConfig } from '../import/followConfig.ts';
import { Looked } from '../import/looked.ts';
import { PersonError } from '../personError.ts';

/** Nothing more has happened for so long: some editors write in several steps. */
export const SETTLED_MS = 300;
export const LOOK_MS = 10_000;
/** A file that is empty all of a sudden may be in the middle of being written. */
export const DOUBT_MS = 1_000;

export interface FollowedFileOptions {
  file: string;
  /** As it is shown: with `~`. */
  shown: string;
  sshFolder: string;
  clock: Clock;
  /** It is another now, is gone, or is back: whoever shows it reads it again. */
  onOther: () => void;
}

export class FollowedFile {
  readonly #options: FollowedFileOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  #config: FollowedConfig | undefined;
  #looked: Looked | undefined;
  #trouble: PersonError | undefined;
  /** It was read since it was taken up last. */
  #isUntold = false;
  #isDoubted = false;
  #isWatched = false;
  #stopWaiting = (): void => {};
  #stopLooking = (): void => {};

  constructor(options: FollowedFileOptions) {
    this.#options = options;
  }

  /** As it is now. Throws a `PersonError` where it can't be read. */
  get now(): FollowedConfig {
    if (!this.#looked || this.#looked.isStale) this.#read();
    if (this.#trouble) throw this.#trouble;
    return this.#config!;
  }

  /** As it could be read last; undefined: never. */
  get last(): FollowedConfig | undefined {
    return this.#config;
  }

  /** As `now`, by whom shows it: what it is then needs not be told. `anew` reads it whatever it looks like. */
  taken(anew = false): FollowedConfig {
    if (anew) this.#looked = undefined;
    try {
      return this.now;
    } finally {
      this.#isUntold = false;
    }
  }

  /** From now on a change is told. */
  follow(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    this.#watchFolders();
    this.#lookLater();
  }

  stop(): void {
    this.#isWatched = false;
    this.#stopWaiting();
    this.#stopLooking();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #read(): void {
    const { file, sshFolder, shown } = this.#options;
    this.#looked = new Looked();
    this.#isUntold = true;
    try {
      this.#config = followConfig(file, sshFolder, this.#looked);
      this.#trouble = undefined;
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      this.#trouble = new PersonError(whyNot(error, shown), { cause: error });
    }
    if (this.#isWatched) this.#watchFolders();
  }

  #watchFolders(): void {
    const wanted = foldersOf(this.#looked?.paths ?? [this.#options.file]);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  /** What can't be watched is looked at now and then all the same. */
  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#touched());
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // it isn't there now
    }
  }

  #touched(): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#options.clock.after(SETTLED_MS, () => this.#look());
  }

  #lookLater(): void {
    this.#stopLooking = this.#options.clock.after(LOOK_MS, () => {
      this.#look();
      this.#watchFolders();
      this.#lookLater();
    });
  }

  /** Somebody else may have read it meanwhile: then that is still to be told. */
  #look(): void {
    if (!this.#isWatched) return;
    const had = this.#config?.hosts.length ?? 0;
    if (!this.#looked || this.#looked.isStale) {
      this.#read();
      this.#isDoubted = !this.#trouble && had > 0 && this.#config?.hosts.length === 0;
    } else if (!this.#isUntold) return;
    else this.#isDoubted = false;
    if (!this.#isDoubted) return this.#options.onOther();
    this.#stopWaiting();
    this.#stopWaiting = this.#options.clock.after(DOUBT_MS, () => this.#look());
  }
}

function whyNot(error: PersonError, file: string): Said {
  const { code } = (error.cause ?? {}) as { code?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') return say('link-file-gone', { file });
  if (code === undefined) return error.said;
  return say('link-file-unreadable', { file, why: code });
}

/** Where files lie, and where those lie that they are links to. */
function foldersOf(paths: readonly string[]): Set<string> {
  const real = paths.flatMap((one) => {
    try {
      return [realpathSync(one)];
    } catch {
      return [];
    }
  });
  return new Set([...paths, ...real].map((one) => path.dirname(one)));
}
