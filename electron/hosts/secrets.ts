// The stored secrets, one a host, each sealed by the keychain where there is one. Secrets that
// had to be stored readable are sealed as soon as a keychain shows up.
import type { DatabaseSync } from 'node:sqlite';
import { PersonError } from '../personError.ts';
import { plainBox, type SecretBox } from './secretBox.ts';

/** `sealed_by` of a secret that lies readable in the file. */
const NOBODY = 'none';
const KEYCHAIN = 'keychain';

export class Secrets {
  readonly #database: DatabaseSync;
  readonly #box: SecretBox;

  constructor(database: DatabaseSync, box: SecretBox) {
    this.#database = database;
    this.#box = box.available ? box : plainBox;
  }

  /** '' when there is none, or the keychain doesn't give it back. */
  read(hostId: string): string {
    const row = this.#database.prepare('SELECT * FROM secrets WHERE host_id = ?').get(hostId);
    if (!row) return '';
    const box = row['sealed_by'] === NOBODY ? plainBox : this.#box;
    if (row['sealed_by'] === KEYCHAIN && !box.available) return '';
    try {
      return box.unseal(row['sealed'] as Uint8Array);
    } catch {
      return '';
    }
  }

  has(hostId: string): boolean {
    return !!this.#database.prepare('SELECT 1 FROM secrets WHERE host_id = ?').get(hostId);
  }

  write(hostId: string, secret: string): void {
    this.#database
      .prepare(
        `INSERT INTO secrets (host_id, sealed_by, sealed) VALUES (?, ?, ?) ON CONFLICT (host_id)
         DO UPDATE SET sealed_by = excluded.sealed_by, sealed = excluded.sealed`,
      )
      .run(hostId, this.#box.available ? KEYCHAIN : NOBODY, this.#seal(secret));
  }

  /** The host is of a kind that needs no secret now. */
  forget(hostId: string): void {
    this.#database.prepare('DELETE FROM secrets WHERE host_id = ?').run(hostId);
  }

  /** Copies a secret as it is, so that it can be copied while the keychain is locked. */
  copy(fromHostId: string, toHostId: string): void {
    this.#database
      .prepare(
        `INSERT INTO secrets (host_id, sealed_by, sealed)
         SELECT ?, sealed_by, sealed FROM secrets WHERE host_id = ?`,
      )
      .run(toHostId, fromHostId);
  }

  #seal(secret: string): Uint8Array {
    try {
      return this.#box.seal(secret);
    } catch (cause) {
      const message = 'The keychain didn’t take the pairing link. Unlock it, then save again.';
      throw new PersonError(message, { cause });
    }
  }

  /** Seals what lies readable, if there is a keychain now; answers with how many there were. */
  sealReadable(): number {
    if (!this.#box.available) return 0;
    const rows = this.#database.prepare('SELECT * FROM secrets WHERE sealed_by = ?').all(NOBODY);
    for (const row of rows) {
      this.write(String(row['host_id']), plainBox.unseal(row['sealed'] as Uint8Array));
    }
    return rows.length;
  }
}
