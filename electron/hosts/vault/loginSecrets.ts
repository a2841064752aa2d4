// Secrets of logins as they lie in the hosts' file: sealed, one for each use. Who seals them stands elsewhere.
import type { SecretUse } from '../../ipc/contract.ts';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { rowsOf, sql, type HostsBase, type Row } from '../hostsBase.ts';
import type { MasterRow } from './masterKey.ts';

export type Sealer = 'keychain' | 'passphrase';

export interface SealedSecret {
  use: SecretUse;
  sealedBy: Sealer;
  sealed: Uint8Array;
  /** Milliseconds since 1970. */
  keptAt: number;
  usedAt: number | null;
}

/** At once: one for each host that there may be, and as many keys. */
export const MOST_SECRETS = 100_000;

export interface LoginSecretsOptions extends Pick<HostsBase, 'database' | 'change' | 'now'> {
  /** A change that is no reason to copy the file, and that may fail. */
  note(work: () => void): void;
  /** Removes a secret from the backups. Throws a `PersonError` where it can't be. */
  clearBackups(what: { secrets: readonly SecretUse[] }): void;
}

const PUT = sql`
  INSERT INTO login_secrets (what, of, sealed_by, sealed, kept_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (what, of) DO UPDATE SET sealed_by = excluded.sealed_by, sealed = excluded.sealed,
    kept_at = excluded.kept_at, used_at = NULL`;

export class LoginSecrets {
  readonly #options: LoginSecretsOptions;

  constructor(options: LoginSecretsOptions) {
    this.#options = options;
  }

  get({ what, of }: SecretUse): SealedSecret | undefined {
    const query = sql`SELECT * FROM login_secrets WHERE what = ? AND of = ?`;
    const row = this.#options.database.prepare(query).get(what, of);
    return row && fromRow(row);
  }

  all(): SealedSecret[] {
    const query = sql`SELECT * FROM login_secrets ORDER BY what, of`;
    return rowsOf(this.#options.database, query).map(fromRow);
  }

  /** Throws a `PersonError` where it can't be stored. */
  put({ what, of }: SecretUse, sealedBy: Sealer, sealed: Uint8Array): void {
    const { change, database, now } = this.#options;
    if (!this.get({ what, of })) this.#checkRoom();
    change(() => database.prepare(PUT).run(what, of, sealedBy, sealed, now()));
  }

  /** The same secret, sealed anew; unless there is another one meanwhile. */
  freshen({ use: { what, of }, sealed }: SealedSecret, fresh: Uint8Array): void {
    const query = sql`UPDATE login_secrets SET sealed = ? WHERE what = ? AND of = ? AND sealed = ?`;
    const { note, database } = this.#options;
    note(() => database.prepare(query).run(fresh, what, of, sealed));
  }

  used({ what, of }: SecretUse): void {
    const query = sql`UPDATE login_secrets SET used_at = ? WHERE what = ? AND of = ?`;
    const { note, database, now } = this.#options;
    note(() => database.prepare(query).run(now(), what, of));
  }

  /** From the backups, too. Throws a `PersonError` where it can't be removed from all of them. */
  remove({ what, of }: SecretUse): void {
    const { change, database, clearBackups } = this.#options;
    if (!this.get({ what, of })) return;
    clearBackups({ secrets: [{ what, of }] });
    const query = sql`DELETE FROM login_secrets WHERE what = ? AND of = ?`;
    change(() => database.prepare(query).run(what, of));
  }

  /** How the master passphrase's key is made; undefined where none is set. */
  master(): MasterRow | undefined {
    const [row] = rowsOf(this.#options.database, sql`SELECT * FROM master_passphrase`);
    return row && masterFrom(row);
  }

  /** Another passphrase, or none, with all that is sealed anew for it: all of it, or nothing. */
  setMaster(
    master: MasterRow | null,
    anew: readonly Omit<SealedSecret, 'keptAt' | 'usedAt'>[],
  ): void {
    const { change, database } = this.#options;
    const query = sql`UPDATE login_secrets SET sealed_by = ?, sealed = ? WHERE what = ? AND of = ?`;
    change(() => {
      const update = database.prepare(query);
      for (const { use, sealedBy, sealed } of anew) update.run(sealedBy, sealed, use.what, use.of);
      this.#putMaster(master);
    });
  }

  /** The passphrase, and what is sealed with it. What a backup has stays there. */
  forgetMaster(): void {
    const { change, database } = this.#options;
    change(() => {
      database.exec(sql`DELETE FROM login_secrets WHERE sealed_by = 'passphrase'`);
      this.#putMaster(null);
    });
  }

  #putMaster(master: MasterRow | null): void {
    const { database } = this.#options;
    database.exec(sql`DELETE FROM master_passphrase`);
    if (!master) return;
    const { n, r, p, salt, checked } = master;
    const query = sql`INSERT INTO master_passphrase (one, n, r, p, salt, checked) VALUES (1, ?, ?, ?, ?, ?)`;
    database.prepare(query).run(n, r, p, salt, checked);
  }

  #checkRoom(): void {
    const query = sql`SELECT count(*) AS count FROM login_secrets`;
    const count = Number(this.#options.database.prepare(query).get()?.['count']);
    if (count >= MOST_SECRETS)
      throw new PersonError(say('secrets-too-many', { most: MOST_SECRETS }));
  }
}

function fromRow(row: Row): SealedSecret {
  return {
    use: { what: String(row['what']) as SecretUse['what'], of: String(row['of']) },
    sealedBy: row['sealed_by'] === 'passphrase' ? 'passphrase' : 'keychain',
    sealed: row['sealed'] as Uint8Array,
    keptAt: Number(row['kept_at']),
    usedAt: row['used_at'] == null ? null : Number(row['used_at']),
  };
}

function masterFrom(row: Row): MasterRow {
  const [n, r, p] = ['n', 'r', 'p'].map((name) => Number(row[name]));
  const [salt, checked] = [row['salt'] as Uint8Array, row['checked'] as Uint8Array];
  return { n: n!, r: r!, p: p!, salt, checked };
}
