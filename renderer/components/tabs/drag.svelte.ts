// A tab or pane dragged over the strip: the gap it would fall into, and the drop. The arithmetic
// stands in lib/order.ts, what comes of it in state/paneDrag.svelte.ts.
import { gapAt } from '../../lib/order.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** A pane held over a tab for so long shows it, so that it can be dropped there. */
const DWELL_MS = 600;

export class StripDrag {
  readonly #app: Workspace;
  #gap = $state<number | null>(null);
  #dwell: { tab: string; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(app: Workspace) {
    this.#app = app;
  }

  /** The gap it would fall into, 0 being before the first tab; null for none. */
  get gap(): number | null {
    return this.#app.drag.over ? this.#gap : null;
  }

  /** The pointer is over the strip; browsers say so again and again. */
  over(event: DragEvent, strip: HTMLElement): void {
    const { drag } = this.#app;
    if (!drag.over) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'move';
    const tabs = [...strip.querySelectorAll<HTMLElement>('[data-tab]')];
    const gap = gapAt(
      tabs.map((tab) => tab.getBoundingClientRect()),
      event.clientX,
    );
    this.#gap = this.#gapAmongAll(tabs, gap);
    if (drag.over === 'pane') this.#dwellOn(event);
  }

  /** Not all tabs have a place in the strip: behind the last that has one it is the gap after that. */
  #gapAmongAll(seen: readonly HTMLElement[], gap: number): number {
    const { list } = this.#app.tabs;
    const at = (tab: HTMLElement | undefined) =>
      list.findIndex(({ id }) => id === tab?.dataset['tab']);
    return gap < seen.length ? at(seen[gap]) : at(seen.at(-1)) + 1;
  }

  leave(event: DragEvent, strip: HTMLElement): void {
    if (strip.contains(event.relatedTarget as Node | null)) return;
    this.#forget();
  }

  drop(event: DragEvent): void {
    const gap = this.gap;
    this.#forget();
    if (gap === null) return;
    event.preventDefault();
    this.#app.drag.dropped({ gap });
    void this.#app.focusTerminal();
  }

  #dwellOn({ target }: DragEvent): void {
    const { tabs } = this.#app;
    const id = (target as Element).closest<HTMLElement>('[data-tab]')?.dataset['tab'];
    if (id === this.#dwell?.tab) return;
    this.#stopDwelling();
    const tab = id === undefined ? undefined : tabs.byId(id);
    if (!tab) return;
    this.#dwell = { tab: tab.id, timer: setTimeout(() => tabs.show(tab), DWELL_MS) };
  }

  #stopDwelling(): void {
    clearTimeout(this.#dwell?.timer);
    this.#dwell = null;
  }

  #forget(): void {
    this.#gap = null;
    this.#stopDwelling();
  }
}
