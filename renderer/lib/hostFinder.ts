// Finds among all saved hosts those that are meant. The texts are made ready when the first word is
// looked for, or shortly before, and stand until hosts or folders are others.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { held } from './held.ts';
import type { Test } from './hostConditions.ts';
import { LazyHit, type HostHit, type Match } from './hostHit.ts';
import type { HostQuery } from './hostQuery.ts';
import { findableHost, type TextOptions } from './hostText.ts';
import { hostWeight } from './hostWeights.ts';
import { foldedOf, Matcher, type Findable, type Folded } from './matcher.ts';

/** Hosts whose texts are made ready in one go: a few milliseconds. */
const AT_ONCE = 400;

const NOTHING: Match = { ranges: [] };
const NO_TEXT: Findable = { id: '', text: '' };

/** Of a host, what is looked through. */
interface Made {
  host: SavedHost;
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
  /** The last one before it of which something was made: what is the same isn't made anew. */
  #before: HostFinder | null;
  #known: ReadonlyMap<string, Made> | null = null;
  #ready: Ready | null = null;

  constructor(
    hosts: readonly SavedHost[],
    options: Omit<TextOptions, 'byId'>,
    before: HostFinder | null = null,
  ) {
    this.#hosts = hosts;
    this.#before = before && before.#made.length === 0 ? before.#before : before;
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
    if (this.#ready) return false;
    this.#make(AT_ONCE);
    const isMore = this.#made.length < this.#hosts.length;
    if (!isMore) this.#all();
    return isMore;
  }

  /** Makes all of it ready, each part when its `turn` has come, unless it is over by then. */
  async prepareAll(turn: () => Promise<unknown>, isOver: () => boolean): Promise<void> {
    do await turn();
    while (!isOver() && this.prepare());
  }

  #make(most: number): void {
    const begun = this.#made.length;
    const known = (this.#known ??= byHost(this.#before ? this.#before.#made : []));
    for (const host of this.#hosts.slice(begun, begun + most)) {
      this.#made.push(this.#madeOf(host, known.get(host.id)));
    }
  }

  #madeOf(host: SavedHost, known: Made | undefined): Made {
    if (known && this.#saysTheSame(known.host, host)) return known;
    const findable = findableHost(host, this.#text, known?.findable);
    const isSame = known !== undefined && known.findable === findable;
    return { host, findable, folded: isSame ? known.folded : foldedOf(findable) };
  }

  /** Without looking at its text: of hosts on the way to it, names may be others. */
  #saysTheSame(before: SavedHost, host: SavedHost): boolean {
    const text = this.#before!.#text;
    const { pathOf, kindWord } = this.#text;
    const isSame = before === host && text.pathOf === pathOf && text.kindWord === kindWord;
    return isSame && held(host, 'jumpHost') === '';
  }

  #all(): Ready {
    if (this.#ready) return this.#ready;
    this.#make(Infinity);
    [this.#known, this.#before] = [null, null];
    const findables = this.#made.map(({ findable }) => findable);
    const folded = this.#made.map(({ folded }) => folded);
    return (this.#ready = { findables, matcher: new Matcher(findables, folded) });
  }
}

function byHost(all: readonly Made[]): ReadonlyMap<string, Made> {
  return new Map(all.map((made) => [made.host.id, made]));
}
