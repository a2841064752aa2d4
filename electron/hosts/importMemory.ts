// What the latest import was, in tables of memory: rows as they were before it and as it left them. So all
// of it can be taken back as one change, and it shows where one was changed since.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { BIN_KEY, placeKey } from './hostNames.ts';
import { rowsOf, sql, type HostsBase } from './hostsBase.ts';
import { NameGiver } from './nameGiver.ts';

/** Rows of `temp.incoming`, from 1 on. */
export interface Range extends Record<string, number> {
  from: number;
  to: number;
}

/** See longChange.ts. */
export type ChangeInSteps = (steps: Iterable<unknown>, inHurry: boolean) => Promise<boolean>;

export interface ImportMemoryOptions extends HostsBase {
  /** The connection in which an import is stored, and what was before it remembered. */
  aside(): DatabaseSync;
  changeInSteps: ChangeInSteps;
}

export interface TakenBack {
  /** Hosts that went into the bin. */
  removed: string[];
  /** Hosts that are again as they were. */
  restored: string[];
}

/** What a host is: rows of these tables, by the column that says whose they are. */
const HOST_IDS = sql`(SELECT id FROM temp.incoming WHERE rowid BETWEEN :from AND :to)`;
const TUNNEL_IDS = sql`(SELECT id FROM main.tunnels WHERE host_id IN ${HOST_IDS})`;
const TABLES = [
  ['hosts', sql`id IN ${HOST_IDS}`],
  ['secrets', sql`host_id IN ${HOST_IDS}`],
  ['tunnels', sql`host_id IN ${HOST_IDS}`],
  ['tunnel_secrets', sql`tunnel_id IN ${TUNNEL_IDS}`],
] as const;

/** When it was used last says nothing about what it is. */
const ASIDE = new Set(['used_at']);
const ATTEMPTS = 4;
/** Hosts of one turn. */
const AT_ONCE = 500;

const ADDED = sql`SELECT id FROM temp.hosts_after WHERE id NOT IN (SELECT id FROM temp.hosts_before)`;
const IN_IDS = sql`IN (SELECT value FROM json_each(:ids))`;

export class ImportMemory {
  readonly #options: ImportMemoryOptions;
  #id: string | undefined;
  #folders: readonly string[] = [];

  constructor(options: ImportMemoryOptions) {
    this.#options = options;
  }

  /** Within an import's change, before anything else of it. */
  begin(): void {
    const database = this.#options.aside();
    for (const [table] of TABLES) {
      for (const when of ['before', 'after']) {
        database.exec(`DROP TABLE IF EXISTS temp.${table}_${when};
          CREATE TEMP TABLE ${table}_${when} AS SELECT * FROM main.${table} WHERE FALSE`);
      }
    }
    database.exec(`CREATE INDEX temp.before_id ON hosts_before (id);
      CREATE INDEX temp.after_id ON hosts_after (id)`);
  }

  /** Of hosts of `temp.incoming`, before they are written. */
  before(range: Range): void {
    this.#keep('before', range);
  }

  /** Likewise, once they are written. */
  after(range: Range): void {
    this.#keep('after', range);
  }

  /** The change is stored: it can be taken back from now on, and no earlier one. Answers with its name. */
  stored(folders: readonly string[]): string {
    this.#folders = folders;
    this.#id = randomUUID();
    return this.#id;
  }

  /**
   * As one change: hosts that it added go into the bin, others are as they were, folders that it made and
   * that are empty then go, too. Rejects with a `PersonError` where one of them was changed since, or
   * where this isn't the latest import.
   */
  async undo(id: string): Promise<TakenBack> {
    const { revision, changeInSteps } = this.#options;
    for (let attempt = 1; ; attempt++) {
      if (id !== this.#id) throw new PersonError(say('import-undo-late'));
      const [inHurry, asked] = [attempt >= ATTEMPTS, revision()];
      await this.#checkUnchanged(inHurry);
      if (revision() !== asked) continue;
      const taken = this.#ids();
      if (!(await changeInSteps(this.#steps(taken), inHurry))) continue;
      this.#id = undefined;
      return taken;
    }
  }

  async #checkUnchanged(inHurry: boolean): Promise<void> {
    const changed = new Set<string>();
    for (const names of changedSince(this.#options.aside())) {
      names.forEach((name) => changed.add(name));
      if (!inHurry) await setImmediate();
    }
    const [host] = changed;
    if (host === undefined) return;
    throw new PersonError(say('import-undo-changed', { host, count: changed.size }));
  }

  #ids(): TakenBack {
    const ids = (query: string): string[] =>
      rowsOf(this.#options.aside(), query).map(({ id }) => String(id));
    return { removed: ids(ADDED), restored: ids('SELECT id FROM temp.hosts_before') };
  }

  #keep(when: 'before' | 'after', range: Range): void {
    const database = this.#options.aside();
    for (const [table, which] of TABLES) {
      const query = `INSERT INTO temp.${table}_${when} SELECT * FROM main.${table} WHERE ${which}`;
      database.prepare(query).run(range);
    }
  }

  *#steps({ removed, restored }: TakenBack): Iterable<void> {
    const database = this.#options.aside();
    // As one act: what was taken back by mistake can be put back.
    const act = { at: this.#options.now(), act: randomUUID() };
    const remove = database.prepare(intoBin('hosts', sql`id ${IN_IDS}`));
    yield* some(removed, (ids) => remove.run({ ...act, ids }));
    yield* restoring(database, restored);
    const removeFolder = database.prepare(
      intoBin(
        'folders',
        sql`id = :id
      AND NOT EXISTS (SELECT 1 FROM hosts WHERE folder = :id AND deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM folders AS inner WHERE parent = :id AND deleted_at IS NULL)`,
      ),
    );
    for (const id of [...this.#folders].reverse()) removeFolder.run({ ...act, id });
    yield;
  }
}

const intoBin = (table: 'hosts' | 'folders', which: string): string =>
  `UPDATE ${table} SET deleted_at = :at, deleted_with = :act, key = ${BIN_KEY}
   WHERE deleted_at IS NULL AND ${which}`;

function* some(all: readonly string[], work: (ids: string) => void): Iterable<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) {
    work(JSON.stringify(all.slice(from, from + AT_ONCE)));
    yield;
  }
}

/** Hosts as they were before. Names may have been given away meanwhile, and folders be gone. */
function* restoring(database: DatabaseSync, restored: readonly string[]): Iterable<void> {
  yield* some(restored, (ids) => {
    const clear = [
      `UPDATE hosts SET key = 'back:' || id WHERE id ${IN_IDS}`,
      `DELETE FROM tunnels WHERE host_id ${IN_IDS}`,
      `DELETE FROM secrets WHERE host_id ${IN_IDS}`,
    ];
    for (const query of clear) database.prepare(query).run({ ids });
  });
  const names = new NameGiver(database, restored);
  yield;
  yield* some(restored, (ids) => {
    for (const query of putBack(database)) database.prepare(query).run({ ids });
    rename(database, names, ids);
  });
}

function putBack(database: DatabaseSync): string[] {
  const columns = columnsOf(database).filter((name) => !['id', 'key'].includes(name));
  const sets = columns.map((name) => `${name} = old.${name}`).join(', ');
  return [
    `UPDATE hosts SET ${sets} FROM temp.hosts_before AS old
     WHERE hosts.id = old.id AND old.id ${IN_IDS}`,
    `UPDATE hosts SET folder = NULL WHERE id ${IN_IDS} AND folder IS NOT NULL
       AND folder NOT IN (SELECT id FROM folders WHERE deleted_at IS NULL)`,
    `INSERT INTO tunnels SELECT * FROM temp.tunnels_before WHERE host_id ${IN_IDS}`,
    `INSERT INTO tunnel_secrets SELECT * FROM temp.tunnel_secrets_before WHERE tunnel_id IN
       (SELECT id FROM temp.tunnels_before WHERE host_id ${IN_IDS})`,
    `INSERT INTO secrets SELECT * FROM temp.secrets_before WHERE host_id ${IN_IDS}`,
  ];
}

function rename(database: DatabaseSync, names: NameGiver, ids: string): void {
  const put = database.prepare('UPDATE hosts SET name = :name, key = :key WHERE id = :id');
  const query = `SELECT id, name, folder FROM hosts WHERE id ${IN_IDS}`;
  for (const row of rowsOf(database, query, { ids })) {
    const folder = row['folder'] == null ? null : String(row['folder']);
    const name = names.give(folder, String(row['name']));
    put.run({ id: String(row['id']), name, key: placeKey(folder, name) });
  }
}

/** Names of hosts that aren't as the import left them; those that it added may be in the bin, or gone. */
function* changedSince(database: DatabaseSync): Iterable<string[]> {
  const differs = columnsOf(database)
    .map((name) => sql`now.${name} IS NOT was.${name}`)
    .join(' OR ');
  const isKnown = sql`was.id IN (SELECT id FROM temp.hosts_before)`;
  const hosts = `
    SELECT was.name AS name FROM temp.hosts_after AS was LEFT JOIN main.hosts AS now ON now.id = was.id
    WHERE was.rowid BETWEEN :from AND :to AND (${differs})
      AND (${isKnown} OR (now.id IS NOT NULL AND now.deleted_at IS NULL))`;
  const [last] = rowsOf(database, 'SELECT coalesce(max(rowid), 0) AS last FROM temp.hosts_after');
  const namesOf = (query: string, values?: Range): string[] =>
    rowsOf(database, query, values).map(({ name }) => String(name));
  for (let from = 1; from <= Number(last?.['last']); from += AT_ONCE) {
    yield namesOf(hosts, { from, to: from + AT_ONCE - 1 });
  }
  for (const table of ['secrets', 'tunnels']) yield namesOf(changedRows(table));
}

/** Of hosts that have others than they had. */
function changedRows(table: string): string {
  const rows = `SELECT * FROM main.${table} WHERE host_id IN (SELECT id FROM temp.hosts_after)`;
  const was = `SELECT * FROM temp.${table}_after`;
  const either = `SELECT * FROM (${rows} EXCEPT ${was}) UNION ALL SELECT * FROM (${was} EXCEPT ${rows})`;
  return `SELECT hosts.name AS name FROM main.hosts JOIN (${either}) AS other
    ON other.host_id = hosts.id WHERE deleted_at IS NULL`;
}

function columnsOf(database: DatabaseSync): string[] {
  const all = rowsOf(database, 'PRAGMA main.table_info(hosts)').map(({ name }) => String(name));
  return all.filter((name) => !ASIDE.has(name));
}
