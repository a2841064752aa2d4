// A host that was found, with what matched. The pieces to be marked are made when a row shows them: of
// ten thousand hosts that match, thirty are seen.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import type { NamePart } from './filter.ts';
import { foundBeside } from './hostText.ts';
import { markedParts, type MarkedPart } from './markedParts.ts';
import { hitOf, type Findable, type Hit, type TermMatch } from './matcher.ts';

export interface HostHit {
  readonly host: SavedHost;
  /** Its name, with what matched. */
  readonly name: readonly NamePart[];
  /**
   * What else says why it was found, with what matched: a tag, its folder, a piece of its notes; [] where
   * the name says it all.
   */
  readonly where: readonly NamePart[];
}

const asNameParts = (parts: readonly MarkedPart[]): NamePart[] =>
  parts.map(({ text, marked }) => ({ text, found: marked }));

export type Match = Omit<TermMatch, 'score'>;

export class LazyHit implements HostHit {
  readonly host: SavedHost;
  readonly #findable: Findable;
  readonly #match: Match;

  constructor(host: SavedHost, findable: Findable, match: Match) {
    this.host = host;
    this.#findable = findable;
    this.#match = match;
  }

  get #hit(): Hit {
    return hitOf(this.host.id, this.#match);
  }

  get name(): readonly NamePart[] {
    return asNameParts(markedParts(this.host.name, this.#hit.marks, 0));
  }

  get where(): readonly NamePart[] {
    return asNameParts(foundBeside(this.#findable, this.#hit));
  }
}
