// What is to be saved of a preview: the hosts that were chosen, as the store takes them. Of a host that is
// here already, what the file says takes the place of what differs, and nothing else of it.
import { randomUUID } from 'node:crypto';
import { MOST_DEPTH } from '../hosts/folderTree.ts';
import { uniqueTags } from '../hosts/hostPlace.ts';
import { NO_VALUES } from '../hosts/kinds/kinds.ts';
import type { HostToSave } from '../hosts/saveMany.ts';
import { tunnelText } from '../hosts/tunnelText.ts';
import type { GivenDraft, HostDraft, ImportChoice, ImportDifference } from '../ipc/contract.ts';
import type { Comparing } from './comparing.ts';
import type { Match } from './matching.ts';
import type { Origin } from './origin.ts';
import { listOf, missing, valuesOf, type Values } from './values.ts';

export interface Planned {
  readonly host: HostToSave;
  readonly does: 'add' | 'change';
  /** For logins to it. */
  readonly password?: string | undefined;
}

export interface ImportPlan {
  readonly planned: readonly Planned[];
  /** Of hosts that are saved then, or are already; by their places in the file. */
  readonly ids: ReadonlyMap<number, string>;
}

/** In the order of the file; hosts that aren't ready, and those that are skipped, are left out. */
export function importPlan(
  compared: Comparing,
  into: string | null,
  choices: readonly ImportChoice[],
): ImportPlan {
  const chosen = eachOf(choices, compared.drafts.length)
    .filter(({ at, does }) => does !== 'skip' && compared.drafts[at]?.state === 'ready')
    .map((choice) => ({ choice, match: matchFor(compared, choice) }));
  const once = new Map(chosen.map((one) => [one.choice.at, one]));
  const ids = new Map([...once].map(([at, { match }]) => [at, match?.saved.id ?? randomUUID()]));
  const all = compared.withPlanned(ids);
  const planned = [...once.values()]
    .sort((one, other) => one.choice.at - other.choice.at)
    .map(({ choice, match }) => {
      const making = new Making(compared, { choice, into, ids: all });
      const { password } = compared.drafts[choice.at]!;
      if (match) return { host: making.changed(match), does: 'change', password } as const;
      return { host: making.added(ids.get(choice.at)!), does: 'add', password } as const;
    });
  return { planned, ids: all };
}

/** What counts for several in a row, one by one; none is in two of them. */
function eachOf(choices: readonly ImportChoice[], count: number): readonly ImportChoice[] {
  let next = 0;
  return choices.flatMap(({ to, ...choice }) => {
    if (to === undefined) return [choice];
    const from = Math.max(choice.at, next);
    next = Math.max(next, Math.min(to + 1, count));
    return Array.from({ length: Math.max(0, next - from) }, (_, nth) => ({
      ...choice,
      at: from + nth,
    }));
  });
}

function matchFor(compared: Comparing, { at, does }: ImportChoice): Match | undefined {
  return does === 'add' ? undefined : compared.match(at);
}

interface Wish {
  choice: ImportChoice;
  into: string | null;
  ids: ReadonlyMap<number, string>;
}

/** One host. */
class Making {
  readonly #compared: Comparing;
  readonly #wish: Wish;
  readonly #draft: HostDraft;
  readonly #there: Values;

  constructor(compared: Comparing, wish: Wish) {
    const { at } = wish.choice;
    this.#compared = compared;
    this.#wish = wish;
    this.#draft = compared.draft(at, wish.ids);
    this.#there = valuesOf(this.#draft, compared.drafts[at]!);
  }

  added(as: string): HostToSave {
    const { choice, into } = this.#wish;
    const { folder, tags, notes, favourite, tunnels } = this.#compared.drafts[choice.at]!;
    const place = { tags: uniqueTags(choice.tags ?? tags), notes, favourite };
    return {
      ...toSave({ ...this.#draft, ...place }),
      ...(choice.folder === undefined
        ? { path: this.#fitting(folder, into), under: into }
        : { path: [], under: choice.folder }),
      ...{ tunnels, origin: this.#origin(into), as },
    };
  }

  changed({ saved, origin }: Match): HostToSave {
    const { choice } = this.#wish;
    const differs = this.#compared
      .differences(choice.at, this.#there)
      .filter(({ changedHere }) => choice.does === 'replace' || !changedHere);
    const { id, kind, name, color, fields, notes } = saved;
    const own = { ...NO_VALUES, ...fields, kind, name, color, notes } as HostDraft;
    const fresh = this.#overlaid(own, differs);
    const into = origin?.into ?? this.#wish.into;
    return {
      ...toSave({ ...fresh, tags: this.#tags(saved.tags, differs) }),
      ...this.#moved(differs, into),
      ...{ tunnels: this.#newTunnels(saved.tunnels, differs), origin: this.#origin(into), id },
    };
  }

  /** The file's value where it counts. */
  #overlaid(own: HostDraft, differs: readonly ImportDifference[]): HostDraft {
    if (differs.some(({ field }) => field === 'kind')) return { ...this.#draft };
    const { notes } = this.#compared.drafts[this.#wish.choice.at]!;
    const source: Record<string, string> = { ...this.#draft, notes };
    const values = differs
      .map(({ field }) => [field, source[field]] as const)
      .filter(([field]) => !['folder', 'tags', 'tunnels'].includes(field));
    return { ...own, ...Object.fromEntries(values) };
  }

  #tags(own: readonly string[], differs: readonly ImportDifference[]): string[] {
    const { tags } = this.#wish.choice;
    if (tags) return uniqueTags([...own, ...tags]);
    const differ = differs.find(({ field }) => field === 'tags');
    if (!differ) return [...own];
    return uniqueTags([...own, ...listOf(this.#there['tags'])]);
  }

  #newTunnels(own: readonly string[], differs: readonly ImportDifference[]) {
    if (!differs.some(({ field }) => field === 'tunnels')) return [];
    const { tunnels } = this.#compared.drafts[this.#wish.choice.at]!;
    const wanted = new Set(missing(this.#there['tunnels'], own.join('\n')));
    return tunnels.filter((tunnel) => wanted.has(tunnelText(tunnel)));
  }

  #moved(differs: readonly ImportDifference[], into: string | null): Partial<HostToSave> {
    const { choice } = this.#wish;
    if (choice.folder !== undefined) return { path: [], under: choice.folder };
    if (!differs.some(({ field }) => field === 'folder')) return {};
    const under = into !== null && this.#compared.tree.has(into) ? into : this.#wish.into;
    return { path: this.#fitting(this.#compared.drafts[choice.at]!.folder, under), under };
  }

  /** Folders can only be so deep: the host is in the last that there can be. */
  #fitting(path: readonly string[], under: string | null): readonly string[] {
    return path.slice(0, MOST_DEPTH - this.#compared.tree.around(under).length);
  }

  #origin(into: string | null) {
    const { picked, keys } = this.#compared;
    const origin: Origin = {
      ...{ format: picked.format, path: picked.path, key: keys[this.#wish.choice.at]! },
      ...{ values: this.#there, into },
    };
    return origin as unknown as Record<string, unknown>;
  }
}

/** Files of this computer are stored unchecked: a key may come after the host that needs it. */
function toSave(draft: HostDraft & Partial<GivenDraft>): Pick<HostToSave, 'draft' | 'keeps'> {
  const { identityFile, certificateFile } = draft;
  return {
    draft: { ...draft, identityFile: '', certificateFile: '' },
    ...(draft.kind === 'ssh' ? { keeps: { identityFile, certificateFile } } : {}),
  };
}
