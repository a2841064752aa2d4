// What becomes of secrets of logins when a backup is restored: those that are kept now stay, as nobody
// restores hosts to log in with an older password; those that only the backup has come back.
import type { DatabaseSync } from 'node:sqlite';
import { insertRow, rowsOf, sql, type Row } from '../hostsBase.ts';

/** Part of a change. `replace` makes hosts and identities what they are in the backup. */
export function keepingSecrets(
  database: DatabaseSync,
  backup: DatabaseSync,
  replace: () => void,
): void {
  const [before, its] = [keptIn(database), keptIn(backup)];
  replace();
  const now = ownersIn(database);
  database.exec(sql`DELETE FROM login_secrets`);
  if (!before.master && its.master) insertRow(database, 'master_passphrase', its.master);
  const stay = before.secrets.filter(({ of }) => !before.owners.has(of) || now.has(of));
  const taken = new Set(stay.map(nameOf));
  const back = its.secrets.filter((row) => !taken.has(nameOf(row)) && opens(row, before, its));
  for (const row of [...stay, ...back]) insertRow(database, 'login_secrets', row);
}

type Kept = ReturnType<typeof keptIn>;

function keptIn(database: DatabaseSync) {
  const [master] = rowsOf(database, sql`SELECT * FROM master_passphrase`);
  const secrets = rowsOf(database, sql`SELECT * FROM login_secrets`);
  return { master, secrets, owners: ownersIn(database) };
}

/** Whose secrets go with them. */
function ownersIn(database: DatabaseSync): Set<unknown> {
  const query = sql`SELECT id FROM hosts UNION SELECT id FROM identities`;
  return new Set(rowsOf(database, query).map(({ id }) => id));
}

const nameOf = ({ what, of }: Row): string => JSON.stringify([what, of]);

/** Another passphrase than the one in force opens nothing any more. */
function opens(row: Row, { master }: Kept, its: Kept): boolean {
  if (row['sealed_by'] !== 'passphrase' || !master) return true;
  const salts = [master, its.master].map((one) => Buffer.from((one?.['salt'] ?? '') as Uint8Array));
  return salts[0]!.equals(salts[1]!);
}
