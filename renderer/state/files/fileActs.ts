// What is done with files that are chosen on a side: made, renamed, deleted with a way back, copied and moved
// elsewhere. Whatever goes wrong is said; nothing here rejects.
import type {
  FilePlace,
  FileRow,
  FilesDone,
  TransferWish,
} from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { words } from '../../../words/window.ts';
import { reason } from '../../lib/bridge.ts';
import { groupsOf } from '../../lib/groups.ts';
import { isWithin, joined, lastPart, parentOf } from '../../lib/filePaths.ts';
import { shownName } from '../../lib/fileWords.ts';
import type { Workspace } from '../workspace.svelte.ts';
import type { FileSide } from './fileSide.svelte.ts';

const say = words.files.acts;

/** What acts need of the workspace. */
export type ActsApp = Pick<
  Workspace,
  'bridge' | 'notices' | 'toasts' | 'dialogs' | 'files' | 'attempt' | 'hosts' | 'settings'
>;

/** A place's name: a host's as it is called now. */
export function placeName({ hosts }: Pick<ActsApp, 'hosts'>, hostId: string | null): string {
  if (hostId === null) return words.files.side.here;
  return hosts.byId(hostId)?.name ?? words.files.side.deleted;
}

const namedRows = (rows: readonly FileRow[]): string =>
  say.named(rows[0] ? shownName(rows[0]) : '', rows.length);

const pathsOf = (side: FileSide, rows: readonly FileRow[]): string[] =>
  rows.map(({ name }) => joined(side.path, name));

/** Makes an empty file or a folder. @returns what is wrong with its name; '' where it is there */
export async function make(
  app: ActsApp,
  side: FileSide,
  kind: 'file' | 'folder',
  name: string,
): Promise<string> {
  try {
    await app.bridge.call('files:make', side.id, joined(side.path, name), kind);
  } catch (error) {
    return reason(error);
  }
  side.list.goTo(name);
  await side.refresh();
  return '';
}

/** @returns what is wrong with the new name; '' where it has it */
export async function rename(
  app: ActsApp,
  side: FileSide,
  row: FileRow,
  name: string,
): Promise<string> {
  if (name === row.name) return '';
  const change = { from: joined(side.path, row.name), to: joined(side.path, name) };
  try {
    const done = await app.bridge.call('files:rename', side.id, [change]);
    if (done.failed[0]) return inWords(done.failed[0].said);
  } catch (error) {
    return reason(error);
  }
  side.list.goTo(name);
  await side.refresh();
  return '';
}

/** Deletes: into the place's bin, to be undone; where there is none, asks first. */
export async function remove(
  app: ActsApp,
  side: FileSide,
  rows: readonly FileRow[],
): Promise<void> {
  if (rows.length === 0 || (!side.can.bin && !(await isSure(app, side, rows)))) return;
  const what = namedRows(rows);
  try {
    const done = await app.bridge.call('files:remove', side.id, pathsOf(side, rows));
    const stayed = done.failed.map(({ path }) => path);
    const gone = rows.filter(({ name }) => !stayed.includes(joined(side.path, name)));
    side.list.removed(gone.map(({ name }) => name));
    tellFailed(app, say.failed.remove(what), done);
    if (gone.length > 0) tellRemoved(app, side, namedRows(gone), done.undo);
    app.files.focusCalls += 1;
  } catch (error) {
    app.notices.failed(say.failed.remove(what), error);
  }
  await side.refresh();
}

async function isSure(app: ActsApp, side: FileSide, rows: readonly FileRow[]): Promise<boolean> {
  const place = placeName(app, side.hostId);
  const text = rows.some(({ kind }) => kind === 'folder')
    ? say.remove.folders(place)
    : say.remove.text(place);
  const title = say.remove.title(namedRows(rows));
  const act = say.remove.act(rows.length);
  return (await app.dialogs.ask('sure', { title, text, act, destroys: true })) === 'yes';
}

/** What this computer's own bin took has no way back from here. */
function tellRemoved(app: ActsApp, side: FileSide, what: string, undo: string | null): void {
  const text = say.removed(what);
  if (undo === null) return app.toasts.show({ id: `files-removed-${side.id}`, text });
  const run = (): void => void undone(app, side, undo);
  const action = { label: say.undo, run, undoes: true };
  app.toasts.show({ id: `files-${undo}`, text, action });
}

async function undone(app: ActsApp, side: FileSide, undo: string): Promise<void> {
  try {
    tellFailed(app, say.failed.undo, await app.bridge.call('files:undo', undo));
  } catch (error) {
    app.notices.failed(say.failed.undo, error);
  }
  await side.refresh();
}

function tellFailed(app: ActsApp, what: string, { failed }: FilesDone): void {
  const [first] = failed;
  if (first) app.notices.failed(what, say.partly(failed.length, inWords(first.said)));
}

/** Why they can't go there; '' where they can. */
export function whyNotTo(from: FilePlace, rows: readonly FileRow[], to: FilePlace): string {
  const inside = (name: string): boolean => isWithin(to.path, joined(from.path, name));
  const own = from.hostId === to.hostId;
  const isCaught = own && rows.some((row) => row.kind === 'folder' && inside(row.name));
  return isCaught ? say.inItself : '';
}

/** Has files copied or moved into a folder, by the transfers. */
export async function transfer(
  app: ActsApp,
  from: FilePlace,
  names: readonly string[],
  to: FilePlace,
  move: boolean,
): Promise<void> {
  const same = from.hostId === to.hostId && from.path === to.path;
  if (names.length === 0 || (same && move)) return;
  const wish: TransferWish = {
    ...{ from, to, move, names: [...names] },
    // A copy beside the original gets a name of its own.
    onConflict: same ? 'rename' : app.settings.current.fileConflict,
  };
  await app.attempt(say.failed.transfer, app.bridge.call('transfers:add', [wish]));
}

/** The same with rows of a side; what can't go there is said. */
export async function transferRows(
  app: ActsApp,
  side: FileSide,
  rows: readonly FileRow[],
  to: FilePlace,
  move: boolean,
): Promise<void> {
  const why = whyNotTo(side.place, rows, to);
  if (why !== '') return app.notices.add({ id: 'files-transfer', level: 'info', text: why });
  const names = rows.map(({ name }) => name);
  await transfer(app, side.place, names, to, move);
}

/** The same into the folder that the other side shows; where that one isn't open, it is said. */
export async function transferOver(
  app: ActsApp,
  side: FileSide,
  rows: readonly FileRow[],
  other: FileSide,
  move: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  if (other.state === 'ready') return transferRows(app, side, rows, other.place, move);
  const text = say.notOpen(placeName(app, other.hostId), move);
  app.notices.add({ id: 'files-transfer', level: 'info', text });
}

/** Files of this computer that were dropped, from whatever folders they are. */
export async function bring(app: ActsApp, paths: readonly string[], to: FilePlace): Promise<void> {
  const byFolder = groupsOf(paths, parentOf);
  const wishes = [...byFolder].map(([path, all]): TransferWish => {
    const names = all.map(lastPart);
    const onConflict = app.settings.current.fileConflict;
    return { from: { hostId: null, path }, names, to, move: false, onConflict };
  });
  if (wishes.length === 0) return;
  await app.attempt(say.failed.transfer, app.bridge.call('transfers:add', wishes));
}

export function hold(app: ActsApp, side: FileSide, rows: readonly FileRow[], move: boolean): void {
  if (rows.length === 0) return;
  app.files.held = { from: side.place, names: rows.map(({ name }) => name), move };
  const text = move ? say.held.move(rows.length) : say.held.copy(rows.length);
  app.toasts.show({ id: 'files-held', text });
}

/** Puts what was cut or copied into the folder that is shown. */
export async function paste(app: ActsApp, side: FileSide): Promise<void> {
  const { held } = app.files;
  if (!held) return;
  if (held.move) app.files.held = null;
  await transfer(app, held.from, held.names, side.place, held.move);
}

export async function copyPaths(
  app: ActsApp,
  side: FileSide,
  rows: readonly FileRow[],
): Promise<void> {
  const paths = rows.length > 0 ? pathsOf(side, rows) : [side.path];
  try {
    await app.bridge.call('clipboard:write', paths.join('\n'));
    app.toasts.show({ id: 'files-paths', text: say.pathsCopied(paths.length) });
  } catch (error) {
    app.notices.failed(say.failed.copyPath, error);
  }
}
