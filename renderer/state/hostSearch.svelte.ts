// What is typed and pressed to find saved hosts, and what was found: the hosts in order of how well they
// match, with what matched to be marked. Nothing typed or pressed: nothing is looked for, and the tree is
// shown as it is. All is worked out while it is asked for, so that no answer is older than the question.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { pathsOf, type Pathed } from '../lib/folderPaths.ts';
import {
  isAmong,
  problemOf,
  STATES,
  testOf,
  usersOf,
  type QueryProblem,
  type Test,
} from '../lib/hostConditions.ts';
import { HostFinder } from '../lib/hostFinder.ts';
import type { HostHit } from '../lib/hostHit.ts';
import { readQuery, type Operator } from '../lib/hostQuery.ts';
import type { Kinds } from '../lib/kinds.ts';
import { later } from '../lib/later.ts';
import type { Findable } from '../lib/matcher.ts';
import { readTarget } from '../lib/readTarget.ts';
import type { Typed } from '../lib/sshTarget.ts';
import { suggestionsFor } from '../lib/querySuggestions.ts';
import { countTags, hasTag, type TagCount } from '../lib/tags.ts';

export type { HostHit };

export interface HostSearchOptions {
  hosts: () => readonly SavedHost[];
  kinds: Kinds;
  /** Those that have a live shell. */
  live: () => readonly string[];
}

/** What is known of hosts elsewhere; set once that is there. */
export interface Beyond {
  folders: () => ReadonlyMap<string, Pathed>;
  /** Shells that run on a host without a tab here. */
  keptOn: (hostId: string) => number;
}

const NO_FOLDERS = pathsOf([]);

export class HostSearch {
  readonly #options: HostSearchOptions;
  #beyond = $state.raw<Beyond>({ folders: () => NO_FOLDERS, keptOn: () => 0 });
  /** Text of the box. */
  typed = $state('');
  /** Only those with a live shell. */
  onlyOpen = $state(false);
  /** Keys of the tags that are pressed; what is found has each. */
  pressed = $state.raw<readonly string[]>([]);

  /** All tags, the most used first. */
  readonly tags: readonly TagCount[] = $derived.by(() => countTags(this.#options.hosts()));

  /** The same as long as folders are. */
  readonly #pathOf = $derived.by(() => {
    const folders = this.#beyond.folders();
    return (id: string | null) => (id === null ? [] : (folders.get(id)?.path ?? []));
  });
  readonly #kindWord = (kind: string): string => this.#options.kinds.of(kind).word;

  /** Not looked at: the one before, of which the next one takes what stays the same. */
  #latest: HostFinder | null = null;
  readonly #finder = $derived.by(() => {
    const text = { pathOf: this.#pathOf, kindWord: this.#kindWord };
    return (this.#latest = new HostFinder(this.#options.hosts(), text, this.#latest));
  });

  readonly #query = $derived(readQuery(this.typed));

  /** Null: nothing is looked for. */
  readonly hits: readonly HostHit[] | null = $derived.by(() =>
    this.active ? this.#finder.find(this.#query, this.#test(), Date.now()) : null,
  );

  /** An operator that there isn't, or a value that it doesn't take. */
  readonly problem: QueryProblem | null = $derived.by(() => problemOf(this.#query, this.#kinds()));

  /** How what is typed last may go on, as it could stand there. */
  readonly #suggested = $derived.by(() =>
    suggestionsFor(this.typed, (operator) => this.#choicesOf(operator)),
  );

  constructor(options: HostSearchOptions) {
    this.#options = options;
  }

  set beyond(beyond: Beyond) {
    this.#beyond = beyond;
  }

  get active(): boolean {
    return this.typed.trim() !== '' || this.onlyOpen || this.pressed.length > 0;
  }

  /** What is typed as a name or an address; '' where it is more, or something else narrows the list. */
  get text(): string {
    const { conditions, excluded, unknown } = this.#query;
    const more = conditions.length + excluded.length > 0 || unknown !== null;
    return more || this.onlyOpen || this.pressed.length > 0 ? '' : this.typed.trim();
  }

  /** Where what is typed leads, where no host is found by it; null for what is no address. */
  readonly target: Typed | null = $derived.by(() => {
    if (this.hits?.length !== 0) return null;
    const target = readTarget(this.text);
    return target?.kind === 'refused' ? null : target;
  });

  /** What can be found, a host each, by its id. */
  get findables(): readonly Findable[] {
    return this.#finder.findables;
  }

  /**
   * From now on what is looked through is made ready whenever it is another: a few milliseconds at a time,
   * each when its `turn` has come. The result ends that.
   */
  keepReady(turn: () => Promise<unknown>): () => void {
    return $effect.root(() => {
      $effect(() => {
        const finder = this.#finder;
        let isOver = false;
        void finder.prepareAll(turn, () => isOver);
        return () => (isOver = true);
      });
    });
  }

  /** Makes ready what is looked through, bit by bit: somebody is about to type. */
  prepare(): void {
    later(0, () => this.prepareSome() && this.prepare());
  }

  /** A few milliseconds' worth of that. @returns whether there is more to do */
  prepareSome(): boolean {
    return this.#finder.prepare();
  }

  /** What was found of a host that is shown as the one at that place, counted from 1. */
  hitOf(host: SavedHost, place: number): HostHit | undefined {
    const hit = this.hits?.[place - 1];
    return hit?.host === host ? hit : undefined;
  }

  get suggestions(): readonly string[] {
    return this.#suggested.pieces;
  }

  /** Puts one of them in the place of what is typed last. */
  goOn(piece: string): void {
    this.typed = `${this.#suggested.before}${piece} `;
  }

  #choicesOf(operator: Operator): readonly string[] {
    if (operator === 'tag') return this.tags.map(({ tag }) => tag);
    if (operator === 'is') return STATES;
    if (operator === 'kind') return this.#kinds().map(({ kind }) => kind);
    if (operator === 'user') return usersOf(this.#options.hosts());
    return [...this.#beyond.folders().values()].map(({ folder }) => folder.name);
  }

  /** Presses a tag's chip, or lets it go. */
  toggleTag(key: string): void {
    const others = this.pressed.filter((one) => one !== key);
    this.pressed = others.length < this.pressed.length ? others : [...others, key];
  }

  clear(): void {
    this.typed = '';
  }

  /** Lets go of all that narrows the list. */
  seeAll(): void {
    [this.typed, this.onlyOpen, this.pressed] = ['', false, []];
  }

  #kinds() {
    return this.#options.kinds.listed.map(({ kind, word }) => ({ kind: kind as string, word }));
  }

  /** What chips and conditions ask of a host; null where they ask nothing. */
  #test(): Test | null {
    const { hosts } = this.#options;
    const isOpen = isAmong(this.#options.live());
    const { pressed, onlyOpen } = this;
    const asked = testOf(this.#query, {
      ...{ hosts: hosts(), kinds: this.#kinds(), isOpen },
      folders: [...this.#beyond.folders().values()],
      tags: this.tags.map(({ key }) => key),
      isKept: ({ id }) => this.#beyond.keptOn(id) > 0,
    });
    if (!asked && !onlyOpen && pressed.length === 0) return null;
    return (host) =>
      (!onlyOpen || isOpen(host)) &&
      pressed.every((key) => hasTag(host, key)) &&
      (asked === null || asked(host));
  }
}
