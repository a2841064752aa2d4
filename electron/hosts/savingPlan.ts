// Many hosts made ready to be stored: as they will lie in the table, in a table of their own that is in
// memory. From there SQLite takes them over in one statement, many times as fast as one by one.
import type { StatementSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { FolderMaker } from './folderMaker.ts';
import { toFolderRow, UPSERT_FOLDER } from './folderRows.ts';
import { toRow } from './hostRows.ts';
import { checkRoom, sql } from './hostsBase.ts';
import { secretsOf } from './hostWriter.ts';
import { NameGiver } from './nameGiver.ts';
import type { Ready, SaveManyParts } from './saveMany.ts';

const COLUMNS = sql`id, kind, name, key, color, fields, folder, tags, notes, icon, favourite, origin`;
const NAMES = COLUMNS.split(', ');

const BEGIN = `
  PRAGMA temp_store = MEMORY;
  DROP TABLE IF EXISTS temp.incoming;
  CREATE TEMP TABLE incoming (${COLUMNS})`;

const ADD = `
  INSERT INTO incoming (${COLUMNS}) VALUES (${NAMES.map((name) => `:${name}`).join(', ')})`;

const FREE_NAMES = `
  UPDATE hosts SET key = 'renamed:' || id WHERE id IN (SELECT id FROM incoming)`;

const UPDATES = NAMES.filter((name) => !['id', 'origin'].includes(name));

const TAKE_OVER = `
  INSERT INTO hosts (${COLUMNS}) SELECT ${COLUMNS} FROM incoming WHERE TRUE
  ON CONFLICT (id) DO UPDATE SET
    ${UPDATES.map((name) => `${name} = excluded.${name}`).join(', ')},
    origin = coalesce(excluded.origin, origin)`;

export class SavingPlan {
  /** Of the hosts, in the order in which they were added. */
  readonly ids: string[] = [];
  readonly #parts: SaveManyParts;
  readonly #folders: FolderMaker;
  readonly #names: NameGiver;
  readonly #revision: number;
  readonly #add: StatementSync;
  /** What isn't in the hosts' own table: with many hosts, few have any. */
  readonly #more: (() => void)[] = [];
  #added = 0;

  /** Throws a `PersonError` where the folder is gone. */
  constructor(parts: SaveManyParts, into: string | null, hosts: readonly Ready[]) {
    this.#parts = parts;
    this.#revision = parts.revision();
    this.#folders = new FolderMaker(parts.folders.list(), into);
    const renamed = hosts.flatMap(({ given }) => given.id ?? []);
    this.#names = new NameGiver(parts.database, renamed);
    parts.database.exec(BEGIN);
    this.#add = parts.database.prepare(ADD);
  }

  /** Throws a `PersonError` where the host is gone that this is to become, or a folder can't be made. */
  add({ draft, place, given, tunnels }: Ready): void {
    const { writer } = this.#parts;
    const known = given.id === undefined ? undefined : writer.read(given.id);
    if (given.id !== undefined && !known) throw new PersonError(say('host-gone'));
    const row = writer.rowFor(draft, place, known);
    if (given.path ?? !known) row.place.folder = this.#folders.at(given.path ?? []);
    row.host.name = this.#names.give(row.place.folder, row.host.name);
    const { id } = row.host;
    this.#add.run({ ...toRow(row), origin: given.origin ? JSON.stringify(given.origin) : null });
    this.ids.push(id);
    if (!known) this.#added++;
    if (known ?? secretsOf(draft.kind).length > 0)
      this.#more.push(() => writer.putSecrets(id, draft));
    if (tunnels.length > 0) this.#more.push(() => this.#parts.tunnels.add(id, tunnels));
  }

  /** Something else was changed since it was begun: names may be taken, hosts and folders gone. */
  get isStale(): boolean {
    return this.#parts.revision() !== this.#revision;
  }

  /** As one change. Throws a `PersonError`, and nothing is stored then. */
  store(): void {
    const { database, folders, change } = this.#parts;
    change(() => {
      checkRoom(database, this.#added);
      const putFolder = database.prepare(UPSERT_FOLDER);
      for (const folder of this.#folders.made) putFolder.run(toFolderRow({ folder, unknown: {} }));
      database.prepare(FREE_NAMES).run();
      database.prepare(TAKE_OVER).run();
      this.#more.forEach((put) => put());
    }, 'soon');
    folders.forget();
    database.exec('DROP TABLE incoming');
  }
}
