// Finds among all saved hosts those that are meant. The texts are made ready when the first word is
// looked for, and stand until hosts or folders are others.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import type { Test } from './hostConditions.ts';
import { LazyHit, type HostHit } from './hostHit.ts';
import type { HostQuery } from './hostQuery.ts';
import { findableHost, type TextOptions } from './hostText.ts';
import { hostWeight } from './hostWeights.ts';
import { foldedOf, Matcher, type Findable, type Hit } from './matcher.ts';

/** Hosts whose texts are made ready in one go. */
const AT_ONCE = 500;

interface Ready {
  findables: readonly Findable[];
  matcher: Matcher;
  at: ReadonlyMap<string, number>;
}

export class HostFinder {
  readonly #hosts: readonly SavedHost[];
  readonly #text: TextOptions;
  #ready: Ready | null = null;
  #prepared = 0;

  constructor(hosts: readonly SavedHost[], options: Omit<TextOptions, 'byId'>) {
    this.#hosts = hosts;
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
    if (!hasWords && excluded.length === 0) return this.#all(test);
    const { matcher, at, findables } = this.#made();
    const among = this.#among(test, excluded, matcher);
    const weightOf = (_: string, place: number): number => hostWeight(this.#hosts[place]!, now);
    const found = hasWords
      ? matcher.find(words, Infinity, { weightOf, phrases, ...(among && { among }) }).hits
      : (among ?? []).map((place): Hit => ({ id: this.#hosts[place]!.id, marks: [] }));
    return found.map((hit) => {
      const place = at.get(hit.id)!;
      return new LazyHit(this.#hosts[place]!, findables[place]!, hit);
    });
  }

  #all(test: Test | null): HostHit[] {
    const hosts = test ? this.#hosts.filter(test) : this.#hosts;
    return hosts.map(
      (host) => new LazyHit(host, { id: host.id, text: '' }, { id: host.id, marks: [] }),
    );
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
    return this.#made().findables;
  }

  /**
   * Makes a part of the texts ready, a few milliseconds' worth, before somebody types.
   * @returns whether there is more to do
   */
  prepare(): boolean {
    const next = this.#hosts.slice(this.#prepared, (this.#prepared += AT_ONCE));
    for (const host of next) foldedOf(findableHost(host, this.#text));
    const isMore = this.#prepared < this.#hosts.length;
    if (!isMore) this.#made();
    return isMore;
  }

  #made(): Ready {
    if (this.#ready) return this.#ready;
    const findables = this.#hosts.map((host) => findableHost(host, this.#text));
    const at = new Map(this.#hosts.map(({ id }, place) => [id, place]));
    return (this.#ready = { findables, matcher: new Matcher(findables), at });
  }
}
