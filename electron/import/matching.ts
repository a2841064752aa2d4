// Which found hosts are saved here already: those that came from there before, wherever they lie and
// whatever they are called by now, and those that lead to the same place.
import type { HostSnapshot } from '../hosts/hostSnapshots.ts';
import { nameKey } from '../hosts/hostDraft.ts';
import { readOrigin, type Origin } from './origin.ts';
import type { ImportDraft } from './toDrafts.ts';

export interface SavedOne {
  readonly saved: HostSnapshot;
  /** Where it came from, if that is the picked file. */
  readonly origin: Origin | undefined;
  /** It came from another one. */
  readonly isElsewhere: boolean;
}

export interface Match extends SavedOne {
  readonly by: 'origin' | 'place';
}

export interface Picked {
  readonly format: string;
  readonly path: string;
}

/** By the places of the found hosts. A saved one is matched by one of them at most. */
export function matches(
  drafts: readonly ImportDraft[],
  keys: readonly string[],
  hosts: readonly HostSnapshot[],
  picked: Picked,
): Map<number, Match> {
  const matching = new Matching(hosts, picked);
  drafts.forEach((_, at) => matching.byOrigin(at, keys[at]!));
  drafts.forEach((draft, at) => matching.bySamePlace(at, draft));
  return matching.found;
}

class Matching {
  readonly found = new Map<number, Match>();
  readonly #byKey = new Map<string, SavedOne>();
  readonly #byId = new Map<string, SavedOne>();
  readonly #byPlace = new Map<string, SavedOne[]>();
  readonly #taken = new Set<string>();

  constructor(hosts: readonly HostSnapshot[], picked: Picked) {
    for (const saved of hosts) {
      const origin = readOrigin(saved.origin);
      const isHere = origin?.format === picked.format && origin.path === picked.path;
      const isElsewhere = origin !== undefined && !isHere;
      this.#know({ saved, origin: isHere ? origin : undefined, isElsewhere });
    }
  }

  /** What came from this file under this name; of our own files, the host itself. */
  byOrigin(at: number, key: string): void {
    const one = this.#byKey.get(key) ?? this.#byId.get(key);
    if (one) this.#take(at, one, 'origin');
  }

  /** One that was renamed or moved in its file is known by its place, before those from elsewhere. */
  bySamePlace(at: number, { draft, state }: ImportDraft): void {
    if (this.found.has(at) || state !== 'ready') return;
    const free = (this.#byPlace.get(placeOf(draft)) ?? []).filter(
      ({ saved }) => !this.#taken.has(saved.id),
    );
    const named = ({ saved }: SavedOne): boolean => nameKey(saved.name) === nameKey(draft.name);
    const from = free.filter(({ origin }) => origin);
    const first = from.find(named) ?? from[0];
    const others = free.filter(({ isElsewhere }) => !isElsewhere);
    if (first) this.#take(at, first, 'origin');
    else this.#take(at, free.find(named) ?? others[0] ?? free[0], 'place');
  }

  #know(one: SavedOne): void {
    const { saved, origin } = one;
    if (origin) this.#byKey.set(origin.key, one);
    this.#byId.set(`id ${saved.id}`, one);
    if (saved.kind !== 'ssh') return;
    const place = placeOf(saved.fields);
    const known = this.#byPlace.get(place);
    if (known) known.push(one);
    else this.#byPlace.set(place, [one]);
  }

  #take(at: number, one: SavedOne | undefined, by: Match['by']): void {
    if (!one || this.#taken.has(one.saved.id)) return;
    this.#taken.add(one.saved.id);
    this.found.set(at, { ...one, by });
  }
}

type Place = Partial<Record<'address' | 'port' | 'user', string>>;

function placeOf({ address = '', port = '', user = '' }: Place): string {
  return JSON.stringify([address.toLowerCase(), port === '22' ? '' : port, user]);
}
