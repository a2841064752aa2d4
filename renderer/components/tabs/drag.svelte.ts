// Dragging a tab with the pointer: from the press to the drop, with the gap it would fall into.
// The arithmetic stands in lib/order.ts.
import { gapAt, indexAfterDrop } from '../../lib/order.ts';
import type { Tab } from '../../state/tab.svelte.ts';

/** A press that moves less than this is a click. */
const THRESHOLD_PX = 5;
/** Nearer to the strip's end than this, and the strip scrolls. */
const SCROLL_EDGE_PX = 32;
const SCROLL_STEP_PX = 12;

export class TabDrag {
  readonly #drop: (tab: Tab, index: number) => void;
  #tab = $state.raw<Tab | null>(null);
  #gap = $state<number | null>(null);
  #from = 0;
  #startX = 0;

  constructor(drop: (tab: Tab, index: number) => void) {
    this.#drop = drop;
  }

  /** The tab that is on its way; null while none is, or the press may still be a click. */
  get moving(): Tab | null {
    return this.#gap === null ? null : this.#tab;
  }

  /** The gap it would fall into, 0 being before the first tab. */
  get gap(): number | null {
    return this.#gap;
  }

  press(event: PointerEvent, tab: Tab, index: number): void {
    if (event.button !== 0) return;
    this.#tab = tab;
    this.#from = index;
    this.#startX = event.clientX;
    const signal = this.#listen(event.currentTarget as HTMLElement);
    signal.addEventListener('abort', () => this.#reset());
  }

  #listen(element: HTMLElement): AbortSignal {
    const strip = element.closest<HTMLElement>('[role="tablist"]');
    const listening = new AbortController();
    const { signal } = listening;
    const end = () => listening.abort();
    addEventListener('pointermove', (e) => strip && this.#move(e.clientX, strip), { signal });
    addEventListener('pointerup', () => (this.#land(), end()), { signal });
    addEventListener('pointercancel', end, { signal });
    addEventListener('blur', end, { signal });
    // Capture, so that Escape ends the drag before anything else hears it.
    addEventListener('keydown', (e) => this.#escape(e, end), { signal, capture: true });
    return signal;
  }

  #move(x: number, strip: HTMLElement): void {
    if (this.#gap === null && Math.abs(x - this.#startX) < THRESHOLD_PX) return;
    const edges = [...strip.children].map((tab) => tab.getBoundingClientRect());
    this.#gap = gapAt(edges, x);
    const { left, right } = strip.getBoundingClientRect();
    if (x < left + SCROLL_EDGE_PX) strip.scrollLeft -= SCROLL_STEP_PX;
    if (x > right - SCROLL_EDGE_PX) strip.scrollLeft += SCROLL_STEP_PX;
  }

  #land(): void {
    if (this.#tab && this.#gap !== null) {
      this.#drop(this.#tab, indexAfterDrop(this.#from, this.#gap));
    }
  }

  #escape(event: KeyboardEvent, end: () => void): void {
    if (event.key !== 'Escape' || this.moving === null) return;
    event.stopPropagation();
    end();
  }

  #reset(): void {
    this.#tab = null;
    this.#gap = null;
  }
}
