// Where one card over a pane lies now: measured again with each picture of the terminal, with each
// change of the card's or the pane's size, and only while the card is there.
import {
  openedSpot,
  scrollingSpot,
  spotFor,
  type Band,
  type Room,
  type Side,
  type Spot,
} from '../../lib/cards.ts';

/** What a card has to know of the terminal below it. Bands are in pixels of the page. */
export interface Below {
  /** Rows that must stay free, the cursor's first. */
  avoid(): readonly Band[];
  /** Calls back with each picture; the function ends it. */
  watch(heard: () => void): () => void;
}

/** Between a card and the edge of the pane, pixels. */
export const GAP = 8;
/** Of a card in its short form, pixels. */
const COMPACT = 34;

export class CardSpot {
  spot = $state.raw<Spot | null>(null);
  /** Of the card as it is shown, pixels. */
  height = $state(0);
  /** A card that scrolls where there is no room for all of it. */
  readonly #scrolls: boolean;
  /** Its user wants to see it, whatever it lies over. */
  opened = $state(false);
  /** Of the card when it last was whole. */
  #whole = 0;

  constructor(scrolls = false) {
    this.#scrolls = scrolls;
  }

  /**
   * Places a card again and again until the returned function is called.
   * @param taken pixels at each edge that other cards have
   */
  follow(card: HTMLElement, below: Below, taken: () => Record<Side, number>): () => void {
    const room = card.parentElement!;
    let due = 0;
    const place = (): void => {
      due = 0;
      this.#place(card, room, below.avoid(), taken());
    };
    const soon = (): void => {
      due ||= requestAnimationFrame(place);
    };
    const sizes = new ResizeObserver(soon);
    for (const one of [card, room]) sizes.observe(one);
    const end = below.watch(soon);
    place();
    return () => {
      end();
      sizes.disconnect();
      cancelAnimationFrame(due);
    };
  }

  #place(
    card: HTMLElement,
    room: HTMLElement,
    avoid: readonly Band[],
    taken: Record<Side, number>,
  ): void {
    const { top, height } = room.getBoundingClientRect();
    if (height === 0) return; // out of sight
    if (!this.spot?.compact) this.#whole = this.#wholeOf(card);
    const inset = { top: GAP + taken.top, bottom: GAP + taken.bottom };
    const bands = avoid.map((band) => ({ top: band.top - top, bottom: band.bottom - top }));
    const next = this.#next({ height, whole: this.#whole, compact: COMPACT, inset }, bands);
    this.#last = next ?? this.#last;
    this.height = card.offsetHeight;
    if (!isSame(this.spot, next)) this.spot = next;
  }

  #next(room: Room, bands: readonly Band[]): Spot | null {
    if (this.opened) return openedSpot(room);
    return (this.#scrolls ? scrollingSpot : spotFor)(room, bands, this.#last);
  }

  // With what is scrolled out of sight.
  #wholeOf(card: HTMLElement): number {
    const shown = this.#scrolls ? card.firstElementChild : null;
    return card.offsetHeight + (shown ? shown.scrollHeight - shown.clientHeight : 0);
  }

  /** Where it was before there was no room for it. */
  #last: Spot | null = null;
}

function isSame(one: Spot | null, other: Spot | null): boolean {
  return (
    one?.side === other?.side && one?.compact === other?.compact && one?.limit === other?.limit
  );
}
