// The menus of a list of files: of a row, of several, and of the folder that is shown.
import { words } from '../../../words/window.ts';
import { isFolder } from '../../lib/fileOrder.ts';
import { setOf } from '../../lib/sets.ts';
import { checksum, newLink, permissions, renameMany, sizes } from '../../state/fileActions.ts';
import { placeName } from '../../state/files/fileActs.ts';
import type { ListedRow } from '../../state/files/fileList.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';
import type { FileDoing } from './fileDoing.ts';
import { fileIcons as icons } from './fileIcons.ts';

const { menu: say, keys } = words.files;

/** @param row null: below all */
export function fileEntries(doing: FileDoing, row: ListedRow | null): MenuEntry[] {
  if (!row) return folderEntries(doing);
  const rows = doing.side.list.picked(row);
  const own = rows.length === 1 ? oneEntries(doing, row) : [];
  return [
    ...own,
    ...overEntries(doing, rows, own.length > 0),
    ...clipEntries(doing, rows),
    ...changeEntries(doing, rows),
    ...countEntries(doing, rows),
    {
      label: say.remove,
      icon: icons.remove,
      keys: keys.remove,
      destructive: true,
      apart: true,
      run: () => doing.remove(rows),
    },
  ];
}

function oneEntries(doing: FileDoing, row: ListedRow): MenuEntry[] {
  if (isFolder(row)) {
    return [
      { label: say.open, icon: icons.open, keys: keys.open, run: () => doing.open(row) },
      {
        label: say.openOver,
        icon: icons.openOver,
        keys: chord(doing, keys.over),
        run: () => doing.openOver(row),
      },
    ];
  }
  const asRoot = {
    label: say.editAsRoot,
    icon: icons.edit,
    run: () => doing.edit(row, true),
  };
  // What is here is opened by this computer's own means.
  const away = doing.side.hostId !== null;
  return [
    { label: say.look, icon: icons.look, keys: keys.look, run: () => doing.look(row) },
    ...(away
      ? [{ label: say.edit, icon: icons.edit, run: () => doing.edit(row, false) }, asRoot]
      : []),
  ];
}

function overEntries(doing: FileDoing, rows: readonly ListedRow[], apart: boolean): MenuEntry[] {
  const { other, app } = doing;
  if (!other) return [];
  const place = placeName(app, other.hostId);
  const disabled = other.state !== 'ready';
  return [
    {
      ...{ label: say.copyOver(place), icon: icons.copyOver, keys: keys.copyOver },
      ...{ apart, disabled, run: () => doing.over(false, rows) },
    },
    {
      ...{ label: say.moveOver(place), icon: icons.moveOver, keys: keys.moveOver },
      ...{ disabled, run: () => doing.over(true, rows) },
    },
  ];
}

function clipEntries(doing: FileDoing, rows: readonly ListedRow[]): MenuEntry[] {
  return [
    {
      ...{ label: say.cut, icon: icons.cut, keys: chord(doing, keys.cut), apart: true },
      run: () => doing.hold(true, rows),
    },
    {
      ...{ label: say.copy, icon: icons.copy, keys: chord(doing, keys.copy) },
      run: () => doing.hold(false, rows),
    },
    ...pasteEntries(doing),
    {
      label: rows.length === 1 ? say.copyPath : say.copyPaths,
      icon: icons.copyPath,
      run: () => doing.copyPaths(rows),
    },
    { label: say.dragOut, icon: icons.dragOut, run: () => doing.dragOut(rows) },
  ];
}

function pasteEntries(doing: FileDoing): MenuEntry[] {
  if (!doing.app.files.held) return [];
  const shown = chord(doing, keys.paste);
  return [{ label: say.paste, icon: icons.paste, keys: shown, run: () => doing.paste() }];
}

function changeEntries(doing: FileDoing, rows: readonly ListedRow[]): MenuEntry[] {
  const { app, side } = doing;
  const [first] = rows;
  const rename =
    rows.length === 1
      ? { label: say.rename, keys: keys.rename, run: () => doing.rename(first) }
      : {
          label: say.renameMany,
          run: () => renameMany(app, doing.acted, rows, othersBeside(doing, rows)),
        };
  const modes = {
    label: say.permissions,
    icon: icons.permissions,
    run: () => permissions(app, doing.acted, rows),
  };
  return [{ ...rename, icon: icons.rename, apart: true }, ...(side.can.modes ? [modes] : [])];
}

/** Names that are taken, beside those of some rows. */
function othersBeside({ side }: FileDoing, rows: readonly ListedRow[]): string[] {
  const own = setOf(rows.map(({ name }) => name));
  return side.list.names.filter((name) => !own.has(name));
}

function countEntries(doing: FileDoing, rows: readonly ListedRow[]): MenuEntry[] {
  const { app, side } = doing;
  const [only] = rows;
  const label = rows.length === 1 ? say.totals : say.totalsOfMany;
  const run = (): void => sizes(app, doing.acted, rows);
  const counts = rows.some(({ kind }) => kind === 'folder')
    ? [{ label, icon: icons.totals, run }]
    : [];
  const sums =
    rows.length === 1 && only?.kind === 'file' && side.can.sums
      ? [{ label: say.sum, icon: icons.sum, run: () => checksum(app, doing.acted, only) }]
      : [];
  return [...counts, ...sums];
}

/** Of the folder that is shown. */
export function folderEntries(doing: FileDoing): MenuEntry[] {
  const { app, side, files } = doing;
  const marked = app.files.bookmarkAt(side.place) !== undefined;
  return [
    {
      label: say.newFolder,
      icon: icons.newFolder,
      keys: keys.newFolder,
      run: () => doing.name({ kind: 'folder' }),
    },
    { label: say.newFile, icon: icons.newFile, run: () => doing.name({ kind: 'file' }) },
    ...(side.can.links
      ? [{ label: say.newLink, icon: icons.newLink, run: () => newLink(app, doing.acted) }]
      : []),
    { label: say.bring, icon: icons.bring, apart: true, run: () => void doing.bring() },
    ...pasteEntries(doing),
    { label: say.copyPath, icon: icons.copyPath, run: () => doing.copyPaths([]) },
    { label: say.bookmark, checked: marked, apart: true, run: () => doing.bookmark() },
    { label: say.hidden, checked: files.hidden, run: () => (files.hidden = !files.hidden) },
    {
      label: say.selectAll,
      keys: chord(doing, keys.selectAll),
      run: () => side.list.all(),
    },
    {
      label: say.refresh,
      icon: icons.refresh,
      keys: chord(doing, keys.refresh),
      run: () => void side.refresh(),
    },
  ];
}

function chord({ app }: FileDoing, { mac, other }: { mac: string; other: string }): string {
  return app.info.platform === 'darwin' ? mac : other;
}
