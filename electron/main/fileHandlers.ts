// What the calls do that are about files and transfers. A window's sides are its own: `side` stands
// before each of its ids.
import { dialog } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import { ownPath } from '../../core/sftp/localPaths.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { say } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { FileSide } from '../files/fileSide.ts';
import { lookAt } from '../files/looking.ts';
import type { Handlers } from '../gate/answer.ts';
import type { FileCalls } from '../ipc/fileCalls.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import { asked } from './asked.ts';
import { dragIcon } from './dragIcon.ts';
import type { Services } from './handlers.ts';

type Needed = Pick<Services, 'files' | 'connectable' | 'nativeOf'>;
type FilesOf<Prefix extends string> = Pick<
  Handlers,
  Extract<keyof FileCalls, `${Prefix}:${string}`>
>;

export function fileHandlers(services: Needed, caller: WindowRef): FilesOf<'files'> {
  const { desk, memory, dragOut } = services.files;
  const side = (id: string): FileSide => desk.of(caller, id);
  const first = <T>(hostId: string | null, go: () => Promise<T>): Promise<T> =>
    inPersonsWords(async () => asked(services, caller, hostId ?? undefined, go));
  return {
    'files:open': (id, place) => first(place.hostId, () => desk.open(caller, id, place)),
    'files:close': (id) => desk.close(caller, id),
    'files:reconnect': (id) => {
      const one = side(id);
      return first(one.hostId, () => Promise.resolve(desk.reconnect(one)));
    },
    'files:list': (id, path) => inPersonsWords(() => side(id).list(path)),
    'files:sight': (id, is) => side(id).inSight(is),
    'files:stop': (id) => side(id).stop(),
    'files:make': (id, path, kind) => inPersonsWords(() => desk.make(side(id), path, kind)),
    'files:link': (id, path, target) => inPersonsWords(() => desk.link(side(id), path, target)),
    'files:rename': (id, changes) => inPersonsWords(() => desk.rename(side(id), changes)),
    'files:remove': (id, paths) => inPersonsWords(() => desk.remove(side(id), paths)),
    'files:undo': (undo) => inPersonsWords(() => desk.undo(undo)),
    'files:setMode': (id, paths, how) => inPersonsWords(() => desk.setMode(side(id), paths, how)),
    'files:setOwner': (id, paths, how) => inPersonsWords(() => desk.setOwner(side(id), paths, how)),
    'files:totals': (id, paths) => inPersonsWords(() => side(id).totals(paths)),
    'files:sum': (id, path) => inPersonsWords(() => side(id).sum(path)),
    'files:look': (id, path) =>
      inPersonsWords(async () => lookAt(await side(id).ready(), path, side(id).signal)),
    'files:tail': (id, path) => inPersonsWords(() => side(id).tail(path)),
    'files:out': (id, paths) => dragOut.begin(side(id).hostId, paths),
    'files:drag': (id) => drag(services, caller, dragOut.filesOf(id)),
    'files:choose': () => chosen(services, caller),
    'files:bookmarks': () => memory.bookmarks,
    'files:keepBookmark': (bookmark) => memory.keep(bookmark),
    'files:dropBookmark': (id) => memory.drop(id),
  };
}

export function editHandlers(services: Needed, caller: WindowRef): FilesOf<'edits'> {
  const { edits } = services.files;
  return {
    // A page that begins has no text in its editor, whatever the one before it had.
    'edits:list': () => (edits.windowGone(caller), edits.list),
    'edits:open': (place, asRoot) =>
      inPersonsWords(async () =>
        asked(services, caller, place.hostId ?? undefined, () => edits.open(place, asRoot)),
      ),
    'edits:settle': (id, which) => edits.settle(id, which),
    'edits:compare': (id) => inPersonsWords(() => edits.of(id).compare()),
    'edits:read': (id) => edits.of(id).read(caller),
    'edits:write': (id, text) => edits.of(id).write(caller, text),
    'edits:save': (id) => edits.of(id).save(),
    'edits:close': (id, how) => edits.close(id, how),
    'edits:typed': (id, is) => edits.typed(caller, id, is),
  };
}

export function transferHandlers({ files }: Pick<Needed, 'files'>): FilesOf<'transfers'> {
  const { transfers } = files;
  return {
    'transfers:view': () => transfers.view(),
    'transfers:add': (wishes) => transfers.add(wishes),
    'transfers:pause': (ids) => transfers.pause(ids),
    'transfers:resume': (ids) => transfers.resume(ids),
    'transfers:retry': (ids) => transfers.retry(ids),
    'transfers:asRoot': (ids) => transfers.retry(ids, true),
    'transfers:cancel': (ids) => transfers.cancel(ids),
    'transfers:move': (id, before) => transfers.move(id, before),
    'transfers:answer': (id, answer, all) => transfers.answer(id, answer, all),
    'transfers:clear': () => transfers.clear(),
    'transfers:limit': (bytes) => transfers.limit(bytes),
  };
}

/** Until it is let go of; the page has begun it. */
function drag({ nativeOf }: Needed, caller: WindowRef, files: string[]): void {
  // Who names one alone names it, too.
  nativeOf(caller)?.webContents.startDrag({ file: files[0]!, files, icon: dragIcon() });
}

async function chosen({ nativeOf }: Needed, caller: WindowRef): Promise<string[]> {
  const native = nativeOf(caller);
  const options = {
    title: words.native.chooseFiles,
    properties: ['openFile', 'multiSelections', 'showHiddenFiles', 'dontAddToRecent'],
  } satisfies Electron.OpenDialogOptions;
  const { filePaths } = await (native
    ? dialog.showOpenDialog(native, options)
    : dialog.showOpenDialog(options));
  return filePaths.map((path) => ownPath(path, SYSTEM));
}

/** A login that came to nothing, with what to do about it, in one. */
export async function inPersonsWords<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    const { said, advice } = error;
    throw new PersonError(advice ? say('key-said-and-advised', { said, advice }) : said, {
      cause: error,
    });
  }
}
