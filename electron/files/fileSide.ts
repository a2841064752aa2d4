// One side of a files pane: where it is, what is listed, counted and followed for it. It dies with its
// window.
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { stopIfAborted } from '../../core/sftp/fileProblems.ts';
import type { Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type { FileRow, FileSide as SideFacts, FileTotals } from '../ipc/fileTypes.ts';
import type { WindowRef } from '../window.ts';
import { Accounts } from './accounts.ts';
import { sumOf, totalsOf } from './counting.ts';
import { asError, wordsOf, type FileLink } from './fileLink.ts';
import { typedPath } from './filePaths.ts';
import { FolderWatch } from './folderWatch.ts';
import { listRows, MOST_ROWS, TooManyRows } from './listing.ts';
import { tail } from './tailing.ts';

export interface FileSideOptions {
  id: string;
  hostId: string | null;
  window: WindowRef;
  hold: Hold<FileLink>;
  clock: Clock;
  /** How it is reached, in words. */
  way: Said;
  /** Entries of a folder that aren't to be seen. */
  hides: (path: FilePath) => (name: string) => boolean;
}

/** Resolves in the next turn: whatever else waits comes first. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class FileSide {
  readonly id: string;
  readonly hostId: string | null;
  readonly window: WindowRef;
  readonly accounts = new Accounts();
  /** Of what is listed; '' before. */
  path: FilePath = '';
  /** Of this computer's folders; other places tell nothing by themselves. */
  readonly #watch: FolderWatch | null;
  #inSight = false;
  readonly #options: FileSideOptions;
  #hold: Hold<FileLink>;
  #unwatch: () => void;
  #number = 0;
  readonly #end = new AbortController();
  #listing = new AbortController();
  #counting = new AbortController();
  #tailing = new AbortController();
  /** Followed, though its connection was lost. */
  #tailLost: FilePath | null = null;

  constructor(options: FileSideOptions) {
    this.#options = options;
    ({ id: this.id, hostId: this.hostId, window: this.window, hold: this.#hold } = options);
    const changed = (path: FilePath): void => this.changed(path);
    this.#watch = this.hostId === null ? new FolderWatch({ clock: options.clock, changed }) : null;
    this.#unwatch = this.#follow();
  }

  /** Its way is made anew by another hold. */
  renew(hold: Hold<FileLink>): void {
    this.#unwatch();
    void this.#hold.release();
    this.#hold = hold;
    this.#unwatch = this.#follow();
    hold.value.retry();
  }

  /** Once it stands. Rejects as `OpenFiles` does. */
  ready(): Promise<FileAccess> {
    return this.#hold.value.ready(this.#end.signal);
  }

  async open(typed: string): Promise<SideFacts> {
    const access = await this.ready();
    const [path, home] = await Promise.all([typedPath(access, typed), access.home()]);
    const { modes, copy, space } = access.skills;
    const can = { modes, links: modes, copy, sums: true, bin: true };
    const known = space ? await access.space(path).catch(() => null) : null;
    return { path, home, way: this.#options.way, can, space: known };
  }

  /** Rejects where the folder can't be shown at all; its rows follow in the next turn. */
  async list(typed: string): Promise<{ number: number; path: string }> {
    this.#listing.abort();
    const { signal } = (this.#listing = new AbortController());
    const number = ++this.#number;
    const access = await this.ready();
    const path = await typedPath(access, typed);
    const sees = this.accounts.learn.bind(this.accounts);
    const hides = this.#options.hides(path);
    const pieces = listRows({ access, path, signal, hides, sees });
    const first = await pieces.next();
    stopIfAborted(signal);
    this.path = path;
    this.#watchHere();
    void nextTurn().then(() => this.#list(pieces, first, number, signal));
    return { number, path };
  }

  stop(): void {
    this.#counting.abort();
    this.#counting = new AbortController();
  }

  async totals(paths: string[]): Promise<FileTotals> {
    return totalsOf(await this.ready(), paths, this.#counting.signal);
  }

  async sum(path: string): Promise<string> {
    return sumOf(await this.ready(), path, this.#counting.signal);
  }

  /** What is under way for it when it is closed, or looks elsewhere. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Resolves when the file was opened; what it holds follows as events. */
  async tail(path: string | null): Promise<void> {
    this.#tailing.abort();
    this.#tailLost = null;
    if (path === null) return;
    const { signal } = (this.#tailing = new AbortController());
    const access = await this.ready();
    await new Promise<void>((resolve, reject) => {
      const tell = (text: string, fresh: boolean): void => {
        resolve();
        if (!signal.aborted) this.window.emit('files:tail', { side: this.id, text, fresh });
      };
      tail({ access, path, clock: this.#options.clock, signal, tell }).then(resolve, (error) => {
        if (isLost(error) && !signal.aborted) this.#tailLost = path;
        reject(asError(error));
      });
    });
  }

  /** Something in that folder may be otherwise now. */
  changed(path: FilePath): void {
    if (path === this.path) this.window.emit('files:changed', { side: this.id, path });
  }

  /** Somebody sees it: what changes in its folder is told, as far as that is known without asking. */
  inSight(is: boolean): void {
    this.#inSight = is;
    this.#watchHere();
  }

  async close(): Promise<void> {
    this.#unwatch();
    this.#watch?.close();
    for (const one of [this.#end, this.#listing, this.#counting, this.#tailing]) one.abort();
    await this.#hold.release();
  }

  #watchHere(): void {
    this.#watch?.look(this.#inSight && this.path !== '' ? this.path : null);
  }

  #follow(): () => void {
    const tell = (state: FileLink['state']): void => {
      this.window.emit('files:state', { side: this.id, state });
      // A file that isn't there any more isn't followed: the window shows what it had.
      if (state.state === 'ready' && this.#tailLost !== null)
        this.tail(this.#tailLost).catch(() => undefined);
    };
    tell(this.#hold.value.state);
    return this.#hold.value.watch(tell);
  }

  async #list(
    pieces: AsyncGenerator<FileRow[]>,
    first: IteratorResult<FileRow[]>,
    number: number,
    signal: AbortSignal,
  ): Promise<void> {
    const tell = (rows: FileRow[], done: boolean, trouble: Said | null = null): void => {
      if (signal.aborted) return;
      this.window.emit('files:listed', { side: this.id, number, rows, done, trouble });
    };
    const began = this.#options.clock.now();
    try {
      for (let piece = first; !piece.done && !signal.aborted; piece = await pieces.next()) {
        if (piece.value.length > 0) tell(piece.value, false);
        await nextTurn();
      }
      if (this.#watch) this.#watch.readTakes = this.#options.clock.now() - began;
      tell([], true);
    } catch (error) {
      tell([], true, troubleOf(error));
    } finally {
      await pieces.return(undefined).catch(() => undefined);
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof FileError && error.code === 'lost';
}

function troubleOf(error: unknown): Said {
  if (error instanceof TooManyRows) return say('files-too-many', { most: MOST_ROWS });
  if (error instanceof FileError) return error.said;
  return wordsOf(asError(error)).said;
}
