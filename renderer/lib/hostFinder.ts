// Finds among all saved hosts those that are meant. The texts are made ready when the first word is
// looked for, or shortly before, and stand until hosts or folders are others.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import type { Test } from './hostConditions.ts';
import { LazyHit, type HostHit, type Match } from './hostHit.ts';
import type { HostQuery } from './hostQuery.ts';
import { findableHost, type TextOptions } from './hostText.ts';
import { hostWeight } from './hostWeights.ts';
import { foldedOf, Matcher, type Findable, type Folded } from './matcher.ts';

/** Hosts whose texts are made ready in one go: a few milliseconds. */
const AT_ONCE = 1_500;

const NOTHING: Match = { ranges: [] };
const NO_TEXT: Findable = { id: '', text: '' };

/** Of a host, what is looked through. */
interface Made {
  findable: Findable;
  folded: Folded;
}

interface Ready {
  findables: readonly Findable[];
  matcher: Matcher;
}

export class HostFinder {
  readonly #hosts: readonly SavedHost[];
  readonly #text: TextOptions;
  /** By the places of the hosts; those that are made ready. */
  readonly #made: Made[] = [];
  /** Of the finder before: what is the same isn't made anew. */
  #known: ReadonlyMap<string, Made>;
  #ready: Ready | null = null;

  constructor(
    hosts: readonly SavedHost[],
    options: Omit<TextOptions, 'byId'>,
    before: HostFinder | null = null,
  ) {
    this.#hosts = hosts;
    this.#known = before ? before.#handedOn() : new Map();
    let byId: Map<string, SavedHost> | null = null;
    const all = () => (byId ??= new Map(hosts.map((host) => [host.id, host])));
    this.#text = { ...options, byId: (id) => all().get(id) };
  }

  /**
   * Without a word to look for in the order of the list, else the best first.
   * @param test what conditions ask of a host; null for nothing
   * @param now milliseconds since 1970
   */
  find({ words, phrases, excluded }: HostQuery, test: Test | null, now: number): HostHit[] {
    const hasWords = words !== '' || phrases.length > 0;
    if (!hasWords && excluded.length === 0) return this.#listed(test);
    const { matcher, findables } = this.#all();
    const among = this.#among(test, excluded, matcher);
    const weightOf = (_: string, place: number): number => hostWeight(this.#hosts[place]!, now);
    const hitAt = (place: number, match: Match): HostHit =>
      new LazyHit(this.#hosts[place]!, findables[place]!, match);
    if (!hasWords) return (among ?? []).map((place) => hitAt(place, NOTHING));
    const { order, matchAt } = matcher.place(words, { weightOf, phrases, ...(among && { among }) });
    return order.map((place) => hitAt(place, matchAt(place)));
  }

  #listed(test: Test | null): HostHit[] {
    const hosts = test ? this.#hosts.filter(test) : this.#hosts;
    return hosts.map((host) => new LazyHit(host, NO_TEXT, NOTHING));
  }

  /** Where those stand that may be found; null: all. */
  #among(test: Test | null, excluded: readonly string[], matcher: Matcher): number[] | null {
    if (!test && excluded.length === 0) return null;
    const places: number[] = [];
    for (const [at, host] of this.#hosts.entries()) {
      if (test && !test(host)) continue;
      if (!excluded.some((word) => matcher.has(at, word))) places.push(at);
    }
    return places;
  }

  /** What can be found, a host each, by its id. */
  get findables(): readonly Findable[] {
    return this.#all().findables;
  }

  /**
   * Makes a part of the texts ready, a few milliseconds' worth, before somebody types.
   * @returns whether there is more to do
   */
  prepare(): boolean {
    this.#make(AT_ONCE);
    const isMore = this.#made.length < this.#hosts.length;
    if (!isMore) this.#all();
    return isMore;
  }

  /** Of all that was made, also before it. */
  #handedOn(): ReadonlyMap<string, Made> {
    if (this.#made.length === 0) return this.#known;
    return new Map(this.#made.map((made) => [made.findable.id, made]));
  }

  #make(most: number): void {
    const begun = this.#made.length;
    for (const host of this.#hosts.slice(begun, begun + most)) {
      const known = this.#known.get(host.id);
      const findable = findableHost(host, this.#text, known?.findable);
      const isSame = known !== undefined && known.findable === findable;
      this.#made.push({ findable, folded: isSame ? known.folded : foldedOf(findable) });
    }
  }

  #all(): Ready {
    if (this.#ready) return this.#ready;
    this.#make(Infinity);
    this.#known = new Map();
    const findables = this.#made.map(({ findable }) => findable);
    const folded = this.#made.map(({ folded }) => folded);
    return (this.#ready = { findables, matcher: new Matcher(findables, folded) });
  }
}
