// Many hosts saved as one: what an import brings. All of them are checked and made ready first, a few at a
// time, so that the window is answered meanwhile; then one transaction stores them, likewise.
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { FieldErrors, GivenDraft, TunnelDraft, TunnelErrors } from '../ipc/contract.ts';
import type { MadeFolder } from './folderMaker.ts';
import { folderNameProblem } from './folderRows.ts';
import type { FolderStore } from './folderStore.ts';
import { parseDraft, type DraftResult } from './hostDraft.ts';
import { manyIds, type HostsBase } from './hostsBase.ts';
import type { Identity } from './identityRows.ts';
import { secretTexts, type HostWriter } from './hostWriter.ts';
import type { ChangeInSteps, ImportMemory } from './importMemory.ts';
import { canOf, NO_VALUES } from './kinds/kinds.ts';
import { SavingPlan } from './savingPlan.ts';
import { NO_TUNNELS, type TunnelStore } from './tunnelStore.ts';
import { parseTunnelDraft } from './tunnelDraft.ts';

export interface HostToSave {
  draft: GivenDraft;
  /** Names of the folders that it is in, the outermost first; made where they are missing. */
  path?: readonly string[];
  /** The folder in which its path begins, where that is another than for all; null: the top. */
  under?: string | null;
  /** Values that are stored as they are, unchecked: files that aren't on this computer yet. */
  keeps?: Partial<Record<'identityFile' | 'certificateFile', string>>;
  /** Added to those that it has. */
  tunnels?: readonly TunnelDraft[];
  /** Where it came from, for coming again: as the import knows it. */
  origin?: Readonly<Record<string, unknown>>;
  /** Of the saved host that becomes this one; without `path` it stays where it is. */
  id?: string;
  /** The id of one that is added, so that others can go through it; a new one where it isn't said. */
  as?: string;
}

/** What is wrong with one of them. */
export interface RefusedHost {
  at: number;
  errors: FieldErrors;
  /** By their place among its tunnels. */
  tunnels: Record<number, TunnelErrors>;
}

/**
 * `ids` stand as the hosts were given; `act` names it for `undoMany`. Where one is refused, none is stored;
 * nor where the saved hosts are others than `since` says.
 */
export type SaveManyResult =
  | { ok: true; ids: string[]; act: string }
  | { ok: false; refused: RefusedHost[]; isLate?: boolean };

export interface SaveManyOptions {
  /** The folder in which the paths begin; null, and left out: the top. */
  into?: string | null;
  /** What folders say that are made for them; those that are there stay as they are. */
  folders?: readonly MadeFolder[];
  /** Added with them, each by a name that is free then. */
  identities?: readonly Identity[];
  /** The store's revision for which they were made: nothing is stored where there was a change since. */
  since?: number | undefined;
  /** How many are checked; the storing is one step more. */
  onProgress?: (done: number, of: number) => void;
}

export interface SaveManyParts extends HostsBase {
  folders: FolderStore;
  identities: { list(): readonly Identity[] };
  tunnels: TunnelStore;
  writer: HostWriter;
  hasSecret(id: string, slot: string): boolean;
  memory: ImportMemory;
  /** Another connection to the file, and what writes in it; see longChange.ts. */
  aside: { database: DatabaseSync; writer: HostWriter; tunnels: TunnelStore };
  /** One change of several turns, in that connection. False where another went first. */
  changeInSteps: ChangeInSteps;
  /** See `HostStore.sealing`. */
  sealing<T>(secrets: readonly string[], work: () => Promise<T>): Promise<T>;
  /** Makes the backup from before. Throws a `PersonError`. */
  backUp(): void;
}

type Where = Required<Pick<SaveManyOptions, 'into' | 'folders' | 'identities'>> & {
  since: number | undefined;
};

const LATE: SaveManyResult = { ok: false, refused: [], isLate: true };

/** So many are checked in one turn. */
const CHUNK = 50;
const ATTEMPTS = 4;

export type Ready = Extract<DraftResult, { ok: true }> & {
  given: HostToSave;
  tunnels: TunnelDraft[];
};

/** Throws a `PersonError` where there are too many, or a host or folder is gone; nothing is stored then. */
export async function saveMany(
  parts: SaveManyParts,
  hosts: readonly HostToSave[],
  { into = null, folders = [], identities = [], since, onProgress }: SaveManyOptions = {},
): Promise<SaveManyResult> {
  manyIds(hosts.map(({ id = '' }) => id));
  const ready: Ready[] = [];
  const refused: RefusedHost[] = [];
  for (const [at, given] of hosts.entries()) {
    const read = checked(parts, given);
    if ('draft' in read) ready.push(read);
    else refused.push({ at, ...read });
    if ((at + 1) % CHUNK > 0) continue;
    onProgress?.(at + 1, hosts.length);
    await setImmediate();
  }
  if (refused.length > 0) return { ok: false, refused };
  if (since !== undefined && since !== parts.revision()) return LATE;
  const plan = await parts.sealing(ready.flatMap(secretsIn), async () => {
    parts.backUp();
    await setImmediate();
    return stored(parts, ready, { into, folders, identities, since });
  });
  if (!plan) return LATE;
  // The copy of the file is made in the first of these turns; whoever waits for it all goes on in another.
  await setImmediate();
  await setImmediate();
  onProgress?.(hosts.length, hosts.length);
  return { ok: true, ids: plan.ids, act: plan.act };
}

function secretsIn({ draft, tunnels }: Ready): string[] {
  return [...secretTexts(draft), ...tunnels.map(({ password }) => password)];
}

function checked(parts: SaveManyParts, given: HostToSave): Ready | Omit<RefusedHost, 'at'> {
  const { draft, id, path = [], keeps = {} } = given;
  const result = parseDraft(draft, {
    nameTaken: () => false, // it gets a number
    hasSecret: (slot) => id !== undefined && parts.hasSecret(id, slot),
  });
  if (result.ok) Object.assign(result.draft, keeps);
  const errors = { ...(result.ok ? {} : result.errors), ...pathErrors(path) };
  const { tunnels, wrong } = checkedTunnels(given);
  const fits = result.ok && Object.keys({ ...errors, ...wrong }).length === 0;
  return fits ? { ...result, given, tunnels } : { errors, tunnels: wrong };
}

function pathErrors(path: readonly string[]): FieldErrors {
  const wrong = path.map((name) => folderNameProblem(name.trim())).find((problem) => problem);
  return wrong ? { folder: wrong } : {};
}

function checkedTunnels({ draft, tunnels = [] }: HostToSave) {
  const carriedBy = canOf({ ...NO_VALUES, ...draft }).tunnels;
  const found: { tunnels: TunnelDraft[]; wrong: RefusedHost['tunnels'] } = {
    tunnels: [],
    wrong: {},
  };
  for (const [at, tunnel] of tunnels.entries()) {
    const result = carriedBy && parseTunnelDraft(tunnel, { carriedBy, hasPassword: false });
    if (result?.ok) found.tunnels.push(result.draft);
    else found.wrong[at] = result?.errors ?? { kind: NO_TUNNELS };
  }
  return found;
}

/**
 * Made ready once more where something else was changed meanwhile; the last time without a pause. Undefined
 * where they were made for what isn't there any more.
 */
async function stored(
  parts: SaveManyParts,
  hosts: readonly Ready[],
  { since, ...where }: Where,
): Promise<SavingPlan | undefined> {
  for (let attempt = 1; since === undefined || since === parts.revision(); attempt++) {
    const plan = new SavingPlan(parts, where, hosts);
    for (const [at, host] of hosts.entries()) {
      plan.add(host);
      if ((at + 1) % CHUNK === 0 && attempt < ATTEMPTS) await setImmediate();
    }
    if (plan.isStale) continue;
    plan.addFolders();
    if (await plan.store(attempt >= ATTEMPTS)) return plan;
  }
  return undefined;
}
