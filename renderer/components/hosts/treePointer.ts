// What the pointer does in the tree: it goes to rows, chooses, folds, opens, and drags them.
import type { TreeRow } from '../../lib/hostTree.ts';
import type { HostTree } from '../../state/hostTree.svelte.ts';
import type { TreeDrag } from '../../state/treeDrag.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { open } from './treeKeys.ts';

export class TreePointer {
  readonly #app: Workspace;
  readonly #tree: HostTree;
  readonly #drag: TreeDrag;
  readonly #list: () => HTMLElement;
  #wasDragged = false;
  /** What the menu was opened on; null for the empty space below the rows. */
  menuRow: TreeRow | null = null;

  constructor(app: Workspace, drag: TreeDrag, list: () => HTMLElement) {
    this.#app = app;
    this.#tree = app.hosts.tree;
    this.#drag = drag;
    this.#list = list;
  }

  down(event: PointerEvent): void {
    this.#wasDragged = false;
    const row = this.#rowOf(event);
    if (!row || event.button !== 0 || actOf(event) || event.pointerType === 'touch') return;
    const inside = this.#list().contains(document.activeElement);
    if (event.shiftKey) this.#tree.extend(this.#tree.placeOf(row.key));
    else if (this.#adds(event)) this.#tree.toggle(row, inside ? this.#tree.current : null);
    else {
      this.#tree.go(row.key);
      this.#drag.pressed(row, { x: event.clientX, y: event.clientY });
    }
  }

  move(event: PointerEvent): void {
    if (!(event.buttons & 1)) return this.#drag.cancel();
    if (!this.#drag.moved({ x: event.clientX, y: event.clientY })) return;
    const list = this.#list();
    if (!list.hasPointerCapture(event.pointerId)) list.setPointerCapture(event.pointerId);
  }

  up(): void {
    this.#wasDragged = this.#drag.released();
  }

  /** A plain press on a row ends choosing, unless it was the beginning of a drag. */
  click(event: MouseEvent): void {
    const row = this.#rowOf(event);
    const act = actOf(event);
    if (this.#wasDragged || !row) return void (this.#wasDragged = false);
    if (act) return this.#press(act, row, event);
    if (event.shiftKey || this.#adds(event)) return;
    this.#tree.chooseNone();
    if (row.is === 'section') this.#tree.fold(row.key, !row.open);
  }

  doubleClick(event: MouseEvent): void {
    const row = this.#rowOf(event);
    if (row && row.is !== 'section' && !actOf(event)) open(this.#app, row);
  }

  /** The menu is about to open. */
  aim(event: MouseEvent): void {
    const row = (this.menuRow = this.#rowOf(event));
    if (!row) return;
    if (!this.#tree.isChosen(row)) this.#tree.chooseNone();
    this.#tree.go(row.key);
  }

  /** What can be pressed in a row; the menu opens where a right click would open it. */
  #press(act: string, row: TreeRow, event: MouseEvent): void {
    this.#tree.go(row.key);
    if (act === 'open' || act === 'fold') return open(this.#app, row);
    if (act === 'choose') return this.#tree.toggle(row);
    if (act === 'new-folder') return this.#app.dialogs.editFolder(null);
    const { clientX, clientY } = event;
    const at = { bubbles: true, cancelable: true, clientX, clientY };
    event.target?.dispatchEvent(new MouseEvent('contextmenu', at));
  }

  /** On a Mac Ctrl with a press is the right button's. */
  #adds({ ctrlKey, metaKey }: MouseEvent): boolean {
    return this.#app.info.platform === 'darwin' ? metaKey : ctrlKey;
  }

  #rowOf(event: Event): TreeRow | null {
    const element = (event.target as Element).closest<HTMLElement>('[data-key]');
    return this.#tree.rows[this.#tree.placeOf(element?.dataset['key'] ?? '')] ?? null;
  }
}

function actOf(event: Event): string | undefined {
  return (event.target as Element).closest<HTMLElement>('[data-act]')?.dataset['act'];
}
