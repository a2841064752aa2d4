// Hosts and tags in the palette: what of them can be found, which come first, and their rows.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { fold } from '../lib/fold.ts';
import { held } from '../lib/held.ts';
import { foundBeside, writtenPath, writtenTags } from '../lib/hostText.ts';
import { hostWeight } from '../lib/hostWeights.ts';
import { hopNames } from '../lib/jumpHops.ts';
import { markOf } from '../lib/marks.ts';
import type { Findable, Hit, Hits } from '../lib/matcher.ts';
import { hasTag, tagTone, type TagCount } from '../lib/tags.ts';
import type { Uses } from '../lib/uses.ts';
import type { Fact, PaletteRow } from './paletteRow.ts';
import type { Found } from './paletteMatcher.ts';
import type { Workspace } from './workspace.svelte.ts';

const say = words.palette;

export type Ids = readonly { id: string }[];

/** What was typed behind a `#` names a tag. */
export interface Tagged {
  /** Hosts that have it. */
  list: readonly Findable[];
  /** What else was typed. */
  rest: string;
  /** Tags that begin with what was typed, and go on. */
  others: readonly TagCount[];
}

export class PaletteHosts {
  readonly #app: Workspace;
  readonly #uses: Uses;
  /** Made once of each list: ten thousand hosts are no new ones because the palette opens. */
  #hosts: { of: readonly Findable[]; list: Findable[]; byId: Map<string, Findable> } | null = null;
  #tags: { of: readonly TagCount[]; list: Findable[] } | null = null;
  #tagged: { key: string; of: readonly Findable[]; list: Findable[] } | null = null;

  constructor(app: Workspace, uses: Uses) {
    this.#app = app;
    this.#uses = uses;
  }

  /** Points by id: what was chosen here lately, favourites, and hosts that a shell was opened on. */
  weights(): Record<string, number> {
    const [weights, now] = [this.#uses.weights(), Date.now()];
    for (const host of this.#app.hosts.list) {
      const own = hostWeight(host, now);
      if (own > 0) weights[`host:${host.id}`] = Math.max(weights[`host:${host.id}`] ?? 0, own);
    }
    return weights;
  }

  get list(): readonly Findable[] {
    return this.#made().list;
  }

  #made() {
    const of = this.#app.hosts.search.findables;
    if (this.#hosts?.of !== of) {
      const list = of.map((one) => ({ ...one, id: `host:${one.id}` }));
      this.#hosts = { of, list, byId: new Map(list.map((one) => [one.id, one])) };
    }
    return this.#hosts;
  }

  get tags(): readonly Findable[] {
    const of = this.#app.hosts.search.tags;
    if (this.#tags?.of !== of) {
      this.#tags = { of, list: of.map(({ key, tag }) => ({ id: `tag:${key}`, text: `#${tag}` })) };
    }
    return this.#tags.list;
  }

  /** Of `prod web`, behind a `#`: what is looked for in hosts that have the tag; null where there is none. */
  tagged(text: string): Tagged | null {
    const { tags } = this.#app.hosts.search;
    const typed = fold(text.normalize('NFC'));
    // Of tags that go on alike the longer is meant.
    const fits = tags.filter(({ key }) => typed === key || typed.startsWith(`${key} `));
    const [key] = fits.map((tag) => tag.key).sort((a, b) => b.length - a.length);
    if (key === undefined) return null;
    const others = tags.filter((tag) => tag.key !== key && tag.key.startsWith(typed));
    return { list: this.#having(key), rest: text.slice(key.length).trim(), others };
  }

  #having(key: string): readonly Findable[] {
    const { list, of } = this.#made();
    if (this.#tagged?.key !== key || this.#tagged.of !== of) {
      const { hosts } = this.#app;
      const those = new Set(
        hosts.list.filter((host) => hasTag(host, key)).map(({ id }) => `host:${id}`),
      );
      this.#tagged = { key, of, list: list.filter(({ id }) => those.has(id)) };
    }
    return this.#tagged.list;
  }

  /** Those hosts while nothing else is typed, and the tags that go on from what is. */
  firstTagged({ list, others }: Tagged, most: number): Found {
    const tags = others.slice(0, most).map(({ key }) => ({ id: `tag:${key}`, marks: [] }));
    return {
      hosts: firstOf(list, most, this.weights()),
      tags: { total: others.length, hits: tags },
    };
  }

  row(hit: Hit, hostId: string, last?: number): PaletteRow | null {
    const app = this.#app;
    const { id, marks } = hit;
    const host = app.hosts.byId(hostId);
    if (!host) return null;
    const open = app.layout.panesOn(hostId).length;
    const kept = app.panes.running.on(hostId);
    const right = open > 0 ? say.shells(open) : kept > 0 ? say.kept(kept) : '';
    const mark = markOf(app.panes.on(hostId)?.status.state);
    const findable = marks.length > 0 || hit.beyond ? this.#made().byId.get(id) : undefined;
    const beside = findable ? foundBeside(findable, hit) : [];
    const [note = ''] = host.notes.trim().split('\n');
    return {
      ...{ id, name: host.name, detail: host.detail, marks, right },
      ...{ icon: 'host', why: '', counts: true, splits: true },
      ...(beside.length > 0 && { beside }),
      ...(note !== '' && { note }),
      ...app.signOf(host),
      mark: mark === 'idle' && kept > 0 ? 'kept' : mark,
      facts: hostFacts(app, host, { open, kept, last: Math.max(last ?? 0, host.usedAt ?? 0) }),
      run: (way) => app.openAt(host, way),
    };
  }

  tagRow(id: string, key: string, marks: readonly number[]): PaletteRow | null {
    const one = this.#app.hosts.search.tags.find((tag) => tag.key === key);
    if (!one) return null;
    const right = words.hostSearch.hosts(one.hosts);
    return {
      ...{ id, name: `#${one.tag}`, detail: '', marks, right, why: '', counts: false },
      ...{ splits: false, icon: 'tag', tone: tagTone(one.tag), goesOn: `#${one.tag} ` },
      facts: [{ what: say.sorts.hosts, value: words.hostSearch.number(one.hosts) }],
      run: () => {},
    };
  }
}

/** Without a word: what was used first, then the rest in its order. */
export function firstOf(list: Ids, most: number, weights: Record<string, number>): Hits {
  const used = list.filter(({ id }) => weights[id] !== undefined);
  used.sort((a, b) => weights[b.id]! - weights[a.id]!);
  const ids = new Set(used.map(({ id }) => id));
  const rest: { id: string }[] = [];
  for (const one of list) {
    if (used.length + rest.length >= most) break;
    if (!ids.has(one.id)) rest.push(one);
  }
  const hits = [...used, ...rest].slice(0, most).map(({ id }) => ({ id, marks: [] }));
  return { total: list.length, hits };
}

interface Counts {
  open: number;
  kept: number;
  /** Milliseconds since 1970; 0 for never. */
  last: number;
}

function hostFacts(app: Workspace, host: SavedHost, { open, kept, last }: Counts): Fact[] {
  const { facts } = say;
  const status = app.panes.on(host.id)?.status;
  const answer = status?.rttMs ?? status?.echoMs;
  const all: Fact[] = [
    { what: facts.address, value: host.address, exact: true },
    { what: facts.user, value: held(host, 'user') },
    {
      what: facts.through,
      value: hopNames(held(host, 'jumpHost'), (id) => app.hosts.byId(id)),
    },
    { what: facts.folder, value: writtenPath(app.folders.pathOf(host.folder)) },
    { what: facts.tags, value: writtenTags(host.tags) },
    { what: facts.kind, value: app.kinds.of(host.kind).word },
    { what: facts.roundTrip, value: answer == null ? '' : words.quantities.milliseconds(answer) },
    { what: facts.shells, value: facts.openAndKept(open, kept) },
    {
      what: facts.last,
      value: last === 0 ? '' : words.quantities.ago(Date.now() - last),
    },
  ];
  if (!host.address) all.unshift({ what: facts.address, value: host.detail, exact: true });
  return all.filter(({ value }) => value !== '');
}
