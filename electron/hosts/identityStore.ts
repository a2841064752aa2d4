// The identities: logins that many hosts use, saved once. A host names one by its id, and takes from it what
// it doesn't say itself when it is connected to.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { say, type Said } from '../../words/said.ts';
import type {
  IdentityDraft,
  IdentityErrors,
  IdentitySaveResult,
  SavedIdentity,
  SecretUse,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { firstProblems } from './fieldProblems.ts';
import type { FolderStore } from './folderStore.ts';
import { NAME_LENGTH, nameKey, text } from './hostDraft.ts';
import { byName } from './hostNames.ts';
import { rowsOf, sql, type HostsBase } from './hostsBase.ts';
import {
  fromIdentityRow,
  IDENTITY_CHECKS,
  MOST_IDENTITIES,
  PUT_IDENTITY,
  tooManyIdentities,
  toIdentityRow,
  type Identity,
} from './identityRows.ts';
import type { FoundIdentity } from './identityUse.ts';

export interface IdentityStoreOptions extends HostsBase {
  folders: FolderStore;
  /** Throws a `PersonError` where one of the backups can't be cleared. */
  clearBackups(what: { secrets: readonly SecretUse[] }): void;
}

type Parsed = { ok: true; draft: IdentityDraft } | { ok: false; errors: IdentityErrors };

const USERS = sql`
  SELECT id, folder, json_extract(fields, '$.identity') AS identity FROM hosts
  WHERE deleted_at IS NULL AND kind = 'ssh' ORDER BY rowid`;

const FREE = (table: 'hosts' | 'folders'): string => `
  UPDATE ${table} SET fields = json_remove(fields, '$.identity')
  WHERE json_extract(fields, '$.identity') = ?`;

export class IdentityStore {
  readonly #options: IdentityStoreOptions;
  #known: { revision: number; byId: ReadonlyMap<string, Identity> } | undefined;

  constructor(options: IdentityStoreOptions) {
    this.#options = options;
  }

  /** By name, as people count. */
  list(): SavedIdentity[] {
    const users = this.#users();
    const all = [...this.#byId.values()].map((one) => ({ ...one, hosts: users.get(one.id) ?? [] }));
    return all.sort(byName);
  }

  /** What hosts take from it; undefined for none, and for one that is gone. */
  find(id: string): (FoundIdentity & Pick<Identity, 'id' | 'name'>) | undefined {
    return id === '' ? undefined : this.#byId.get(id);
  }

  check(draft: IdentityDraft, id: string | null): IdentityErrors {
    const result = this.#parse(draft, id);
    return result.ok ? {} : result.errors;
  }

  /** `id` null adds one. Throws a `PersonError` where it is gone, or there are too many. */
  save(draft: IdentityDraft, id: string | null): IdentitySaveResult {
    if (id !== null && !this.#byId.has(id)) throw new PersonError(say('identity-gone'));
    if (id === null && this.#byId.size >= MOST_IDENTITIES) throw tooManyIdentities();
    const result = this.#parse(draft, id);
    if (!result.ok) return result;
    const { name, user, identityFile } = result.draft;
    const identity = { id: id ?? randomUUID(), name, user, identityFile };
    const { change, database } = this.#options;
    change(() => {
      database.prepare(PUT_IDENTITY).run(toIdentityRow(identity));
      this.#touch(identity.id);
    });
    return { ok: true, identity: { ...identity, hosts: this.#users().get(identity.id) ?? [] } };
  }

  /** Hosts that use it say so no more; its password is gone, from the backups, too. Throws a `PersonError`. */
  delete(id: string): void {
    if (!this.#byId.has(id)) return;
    const { change, database, clearBackups, folders } = this.#options;
    clearBackups({ secrets: [{ what: 'password', of: id }] });
    change(() => {
      database.prepare(sql`DELETE FROM identities WHERE id = ?`).run(id);
      for (const table of ['hosts', 'folders'] as const) database.prepare(FREE(table)).run(id);
    });
    folders.forget();
  }

  /** Windows are told of hosts that are others by it. */
  #touch(id: string): void {
    for (const table of ['hosts', 'folders'] as const) {
      const query = `UPDATE ${table} SET fields = fields WHERE json_extract(fields, '$.identity') = ?`;
      this.#options.database.prepare(query).run(id);
    }
  }

  /** Hosts by the identity that they name, or their folders do. */
  #users(): Map<string, string[]> {
    const users = new Map<string, string[]>();
    if (this.#byId.size === 0) return users;
    const ofFolder = this.#ofFolders();
    for (const row of rowsOf(this.#options.database, USERS)) {
      const identity = row['identity'] ?? ofFolder(row['folder'] as string | null);
      if (typeof identity !== 'string') continue;
      const hosts = users.get(identity) ?? [];
      users.set(identity, hosts);
      hosts.push(String(row['id']));
    }
    return users;
  }

  #ofFolders(): (folder: string | null) => string | undefined {
    const { inheritance } = this.#options.folders;
    const known = new Map<string | null, string | undefined>();
    return (folder) => {
      if (!known.has(folder)) known.set(folder, inheritance.for(folder, {}).identity?.value);
      return known.get(folder);
    };
  }

  get #byId(): ReadonlyMap<string, Identity> {
    const { database, revision } = this.#options;
    if (this.#known?.revision === revision()) return this.#known.byId;
    const rows = rowsOf(database, sql`SELECT * FROM identities`).map(fromIdentityRow);
    const byId = new Map(rows.map((one) => [one.id, one]));
    this.#known = { revision: revision(), byId };
    return byId;
  }

  #parse(draft: IdentityDraft, id: string | null): Parsed {
    const isTaken = (name: string): boolean =>
      [...this.#byId.values()].some((one) => one.id !== id && nameKey(one.name) === nameKey(name));
    const schema = z.object({
      name: text((name) => nameProblem(name, isTaken), NAME_LENGTH),
      user: text((user) => IDENTITY_CHECKS.user(user)),
      identityFile: text((file) => IDENTITY_CHECKS.identityFile(file)),
    });
    const result = schema.safeParse(draft);
    if (result.success) return { ok: true, draft: result.data };
    return { ok: false, errors: firstProblems(result.error) };
  }
}

function nameProblem(name: string, isTaken: (name: string) => boolean): Said | null {
  if (name === '') return say('identity-name-missing');
  if (/\p{Cc}/u.test(name)) return say('name-with-control');
  return isTaken(name) ? say('identity-name-taken', { name }) : null;
}
