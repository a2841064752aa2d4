// The hosts file's schema, version by version. A step once released never changes: a file of
// any earlier version becomes the present one by running the steps it lacks, each in its own
// transaction together with its number.
import type { DatabaseSync } from 'node:sqlite';

/** `PRAGMA application_id`: tells our files from any other SQLite database. "Bowl". */
export const APPLICATION_ID = 0x426f776c;

const steps: readonly string[] = [
  // 1: SSH and local hosts.
  `CREATE TABLE hosts (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     name_key TEXT NOT NULL UNIQUE,
     color TEXT NOT NULL,
     address TEXT NOT NULL,
     port TEXT NOT NULL,
     user TEXT NOT NULL,
     identity_file TEXT NOT NULL,
     jump_host TEXT NOT NULL,
     options TEXT NOT NULL,
     shell TEXT NOT NULL
   ) STRICT`,
  // 2: agent hosts. The secret has a table of its own, so that listing never touches it.
  `ALTER TABLE hosts ADD COLUMN agent_url TEXT NOT NULL DEFAULT '';
   CREATE TABLE secrets (
     host_id TEXT PRIMARY KEY REFERENCES hosts (id) ON DELETE CASCADE,
     sealed_by TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  // 3: shells of SSH hosts that outlive their connection.
  `ALTER TABLE hosts ADD COLUMN keep_alive TEXT NOT NULL DEFAULT 'off'`,
  // 4: tunnels. The password of a SOCKS proxy is a secret like those of the agents.
  `CREATE TABLE tunnels (
     place INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     listen_address TEXT NOT NULL,
     listen_port TEXT NOT NULL,
     shared INTEGER NOT NULL,
     target_address TEXT NOT NULL,
     target_port TEXT NOT NULL,
     user TEXT NOT NULL,
     autostart INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX tunnels_of_host ON tunnels (host_id);
   CREATE TABLE tunnel_secrets (
     tunnel_id TEXT PRIMARY KEY REFERENCES tunnels (id) ON DELETE CASCADE,
     sealed_by TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  // 5: what only one kind has lies in one column, as JSON, and a host may have several secrets. The
  // table stays the same one: dropping it would delete what refers to it.
  `ALTER TABLE hosts ADD COLUMN fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields));
   UPDATE hosts SET fields = CASE kind
     WHEN 'ssh' THEN json_object('address', address, 'port', port, 'user', user,
       'identityFile', identity_file, 'jumpHost', jump_host, 'options', options,
       'keepAlive', keep_alive)
     WHEN 'agent' THEN json_object('agentUrl', agent_url)
     WHEN 'local' THEN json_object('shell', shell)
     ELSE json_object('address', address, 'port', port, 'user', user,
       'identityFile', identity_file, 'jumpHost', jump_host, 'options', options,
       'keepAlive', keep_alive, 'agentUrl', agent_url, 'shell', shell)
   END;
   ALTER TABLE hosts DROP COLUMN address;
   ALTER TABLE hosts DROP COLUMN port;
   ALTER TABLE hosts DROP COLUMN user;
   ALTER TABLE hosts DROP COLUMN identity_file;
   ALTER TABLE hosts DROP COLUMN jump_host;
   ALTER TABLE hosts DROP COLUMN options;
   ALTER TABLE hosts DROP COLUMN keep_alive;
   ALTER TABLE hosts DROP COLUMN agent_url;
   ALTER TABLE hosts DROP COLUMN shell;
   CREATE TABLE host_secrets (
     host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
     slot TEXT NOT NULL,
     sealed_by TEXT NOT NULL,
     sealed BLOB NOT NULL,
     PRIMARY KEY (host_id, slot)
   ) STRICT;
   INSERT INTO host_secrets SELECT host_id, 'pairingLink', sealed_by, sealed FROM secrets;
   DROP TABLE secrets;
   ALTER TABLE host_secrets RENAME TO secrets;
   CREATE TABLE secrets_of_tunnels (
     tunnel_id TEXT NOT NULL REFERENCES tunnels (id) ON DELETE CASCADE,
     slot TEXT NOT NULL,
     sealed_by TEXT NOT NULL,
     sealed BLOB NOT NULL,
     PRIMARY KEY (tunnel_id, slot)
   ) STRICT;
   INSERT INTO secrets_of_tunnels SELECT tunnel_id, 'password', sealed_by, sealed FROM tunnel_secrets;
   DROP TABLE tunnel_secrets;
   ALTER TABLE secrets_of_tunnels RENAME TO tunnel_secrets`,
  // 6: folders, what arranges hosts, and the bin. A name is one of its folder's, so the unique column
  // begins with the folder's id; it is renamed, as a column that is unique can't be dropped.
  `CREATE TABLE folders (
     id TEXT PRIMARY KEY,
     parent TEXT REFERENCES folders (id) ON DELETE SET NULL,
     name TEXT NOT NULL,
     key TEXT NOT NULL UNIQUE,
     color TEXT NOT NULL,
     fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields)),
     deleted_at INTEGER,
     deleted_with TEXT
   ) STRICT;
   CREATE INDEX folders_of_parent ON folders (parent);
   ALTER TABLE hosts RENAME COLUMN name_key TO key;
   UPDATE hosts SET key = '/' || key;
   ALTER TABLE hosts ADD COLUMN folder TEXT REFERENCES folders (id) ON DELETE SET NULL;
   ALTER TABLE hosts ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
   ALTER TABLE hosts ADD COLUMN notes TEXT NOT NULL DEFAULT '';
   ALTER TABLE hosts ADD COLUMN icon TEXT NOT NULL DEFAULT '';
   ALTER TABLE hosts ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE hosts ADD COLUMN used_at INTEGER;
   ALTER TABLE hosts ADD COLUMN origin TEXT CHECK (json_valid(origin));
   ALTER TABLE hosts ADD COLUMN deleted_at INTEGER;
   ALTER TABLE hosts ADD COLUMN deleted_with TEXT;
   CREATE INDEX hosts_of_folder ON hosts (folder);
   CREATE INDEX hosts_in_bin ON hosts (deleted_at) WHERE deleted_at IS NOT NULL`,
  // 7: folders that follow a file.
  `ALTER TABLE folders ADD COLUMN link TEXT CHECK (json_valid(link))`,
  // 8: logins: identities, and secrets by what they are for. Those of a host or an identity go with it,
  // whatever deletes it for good; in backups, too.
  `CREATE TABLE identities (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     key TEXT NOT NULL UNIQUE,
     user TEXT NOT NULL,
     identity_file TEXT NOT NULL
   ) STRICT;
   CREATE TABLE login_secrets (
     what TEXT NOT NULL,
     of TEXT NOT NULL,
     sealed_by TEXT NOT NULL,
     sealed BLOB NOT NULL,
     kept_at INTEGER NOT NULL,
     used_at INTEGER,
     PRIMARY KEY (what, of)
   ) STRICT;
   CREATE TABLE master_passphrase (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     n INTEGER NOT NULL,
     r INTEGER NOT NULL,
     p INTEGER NOT NULL,
     salt BLOB NOT NULL,
     checked BLOB NOT NULL
   ) STRICT;
   CREATE TRIGGER secrets_of_host AFTER DELETE ON hosts
     BEGIN DELETE FROM login_secrets WHERE what = 'password' AND of = OLD.id; END;
   CREATE TRIGGER secrets_of_identity AFTER DELETE ON identities
     BEGIN DELETE FROM login_secrets WHERE what = 'password' AND of = OLD.id; END`,
];

export const SCHEMA_VERSION = steps.length;

export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** Brings an empty database or one of an earlier version to the present one, or only as far as `to`. */
export function migrate(database: DatabaseSync, to = SCHEMA_VERSION): void {
  for (let version = schemaVersion(database); version < to; version++) {
    inTransaction(database, () => {
      database.exec(steps[version]!);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

/** Runs `work` as one transaction: all of it is stored, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

// A full disk makes SQLite roll back by itself; then there is nothing left to, and the error that
// matters is the one before.
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // rolled back already
  }
}
