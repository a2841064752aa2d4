// The saved hosts: listed, checked, saved, duplicated, deleted. A call that returns has its
// change on the disk. Only `get` hands out a secret, and only to the main process.
import { messages } from '../../words/messages.ts';
import { type Said, say } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  FieldErrors,
  GivenDraft,
  KeptSecret,
  SavedHost,
  SaveResult,
  SecretUse,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { Backups } from './backups.ts';
import { Bin } from './bin.ts';
import { FolderStore, isFollowing } from './folderStore.ts';
import { NAME_LENGTH, parseDraft, type DraftResult } from './hostDraft.ts';
import { byName, freeName, placeKey } from './hostNames.ts';
import { COPY_HOST, fromRow, type HostRow } from './hostRows.ts';
import { checkRoom, rowsOf, type HostsBase, type Row } from './hostsBase.ts';
import { HostReading } from './hostReading.ts';
import { HostTelling } from './hostTelling.ts';
import { HostWriter, secretsOf, secretTexts } from './hostWriter.ts';
import { IdentityStore } from './identityStore.ts';
import { passwordOwner, passwordUse, withIdentity, type Owned } from './identityUse.ts';
import { ImportMemory, type TakenBack } from './importMemory.ts';
import type { Effective } from './inheritance.ts';
import { fieldMapOf } from './kinds/kinds.ts';
import { LinkedFolders, type LinkedCopy } from './linkedFolders.ts';
import { keepingLinked, keepingLinkedInSteps, linkedErrors } from './linkedRules.ts';
import { LongChange } from './longChange.ts';
import { ManyHosts } from './manyHosts.ts';
import { inTransaction } from './migrations.ts';
import { withoutOwnHop } from './ownHop.ts';
import { proxyProblem } from './proxyAddress.ts';
import { openHosts } from './recovery.ts';
import {
  saveMany,
  type HostToSave,
  type SaveManyOptions,
  type SaveManyParts,
  type SaveManyResult,
} from './saveMany.ts';
import type { SecretBox } from './secretBox.ts';
import { Secrets } from './secrets.ts';
import { toSavedHost, type StoredHost } from './storedHost.ts';
import { TunnelStore } from './tunnelStore.ts';
import { keptSecrets } from './vault/keptSecrets.ts';
import { LoginSecrets } from './vault/loginSecrets.ts';

/** While a draft is looked at whose name doesn't matter. */
const UNNAMED = 'host';

export interface HostStoreOptions {
  /** Data folder of the app. */
  folder: string;
  secretBox: SecretBox;
  /** Shown for local hosts that name no program. */
  loginShell: string;
  /** Dates what is set aside, backed up, used or deleted. */
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
  readonly folders: FolderStore;
  readonly bin: Bin;
  readonly backups: Backups;
  /** What imports and exports read of the hosts. */
  readonly reading: HostReading;
  /** Changes of several hosts at once. */
  readonly many: ManyHosts;
  /** What windows are told of the hosts. */
  readonly telling: HostTelling;
  /** Folders that follow a file. */
  readonly linked: LinkedFolders;
  /** Secrets of logins, sealed. */
  readonly loginSecrets: LoginSecrets;
  /** Logins that many hosts use. */
  readonly identities: IdentityStore;
  readonly #base: HostsBase;
  readonly #database: DatabaseSync;
  readonly #secrets: Secrets;
  readonly #writer: HostWriter;
  readonly #memory: ImportMemory;
  readonly #long: LongChange;
  readonly #writeCopy: () => void;
  readonly #options: HostStoreOptions;
  #revision = 0;

  /** Throws a `PersonError` when the file can't be used and can't be set aside either. */
  constructor(options: HostStoreOptions) {
    const { database, openBeside, keepCopy, notice } = openHosts(options.folder, options.now);
    const change: HostsBase['change'] = (work, copy) => this.#change(work, copy);
    const revision = (): number => this.#revision;
    const base = { database, change, revision, now: () => options.now().getTime() };
    this.notice = notice;
    this.#base = base;
    this.#database = database;
    this.#writeCopy = keepCopy;
    this.#options = options;
    this.#secrets = new Secrets(database, options.secretBox, 'host');
    this.#writer = new HostWriter(database, this.#secrets);
    this.#long = new LongChange(() => {
      const beside = openBeside();
      this.telling.watch(beside);
      return beside;
    });
    this.#memory = new ImportMemory({
      ...base,
      aside: () => this.#long.database,
      changeInSteps: (steps, inHurry) => this.#changeInSteps(steps, inHurry),
    });
    const folders = new FolderStore(base);
    this.folders = folders;
    this.reading = new HostReading({
      database,
      writer: this.#writer,
      secrets: this.#secrets,
      effective: (row) => this.#effective(row),
    });
    this.many = new ManyHosts({ ...base, folders });
    this.linked = new LinkedFolders({ ...base, folders });
    this.backups = new Backups({
      ...base,
      folder: options.folder,
      onRestored: () => folders.forget(),
    });
    const clearBackups: Backups['clear'] = (what) => this.backups.clear(what);
    this.bin = new Bin({ ...base, folders, clearBackups });
    const note = (work: () => void): void => this.#note(work);
    this.loginSecrets = new LoginSecrets({ ...base, clearBackups, note });
    this.identities = new IdentityStore({ ...base, folders, clearBackups });
    this.telling = new HostTelling({
      database,
      shown: (row: Row) => this.#shown(fromRow(row)),
      tree: () => folders.tree(),
      warn: (line) => options.warn(line),
    });
    this.tunnels = new TunnelStore({ database, secretBox: options.secretBox, change });
  }

  /** By name, as people count. */
  list(): SavedHost[] {
    const rows = rowsOf(this.#database, 'SELECT * FROM hosts WHERE deleted_at IS NULL');
    return rows.map((row) => this.#shown(fromRow(row))).sort(byName);
  }

  /**
   * With its secrets, and with what its folders say where it says nothing: as it is connected to.
   * Undefined when there is no such host (any more).
   */
  get(id: string): StoredHost | undefined {
    const row = this.#writer.read(id);
    if (!row) return undefined;
    const secrets = secretsOf(row.host.kind).map(([slot]) => [
      slot,
      this.#secrets.read({ id, slot }),
    ]);
    const { values } = this.#effective(row);
    return { ...row.host, ...values, ...Object.fromEntries(secrets), problem: row.problem };
  }

  check(draft: GivenDraft, id: string | null): FieldErrors {
    const result = this.#parse(draft, id);
    return result.ok ? {} : result.errors;
  }

  /** A draft as it would be connected to, were it saved; its name may be missing, or another's. */
  drafted(
    draft: GivenDraft,
    id: string | null,
  ): { ok: true; host: StoredHost } | { ok: false; errors: FieldErrors } {
    const known = id === null || draft.kind !== 'config' ? undefined : this.get(id);
    if (known) return { ok: true, host: known }; // what it is stands in a file
    const { folder = this.#folderOf(id) } = draft;
    const facts = { nameTaken: () => false, hasSecret: () => false };
    const result = parseDraft({ ...draft, name: UNNAMED }, facts);
    if (!result.ok) return result;
    const lacking = this.#lacking(result.draft, folder);
    if (Object.keys(lacking).length > 0) return { ok: false, errors: lacking };
    const name = draft.name.trim() || result.draft.address;
    const host = { ...result.draft, id: id ?? '', name };
    return { ok: true, host: { ...host, ...this.#whole(host, folder).values } };
  }

  /** `id` null adds a host. Throws a `PersonError` when the host was deleted meanwhile. */
  save(draft: GivenDraft, id: string | null): SaveResult {
    const known = id === null ? undefined : this.#existing(id);
    if (!known) checkRoom(this.#database, 1);
    const result = this.#parse(draft, id);
    if (!result.ok) return result;
    const row = this.#writer.rowFor(result.draft, result.place, known);
    this.#change(() => {
      this.#writer.put(row);
      this.#writer.putSecrets(row.host.id, result.draft);
    });
    return { ok: true, host: this.#shown(this.#existing(row.host.id)) };
  }

  /** `save`, once the keychain has taken the draft's secrets. Rejects as it throws. */
  saveSoon(draft: GivenDraft, id: string | null): Promise<SaveResult> {
    const result = this.#parse(draft, id);
    const secrets = result.ok ? secretTexts(result.draft) : [];
    return this.sealing(secrets, () => this.save(draft, id));
  }

  /** Throws a `PersonError` when the host was deleted meanwhile. */
  rename(id: string, name: string): SaveResult {
    return this.save({ ...this.#shown(this.#existing(id)), name }, id);
  }

  /** All or none, as one transaction; see there. */
  saveMany(hosts: readonly HostToSave[], options?: SaveManyOptions): Promise<SaveManyResult> {
    const { folders, identities, tunnels } = this;
    const hasSecret = (id: string, slot: string): boolean => this.#secrets.has({ id, slot });
    const backUp = (): void => this.backups.make('import');
    const changeInSteps: SaveManyParts['changeInSteps'] = (steps, inHurry) =>
      this.#changeInSteps(steps, inHurry);
    const own = { writer: this.#writer, memory: this.#memory, aside: this.#aside(), changeInSteps };
    const sealing: SaveManyParts['sealing'] = (...given) => this.sealing(...given);
    const parts = {
      ...this.#base,
      folders,
      identities,
      tunnels,
      ...own,
      hasSecret,
      backUp,
      sealing,
    };
    return saveMany(parts, hosts, options);
  }

  /** Takes back the latest `saveMany`; see there. */
  async undoMany(act: string): Promise<TakenBack> {
    const taken = await this.#memory.undo(act);
    this.folders.forget();
    return taken;
  }

  /** Another one after each change. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * A folder stops following its file: its hosts become what is given, under their ids, as one change; others
   * stay what they are. Throws a `PersonError`, where one of the drafts is refused, too.
   */
  endLink(folder: string, copies: readonly LinkedCopy[]): void {
    const rows = copies.map(({ id, draft, tunnels }) => {
      const known = this.#existing(id);
      const result = parseDraft(draft, { nameTaken: () => false, hasSecret: () => false });
      if (!result.ok) throw new PersonError(Object.values(result.errors)[0]!);
      return { row: this.#writer.rowFor(result.draft, {}, known), tunnels };
    });
    this.backups.make('import');
    this.#change(() => {
      this.linked.unlink(folder);
      for (const { row, tunnels } of rows) {
        this.#writer.put(row);
        this.tunnels.add(row.host.id, tunnels);
      }
    });
    this.folders.forget();
  }

  /** Throws a `PersonError` for one that isn't there, or that stands in a file which its folder follows. */
  duplicate(id: string): SavedHost {
    const { host, place } = this.#existing(id);
    if (host.kind === 'config')
      throw new PersonError(say('linked-host-stays', { host: host.name }));
    checkRoom(this.#database, 1);
    const name = this.#copyName(host.name, place.folder);
    const copy = { id: randomUUID(), name, key: placeKey(place.folder, name) };
    this.#change(() => {
      this.#database.prepare(COPY_HOST).run({ ...copy, from: id });
      this.#secrets.copy(id, copy.id);
      this.tunnels.copy(id, copy.id);
    });
    return this.shown([copy.id])[0]!;
  }

  /** Those of them that there are, in that order. */
  shown(ids: readonly string[]): SavedHost[] {
    return ids.flatMap((id) => {
      const row = this.#writer.read(id);
      return row ? [this.#shown(row)] : [];
    });
  }

  /**
   * A shell was opened on it. Answers with when, milliseconds since 1970; null for one that isn't saved,
   * and where it can't be stored, which is in nobody's way. No reason to copy the file.
   */
  used(id: string): number | null {
    if (!this.isOpen) return null;
    const at = this.#base.now();
    const query = 'UPDATE hosts SET used_at = :at WHERE id = :id AND deleted_at IS NULL';
    let isSaved = false;
    this.#note(() => {
      isSaved = this.#database.prepare(query).run({ id, at }).changes > 0;
    });
    return isSaved ? at : null;
  }

  /** A change that is in nobody's way where it can't be stored, and no reason to copy the file. */
  #note(work: () => void): void {
    if (!this.isOpen) return;
    try {
      this.#long.giveWay();
      work();
    } catch (error) {
      this.#options.warn(`that a host or a login was used could not be stored: ${String(error)}`);
    }
  }

  /**
   * Of a keychain that answers later: to be waited for before hosts or their tunnels are read with their
   * secrets. Undefined where nothing has to be. Never rejects.
   */
  fetch(ids: readonly string[]): Promise<void> | undefined {
    const { secretBox } = this.#options;
    if (!secretBox.fetch || !this.isOpen) return undefined;
    return secretBox.fetch([...this.#secrets.sealedOf(ids), ...this.tunnels.sealedOf(ids)]);
  }

  /** Likewise, before such secrets are saved: what stores them is `work`. Rejects as it does. */
  async sealing<T>(secrets: readonly string[], work: () => T | Promise<T>): Promise<T> {
    const { secretBox } = this.#options;
    return secretBox.sealing ? secretBox.sealing(secrets, work) : work();
  }

  /** `sealReadable`, once the keychain has answered. Rejects as it throws. */
  async sealReadableSoon(): Promise<void> {
    const readable = [...this.#secrets.readable(), ...this.tunnels.readable()];
    if (readable.length > 0) await this.sealing(readable, () => this.sealReadable());
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

  /**
   * Makes the copy from which a damaged file is restored: once there is time for it after the start,
   * as nothing needs it before, and again after a full disk refused it.
   */
  refreshCopy(): void {
    if (this.isOpen) this.#keepCopy();
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  close(): void {
    this.#long.close();
    this.#database.close();
  }

  #change(work: () => void, copy: 'now' | 'soon' = 'now'): void {
    this.#long.giveWay();
    try {
      inTransaction(this.#database, () => keepingLinked(this.#database, work));
    } catch (error) {
      throw this.#explained(error);
    }
    this.#revision++;
    if (copy === 'now') this.#keepCopy();
    else setImmediate(() => this.refreshCopy());
  }

  /** False where another change went first; nothing is stored then. Rejects as `#change` throws. */
  async #changeInSteps(steps: Iterable<unknown>, inHurry: boolean): Promise<boolean> {
    try {
      const held = keepingLinkedInSteps(this.#long.database, steps);
      if (!(await this.#long.run(held, inHurry))) return false;
    } catch (error) {
      throw this.#explained(error);
    }
    this.#revision++;
    setImmediate(() => this.refreshCopy());
    return true;
  }

  /** What writes within such a change. */
  #aside(): SaveManyParts['aside'] {
    const { database } = this.#long;
    const { secretBox } = this.#options;
    const writer = new HostWriter(database, new Secrets(database, secretBox, 'host'));
    const change = (work: () => void): void => work();
    return { database, writer, tunnels: new TunnelStore({ database, secretBox, change }) };
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

  #existing(id: string): Required<HostRow> {
    const row = this.#writer.read(id);
    if (!row) throw new PersonError(say('host-gone'));
    return row;
  }

  #parse(draft: GivenDraft, id: string | null): DraftResult {
    const { folder = this.#folderOf(id) } = draft;
    const result = parseDraft(draft, {
      nameTaken: (name) => this.#nameTaken(name, folder, id),
      hasSecret: (slot) => id !== null && this.#secrets.has({ id, slot }),
    });
    const wrong = {
      ...this.#lacking(result.ok ? result.draft : draft, folder),
      ...this.#misplaced(draft, id, folder),
    };
    if (Object.keys(wrong).length === 0) return result;
    return { ok: false, errors: { ...(result.ok ? {} : result.errors), ...wrong } };
  }

  /** What neither the draft nor its folders say. */
  #lacking(draft: GivenDraft, folder: string | null): FieldErrors {
    if (!fieldMapOf(draft.kind).has('proxyKind')) return {};
    const proxyAddress = proxyProblem(this.folders.inheritance, draft, folder);
    return proxyAddress ? { proxyAddress } : {};
  }

  #misplaced(draft: GivenDraft, id: string | null, folder: string | null): FieldErrors {
    const tree = this.folders.tree();
    if (folder !== null && !tree.has(folder)) return { folder: say('folder-gone') };
    const known = id === null ? undefined : this.#writer.read(id);
    const errors = linkedErrors(draft, known);
    const isTo = isFollowing(tree, folder) && known?.place.folder !== folder;
    return isTo ? { ...errors, folder: say('folder-follows-file') } : errors;
  }

  #folderOf(id: string | null): string | null {
    return (id === null ? undefined : this.#writer.read(id)?.place.folder) ?? null;
  }

  #nameTaken(name: string, folder: string | null, exceptId: string | null): boolean {
    const query = 'SELECT 1 FROM hosts WHERE key = ? AND id IS NOT ?';
    return !!this.#database.prepare(query).get(placeKey(folder, name), exceptId);
  }

  #copyName(name: string, folder: string | null): string {
    // Not `inWords`, which cleans for the screen: it is kept, as the name that it is made of.
    const whole = messages()['copy-of-host']({ name: name.slice(0, NAME_LENGTH - 10) });
    const isTaken = (other: string): boolean => this.#nameTaken(other, folder, null);
    return freeName(whole.slice(0, NAME_LENGTH), isTaken).free;
  }

  #effective({ host, place }: Required<HostRow>): Effective {
    return this.#whole(host, place.folder);
  }

  /** All that holds for a host: its own, its identity's, its folders'. */
  #whole(host: StoredHost, folder: string | null): Effective {
    const found = this.folders.inheritance.of({ ...host, folder });
    const login = this.identities.find(found.values.identity ?? host.identity);
    return withoutOwnHop(withIdentity(found, host, login), host.id);
  }

  /** Secrets of logins as they are listed. */
  keptSecrets(): KeptSecret[] {
    const { folders, identities, loginSecrets } = this;
    return keptSecrets({ database: this.#database, folders, identities, loginSecrets });
  }

  /** Whose password a host asks for, as it is connected to. */
  passwordUse(host: StoredHost): SecretUse {
    return passwordUse(host, this.identities.find(host.identity));
  }

  /** The saved host or the identity that has it; undefined for a host that isn't saved. */
  passwordOwner(host: Owned): string | undefined {
    return passwordOwner(host, this.identities.find(host.identity ?? ''));
  }

  #shown(row: Required<HostRow>): SavedHost {
    const facts = { loginShell: this.#options.loginShell };
    return toSavedHost({ ...row, effective: this.#effective(row) }, facts);
  }
}
