// The saved hosts: listed, checked, saved, duplicated, deleted. A call that returns has its
// change on the disk. Only `get` hands out a secret, and only to the main process.
import { messages } from '../../words/messages.ts';
import { type Said, say } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { FieldErrors, GivenDraft, HostDraft, SavedHost, SaveResult } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { nameKey, NAME_LENGTH, parseDraft, type DraftResult } from './hostDraft.ts';
import { COPY_HOST, fromRow, toRow, UPSERT_HOST, type HostRow } from './hostRows.ts';
import { derivedOf, fieldsOf } from './kinds/kinds.ts';
import { inTransaction } from './migrations.ts';
import { openHosts } from './recovery.ts';
import type { SecretBox } from './secretBox.ts';
import { Secrets } from './secrets.ts';
import { toSavedHost, type StoredHost } from './storedHost.ts';
import { TunnelStore } from './tunnelStore.ts';

export interface HostStoreOptions {
  /** Data folder of the app. */
  folder: string;
  secretBox: SecretBox;
  /** Shown for local hosts that name no program. */
  loginShell: string;
  /** Dates a damaged file that has to be set aside. */
  now: () => Date;
  /** Told in a line what went wrong without harm to the hosts themselves. */
  warn: (line: string) => void;
  /** The copy from which a damaged file would be restored is the latest, or could not be made. */
  onCopied?: () => void;
  onUncopied?: (error: unknown) => void;
}

export class HostStore {
  /** What the user must know about the file that was found; null if nothing. */
  readonly notice: Said | null;
  /** The hosts' tunnels, which come and go with them. */
  readonly tunnels: TunnelStore;
  readonly #database: DatabaseSync;
  readonly #secrets: Secrets;
  readonly #loginShell: string;
  readonly #writeCopy: () => void;
  readonly #options: HostStoreOptions;

  /** Throws a `PersonError` when the file can't be used and can't be set aside either. */
  constructor(options: HostStoreOptions) {
    const { database, keepCopy, notice } = openHosts(options.folder, options.now);
    this.notice = notice;
    this.#database = database;
    this.#writeCopy = keepCopy;
    this.#options = options;
    this.#loginShell = options.loginShell;
    this.#secrets = new Secrets(database, options.secretBox, 'host');
    const change = (work: () => void): void => this.#change(work);
    this.tunnels = new TunnelStore({ database, secretBox: options.secretBox, change });
    this.#keepCopy();
  }

  /** By name. */
  list(): SavedHost[] {
    const rows = this.#database.prepare('SELECT * FROM hosts ORDER BY name_key').all();
    return rows.map((row) => this.#shown(fromRow(row)));
  }

  /** With its secrets; undefined when there is no such host (any more). */
  get(id: string): StoredHost | undefined {
    const row = this.#row(id);
    if (!row) return undefined;
    const secrets = secretsOf(row.host.kind).map(([slot]) => [
      slot,
      this.#secrets.read({ id, slot }),
    ]);
    return { ...row.host, ...Object.fromEntries(secrets), problem: row.problem };
  }

  check(draft: GivenDraft, id: string | null): FieldErrors {
    const result = this.#parse(draft, id);
    return result.ok ? {} : result.errors;
  }

  /** `id` null adds a host. Throws a `PersonError` when the host was deleted meanwhile. */
  save(draft: GivenDraft, id: string | null): SaveResult {
    if (id !== null) this.#existing(id);
    const result = this.#parse(draft, id);
    if (!result.ok) return result;
    const row = this.#rowFor(result.draft, id);
    this.#change(() => {
      this.#put(row);
      this.#putSecrets(row.host.id, result.draft);
    });
    return { ok: true, host: this.#shown(row) };
  }

  duplicate(id: string): SavedHost {
    const name = this.#copyName(this.#existing(id).host.name);
    const copy = { id: randomUUID(), name, name_key: nameKey(name) };
    this.#change(() => {
      this.#database.prepare(COPY_HOST).run({ ...copy, from: id });
      this.#secrets.copy(id, copy.id);
      this.tunnels.copy(id, copy.id);
    });
    return this.#shown(this.#existing(copy.id));
  }

  delete(id: string): void {
    this.#change(() => this.#database.prepare('DELETE FROM hosts WHERE id = ?').run(id));
  }

  /**
   * Seals the secrets that had to be kept readable, if there is a keychain now. Not done when the
   * file is opened: a keychain may ask the user something, who needs a window to know for what.
   * Throws a `PersonError` when the keychain doesn't take them; they stay as they are.
   */
  sealReadable(): void {
    if (!this.#secrets.sealable && !this.tunnels.sealable) return;
    this.#change(() => {
      this.#secrets.sealReadable();
      this.tunnels.sealReadable();
    });
  }

  /** Tries again to make the copy that a full disk refused. */
  refreshCopy(): void {
    if (this.#database.isOpen) this.#keepCopy();
  }

  close(): void {
    this.#database.close();
  }

  #change(work: () => void): void {
    try {
      inTransaction(this.#database, work);
    } catch (error) {
      throw this.#explained(error);
    }
    this.#keepCopy();
  }

  #explained(error: unknown): unknown {
    if (error instanceof PersonError) return error;
    this.#options.warn(`a change of the saved hosts failed: ${String(error)}`);
    return new PersonError(say('hosts-not-stored'), { cause: error });
  }

  // The change itself is stored already; a copy that fails must not make it look refused.
  #keepCopy(): void {
    try {
      this.#writeCopy();
      this.#options.onCopied?.();
    } catch (error) {
      this.#options.warn(`the copy of the saved hosts could not be refreshed: ${String(error)}`);
      this.#options.onUncopied?.(error);
    }
  }

  #put(row: HostRow): void {
    this.#database.prepare(UPSERT_HOST).run(toRow(row));
  }

  #putSecrets(id: string, draft: HostDraft): void {
    const slots = secretsOf(draft.kind);
    this.#secrets.forgetOthers(
      id,
      slots.map(([slot]) => slot),
    );
    for (const [slot, { secret }] of slots) {
      if (draft[slot]) this.#secrets.write({ id, slot }, draft[slot], secret!.called);
    }
  }

  #row(id: string): HostRow | undefined {
    const row = this.#database.prepare('SELECT * FROM hosts WHERE id = ?').get(id);
    return row && fromRow(row);
  }

  #existing(id: string): HostRow {
    const row = this.#row(id);
    if (!row) throw new PersonError(say('host-gone'));
    return row;
  }

  #rowFor(draft: HostDraft, id: string | null): HostRow {
    const known = id === null ? undefined : this.#row(id);
    const before = known?.host.kind === draft.kind ? known : undefined;
    const hidden = fieldsOf(draft.kind).filter(([, field]) => field.hidden);
    const host = {
      ...draft,
      ...Object.fromEntries(hidden.map(([name]) => [name, before?.host[name] ?? ''])),
      ...derivedOf(draft),
      id: id ?? randomUUID(),
    };
    return { host, unknown: before?.unknown ?? {}, problem: null };
  }

  #parse(draft: GivenDraft, id: string | null): DraftResult {
    return parseDraft(draft, {
      nameTaken: (name) => this.#nameTaken(name, id),
      hasSecret: (slot) => id !== null && this.#secrets.has({ id, slot }),
    });
  }

  #nameTaken(name: string, exceptId: string | null): boolean {
    const query = 'SELECT 1 FROM hosts WHERE name_key = ? AND id IS NOT ?';
    return !!this.#database.prepare(query).get(nameKey(name), exceptId);
  }

  #copyName(name: string): string {
    // Not `inWords`, which cleans for the screen: it is kept, as the name that it is made of.
    const whole = messages()['copy-of-host']({ name: name.slice(0, NAME_LENGTH - 10) });
    const first = whole.slice(0, NAME_LENGTH - 5);
    let free = first;
    for (let count = 2; this.#nameTaken(free, null); count++) free = `${first} ${count}`;
    return free;
  }

  #shown({ host, problem }: HostRow): SavedHost {
    return toSavedHost(host, problem, { loginShell: this.#loginShell });
  }
}

const secretsOf = (kind: string) => fieldsOf(kind).filter(([, { secret }]) => secret);
