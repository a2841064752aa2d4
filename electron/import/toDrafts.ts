// Hosts as they were found, as drafts of hosts here: with their folder, tags, notes and tunnels. What a
// draft can't carry is told; what our fields refuse is kept as it is written, and can't be used.
import { messages } from '../../words/messages.ts';
import { say, type Said } from '../../words/said.ts';
import { cleanLine, cleanText } from '../../core/text/clean.ts';
import { NAME_LENGTH, nameKey, parseDraft } from '../hosts/hostDraft.ts';
import { MOST_TAGS, NOTES_LENGTH, TAG_LENGTH } from '../hosts/hostPlace.ts';
import { EMPTY_DRAFT, kindOf } from '../hosts/kinds/kinds.ts';
import { proxyProblem } from '../hosts/proxyAddress.ts';
import type { FieldErrors, HostDraft, TunnelDraft } from '../ipc/contract.ts';
import { ABOUT_THE_DISK } from './aboutTheDisk.ts';
import { draftFields, type Left } from './draftFields.ts';
import { draftTunnels } from './draftTunnels.ts';
import type { FoundHost, Unmapped } from './found.ts';
import { FreeNames } from './freeNames.ts';
import { JumpNames } from './jumpNames.ts';
import { ownDraft, type OwnDraft } from './ownDraft.ts';
import { OwnFoldersAround } from './ownFolders.ts';
import type { OwnFolder } from './ownJson.ts';
import type { OwnSecrets } from './ownSeal.ts';

/** Folders within folders. */
export const FOLDER_DEPTH = 20;

export interface ImportDraft {
  readonly found: FoundHost;
  /** From the outermost; [] at the top. */
  readonly folder: readonly string[];
  readonly draft: HostDraft;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly favourite: boolean;
  readonly tunnels: readonly TunnelDraft[];
  /** For logins to it, of a file of our own that was unsealed. */
  readonly password?: string | undefined;
  /** Hops of `draft.jumpHost`, by their place in it, that are hosts found beside it, by their place. */
  readonly jumps: ReadonlyMap<number, number>;
  /** `waiting`: it is of a kind that can't be opened yet. */
  readonly state: 'ready' | 'unusable' | 'waiting';
  /** Why it isn't ready. */
  readonly why: { readonly field: keyof HostDraft | null; readonly said: Said } | null;
  /** What of it doesn't come along. */
  readonly left: readonly Unmapped[];
}

/** Without these a host is another one, or none: what is wrong with them makes it unusable. */
const NEEDED = [
  ...(['address', 'user', 'port', 'jumpHost', 'proxyCommand', 'pairingLink', 'shell'] as const),
  ...(['proxyKind', 'proxyAddress', 'proxyPort', 'proxyUser'] as const),
] as const;
/** Files of this computer, that may come after the host that needs them. */
const FILES = ['identityFile', 'certificateFile'] as const;
const FACTS = { nameTaken: () => false, hasSecret: () => false };

/** In the order in which they were found; `secrets` of a file of our own come along, which has `folders`. */
export function toDrafts(
  hosts: readonly FoundHost[],
  secrets?: OwnSecrets,
  folders: readonly OwnFolder[] = [],
): ImportDraft[] {
  const names = new FreeNames();
  const jumps = new JumpNames(hosts);
  const around = new OwnFoldersAround(folders);
  return hosts.map((found, index) => {
    const { folder, tags, left } = arranged(found);
    const name = names.take(folder, cleanLine(found.name || found.address, NAME_LENGTH));
    const way = jumps.of(index);
    const more = found.own
      ? ownFilled(ownDraft(found.own, { name, jumpHost: way.jumpHost, secrets }), way, left)
      : filled(found, name, way, left);
    return { found, folder, tags, ...more, ...lacking(more, around, folder) };
  });
}

/** `ids`: what the drafts were saved as, by their places. The hops among them are then followed. */
export function withJumpIds(one: ImportDraft, ids: ReadonlyMap<number, string>): HostDraft {
  const hops = one.draft.jumpHost.split(',').map((hop, at) => {
    const id = ids.get(one.jumps.get(at) ?? -1);
    return id === undefined ? hop : `host:${id}`;
  });
  return { ...one.draft, jumpHost: hops.join(',') };
}

type Filled = Omit<ImportDraft, 'found' | 'folder' | 'tags'>;

function filled(
  found: FoundHost,
  name: string,
  { jumpHost, jumps }: ReturnType<JumpNames['of']>,
  already: readonly Left[],
): Filled {
  const fields = draftFields(found);
  const { tunnels, left: forwards } = draftTunnels(found);
  const given: HostDraft = {
    ...EMPTY_DRAFT,
    ...fields.values,
    ...({ kind: 'ssh', name, color: 'none', jumpHost } as const),
    address: found.address,
    user: found.user ?? '',
    port: found.port === SSH_PORT ? '' : String(found.port),
  } as HostDraft;
  const { draft, wrong, left } = checked(given);
  const where = name;
  const all = [...already, ...fields.left, ...left, ...forwards];
  return {
    ...{ draft, tunnels, jumps, notes: notesOf(found), favourite: false },
    ...stateOf(found.protocol === 'ssh' ? 'ssh' : '', wrong),
    left: all.map(({ what, why }) => ({ where, what: cleanLine(what, NOTES_LENGTH), why })),
  };
}

/** A host of our own file, which has all fields as ours have them. */
function ownFilled(
  { given, tunnels, notes, favourite, password, left: lost }: OwnDraft,
  { jumps }: ReturnType<JumpNames['of']>,
  already: readonly Left[],
): Filled {
  const { draft, wrong, left } = checked(given);
  const where = given.name;
  return {
    ...{ draft, tunnels, jumps, notes, favourite, password },
    ...stateOf(draft.kind, wrong),
    left: [...already, ...lost, ...left].map((one) => ({ ...one, where })),
  };
}

/** One that goes through a proxy of which neither it nor its folders in the file say where that is. */
function lacking(
  { draft, state }: Filled,
  around: OwnFoldersAround,
  folder: readonly string[],
): Partial<Pick<ImportDraft, 'state' | 'why'>> {
  if (state !== 'ready' || !draft.proxyKind) return {};
  const said = proxyProblem(around.inheritance, draft, around.idOf(folder));
  return said ? { state: 'unusable', why: { field: 'proxyAddress', said } } : {};
}

const SSH_PORT = 22;

function stateOf(kind: string, wrong: FieldErrors): Pick<ImportDraft, 'state' | 'why'> {
  const known = kindOf(kind);
  if (!known || known.unlisted) {
    return { state: 'waiting', why: { field: null, said: say('import-no-kind-yet') } };
  }
  const field = NEEDED.find((one) => wrong[one]);
  if (!field) return { state: 'ready', why: null };
  return { state: 'unusable', why: { field, said: wrong[field]! } };
}

/** What isn't needed and is refused is left out, and told; files that aren't there yet are kept. */
function checked(given: HostDraft): { draft: HostDraft; wrong: FieldErrors; left: Left[] } {
  const first = parseDraft(given, FACTS);
  if (first.ok) return { draft: first.draft, wrong: {}, left: [] };
  const left: Left[] = [];
  const draft = { ...given };
  const files: Partial<HostDraft> = {};
  for (const [field, why] of Object.entries(first.errors) as [keyof HostDraft, Said][]) {
    if (isNeeded(field)) continue;
    if (isFile(field) && ABOUT_THE_DISK.has(why.code)) files[field] = given[field];
    else left.push({ what: `${field}: ${given[field]}`, why });
    Object.assign(draft, { [field]: EMPTY_DRAFT[field] });
  }
  const again = parseDraft(draft, FACTS);
  if (again.ok) return { draft: { ...again.draft, ...files }, wrong: {}, left };
  return { draft: { ...draft, ...files }, wrong: again.errors, left };
}

const isNeeded = (field: string): boolean => (NEEDED as readonly string[]).includes(field);
const isFile = (field: string): field is (typeof FILES)[number] =>
  (FILES as readonly string[]).includes(field);

/** The first of several groups is the folder, the others are tags. */
function arranged({ group, groups = [], more }: FoundHost) {
  const path = (group.length > 0 ? group : groups.slice(0, 1))
    .map((name) => cleanLine(name, NAME_LENGTH))
    .filter((name) => name !== '');
  const folder = path.slice(0, FOLDER_DEPTH);
  const others = groups.filter((one) => !path.some((name) => nameKey(name) === nameKey(one)));
  const all = uniqueTags([...(more.tags ?? []), ...others]);
  const tags = all.slice(0, MOST_TAGS);
  const left: Left[] = [];
  const deep = say('import-folders-deep', { most: FOLDER_DEPTH });
  if (path.length > FOLDER_DEPTH) left.push({ what: path.join(' / '), why: deep });
  const many = say('import-tags-many', { most: MOST_TAGS });
  if (all.length > MOST_TAGS) left.push({ what: all.slice(MOST_TAGS).join(', '), why: many });
  const long = say('field-too-long', { most: NOTES_LENGTH });
  const { description = '' } = more;
  if (description.length > NOTES_LENGTH) left.push({ what: description, why: long });
  return { folder, tags, left };
}

function uniqueTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => cleanLine(tag, TAG_LENGTH)).filter((tag) => tag !== '');
  return [...new Map(clean.map((tag) => [nameKey(tag), tag])).values()];
}

function notesOf({ aliases = [], more }: FoundHost): string {
  const names = aliases.map((alias) => cleanLine(alias, NAME_LENGTH)).join(', ');
  const also = names && messages()['import-also-called']({ names });
  const parts = [cleanText(more.description ?? '', NOTES_LENGTH), also];
  return parts.filter((part) => part !== '').join('\n');
}
