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
  readonly #systemBox: SecretBox;
  readonly #owner: (typeof OWNERS)[keyof typeof OWNERS];

  constructor(database: DatabaseSync, box: SecretBox, owner: keyof typeof OWNERS) {
    this.#database = database;
    this.#systemBox = box;
    this.#owner = OWNERS[owner];
  }

  get #box(): SecretBox {
    return this.#systemBox.available ? this.#systemBox : plainBox;
  }

  /** '' when there is none, or the keychain doesn't give it back. */
  read(id: string): string {
    const { table, key } = this.#owner;
    const row = this.#database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).get(id);
    if (!row) return '';
    const sealed = row['sealed'] as Uint8Array;
    if (row['sealed_by'] === NOBODY) return plainBox.unseal(sealed);
    if (!this.#systemBox.available) return '';
    try {
      return this.#systemBox.unseal(sealed);
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

  /**
   * Are there any that lie readable, and could be sealed? The keychain is asked for nothing where
   * there are none.
   */
  get sealable(): boolean {
    return this.#readable.length > 0 && this.#systemBox.available;
  }

  /** Seals what lies readable. Throws a `PersonError` when the keychain doesn't take it. */
  sealReadable(): void {
    for (const row of this.#readable) {
      const secret = plainBox.unseal(row['sealed'] as Uint8Array);
      this.write(String(row[this.#owner.key]), secret);
    }
  }

  get #readable() {
    const query = `SELECT * FROM ${this.#owner.table} WHERE sealed_by = ?`;
    return this.#database.prepare(query).all(NOBODY);
  }
}
