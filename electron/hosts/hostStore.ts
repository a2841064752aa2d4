// The saved hosts: listed, checked, saved, duplicated, deleted. A call that returns has its
// change on the disk. Only `get` hands out a secret, and only to the main process.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { formatHostPort, parsePairingLink } from '../../core/link/pairingLink.ts';
import type { FieldErrors, HostDraft, SavedHost, SaveResult } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { nameKey, NAME_LENGTH, parseDraft, type DraftResult } from './hostDraft.ts';
import { fromRow, toRow, UPSERT_HOST, type HostRow } from './hostRows.ts';
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
  /** What the user must know about the file that was found, in their words; '' if nothing. */
  readonly notice: string;
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

  /** With its secret; undefined when there is no such host (any more). */
  get(id: string): StoredHost | undefined {
    const row = this.#row(id);
    return row && { ...row.host, pairingLink: this.#secrets.read(id) };
  }

  check(draft: HostDraft, id: string | null): FieldErrors {
    const result = this.#parse(draft, id);
    return result.ok ? {} : result.errors;
  }

  /** `id` null adds a host. Throws a `PersonError` when the host was deleted meanwhile. */
  save(draft: HostDraft, id: string | null): SaveResult {
    if (id !== null) this.#existing(id);
    const result = this.#parse(draft, id);
    if (!result.ok) return result;
    const row = this.#rowFor(result.draft, id);
    this.#change(() => {
      this.#put(row);
      if (result.draft.pairingLink) this.#secrets.write(row.host.id, result.draft.pairingLink);
      else if (result.draft.kind !== 'agent') this.#secrets.forget(row.host.id);
    });
    return { ok: true, host: this.#shown(row) };
  }

  duplicate(id: string): SavedHost {
    const { host, agentUrl } = this.#existing(id);
    const copy = { host: { ...host, id: randomUUID(), name: this.#copyName(host.name) }, agentUrl };
    this.#change(() => {
      this.#put(copy);
      this.#secrets.copy(id, copy.host.id);
      this.tunnels.copy(id, copy.host.id);
    });
    return this.#shown(copy);
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
    const message = 'The change could not be stored. Is the disk full, or the file in use?';
    return new PersonError(message, { cause: error });
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

  #row(id: string): HostRow | undefined {
    const row = this.#database.prepare('SELECT * FROM hosts WHERE id = ?').get(id);
    return row && fromRow(row);
  }

  #existing(id: string): HostRow {
    const row = this.#row(id);
    if (!row) throw new PersonError('This host has been deleted meanwhile.');
    return row;
  }

  #rowFor(draft: HostDraft, id: string | null): HostRow {
    const host = { ...draft, id: id ?? randomUUID(), pairingLink: '' };
    const known = id === null ? undefined : this.#row(id);
    if (draft.kind !== 'agent') return { host, agentUrl: '' };
    const agentUrl = draft.pairingLink ? agentUrlOf(draft.pairingLink) : known!.agentUrl;
    return { host, agentUrl };
  }

  #parse(draft: HostDraft, id: string | null): DraftResult {
    return parseDraft(draft, {
      nameTaken: (name) => this.#nameTaken(name, id),
      hasLink: id !== null && this.#secrets.has(id),
    });
  }

  #nameTaken(name: string, exceptId: string | null): boolean {
    const query = 'SELECT 1 FROM hosts WHERE name_key = ? AND id IS NOT ?';
    return !!this.#database.prepare(query).get(nameKey(name), exceptId);
  }

  #copyName(name: string): string {
    const first = `${name.slice(0, NAME_LENGTH - 10)} copy`;
    let free = first;
    for (let count = 2; this.#nameTaken(free, null); count++) free = `${first} ${count}`;
    return free;
  }

  #shown({ host, agentUrl }: HostRow): SavedHost {
    return toSavedHost(host, { agentUrl, loginShell: this.#loginShell });
  }
}

/** The address of a link's agent without its token, as the sidebar shows it. */
function agentUrlOf(link: string): string {
  const { address } = parsePairingLink(link);
  if (address.kind === 'unix') return `unix:${address.path}`;
  return `${address.tls ? 'wss' : 'ws'}://${formatHostPort(address.host, address.port)}`;
}
