// The stored secrets of hosts and of tunnels, one a slot, each sealed by the keychain where there is
// one. Secrets that had to be stored readable are sealed as soon as a keychain shows up.
import { say, type Said } from '../../words/said.ts';
import type { DatabaseSync } from 'node:sqlite';
import { PersonError } from '../personError.ts';
import { plainBox, type SecretBox } from './secretBox.ts';

/** `sealed_by` of a secret that lies readable in the file. */
const NOBODY = 'none';
const KEYCHAIN = 'keychain';

/** Whose secrets, and where they lie. */
const OWNERS = {
  host: { table: 'secrets', key: 'host_id' },
  tunnel: { table: 'tunnel_secrets', key: 'tunnel_id' },
} as const;

/** Names a secret: whose it is, and which of theirs. */
export interface SecretName {
  id: string;
  slot: string;
}

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
  read({ id, slot }: SecretName): string {
    const row = this.#prepare('SELECT * FROM @ WHERE # = ? AND slot = ?').get(id, slot);
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

  /** What the keychain has sealed for these: to be fetched where it answers later. */
  sealedOf(ids: readonly string[]): Uint8Array[] {
    const query =
      'SELECT sealed FROM @ WHERE sealed_by = ? AND # IN (SELECT value FROM json_each(?))';
    const rows = this.#prepare(query).all(KEYCHAIN, JSON.stringify(ids));
    return rows.map((row) => row['sealed'] as Uint8Array);
  }

  /** Those that lie readable. */
  readable(): string[] {
    return this.#readable.map((row) => plainBox.unseal(row['sealed'] as Uint8Array));
  }

  has({ id, slot }: SecretName): boolean {
    return !!this.#prepare('SELECT 1 FROM @ WHERE # = ? AND slot = ?').get(id, slot);
  }

  /** `called`: as a part of a sentence, for the error where the keychain doesn't take it. */
  write({ id, slot }: SecretName, secret: string, called: Said | string): void {
    this.#prepare(
      `INSERT INTO @ (#, slot, sealed_by, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (#, slot)
       DO UPDATE SET sealed_by = excluded.sealed_by, sealed = excluded.sealed`,
    ).run(id, slot, this.#box.available ? KEYCHAIN : NOBODY, this.#seal(secret, called));
  }

  /** All but those in `slots`: it is of a kind that needs no others now. */
  forgetOthers(id: string, slots: readonly string[]): void {
    const kept = JSON.stringify(slots);
    this.#prepare('DELETE FROM @ WHERE # = ? AND slot NOT IN (SELECT value FROM json_each(?))').run(
      id,
      kept,
    );
  }

  /** Copies the secrets as they are, so that they can be copied while the keychain is locked. */
  copy(fromId: string, toId: string): void {
    this.#prepare(
      `INSERT INTO @ (#, slot, sealed_by, sealed)
       SELECT ?, slot, sealed_by, sealed FROM @ WHERE # = ?`,
    ).run(toId, fromId);
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
      const name = { id: String(row[this.#owner.key]), slot: String(row['slot']) };
      this.write(name, plainBox.unseal(row['sealed'] as Uint8Array), say('secret-called-saved'));
    }
  }

  get #readable() {
    return this.#prepare('SELECT * FROM @ WHERE sealed_by = ?').all(NOBODY);
  }

  #seal(secret: string, what: Said | string): Uint8Array {
    try {
      return this.#box.seal(secret);
    } catch (cause) {
      throw new PersonError(say('secret-not-sealed', { what }), { cause });
    }
  }

  /** `@` stands for the table, `#` for the column that says whose they are. */
  #prepare(query: string) {
    const { table, key } = this.#owner;
    return this.#database.prepare(query.replaceAll('@', table).replaceAll('#', key));
  }
}
