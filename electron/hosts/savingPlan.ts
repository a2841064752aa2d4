// Many hosts made ready to be stored: as they will lie in the table, in a table of their own that is in
// memory. From there SQLite takes them over in one statement, many times as fast as one by one.
import type { StatementSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { FolderMaker } from './folderMaker.ts';
import { toFolderRow, UPSERT_FOLDER } from './folderRows.ts';
import { toRow } from './hostRows.ts';
import { checkRoom, sql } from './hostsBase.ts';
import { besideKnown, PUT_IDENTITY, toIdentityRow, type Identity } from './identityRows.ts';
import { secretsOf } from './hostWriter.ts';
import { NameGiver } from './nameGiver.ts';
import type { Range } from './importMemory.ts';
import type { Ready, SaveManyOptions, SaveManyParts } from './saveMany.ts';

const COLUMNS = sql`id, kind, name, key, color, fields, folder, tags, notes, icon, favourite, origin`;
const NAMES = COLUMNS.split(', ');

const BEGIN = `
  DROP TABLE IF EXISTS temp.incoming;
  CREATE TEMP TABLE incoming (${COLUMNS})`;

const ADD = `
  INSERT INTO incoming (${COLUMNS}) VALUES (${NAMES.map((name) => `:${name}`).join(', ')})`;

/** A few of them. */
const SOME = sql`temp.incoming WHERE rowid BETWEEN :from AND :to`;

const FREE_NAMES = `
  UPDATE hosts SET key = 'renamed:' || id WHERE id IN (SELECT id FROM ${SOME})`;

const UPDATES = NAMES.filter((name) => !['id', 'origin'].includes(name));

const TAKE_OVER = `
  INSERT INTO hosts (${COLUMNS}) SELECT ${COLUMNS} FROM ${SOME}
  ON CONFLICT (id) DO UPDATE SET
    ${UPDATES.map((name) => `${name} = excluded.${name}`).join(', ')},
    origin = coalesce(excluded.origin, origin)`;

export class SavingPlan {
  /** Of the hosts, in the order in which they were added. */
  readonly ids: string[] = [];
  /** Once it is stored: its name, for taking it back. */
  act = '';
  readonly #parts: SaveManyParts;
  readonly #folders: FolderMaker;
  readonly #names: NameGiver;
  readonly #identities: readonly Identity[];
  readonly #revision: number;
  readonly #add: StatementSync;
  /** What isn't in the hosts' own table: with many hosts, few have any. */
  readonly #more: (() => void)[] = [];
  #added = 0;

  /** Throws a `PersonError` where the folder is gone, or there are too many identities. */
  constructor(
    parts: SaveManyParts,
    {
      into,
      folders,
      identities,
    }: Required<Pick<SaveManyOptions, 'into' | 'folders' | 'identities'>>,
    hosts: readonly Ready[],
  ) {
    this.#parts = parts;
    this.#revision = parts.revision();
    this.#folders = new FolderMaker(parts.folders.list(), into, folders);
    this.#identities = besideKnown(parts.identities.list(), identities);
    const renamed = hosts.flatMap(({ given }) => given.id ?? []);
    this.#names = new NameGiver(parts.database, renamed);
    parts.aside.database.exec(BEGIN);
    this.#add = parts.aside.database.prepare(ADD);
  }

  /** Throws a `PersonError` where the host is gone that this is to become, or a folder can't be made. */
  add({ draft, place, given, tunnels }: Ready): void {
    const { writer, aside } = this.#parts;
    const known = given.id === undefined ? undefined : writer.read(given.id);
    if (given.id !== undefined && !known) throw new PersonError(say('host-gone'));
    const row = writer.rowFor(draft, place, known, given.as ? () => given.as! : undefined);
    if (given.path ?? !known) row.place.folder = this.#folders.at(given.path ?? [], given.under);
    row.host.name = this.#names.give(row.place.folder, row.host.name);
    const { id } = row.host;
    this.#add.run({ ...toRow(row), origin: given.origin ? JSON.stringify(given.origin) : null });
    this.ids.push(id);
    if (!known) this.#added++;
    const isOther = known !== undefined && known.host.kind !== draft.kind;
    if (isOther || secretsOf(draft.kind).length > 0) {
      this.#more.push(() => aside.writer.putSecrets(id, draft));
    }
    if (tunnels.length > 0) this.#more.push(() => aside.tunnels.add(id, tunnels));
  }

  /** What no host is needed for, after all hosts. Throws as `add` does. */
  addFolders(): void {
    this.#folders.makeEmpty();
  }

  /** Something else was changed since it was begun: names may be taken, hosts and folders gone. */
  get isStale(): boolean {
    return this.#parts.revision() !== this.#revision;
  }

  /**
   * As one change. False where another went first: nothing is stored then, nor where it rejects, with a
   * `PersonError`.
   */
  async store(inHurry: boolean): Promise<boolean> {
    const { folders, memory, aside, changeInSteps } = this.#parts;
    if (!(await changeInSteps(this.#steps(), inHurry))) return false;
    folders.forget();
    this.act = memory.stored(this.#folders.made.map(({ id }) => id));
    aside.database.exec('DROP TABLE temp.incoming');
    return true;
  }

  *#steps(): Iterable<void> {
    const { memory, aside } = this.#parts;
    const { database } = aside;
    checkRoom(database, this.#added);
    const putFolder = database.prepare(UPSERT_FOLDER);
    for (const folder of this.#folders.made) putFolder.run(toFolderRow({ folder, unknown: {} }));
    const putIdentity = database.prepare(PUT_IDENTITY);
    for (const one of this.#identities) putIdentity.run(toIdentityRow(one));
    memory.begin();
    yield* this.#ranges((range) => memory.before(range));
    yield* this.#ranges((range) => database.prepare(FREE_NAMES).run(range));
    yield* this.#ranges((range) => database.prepare(TAKE_OVER).run(range));
    for (const [at, put] of this.#more.entries()) {
      put();
      if (at % MORE_AT_ONCE === 0) yield;
    }
    yield* this.#ranges((range) => memory.after(range));
  }

  *#ranges(work: (range: Range) => void): Iterable<void> {
    for (let from = 1; from <= this.ids.length; from += AT_ONCE) {
      work({ from, to: from + AT_ONCE - 1 });
      yield;
    }
  }
}

/** Rows of one turn, and what else is written of hosts. */
const AT_ONCE = 500;
const MORE_AT_ONCE = 50;
