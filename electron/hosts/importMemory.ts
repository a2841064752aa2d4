// What the latest import was, in tables of memory: rows as they were before it and as it left them. So all
// of it can be taken back as one change, and it shows where one was changed since.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { BIN_KEY, placeKey } from './hostNames.ts';
import { rowsOf, sql, type HostsBase } from './hostsBase.ts';
import { NameGiver } from './nameGiver.ts';

/** Tables that a host lies in, and the column that says whose a row is. */
const TABLES = [
  ['hosts', 'id'],
  ['secrets', 'host_id'],
  ['tunnels', 'host_id'],
] as const;
const TUNNEL_SECRETS = sql`
  SELECT * FROM main.tunnel_secrets WHERE tunnel_id IN
    (SELECT id FROM main.tunnels WHERE host_id IN (SELECT id FROM temp.incoming))`;
const NAMES = [...TABLES.map(([table]) => table), 'tunnel_secrets'];

/** Of a host these say nothing about what it is. */
const ASIDE = new Set(['used_at']);

export interface TakenBack {
  /** Hosts that went into the bin. */
  removed: string[];
  /** Hosts that are again as they were. */
  restored: string[];
}

export class ImportMemory {
  readonly #base: HostsBase;
  #id: string | undefined;
  #folders: readonly string[] = [];

  constructor(base: HostsBase) {
    this.#base = base;
  }

  /** Within the import's change, before its rows are written; `incoming` names the hosts. */
  before(): void {
    this.#keep('before');
  }

  /** Likewise, once they are written. */
  after(): void {
    this.#keep('after');
  }

  /** The change is stored: it can be taken back from now on, and no earlier one. Answers with its name. */
  stored(folders: readonly string[]): string {
    this.#folders = folders;
    this.#id = randomUUID();
    return this.#id;
  }

  /**
   * As one change: hosts that it added go into the bin, others are as they were, folders that it made and
   * that are empty then go, too. Throws a `PersonError` where one of them was changed since, or where
   * this isn't the latest import.
   */
  undo(id: string): TakenBack {
    if (id !== this.#id) throw new PersonError(say('import-undo-late'));
    const { database, change } = this.#base;
    const changed = changedSince(database);
    if (changed.length > 0) {
      throw new PersonError(
        say('import-undo-changed', { host: changed[0]!, count: changed.length }),
      );
    }
    const restored = idsOf(database, 'SELECT id FROM temp.hosts_before');
    const removed = idsOf(database, ADDED);
    change(() => {
      const act = { at: this.#base.now(), act: randomUUID() };
      database.prepare(`${INTO_BIN('hosts')} AND id IN (${ADDED})`).run(act);
      this.#restore(restored);
      this.#removeFolders(act);
    });
    this.#id = undefined;
    return { removed, restored };
  }

  #keep(when: 'before' | 'after'): void {
    const { database } = this.#base;
    const queries = [
      ...TABLES.map(
        ([table, key]) =>
          `SELECT * FROM main.${table} WHERE ${key} IN (SELECT id FROM temp.incoming)`,
      ),
      TUNNEL_SECRETS,
    ];
    for (const [at, name] of NAMES.entries()) {
      database.exec(`DROP TABLE IF EXISTS temp.${name}_${when};
        CREATE TEMP TABLE ${name}_${when} AS ${queries[at]!}`);
    }
  }

  #restore(ids: readonly string[]): void {
    const { database } = this.#base;
    // Names of before may have been given away meanwhile, and those of now are free.
    const names = new NameGiver(database, ids);
    database.exec(`UPDATE hosts SET key = 'back:' || id WHERE id IN ${IN_BEFORE};
      DELETE FROM tunnels WHERE host_id IN ${IN_BEFORE};
      DELETE FROM secrets WHERE host_id IN ${IN_BEFORE}`);
    const columns = columnsOf(database, 'hosts').filter(
      (name) => name !== 'id' && !ASIDE.has(name),
    );
    const sets = columns.map((name) => `${name} = old.${name}`).join(', ');
    database.exec(`UPDATE hosts SET ${sets.replace('key = old.key', "key = 'back:' || hosts.id")}
      FROM temp.hosts_before AS old WHERE hosts.id = old.id;
      INSERT INTO tunnels SELECT * FROM temp.tunnels_before;
      INSERT INTO tunnel_secrets SELECT * FROM temp.tunnel_secrets_before;
      INSERT INTO secrets SELECT * FROM temp.secrets_before;
      UPDATE hosts SET folder = NULL WHERE id IN ${IN_BEFORE} AND folder IS NOT NULL
        AND folder NOT IN (SELECT id FROM folders WHERE deleted_at IS NULL)`);
    const put = database.prepare('UPDATE hosts SET name = :name, key = :key WHERE id = :id');
    const rows = rowsOf(database, `SELECT id, name, folder FROM hosts WHERE id IN ${IN_BEFORE}`);
    for (const row of rows) {
      const folder = row['folder'] == null ? null : String(row['folder']);
      const name = names.give(folder, String(row['name']));
      put.run({ id: String(row['id']), name, key: placeKey(folder, name) });
    }
  }

  /** Those that it made, where nothing is left in them. */
  #removeFolders(act: { at: number; act: string }): void {
    const remove = this.#base.database.prepare(`${INTO_BIN('folders')} AND id = :id
      AND NOT EXISTS (SELECT 1 FROM hosts WHERE folder = :id AND deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM folders AS inner WHERE parent = :id AND deleted_at IS NULL)`);
    for (const id of [...this.#folders].reverse()) remove.run({ ...act, id });
  }
}

/** As one act: what was taken back by mistake can be put back. */
const INTO_BIN = (table: 'hosts' | 'folders'): string =>
  `UPDATE ${table} SET deleted_at = :at, deleted_with = :act, key = ${BIN_KEY}
   WHERE deleted_at IS NULL`;
const IN_BEFORE = '(SELECT id FROM temp.hosts_before)';
const ADDED = sql`
  SELECT id FROM temp.hosts_after WHERE id NOT IN (SELECT id FROM temp.hosts_before)`;

/** Names of hosts that aren't as the import left them; those that it added may be in the bin. */
function changedSince(database: DatabaseSync): string[] {
  const differs = columnsOf(database, 'hosts')
    .filter((name) => !ASIDE.has(name))
    .map((name) => `now.${name} IS NOT was.${name}`)
    .join(' OR ');
  const hosts = `
    SELECT was.name AS name FROM temp.hosts_after AS was LEFT JOIN hosts AS now ON now.id = was.id
    WHERE (now.deleted_at IS NULL OR was.id IN ${IN_BEFORE}) AND (${differs})
      AND (now.id IS NOT NULL OR was.id IN ${IN_BEFORE})`;
  const beside = TABLES.slice(1).map(([table, key]) => {
    const rows = `SELECT * FROM main.${table} WHERE ${key} IN (SELECT id FROM temp.hosts_after)`;
    const either = `SELECT * FROM (${rows} EXCEPT SELECT * FROM temp.${table}_after)
      UNION ALL SELECT * FROM (SELECT * FROM temp.${table}_after EXCEPT ${rows})`;
    return `SELECT hosts.name AS name FROM hosts JOIN (${either}) AS other ON other.${key} = hosts.id
      WHERE deleted_at IS NULL`;
  });
  const names = [hosts, ...beside].flatMap((query) => rowsOf(database, query));
  return [...new Set(names.map(({ name }) => String(name)))];
}

function idsOf(database: DatabaseSync, query: string): string[] {
  return rowsOf(database, query).map(({ id }) => String(id));
}

function columnsOf(database: DatabaseSync, table: string): string[] {
  return rowsOf(database, `PRAGMA table_info(${table})`).map(({ name }) => String(name));
}
