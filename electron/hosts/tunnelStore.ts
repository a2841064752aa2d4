// The saved tunnels of the saved hosts, in the same file: they are copied and deleted with their
// host. Only `get` hands out a password, and only to the main process.
import { say } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { MOST_TUNNELS, tooManyTunnels } from '../../core/tunnel/tunnelError.ts';
import type {
  SavedTunnel,
  TunnelDraft,
  TunnelErrors,
  TunnelKind,
  TunnelSaveResult,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { fromRow as fromHostRow } from './hostRows.ts';
import { canOf } from './kinds/kinds.ts';
import type { SecretBox } from './secretBox.ts';
import { Secrets, type SecretName } from './secrets.ts';
import { parseTunnelDraft, type TunnelDraftResult } from './tunnelDraft.ts';

/** Said of a host that can have none. */
export const NO_TUNNELS = say('host-needs-no-tunnels');

export interface TunnelStoreOptions {
  database: DatabaseSync;
  secretBox: SecretBox;
  /** Runs one change as a transaction that is on the disk when it returns. Throws a `PersonError`. */
  change: (work: () => void) => void;
}

const INSERT = `
  INSERT INTO tunnels (id, host_id, kind, name, listen_address, listen_port, shared,
                       target_address, target_port, user, autostart)
  VALUES (:id, :host_id, :kind, :name, :listen_address, :listen_port, :shared,
          :target_address, :target_port, :user, :autostart)
  ON CONFLICT (id) DO UPDATE SET
    kind = :kind, name = :name, listen_address = :listen_address, listen_port = :listen_port,
    shared = :shared, target_address = :target_address, target_port = :target_port,
    user = :user, autostart = :autostart`;

export class TunnelStore {
  readonly #database: DatabaseSync;
  readonly #secrets: Secrets;
  readonly #change: TunnelStoreOptions['change'];

  constructor({ database, secretBox, change }: TunnelStoreOptions) {
    this.#database = database;
    this.#secrets = new Secrets(database, secretBox, 'tunnel');
    this.#change = change;
  }

  /** Of one host, in the order in which they were added. */
  list(hostId: string): SavedTunnel[] {
    const query = `SELECT tunnels.* FROM tunnels JOIN hosts ON hosts.id = host_id
                   WHERE host_id = ? AND deleted_at IS NULL ORDER BY place`;
    return this.#database.prepare(query).all(hostId).map(fromRow);
  }

  /** Hosts that have any. */
  hosts(): string[] {
    const query = `SELECT DISTINCT host_id FROM tunnels JOIN hosts ON hosts.id = host_id
                   WHERE deleted_at IS NULL`;
    const rows = this.#database.prepare(query).all();
    return rows.map((row) => String(row['host_id']));
  }

  /**
   * With its password, '' where the keychain doesn't give it back; undefined when there is no such
   * tunnel (any more).
   */
  get(id: string): SavedTunnel | undefined {
    const query = `SELECT tunnels.* FROM tunnels JOIN hosts ON hosts.id = host_id
                   WHERE tunnels.id = ? AND deleted_at IS NULL`;
    const row = this.#database.prepare(query).get(id);
    return row && { ...fromRow(row), password: this.#secrets.read(password(id)) };
  }

  check(hostId: string, draft: TunnelDraft, id: string | null): TunnelErrors {
    const result = this.#parse(hostId, draft, id);
    return result.ok ? {} : result.errors;
  }

  /** `id` null adds a tunnel. Throws a `PersonError` when host or tunnel are gone, or too many. */
  save(hostId: string, draft: TunnelDraft, id: string | null): TunnelSaveResult {
    if (id !== null) this.#existing(id);
    else this.#checkRoom(hostId);
    const result = this.#parse(hostId, draft, id);
    if (!result.ok) return result;
    const tunnel = { ...result.draft, id: id ?? randomUUID(), hostId };
    this.#change(() => this.#put(tunnel));
    return { ok: true, tunnel: { ...tunnel, password: '' } };
  }

  /** Deleting what is gone already is fine. */
  delete(id: string): void {
    this.#change(() => this.#database.prepare('DELETE FROM tunnels WHERE id = ?').run(id));
  }

  /** Part of a host's duplication, inside its transaction. */
  copy(fromHostId: string, toHostId: string): void {
    for (const tunnel of this.list(fromHostId)) {
      const id = randomUUID();
      this.#write({ ...tunnel, id, hostId: toHostId });
      this.#secrets.copy(tunnel.id, id);
    }
  }

  /** Adds a host's own, checked already, inside a change of it. */
  add(hostId: string, drafts: readonly TunnelDraft[]): void {
    for (const draft of drafts) this.#put({ ...draft, id: randomUUID(), hostId });
  }

  /** See `Secrets`; part of what the hosts' store does with its own. */
  get sealable(): boolean {
    return this.#secrets.sealable;
  }

  readable(): string[] {
    return this.#secrets.readable();
  }

  sealedOf(hostIds: readonly string[]): Uint8Array[] {
    const query = 'SELECT id FROM tunnels WHERE host_id IN (SELECT value FROM json_each(?))';
    const rows = this.#database.prepare(query).all(JSON.stringify(hostIds));
    return this.#secrets.sealedOf(rows.map((row) => String(row['id'])));
  }

  sealReadable(): void {
    this.#secrets.sealReadable();
  }

  #put(tunnel: SavedTunnel): void {
    this.#write(tunnel);
    const secret = password(tunnel.id);
    if (tunnel.user === '') this.#secrets.forgetOthers(tunnel.id, []);
    else if (tunnel.password !== '')
      this.#secrets.write(secret, tunnel.password, say('secret-called-password'));
  }

  #write(tunnel: SavedTunnel): void {
    this.#database.prepare(INSERT).run(toRow(tunnel));
  }

  #parse(hostId: string, draft: TunnelDraft, id: string | null): TunnelDraftResult {
    const hasPassword = id !== null && this.#secrets.has(password(id));
    return parseTunnelDraft(draft, { carriedBy: this.#carrierOf(hostId), hasPassword });
  }

  #carrierOf(hostId: string): 'ssh' | 'agent' {
    const query = 'SELECT * FROM hosts WHERE id = ? AND deleted_at IS NULL';
    const row = this.#database.prepare(query).get(hostId);
    if (!row) throw new PersonError(say('host-gone'));
    const { host, problem } = fromHostRow(row);
    const { tunnels } = canOf(host);
    if (!tunnels) throw new PersonError(problem ?? NO_TUNNELS);
    return tunnels;
  }

  #existing(id: string): void {
    const found = this.#database.prepare('SELECT 1 FROM tunnels WHERE id = ?').get(id);
    if (!found) throw new PersonError(say('tunnel-gone'));
  }

  #checkRoom(hostId: string): void {
    if (this.list(hostId).length < MOST_TUNNELS) return;
    const { said, advice } = tooManyTunnels();
    throw new PersonError(say('both', { first: said, second: advice ?? '' }));
  }
}

const password = (id: string): SecretName => ({ id, slot: 'password' });

function toRow(tunnel: SavedTunnel): Record<string, SQLInputValue> {
  return {
    id: tunnel.id,
    host_id: tunnel.hostId,
    kind: tunnel.kind,
    name: tunnel.name,
    listen_address: tunnel.listenAddress,
    listen_port: tunnel.listenPort,
    shared: Number(tunnel.shared),
    target_address: tunnel.targetAddress,
    target_port: tunnel.targetPort,
    user: tunnel.user,
    autostart: Number(tunnel.autostart),
  };
}

function fromRow(row: Record<string, SQLOutputValue>): SavedTunnel {
  const text = (column: string): string => String(row[column]);
  return {
    id: text('id'),
    hostId: text('host_id'),
    kind: text('kind') as TunnelKind,
    name: text('name'),
    listenAddress: text('listen_address'),
    listenPort: text('listen_port'),
    shared: row['shared'] === 1,
    targetAddress: text('target_address'),
    targetPort: text('target_port'),
    user: text('user'),
    password: '',
    autostart: row['autostart'] === 1,
  };
}
