// What the pointer does in a list of files: it goes to rows, chooses, opens, and drags them.
import type { FilePlace } from '../../../electron/ipc/contract.ts';
import { isFolder } from '../../lib/fileOrder.ts';
import { joined } from '../../lib/filePaths.ts';
import type { FileDrag, Under } from '../../state/files/fileDrag.svelte.ts';
import type { ListedRow } from '../../state/files/fileList.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { FileDoing } from './fileDoing.ts';

export interface FilePointerOptions {
  app: Workspace;
  drag: FileDrag;
  doing: FileDoing;
  focus: () => void;
}

const AT = '[data-at]';

export class FilePointer {
  readonly #options: FilePointerOptions;
  #wasDragged = false;
  #ends: AbortController | null = null;

  constructor(options: FilePointerOptions) {
    this.#options = options;
  }

  down(event: PointerEvent): void {
    this.#wasDragged = false;
    const { doing, drag } = this.#options;
    const { list } = doing.side;
    const at = atOf(event.target);
    if (event.button !== 0 || at === null) return;
    if (event.shiftKey) list.go(at, 'range');
    else if (this.#adds(event)) list.go(at, 'add');
    else {
      const row = list.rows[at]!;
      // What is chosen with others may be dragged with them; a press that isn't ends that (`click`).
      list.go(at, list.isChosen(row.name) ? 'move' : 'only');
      if (event.pointerType !== 'touch')
        drag.pressed(doing.side, row, { x: event.clientX, y: event.clientY });
    }
    this.#options.focus();
  }

  move(event: PointerEvent): void {
    const { drag } = this.#options;
    if (!(event.buttons & 1)) return drag.cancel();
    const at = { x: event.clientX, y: event.clientY };
    const keys = { copy: this.#adds(event), move: event.shiftKey };
    if (!drag.moved(at, keys, () => this.#under(at.x, at.y))) return;
    const list = event.currentTarget as HTMLElement;
    if (list.hasPointerCapture(event.pointerId)) return;
    list.setPointerCapture(event.pointerId);
    this.#hearEscape();
  }

  up(): void {
    this.#wasDragged = this.#options.drag.released();
    this.#ends?.abort();
  }

  click(event: MouseEvent): void {
    const { list } = this.#options.doing.side;
    const at = atOf(event.target);
    const plain = !event.shiftKey && !this.#adds(event);
    if (this.#wasDragged || !plain) return void (this.#wasDragged = false);
    if (at !== null) list.go(at, 'only');
    else if (!(event.target as Element).closest('.columns')) list.none();
  }

  doubleClick(event: MouseEvent): void {
    const { doing } = this.#options;
    const at = atOf(event.target);
    if (at !== null) doing.open(doing.side.list.rows[at] ?? null);
  }

  /** Where something that is dropped comes to: into a row's folder, else into the one that is shown. */
  placeOf(at: number | null): FilePlace {
    const { side } = this.#options.doing;
    const row = at === null ? null : side.list.rows[at];
    return row && isFolder(row)
      ? { hostId: side.hostId, path: joined(side.path, row.name) }
      : side.place;
  }

  isFolder(at: number): boolean {
    const row = this.#options.doing.side.list.rows[at];
    return row !== undefined && isFolder(row);
  }

  #adds(event: MouseEvent): boolean {
    return this.#options.app.info.platform === 'darwin' ? event.metaKey : event.ctrlKey;
  }

  /** Before anything else hears of it. */
  #hearEscape(): void {
    this.#ends?.abort();
    this.#ends = new AbortController();
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.#options.drag.cancel();
      this.#wasDragged = true;
    };
    addEventListener('keydown', escape, { capture: true, signal: this.#ends.signal });
  }

  #under(x: number, y: number): Under {
    const { app } = this.#options;
    const element = document.elementFromPoint(x, y);
    const sideId = element?.closest<HTMLElement>('[data-files-side]')?.dataset['filesSide'];
    const sides = app.files.panes.flatMap((pane) => pane.sides);
    const side = sides.find(({ id }) => id === sideId);
    if (side) return { kind: 'side', side, row: rowAt(side.list.rows, element) };
    const paneId = element?.closest<HTMLElement>('[data-pane]')?.dataset['pane'];
    const pane = app.panes.get(paneId ?? '');
    return pane ? { kind: 'shell', pane } : null;
  }
}

function rowAt(rows: readonly ListedRow[], element: Element | null): ListedRow | null {
  const at = atOf(element);
  return at === null ? null : (rows[at] ?? null);
}

function atOf(target: EventTarget | null): number | null {
  const at = target instanceof Element ? target.closest<HTMLElement>(AT)?.dataset['at'] : undefined;
  return at === undefined ? null : Number(at);
}
