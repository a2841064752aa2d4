// What can be done on one side of a files pane, however it is asked for: by the menu, a key or the pointer.
import type { FileRow } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { isFolder } from '../../lib/fileOrder.ts';
import { joined } from '../../lib/filePaths.ts';
import { edit, look, type ActionSide } from '../../state/fileActions.ts';
import * as acts from '../../state/files/fileActs.ts';
import type { ListedRow } from '../../state/files/fileList.svelte.ts';
import type { FilesPane } from '../../state/files/filesPane.svelte.ts';
import type { FileSide } from '../../state/files/fileSide.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** A name that is being typed: of what is to be made, or a new one of a row. */
export type Naming = { kind: 'folder' | 'file' } | { kind: 'rename'; row: ListedRow };

export class FileDoing {
  readonly app: Workspace;
  readonly files: FilesPane;
  readonly side: FileSide;
  /** Begins naming something, over the list. */
  readonly name: (naming: Naming) => void;

  constructor(app: Workspace, files: FilesPane, side: FileSide, name: (naming: Naming) => void) {
    this.app = app;
    this.files = files;
    this.side = side;
    this.name = name;
  }

  /** The side as it is now, for dialogs about files there. */
  get acted(): ActionSide {
    const { id, hostId, path } = this.side;
    return { id, hostId, path };
  }

  get other(): FileSide | null {
    return this.files.otherOf(this.side);
  }

  /** Those that a key is about: what is chosen, else the row of the keyboard. */
  get meant(): readonly ListedRow[] {
    return this.side.list.meant;
  }

  /** A folder is gone to; a file is looked at. */
  open(row: FileRow | null = this.side.list.current): void {
    if (!row) return;
    if (isFolder(row)) void this.side.visit(joined(this.side.path, row.name));
    else this.look(row);
  }

  /** A folder is shown on the other side, of whatever place that was. */
  openOver(row: FileRow | null = this.side.list.current): void {
    if (!row || !isFolder(row)) return;
    const place = { hostId: this.side.hostId, path: joined(this.side.path, row.name) };
    const { other } = this;
    if (other) this.files.become(other, place);
    else this.files.showBoth(true, place);
  }

  look(row: FileRow | null = this.side.list.current): void {
    if (row && !isFolder(row)) look(this.app, this.acted, row);
  }

  edit(row: FileRow, asRoot: boolean): void {
    void edit(this.app, this.acted, row, asRoot);
  }

  /** Copied, or moved, into the folder that the other side shows. */
  over(move: boolean, rows: readonly FileRow[] = this.meant): void {
    const { other } = this;
    if (other) void acts.transferOver(this.app, this.side, rows, other, move);
  }

  hold(move: boolean, rows: readonly FileRow[] = this.meant): void {
    acts.hold(this.app, this.side, rows, move);
  }

  paste(): void {
    void acts.paste(this.app, this.side);
  }

  remove(rows: readonly FileRow[] = this.meant): void {
    void acts.remove(this.app, this.side, rows);
  }

  rename(row: ListedRow | null = this.side.list.current): void {
    if (row) this.name({ kind: 'rename', row });
  }

  copyPaths(rows: readonly FileRow[] = this.meant): void {
    void acts.copyPaths(this.app, this.side, rows);
  }

  dragOut(rows: readonly FileRow[]): void {
    void this.app.dragOut.begin(this.side, rows);
  }

  /** Files of this computer, chosen in the system's dialog. */
  async bring(): Promise<void> {
    const { app, side } = this;
    const { failed } = words.files.acts;
    const chosen = app.bridge
      .call('files:choose')
      .then((paths) => acts.bring(app, paths, side.place));
    await app.attempt(failed.transfer, chosen);
  }

  bookmark(): void {
    const { app, side } = this;
    void app.attempt(words.files.acts.failed.bookmark, app.files.toggleBookmark(side.place));
  }
}
