// Saved hosts for a file elsewhere: as they are, for Bowline; as they are connected to, for other tools.
import { homedir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { cleanLine } from '../../core/text/clean.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { Vault } from '../hosts/vault.ts';
import { say } from '../../words/said.ts';
import type { HostToWrite, PlainFolder } from '../import/export/plainHost.ts';
import { shownPath } from '../import/knownPlaces.ts';
import type { Exported, ExportFormat, ExportWish } from '../ipc/contract.ts';
import { loginsFor } from './exportLogins.ts';
import type { ImportThread } from './importThread.ts';

const CHUNK = 100;
const SHOWN = 400;

export type ExportedVault = Pick<Vault, 'get' | 'has' | 'why'>;

export interface ExportSurroundings {
  hosts: HostStore;
  start: () => ImportThread;
  /** Has the passwords of logins, which go along where all secrets are sealed. */
  vault?: ExportedVault | undefined;
  /** Asks where to; undefined: called off. */
  choose: (format: ExportFormat) => Promise<string | undefined>;
}

/** Rejects with a `PersonError` where it can't be written: what was there before is as it was. */
export async function exportHosts(
  wish: ExportWish,
  { hosts, start, vault, choose }: ExportSurroundings,
): Promise<Exported> {
  const file = await choose(wish.format);
  if (file === undefined) return { shown: null, hosts: 0, left: [] };
  const thread = start();
  try {
    const ids = wish.ids ?? hosts.reading.ids();
    const { count, used, unhad } = await handOver(hosts, ids, { wish, thread, vault });
    const { format, passphrase } = wish;
    const folders = foldersOf(hosts, wish.ids ? used : null);
    const logins = await loginsFor(wish, folders, { hosts, vault });
    const all = { file, format, passphrase, folders, logins };
    const left = [...(await thread.call('write', all)), ...unhad, ...logins.unhad];
    const cleaned = left.map(({ where, what, why }) => {
      return { where: cleanLine(where, SHOWN), what: cleanLine(what, SHOWN), why };
    });
    return { shown: shownPath(file, homedir()), hosts: count, left: cleaned };
  } finally {
    thread.end();
  }
}

/** Answers with how many there are, and the folders that they lie in. */
async function handOver(
  hosts: HostStore,
  ids: readonly string[],
  {
    wish,
    thread,
    vault,
  }: { wish: ExportWish; thread: ImportThread; vault: ExportedVault | undefined },
): Promise<{ count: number; used: ReadonlySet<string | null>; unhad: Exported['left'] }> {
  const reading = new Reading(hosts, wish, new Set(ids));
  const unhad: Exported['left'] = [];
  let count = 0;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    if (reading.withSecrets) await hosts.fetch(chunk);
    const read = chunk.flatMap((id) => reading.host(id) ?? []);
    const some = reading.withSecrets ? await withPasswords(read, hosts, vault, unhad) : read;
    count += some.length;
    await thread.call('exported', some);
    await setImmediate();
  }
  return { count, used: reading.folders, unhad };
}

/** Those that can't be had, of a vault that is locked say, are told in `unhad`. */
async function withPasswords(
  read: readonly HostToWrite[],
  hosts: HostStore,
  vault: ExportedVault | undefined,
  unhad: Exported['left'],
): Promise<HostToWrite[]> {
  const all: HostToWrite[] = [];
  for (const one of read) {
    const connected = hosts.reading.connected(one.host.id);
    const of = connected && hosts.passwordOwner(connected);
    const use = { what: 'password', of: one.host.id } as const;
    // An identity's goes along with that.
    if (of !== one.host.id || !vault?.has(use)) {
      all.push(one);
      continue;
    }
    const password = await vault.get(use);
    const why = vault.why?.(use) ?? say('kept-secret-not-had');
    if (password === undefined) unhad.push({ where: one.host.name, what: 'password', why });
    all.push({ ...one, password });
  }
  return all;
}

class Reading {
  readonly #hosts: HostStore;
  readonly #isOurs: boolean;
  readonly withSecrets: boolean;
  readonly #chosen: ReadonlySet<string>;
  readonly #paths = new Map<string | null, string[]>();

  constructor(hosts: HostStore, { format, passphrase }: ExportWish, chosen: ReadonlySet<string>) {
    this.#hosts = hosts;
    this.#isOurs = format === 'bowline';
    this.withSecrets = this.#isOurs && passphrase !== '';
    this.#chosen = chosen;
  }

  /** Those that hosts lie in which were read. */
  get folders(): ReadonlySet<string | null> {
    return new Set(this.#paths.keys());
  }

  host(id: string): HostToWrite | undefined {
    const own = this.#hosts.reading.own(id, this.withSecrets);
    if (!own) return undefined;
    const { folder, tags, notes, favourite: favorite } = own.place;
    const tunnels = this.#hosts.tunnels.list(id).map((tunnel) => {
      return this.withSecrets ? (this.#hosts.tunnels.get(tunnel.id) ?? tunnel) : tunnel;
    });
    const host = this.#isOurs
      ? { ...own.host, jumpHost: this.#hosts.reading.jumpHost(own.host, this.#chosen) }
      : (this.#hosts.reading.connected(id) ?? own.host);
    return { host, arranged: { folder: this.#path(folder), tags, notes, favorite, tunnels } };
  }

  #path(folder: string | null): string[] {
    const known = this.#paths.get(folder) ?? pathOf(this.#hosts, folder);
    this.#paths.set(folder, known);
    return known;
  }
}

function pathOf({ folders }: HostStore, folder: string | null): string[] {
  const around = folders.tree().around(folder);
  return around.map(({ name }) => name).reverse();
}

/** All of them, or those that some hosts lie in, and what is around these. */
function foldersOf(hosts: HostStore, used: ReadonlySet<string | null> | null): PlainFolder[] {
  const tree = hosts.folders.tree();
  const around = [...(used ?? [])].flatMap((folder) => tree.around(folder).map(({ id }) => id));
  const named = new Set(around);
  const listed = hosts.folders.list().filter(({ id }) => used === null || named.has(id));
  return listed.map(({ id, color, fields }) => {
    return { path: pathOf(hosts, id), color, notes: '', fields };
  });
}
