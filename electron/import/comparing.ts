// The hosts of one file beside those that are saved: which of them are here, what differs, and what may
// become of each. Made anew whenever the saved hosts may be others.
import type { HostSnapshot } from '../hosts/hostSnapshots.ts';
import { FolderTree, type TreeNode } from '../hosts/folderTree.ts';
import type { HostDraft, ImportDifference, ImportDoing } from '../ipc/contract.ts';
import { differences, type PathOf } from './differences.ts';
import { matches, type Match, type Picked } from './matching.ts';
import { withJumpIds, type ImportDraft } from './toDrafts.ts';
import { valuesOf, type Values } from './values.ts';

/** A folder as an import needs it. */
export interface FolderName extends TreeNode {
  readonly name: string;
}

export interface SavedState {
  readonly folders: readonly FolderName[];
  readonly hosts: readonly HostSnapshot[];
}

export class Comparing {
  readonly drafts: readonly ImportDraft[];
  readonly keys: readonly string[];
  readonly picked: Picked;
  readonly tree: FolderTree<FolderName>;
  readonly #matches: ReadonlyMap<number, Match>;
  /** Ids of those that are here, by their places in the file. */
  readonly #ids: ReadonlyMap<number, string>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(
    drafts: readonly ImportDraft[],
    keys: readonly string[],
    { picked, saved }: { picked: Picked; saved: SavedState },
  ) {
    this.drafts = drafts;
    this.keys = keys;
    this.picked = picked;
    this.tree = new FolderTree(saved.folders);
    this.#matches = matches(drafts, keys, saved.hosts, picked);
    this.#ids = new Map([...this.#matches].map(([at, match]) => [at, match.saved.id]));
    this.#names = new Map(saved.hosts.map(({ id, name }) => [id, name]));
  }

  match(at: number): Match | undefined {
    return this.#matches.get(at);
  }

  /** What the saved one is called; '…' for one that is gone. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? '…';
  }

  /** The draft with the hosts that it goes through, by their ids where they are saved or to be. */
  draft(at: number, planned: ReadonlyMap<number, string> = this.#ids): HostDraft {
    const one = this.drafts[at]!;
    return one.jumps.size === 0 ? one.draft : withJumpIds(one, planned);
  }

  /** Ids of hosts that are here, and of those that are about to be. */
  withPlanned(planned: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
    return new Map([...this.#ids, ...planned]);
  }

  values(at: number, planned?: ReadonlyMap<number, string>): Values {
    return valuesOf(this.draft(at, planned), this.drafts[at]!);
  }

  differences(at: number, there = this.values(at)): ImportDifference[] {
    const match = this.#matches.get(at);
    return match ? differences(there, match, this.pathOf) : [];
  }

  /** The first is what is proposed. */
  does(at: number, differs: readonly ImportDifference[]): ImportDoing[] {
    if (this.drafts[at]!.state !== 'ready') return ['skip'];
    if (!this.#matches.has(at)) return ['add', 'skip'];
    if (differs.length === 0) return ['skip'];
    const isNews = differs.some(({ changedHere }) => !changedHere);
    return isNews ? ['merge', 'replace', 'add', 'skip'] : ['skip', 'merge', 'replace', 'add'];
  }

  readonly pathOf: PathOf = (folder) =>
    this.tree
      .around(folder)
      .map(({ name }) => name)
      .reverse();
}
