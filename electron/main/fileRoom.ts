// Files as the app has them: the desk of its windows' panes, the files that are edited here, and what is
// remembered of both.
import { shell } from 'electron';
import { existsSync } from 'node:fs';
import { FileError } from '../../core/sftp/fileError.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import { EditDesk } from '../edits/editDesk.ts';
import type { EditedFile } from '../edits/editedFile.ts';
import { readEditsFile, type EditRecord } from '../edits/editsFile.ts';
import { RootFile } from '../edits/rootFile.ts';
import { openRootFiles } from '../edits/rootFiles.ts';
import { rootShell } from '../edits/rootShell.ts';
import { startEditor } from '../edits/startEditor.ts';
import { FileBin } from '../files/fileBin.ts';
import { FileDesk } from '../files/fileDesk.ts';
import { FileHosts, type FilesToOpen, type OpenFiles } from '../files/fileHosts.ts';
import { readFilesFile, type FilesState } from '../files/filesFile.ts';
import { FilesMemory } from '../files/filesMemory.ts';
import { fileErrorOf } from '../files/sshChannel.ts';
import { openLocalFiles } from '../files/openLocalFiles.ts';
import { goesBySsh } from '../hosts/localCommands.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import { PersonError } from '../personError.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { LatestFile } from '../settings/latestFile.ts';
import { TransferDesk } from '../transfers/transferDesk.ts';
import type { Emit } from '../window.ts';
import { DragOut } from './dragOut.ts';
import { TransferNews } from './transferNews.ts';
import type { TransferProgress } from './transferProgress.ts';
import type { Ways } from './ways.ts';

export interface FileRoomOptions {
  ways: Ways;
  findHost: (id: string) => StoredHost | undefined;
  /** What of a host has to be there before it is connected to. */
  fetch: (id: string) => Promise<void> | undefined;
  questions: QuestionDesk;
  surroundings: LocalSurroundings;
  clock: Clock;
  /** Program and arguments; [] for the editor in the window. */
  editor: () => readonly string[];
  /** Of this app's data. */
  paths: { files: string; edits: string; copies: string; transfers: string; out: string };
  stored: (what: 'files' | 'edits' | 'transfers') => {
    onStored: () => void;
    onProblem: (error: unknown) => void;
  };
  broadcast: Emit;
  /** How far transfers are, outside of the windows. */
  progress: Pick<TransferProgress, 'show'>;
  /** What became of a file of ours that was damaged. */
  tellFile: (file: 'transfers', notice: Said) => void;
  warn: (error: unknown) => void;
}

export interface FileRoom {
  desk: FileDesk;
  memory: FilesMemory;
  edits: EditDesk;
  dragOut: DragOut;
  /** Made when it is first needed: what it finds on the disk goes on at once. */
  readonly transfers: TransferDesk;
  /** What was damaged on the disk. */
  notices: { files: Said | null; edits: Said | null };
  /** The app is there: what an earlier run left is taken up. */
  takeUp: () => void;
  /** The computer woke up, or a network came back. */
  wake: () => void;
  /** The app ends. */
  leave: () => void;
}

export function makeFileRoom(options: FileRoomOptions): FileRoom {
  const { findHost, fetch, questions, clock, paths, stored, warn } = options;
  const ask = (
    hostId: string | null,
    ...[question, signal]: Parameters<FilesToOpen['ask']>
  ): ReturnType<FilesToOpen['ask']> => {
    const side = desk.latestOn(hostId);
    return side === undefined ? Promise.resolve(null) : questions.ask(side, question, signal);
  };
  const open = opener(options.ways);
  const tidied = new Set<string>();
  const mayAsk = (hostId: string): boolean => desk.latestOn(hostId) !== undefined;
  const openRoot = rootOpener(options.ways, mayAsk, tidied);
  const hosts = new FileHosts({
    ...{ findHost, fetch, ask, clock },
    open: (wish) => (wish.lane === 'root' ? openRoot(wish) : open(wish)),
  });
  const now = new Date();
  const files = readFilesFile(paths.files, now);
  const filesStore = new LatestFile<FilesState>({
    ...{ path: paths.files, clock, delayMs: 0, ...stored('files') },
  });
  const memory = new FilesMemory(files.state, filesStore);
  const store = memory.binIs.bind(memory);
  const bin = new FileBin({ hosts, clock, left: files.state.bin, store, warn });
  const desk: FileDesk = new FileDesk({
    ...{ hosts, bin, clock },
    wayOf: (hostId) => wayOf(hostId === null ? undefined : findHost(hostId)),
    trash: (path) => shell.trashItem(path),
    closed: (side) => questions.leave(side),
  });
  const left = readEditsFile(paths.edits, now);
  const editsStore = new LatestFile<{ edits: EditRecord[] }>({
    ...{ path: paths.edits, clock, delayMs: 0, ...stored('edits') },
  });
  const edits = makeEdits(options, { hosts, ask, save: (all) => editsStore.save({ edits: all }) });
  let transfers: TransferDesk | undefined;
  const theTransfers = (): TransferDesk =>
    (transfers ??= makeTransfers(options, hosts, desk, tidied));
  hosts.onReady(() => transfers?.reached());
  const dragOut = new DragOut({
    folder: paths.out,
    fetch: (wish) => theTransfers().add([wish]),
    fetched: (ids) => ids.length === 0 || areThere(theTransfers(), ids),
  });
  return {
    ...{ desk, memory, edits, dragOut, notices: { files: files.notice, edits: left.notice } },
    get transfers() {
      return theTransfers();
    },
    takeUp() {
      dragOut.clear();
      edits.takeUp(left.edits);
      if (!existsSync(paths.transfers)) return;
      const all = this.transfers.view().transfers;
      this.transfers.cancel(all.filter(({ to }) => dragOut.holds(to)).map(({ id }) => id));
    },
    wake: () => {
      hosts.wake();
      transfers?.wake();
    },
    leave: () => {
      dragOut.clear();
      void transfers?.close();
      edits.leave();
      editsStore.close({ edits: edits.records });
      filesStore.close(memory.state);
    },
  };
}

/** What was cleared from the list had ended. */
function areThere(transfers: TransferDesk, ids: readonly string[]): boolean {
  const all = transfers.view().transfers.filter(({ id }) => ids.includes(id));
  return all.every(({ state }) => state === 'done' || state === 'partly');
}

function makeTransfers(
  { findHost, clock, paths, stored, broadcast, tellFile, progress }: FileRoomOptions,
  hosts: FileHosts,
  desk: FileDesk,
  tidied: Set<string>,
): TransferDesk {
  const news = new TransferNews();
  const transfers = new TransferDesk({
    ...{ path: paths.transfers, clock, today: () => Date.now() },
    accessOf: (hostId, asRoot) => {
      const host = hostId === null ? undefined : findHost(hostId);
      if (!asRoot || !host || !goesBySsh(host))
        return hosts.accessOf(hostId, undefined, 'transfers');
      if (asRoot === 'to-tidy') tidied.add(host.id);
      else tidied.delete(host.id);
      const opened = hosts.accessOf(hostId, undefined, 'root');
      return opened.finally(() => tidied.delete(host.id));
    },
    onChange: (view) => {
      broadcast('transfers:changed', view);
      progress.show(view);
      for (const { hostId, path } of news.foldersOf(view)) desk.changed(hostId, path);
    },
    ...stored('transfers'),
  });
  if (transfers.notice) tellFile('transfers', transfers.notice);
  return transfers;
}

interface EditParts {
  hosts: FileHosts;
  ask: ConstructorParameters<typeof FileHosts>[0]['ask'];
  save: (edits: EditRecord[]) => void;
}

function makeEdits(options: FileRoomOptions, { hosts, ask, save }: EditParts): EditDesk {
  const { ways, findHost, clock, surroundings, editor, paths, broadcast, warn } = options;
  const asRoot = ({ hostId, path }: { hostId: string | null; path: string }): EditedFile => {
    const host = hostId === null ? undefined : findHost(hostId);
    return new RootFile({
      path,
      user: userOf(host),
      ask: (...asked) => ask(hostId, ...asked),
      start: async (signal) => {
        if (hostId === null) throw new PersonError(say('root-ssh-only'));
        const { logins } = ways.ssh;
        const login = { logins, host: usable(findHost(hostId)), signal };
        return rootShell({ ...login, ask: (...asked) => ask(hostId, ...asked) });
      },
    });
  };
  return new EditDesk({
    ...{ hosts, folder: paths.copies, clock, today: () => Date.now(), asRoot, store: save, warn },
    startEditor: (path, failed) => {
      const chosen = editor();
      if (chosen.length > 0) startEditor(chosen, path, surroundings, failed);
    },
    tell: (edits) => broadcast('edits:changed', edits),
  });
}

/**
 * Files as root has them, where somebody can be asked for the password. `tidied`: hosts on which root is
 * wanted to tidy up alone, which is said then.
 */
function rootOpener(
  ways: Ways,
  mayAsk: (hostId: string) => boolean,
  tidied: ReadonlySet<string>,
): OpenFiles {
  return async ({ host, ask, signal: opening }) => {
    if (!host) throw new PersonError(say('root-ssh-only'));
    // Who waits goes on once they are open.
    if (!mayAsk(host.id)) throw new FileError('lost', say('root-open-side', { host: host.name }));
    const { logins } = ways.ssh;
    return openRootFiles({
      ...{ ask, signal: opening, user: userOf(host) },
      why: () => (tidied.has(host.id) ? say('root-tidies') : null),
      start: async (signal) => {
        try {
          return await rootShell({ logins, host, ask, signal });
        } catch (error) {
          throw fileErrorOf(error); // a cut is one of transfers, too
        }
      },
    });
  };
}

function userOf(host: StoredHost | undefined): string {
  return host?.user ? `${host.user}@${host.address}` : (host?.address ?? '');
}

/** What each kind of host has its files by. */
function opener(ways: Ways): OpenFiles {
  return async (wish) => {
    if (!wish.host) return openLocalFiles(wish);
    const { files } = ways[wish.host.kind];
    if (!files) throw new PersonError(say('files-none-there', { host: wish.host.name }));
    return files(wish);
  };
}

function wayOf(host: StoredHost | undefined): Said {
  if (host?.kind === 'agent') return say('files-way-agent');
  return !host || host.kind === 'local' ? say('files-way-here') : say('files-way-ssh');
}
