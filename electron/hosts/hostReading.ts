// What imports and exports read of the saved hosts: their own values, where they came from, and what holds
// for them; without secrets unless these are asked for.
import type { DatabaseSync } from 'node:sqlite';
import type { HostPlace } from '../ipc/contract.ts';
import type { HostRow } from './hostRows.ts';
import { rowsOf, type Row } from './hostsBase.ts';
import { hostSnapshots, type HostSnapshot } from './hostSnapshots.ts';
import { secretsOf, type HostWriter } from './hostWriter.ts';
import type { Effective } from './inheritance.ts';
import { jumpsOf, withJumps } from './jumpReferences.ts';
import type { Secrets } from './secrets.ts';
import type { StoredHost } from './storedHost.ts';

export interface HostReadingOptions {
  database: DatabaseSync;
  writer: HostWriter;
  secrets: Secrets;
  effective(row: Required<HostRow>): Effective;
}

export class HostReading {
  readonly #options: HostReadingOptions;

  constructor(options: HostReadingOptions) {
    this.#options = options;
  }

  /** Of all that are there, in the order in which they were added. */
  ids(): string[] {
    const query = 'SELECT id FROM hosts WHERE deleted_at IS NULL ORDER BY rowid';
    return rowsOf(this.#options.database, query).map(({ id }) => String(id));
  }

  snapshots(): Iterable<HostSnapshot[]> {
    return hostSnapshots(this.#options.database);
  }

  /** What the hosts of a file are called in it, as the imports wrote it that brought them. */
  originKeys(path: string): string[] {
    return this.#origins(path).map(({ key }) => String(key));
  }

  /** Name of the format of a file that brought hosts; undefined where it brought none. */
  originFormat(path: string): string | undefined {
    const [first] = this.#origins(path);
    return first && String(first['format']);
  }

  /** As it is connected to, its way written out, without secrets: no keychain is asked. */
  connected(id: string): StoredHost | undefined {
    const host = this.#effective(id);
    return host && { ...host, jumpHost: this.#writtenOut(host) };
  }

  /** Its own way, with hosts written out that aren't among these. */
  jumpHost(host: StoredHost, among: ReadonlySet<string>): string {
    const stays = host.kind !== 'ssh' || jumpsOf(host).every((id) => among.has(id));
    return stays ? host.jumpHost : this.#writtenOut(host);
  }

  /**
   * As it is saved itself, for a file that it is written to: with its secrets where they are wanted, else
   * with a sign where there is one. Undefined when there is no such host (any more).
   */
  own(id: string, withSecrets: boolean): { host: StoredHost; place: HostPlace } | undefined {
    const { writer, secrets } = this.#options;
    const row = writer.read(id);
    if (!row) return undefined;
    const slots = secretsOf(row.host.kind).map(([slot]) => {
      const name = { id, slot };
      if (withSecrets) return [slot, secrets.read(name)];
      return [slot, secrets.has(name) ? '…' : ''];
    });
    return { host: { ...row.host, ...Object.fromEntries(slots) }, place: row.place };
  }

  #origins(path: string): Row[] {
    const query = `
      SELECT json_extract(origin, '$.key') AS key, json_extract(origin, '$.format') AS format
      FROM hosts WHERE deleted_at IS NULL AND origin IS NOT NULL
        AND json_extract(origin, '$.path') = :path`;
    return rowsOf(this.#options.database, query, { path });
  }

  #effective(id: string): StoredHost | undefined {
    const row = this.#options.writer.read(id);
    if (!row) return undefined;
    return { ...row.host, ...this.#options.effective(row).values, problem: row.problem };
  }

  #writtenOut(host: StoredHost): string {
    return withJumps(host, (id) => this.#effective(id)).jumpHost;
  }
}
