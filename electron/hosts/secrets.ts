// The stored secrets, one a host or one a tunnel, each sealed by the keychain where there is one.
// Secrets that had to be stored readable are sealed as soon as a keychain shows up.
import type { DatabaseSync } from 'node:sqlite';
import { PersonError } from '../personError.ts';
import { plainBox, type SecretBox } from './secretBox.ts';

/** `sealed_by` of a secret that lies readable in the file. */
const NOBODY = 'none';
const KEYCHAIN = 'keychain';

/** Whose secrets: where they lie, and what they are called. */
const OWNERS = {
  host: { table: 'secrets', key: 'host_id', what: 'the pairing link' },
  tunnel: { table: 'tunnel_secrets', key: 'tunnel_id', what: 'the password' },
} as const;

export class Secrets {
  readonly #database: DatabaseSync;
  readonly #box: SecretBox;
  readonly #owner: (typeof OWNERS)[keyof typeof OWNERS];

  constructor(database: DatabaseSync, box: SecretBox, owner: keyof typeof OWNERS) {
    this.#database = database;
    this.#box = box.available ? box : plainBox;
    this.#owner = OWNERS[owner];
  }

  /** '' when there is none, or the keychain doesn't give it back. */
  read(id: string): string {
    const { table, key } = this.#owner;
    const row = this.#database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).get(id);
    if (!row) return '';
    const box = row['sealed_by'] === NOBODY ? plainBox : this.#box;
    if (row['sealed_by'] === KEYCHAIN && !box.available) return '';
    try {
      return box.unseal(row['sealed'] as Uint8Array);
    } catch {
      return '';
    }
  }

  has(id: string): boolean {
    const { table, key } = this.#owner;
    return !!this.#database.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(id);
  }

  write(id: string, secret: string): void {
    const { table, key } = this.#owner;
    this.#database
      .prepare(
        `INSERT INTO ${table} (${key}, sealed_by, sealed) VALUES (?, ?, ?) ON CONFLICT (${key})
         DO UPDATE SET sealed_by = excluded.sealed_by, sealed = excluded.sealed`,
      )
      .run(id, this.#box.available ? KEYCHAIN : NOBODY, this.#seal(secret));
  }

  /** It is of a kind that needs no secret now. */
  forget(id: string): void {
    const { table, key } = this.#owner;
    this.#database.prepare(`DELETE FROM ${table} WHERE ${key} = ?`).run(id);
  }

  /** Copies a secret as it is, so that it can be copied while the keychain is locked. */
  copy(fromId: string, toId: string): void {
    const { table, key } = this.#owner;
    this.#database
      .prepare(
        `INSERT INTO ${table} (${key}, sealed_by, sealed)
         SELECT ?, sealed_by, sealed FROM ${table} WHERE ${key} = ?`,
      )
      .run(toId, fromId);
  }

  #seal(secret: string): Uint8Array {
    try {
      return this.#box.seal(secret);
    } catch (cause) {
      const message = `The keychain didn’t take ${this.#owner.what}. Unlock it, then save again.`;
      throw new PersonError(message, { cause });
    }
  }

  /** Seals what lies readable, if there is a keychain now; answers with how many there were. */
  sealReadable(): number {
    if (!this.#box.available) return 0;
    const { table, key } = this.#owner;
    const query = `SELECT * FROM ${table} WHERE sealed_by = ?`;
    const rows = this.#database.prepare(query).all(NOBODY);
    for (const row of rows) {
      this.write(String(row[key]), plainBox.unseal(row['sealed'] as Uint8Array));
    }
    return rows.length;
  }
}
