// The sides of all windows' files panes, by the ids that windows gave them, and what is done on them.
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type {
  FilePlace,
  FilesDone,
  FileSide as SideFacts,
  ModeWish,
  OwnerWish,
} from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import { changeModes, changeOwners } from './changing.ts';
import { DoneList } from './doneList.ts';
import type { FileBin } from './fileBin.ts';
import type { FileHosts } from './fileHosts.ts';
import { folderOf } from './filePaths.ts';
import { FileSide } from './fileSide.ts';
import { renameMany, type Rename } from './renaming.ts';
import { Undos } from './undos.ts';

/** Of a window. A page that was loaded anew has forgotten its old ones: they go first. */
const MOST_SIDES = 64;
/** Milliseconds that root's files are at hand after the last use. */
const ROOT_MS = 20_000;

export interface FileDeskOptions {
  hosts: FileHosts;
  bin: FileBin;
  clock: Clock;
  /** How a host's files are reached, in words; null for this computer. */
  wayOf: (hostId: string | null) => Said;
  /** The bin of this computer's system. Rejects where there is none for that file. */
  trash: (path: FilePath) => Promise<void>;
  /** A side is gone, and what was asked over it. */
  closed: (side: string) => void;
}

export class FileDesk {
  readonly #options: FileDeskOptions;
  readonly #sides = new Map<string, FileSide>();
  readonly #undos: Undos;

  constructor(options: FileDeskOptions) {
    this.#options = options;
    this.#undos = new Undos(options.clock);
  }

  /** Where it is on the host; opened before by the same window, it is opened anew. */
  async open(window: WindowRef, id: string, place: FilePlace): Promise<SideFacts> {
    const before = this.#sides.get(id);
    if (before && before.window !== window) throw new PersonError(say('another-window-shows'));
    const { hosts, bin, clock, wayOf } = this.#options;
    const { hostId } = place;
    const hold = hosts.take(hostId);
    const hides = (path: FilePath) => bin.hides(hostId, path);
    const side = new FileSide({ id, hostId, window, hold, clock, way: wayOf(hostId), hides });
    this.#sides.delete(id);
    this.#sides.set(id, side);
    await before?.close();
    await this.#crowded(window);
    return side.open(place.path);
  }

  /** A side of that window. Throws a `PersonError` where it has none of this name. */
  of(window: WindowRef, id: string): FileSide {
    const side = this.#sides.get(id);
    if (!side || side.window !== window) throw new PersonError(say('files-side-gone'));
    return side;
  }

  async close(window: WindowRef, id: string): Promise<void> {
    const side = this.#sides.get(id);
    if (side?.window !== window) return;
    this.#sides.delete(id);
    this.#options.closed(id);
    await side.close();
  }

  reconnect(side: FileSide): void {
    side.renew(this.#options.hosts.take(side.hostId));
  }

  windowGone(window: WindowRef): void {
    for (const { id } of this.#of(window)) void this.close(window, id);
  }

  /** Of a window: questions stand over them. */
  sidesOf(window: WindowRef): string[] {
    return this.#of(window).map(({ id }) => id);
  }

  windowOf(id: string): WindowRef | undefined {
    return this.#sides.get(id)?.window;
  }

  /** The side of a host that was opened last: who is asked what its login asks. */
  latestOn(hostId: string | null): string | undefined {
    return [...this.#sides.values()].findLast((side) => side.hostId === hostId)?.id;
  }

  /** Something was done in that folder of a host, by whomever. */
  changed(hostId: string | null, folder: FilePath): void {
    for (const side of this.#sides.values()) if (side.hostId === hostId) side.changed(folder);
  }

  async make(side: FileSide, path: FilePath, kind: 'file' | 'folder'): Promise<void> {
    const access = await side.ready();
    if (kind === 'folder') await access.makeFolder(path);
    else await (await access.open(path, { how: 'make' })).close();
    this.changed(side.hostId, folderOf(path));
  }

  async link(side: FileSide, path: FilePath, target: string): Promise<void> {
    await (await side.ready()).makeLink(path, target);
    this.changed(side.hostId, folderOf(path));
  }

  async rename(side: FileSide, changes: readonly Rename[]): Promise<FilesDone> {
    return this.#rename(side.hostId, await side.ready(), changes, true);
  }

  async remove(side: FileSide, paths: readonly FilePath[]): Promise<FilesDone> {
    const { hostId } = side;
    const access = await side.ready();
    const done = new DoneList();
    const left = hostId === null ? await this.#trash(paths, done) : paths;
    const { bin } = this.#options;
    const binned = left.length > 0 ? await bin.put(hostId, access, left, done) : [];
    this.#changedAll(hostId, paths);
    if (binned.length === 0) return done.result();
    const { id, forget } = this.#undos.add(() => this.#back(hostId, binned));
    bin.keep(binned, forget);
    return done.result(id);
  }

  undo(id: string): Promise<FilesDone> {
    return this.#undos.undo(id);
  }

  async setMode(side: FileSide, paths: readonly FilePath[], how: ModeWish): Promise<FilesDone> {
    const done = new DoneList();
    await changeModes(await this.#reached(side, how.asRoot), paths, how, done);
    this.#changedAll(side.hostId, paths);
    return done.result();
  }

  async setOwner(
    side: FileSide,
    paths: readonly FilePath[],
    { owner, group, asRoot }: OwnerWish,
  ): Promise<FilesDone> {
    const change = side.accounts.numbers(owner, group);
    const done = new DoneList();
    await changeOwners(await this.#reached(side, asRoot), paths, change, done);
    this.#changedAll(side.hostId, paths);
    return done.result();
  }

  /** By root they are held for a while: what is done next asks for no password again. */
  async #reached(side: FileSide, asRoot: boolean): Promise<FileAccess> {
    if (!asRoot) return side.ready();
    const { hosts, clock } = this.#options;
    const { value, release } = await hosts.accessOf(side.hostId, side.signal, 'root');
    clock.after(ROOT_MS, () => void release());
    return value;
  }

  async #rename(
    hostId: string | null,
    access: FileAccess,
    changes: readonly Rename[],
    undone: boolean,
  ): Promise<FilesDone> {
    const done = new DoneList();
    const renamed = await renameMany(access, changes, done);
    this.#changedAll(
      hostId,
      changes.flatMap(({ from, to }) => [from, to]),
    );
    if (!undone || renamed.length === 0) return done.result();
    const back = renamed.map(({ from, to }) => ({ from: to, to: from }));
    const undo = () => this.#with(hostId, (again) => this.#rename(hostId, again, back, false));
    return done.result(this.#undos.add(undo).id);
  }

  /** What this computer's own bin takes; hands back the rest. */
  async #trash(paths: readonly FilePath[], done: DoneList): Promise<FilePath[]> {
    const left: FilePath[] = [];
    for (const path of paths) {
      const isIn = await this.#options.trash(path).then(
        () => true,
        () => false,
      );
      if (isIn) done.add();
      else left.push(path);
    }
    return left;
  }

  #back(hostId: string | null, binned: Parameters<FileBin['back']>[1]): Promise<FilesDone> {
    return this.#with(hostId, async (access) => {
      const done = new DoneList();
      const { bin } = this.#options;
      await bin.back(access, binned, done);
      for (const { folder } of binned) this.changed(hostId, folder);
      // What couldn't go back can be tried again, for as long as it is there.
      const left = binned.some(({ names }) => names.length > 0);
      return done.result(left ? this.#undos.add(() => this.#back(hostId, binned)).id : null);
    });
  }

  async #with<T>(hostId: string | null, work: (access: FileAccess) => Promise<T>): Promise<T> {
    const { value: access, release } = await this.#options.hosts.accessOf(hostId);
    return work(access).finally(() => void release());
  }

  #changedAll(hostId: string | null, paths: readonly FilePath[]): void {
    for (const folder of new Set(paths.map(folderOf))) this.changed(hostId, folder);
  }

  #of(window: WindowRef): FileSide[] {
    return [...this.#sides.values()].filter((side) => side.window === window);
  }

  async #crowded(window: WindowRef): Promise<void> {
    for (const { id } of this.#of(window).slice(0, -MOST_SIDES)) await this.close(window, id);
  }
}
