// Who has come in and hasn't shown yet who it is: silent sockets, half a TLS handshake, half a
// login. There is room for so many; beyond that nobody is turned away, but one who waits is, and
// never the only one of its kind. Pure: knows no sockets.
import { LIMITS } from '../../core/wire/protocol.ts';
import { crowdOf } from '../../core/link/crowd.ts';

/** How far somebody has come. */
export type Stage = 'connected' | 'secured' | 'upgraded' | 'greeted' | 'refused';

/** A place among those who wait. */
export interface WaitingPlace {
  /** It has come so far. */
  reached(stage: Stage): void;
  /** One of the local users who may do here what they like. */
  trusted(): void;
  /** It needs none any more: it is in, or gone. Further calls do nothing. */
  leave(): void;
}

export interface WaitingRoomOptions {
  /** Places in all. */
  places?: number;
  /** Has somebody logged in from there before? */
  knows: (address: string) => boolean;
}

/** Of those that are kept for an address that is known, and for local users. */
export const KEPT_PLACES = 16;

interface Waiting {
  crowd: string;
  stage: Stage;
  kept: boolean;
  drop: () => void;
}

export class WaitingRoom {
  readonly #places: number;
  readonly #knows: (address: string) => boolean;
  /** Those from one place who have come equally far, the oldest first. */
  readonly #groups = new Map<string, Set<Waiting>>();
  #size = 0;

  constructor({ places = LIMITS.maxStrangers, knows }: WaitingRoomOptions) {
    this.#places = places;
    this.#knows = knows;
  }

  /** How many wait now. */
  get size(): number {
    return this.#size;
  }

  /** There is always a place; `drop` is called when it is another's. */
  enter(address: string, drop: () => void): WaitingPlace {
    if (this.#size >= this.#places) this.#dropOne();
    const crowd = crowdOf(address);
    const one: Waiting = { crowd, stage: 'connected', kept: this.#knows(crowd), drop };
    this.#add(one);
    const move = (change: Partial<Waiting>): void => {
      if (this.#remove(one)) this.#add(Object.assign(one, change));
    };
    return {
      reached: (stage) => move({ stage }),
      trusted: () => move({ crowd: `${crowd} trusted`, kept: true }),
      leave: () => void this.#remove(one),
    };
  }

  #add(one: Waiting): void {
    const name = nameOf(one);
    const group = this.#groups.get(name) ?? new Set();
    this.#groups.set(name, group.add(one));
    this.#size++;
  }

  #remove(one: Waiting): boolean {
    const name = nameOf(one);
    const group = this.#groups.get(name);
    if (!group?.delete(one)) return false;
    if (group.size === 0) this.#groups.delete(name);
    this.#size--;
    return true;
  }

  // The largest group pays, with who has been in it the longest: whoever floods is many in the
  // same place, and whoever goes on is elsewhere before it is their turn.
  #dropOne(): void {
    let largest: Waiting | undefined;
    let most = -Infinity;
    for (const group of this.#groups.values()) {
      const [oldest] = group;
      const size = group.size - (oldest!.kept ? KEPT_PLACES : 0);
      if (size > most) [largest, most] = [oldest, size];
    }
    if (!largest) return;
    this.#remove(largest);
    largest.drop();
  }
}

function nameOf({ crowd, stage, kept }: Waiting): string {
  return `${crowd} ${stage} ${kept}`;
}
