// Hosts files as each earlier version of Bowline wrote them. Written out here, because the code may
// change and what people have may not.
import { DatabaseSync } from 'node:sqlite';
import { PAIRING_LINK } from './drafts.ts';

const HOSTS_1 = `
  CREATE TABLE hosts (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL, address TEXT NOT NULL, port TEXT NOT NULL, user TEXT NOT NULL,
    identity_file TEXT NOT NULL, jump_host TEXT NOT NULL, options TEXT NOT NULL,
    shell TEXT NOT NULL
  ) STRICT;
  PRAGMA application_id = 1114601324;
  INSERT INTO hosts VALUES
    ('a1', 'ssh', 'Web', 'web', 'blue', 'web.example.org', '2222', 'me', '~/.ssh/id', 'gate',
     'A=b', ''),
    ('b2', 'local', 'Here', 'here', 'none', '', '', '', '', '', '', '/bin/sh');
  PRAGMA user_version = 1;`;

const AGENTS_2 = `
  ALTER TABLE hosts ADD COLUMN agent_url TEXT NOT NULL DEFAULT '';
  CREATE TABLE secrets (
    host_id TEXT PRIMARY KEY REFERENCES hosts (id) ON DELETE CASCADE, sealed_by TEXT NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  INSERT INTO hosts VALUES ('c3', 'agent', 'Box', 'box', 'teal', '', '', '', '', '', '', '',
    'ws://10.2.0.14:7722');
  INSERT INTO secrets VALUES ('c3', 'none', CAST('${PAIRING_LINK}' AS BLOB));
  PRAGMA user_version = 2;`;

const KEPT_3 = `
  ALTER TABLE hosts ADD COLUMN keep_alive TEXT NOT NULL DEFAULT 'off';
  UPDATE hosts SET keep_alive = 'tmux' WHERE id = 'a1';
  PRAGMA user_version = 3;`;

const TUNNELS_4 = `
  CREATE TABLE tunnels (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE, kind TEXT NOT NULL,
    name TEXT NOT NULL, listen_address TEXT NOT NULL, listen_port TEXT NOT NULL,
    shared INTEGER NOT NULL, target_address TEXT NOT NULL, target_port TEXT NOT NULL,
    user TEXT NOT NULL, autostart INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tunnels_of_host ON tunnels (host_id);
  CREATE TABLE tunnel_secrets (
    tunnel_id TEXT PRIMARY KEY REFERENCES tunnels (id) ON DELETE CASCADE,
    sealed_by TEXT NOT NULL, sealed BLOB NOT NULL
  ) STRICT;
  INSERT INTO tunnels (id, host_id, kind, name, listen_address, listen_port, shared,
    target_address, target_port, user, autostart)
  VALUES ('t1', 'a1', 'local', 'Web', '127.0.0.1', '8080', 0, 'localhost', '80', '', 1),
         ('t2', 'c3', 'dynamic', 'Proxy', '127.0.0.1', '1080', 0, '', '', 'anna', 0);
  INSERT INTO tunnel_secrets VALUES ('t2', 'none', CAST('open sesame' AS BLOB));
  PRAGMA user_version = 4;`;

const FIELDS_5 = `
  CREATE TABLE secrets_5 AS SELECT * FROM secrets;
  CREATE TABLE tunnel_secrets_5 AS SELECT * FROM tunnel_secrets;
  DROP TABLE secrets;
  DROP TABLE tunnel_secrets;
  DROP TABLE tunnels;
  DROP TABLE hosts;
  CREATE TABLE hosts (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL, fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields))
  ) STRICT;
  INSERT INTO hosts VALUES
    ('a1', 'ssh', 'Web', 'web', 'blue', '{"address":"web.example.org","port":"2222","user":"me",' ||
      '"identityFile":"~/.ssh/id","jumpHost":"gate","options":"A=b","keepAlive":"tmux"}'),
    ('b2', 'local', 'Here', 'here', 'none', '{"shell":"/bin/sh"}'),
    ('c3', 'agent', 'Box', 'box', 'teal', '{"agentUrl":"ws://10.2.0.14:7722"}');
  CREATE TABLE secrets (
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE, slot TEXT NOT NULL,
    sealed_by TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (host_id, slot)
  ) STRICT;
  INSERT INTO secrets SELECT host_id, 'pairingLink', sealed_by, sealed FROM secrets_5;
  DROP TABLE secrets_5;
  CREATE TABLE tunnels (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE, kind TEXT NOT NULL,
    name TEXT NOT NULL, listen_address TEXT NOT NULL, listen_port TEXT NOT NULL,
    shared INTEGER NOT NULL, target_address TEXT NOT NULL, target_port TEXT NOT NULL,
    user TEXT NOT NULL, autostart INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tunnels_of_host ON tunnels (host_id);
  INSERT INTO tunnels (id, host_id, kind, name, listen_address, listen_port, shared,
    target_address, target_port, user, autostart)
  VALUES ('t1', 'a1', 'local', 'Web', '127.0.0.1', '8080', 0, 'localhost', '80', '', 1),
         ('t2', 'c3', 'dynamic', 'Proxy', '127.0.0.1', '1080', 0, '', '', 'anna', 0);
  CREATE TABLE tunnel_secrets (
    tunnel_id TEXT NOT NULL REFERENCES tunnels (id) ON DELETE CASCADE, slot TEXT NOT NULL,
    sealed_by TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (tunnel_id, slot)
  ) STRICT;
  INSERT INTO tunnel_secrets SELECT tunnel_id, 'password', sealed_by, sealed FROM tunnel_secrets_5;
  DROP TABLE tunnel_secrets_5;
  PRAGMA user_version = 5;`;

const FOLDERS_6 = `
  CREATE TABLE folders (
    id TEXT PRIMARY KEY, parent TEXT REFERENCES folders (id) ON DELETE SET NULL,
    name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, color TEXT NOT NULL,
    fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields)), deleted_at INTEGER,
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
  CREATE INDEX hosts_in_bin ON hosts (deleted_at) WHERE deleted_at IS NOT NULL;
  INSERT INTO folders VALUES ('f1', NULL, 'Kunden', '/kunden', 'red', '{"user":"root"}', NULL, NULL);
  UPDATE hosts SET folder = 'f1', key = 'f1/web', tags = '["prod"]', favourite = 1 WHERE id = 'a1';
  PRAGMA user_version = 6;`;

const LINKS_7 = `
  ALTER TABLE folders ADD COLUMN link TEXT CHECK (json_valid(link));
  PRAGMA user_version = 7;`;

const STEPS = [HOSTS_1, AGENTS_2, KEPT_3, TUNNELS_4, FIELDS_5, FOLDERS_6, LINKS_7];

/** The versions of which there is a file. */
export const EARLIER_VERSIONS = STEPS.map((_, index) => index + 1);

/** Makes the file that an earlier version left. */
export function fileOf(version: number, path: string): void {
  const database = new DatabaseSync(path);
  for (const step of STEPS.slice(0, version)) database.exec(step);
  database.close();
}

/** What of that file has to be there in every later version, as the store shows it. */
export function hostsOf(version: number): Record<string, unknown>[] {
  const agent = { id: 'c3', kind: 'agent', name: 'Box', color: 'teal', detail: AGENT_URL };
  return [
    ...(version >= 2 ? [agent] : []),
    { id: 'b2', kind: 'local', name: 'Here', color: 'none', shell: '/bin/sh', detail: '/bin/sh' },
    {
      ...{ id: 'a1', kind: 'ssh', name: 'Web', color: 'blue', address: 'web.example.org' },
      ...{ port: '2222', user: 'me', identityFile: '~/.ssh/id', jumpHost: 'gate', options: 'A=b' },
      keepAlive: version >= 3 ? 'tmux' : 'off',
      ...(version >= 6 && { folder: 'f1', tags: ['prod'], favourite: true }),
    },
  ];
}

const AGENT_URL = 'ws://10.2.0.14:7722';
