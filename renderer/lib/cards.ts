// Which card lies over a pane, and where: at most one large one, never on the cursor's row. Worked out
// here without a page, so that both are one rule for all cards.
import type { ConnectionState } from '../../electron/ipc/contract.ts';
import type { MarkName } from './marks.ts';

/** The first of these that there is reason for is shown. Find has a corner of its own. */
export const CARDS = [
  'login',
  'question',
  'failure',
  'reconnecting',
  'waiting',
  'lag',
  'ended',
] as const;

/** Beside what asks its user something. */
export const QUESTION_MARK: MarkName = 'asks';

export type CardKind = (typeof CARDS)[number];

export interface CardFacts {
  state: ConnectionState;
  /** The pane's login asks something, and waits. */
  login: boolean;
  /** ssh asks something for this pane's host, and waits. */
  asked: boolean;
  /** For how long the shell has been on its way, milliseconds. */
  waitedMs: number;
  /** Its user put the note of this lag away. */
  lagDismissed: boolean;
}

/** What comes within this time needs no card: it would only flicker. */
export const WAITING_AFTER_MS = 1_000;

const REASON: Record<CardKind, (facts: CardFacts) => boolean> = {
  login: ({ login }) => login,
  question: ({ asked }) => asked,
  failure: ({ state }) => state === 'failed',
  reconnecting: ({ state }) => state === 'reconnecting',
  waiting: ({ state, waitedMs }) => isBeginning(state) && waitedMs >= WAITING_AFTER_MS,
  lag: ({ state, lagDismissed }) => state === 'lagging' && !lagDismissed,
  ended: ({ state }) => state === 'closed',
};

/** The card that a pane shows; null for none. */
export function cardOf(facts: CardFacts): CardKind | null {
  return CARDS.find((kind) => REASON[kind](facts)) ?? null;
}

/** The shell is on its way, and there was none before. */
export function isBeginning(state: ConnectionState): boolean {
  return state === 'connecting' || state === 'authenticating';
}

/** Rows of a pane, in pixels from its upper edge. */
export interface Band {
  top: number;
  bottom: number;
}

export type Side = 'top' | 'bottom';

export interface Spot {
  side: Side;
  /** It says in one line what it can, for there is room for no more. */
  compact: boolean;
  /** Of one that scrolls, how high it may be, pixels. */
  limit?: number;
}

/** In pixels. */
export interface Room {
  /** Of the pane. */
  height: number;
  /** Of the card, and of its one line. */
  whole: number;
  compact: number;
  /** From each edge to the card: what else lies there comes first. */
  inset: Record<Side, number>;
}

/**
 * Where a card lies: where it was, as long as that leaves `avoid` free; else at the other side; else
 * in its short form. Null where even that would cover the first of them, the cursor's row.
 * @param now where it lies already; null for one that comes
 */
export function spotFor(room: Room, avoid: readonly Band[], now: Spot | null): Spot | null {
  const first = now?.side ?? firstSide(room, avoid);
  const sides: readonly Side[] = first === 'top' ? ['top', 'bottom'] : ['bottom', 'top'];
  const spots = [false, true].flatMap((compact) => sides.map((side) => ({ side, compact })));
  const free = (bands: readonly Band[]) =>
    spots.find((spot) => bands.every((band) => !meet(bandOf(room, spot), band)));
  return free(avoid) ?? free(avoid.slice(0, 1)) ?? null;
}

/** With less than this, in pixels, a card that scrolls is read through a slit: then its short form. */
export const LEAST_SCROLLED = 128;

/**
 * Where a card lies that scrolls where there is no room for all of it: as `spotFor` says while there is,
 * else at the side of `avoid` that has more room, as high as that.
 */
export function scrollingSpot(room: Room, avoid: readonly Band[], now: Spot | null): Spot | null {
  const cursor = avoid.slice(0, 1);
  const spot = spotFor(room, cursor, now);
  const limits = { top: limitOf(room, 'top', cursor), bottom: limitOf(room, 'bottom', cursor) };
  if (spot && !spot.compact) return { ...spot, limit: limits[spot.side] };
  const side = limits.top > limits.bottom ? 'top' : 'bottom';
  return limits[side] < LEAST_SCROLLED ? spot : { side, compact: false, limit: limits[side] };
}

/** A card that its user opened over whatever lies there, as high as its pane lets it be. */
export function openedSpot({ height, inset }: Room): Spot {
  return { side: 'top', compact: false, limit: Math.max(0, height - inset.top - inset.bottom) };
}

/** Pixels between a card's edge of the pane and what it mustn't cover. */
function limitOf({ height, inset }: Room, side: Side, [cursor]: readonly Band[]): number {
  if (!cursor) return height - inset.top - inset.bottom;
  return side === 'top' ? cursor.top - inset.top : height - inset.bottom - cursor.bottom;
}

/** The rows that a card covers there. */
export function bandOf({ height, whole, compact, inset }: Room, spot: Spot): Band {
  const own = spot.compact ? compact : Math.min(whole, spot.limit ?? Infinity);
  if (spot.side === 'top') return { top: inset.top, bottom: inset.top + own };
  return { top: height - inset.bottom - own, bottom: height - inset.bottom };
}

function firstSide({ height }: Room, [cursor]: readonly Band[]): Side {
  return cursor && (cursor.top + cursor.bottom) / 2 < height / 2 ? 'bottom' : 'top';
}

function meet(one: Band, other: Band): boolean {
  return one.top < other.bottom && other.top < one.bottom;
}
