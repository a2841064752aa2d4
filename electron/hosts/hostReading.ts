// What imports and exports read of the saved hosts: their own values, where they came from, and what holds
// for them; without secrets unless these are asked for.
import type { DatabaseSync } from 'node:sqlite';
import type { HostPlace } from '../ipc/contract.ts';
import type { HostRow } from './hostRows.ts';
import { rowsOf } from './hostsBase.ts';
import { hostSnapshots, type HostSnapshot } from './hostSnapshots.ts';
import { secretsOf, type HostWriter } from './hostWriter.ts';
import type { Effective } from './inheritance.ts';
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

  /** Where the hosts of a file came from, as an import wrote it; JSON. */
  origins(path: string): string[] {
    const query = `SELECT origin FROM hosts WHERE deleted_at IS NULL AND origin IS NOT NULL
                   AND json_extract(origin, '$.path') = :path`;
    return rowsOf(this.#options.database, query, { path }).map(({ origin }) => String(origin));
  }

  /** Like the store's `get`, without secrets: no keychain is asked. */
  effective(id: string): StoredHost | undefined {
    const row = this.#options.writer.read(id);
    if (!row) return undefined;
    return { ...row.host, ...this.#options.effective(row).values, problem: row.problem };
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
}
