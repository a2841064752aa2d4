// What changes of many hosts made of them, so that each can be taken back while the app runs: of every
// host the values that became others, as they lie in its row.
import type { SQLOutputValue } from 'node:sqlite';
import type { Row } from './hostsBase.ts';

/** Changes; the toast that offers to take one back is gone long before. */
const MOST_REMEMBERED = 20;

const FIELD = 'fields.';
const COLUMNS = ['folder', 'color', 'favourite', 'tags'] as const;

type Value = SQLOutputValue | undefined;

export interface ChangedHost {
  id: string;
  /** By column, and by `fields.NAME`; undefined: it had no such field. */
  values: ReadonlyMap<string, { before: Value; after: Value }>;
}

export class ChangedHosts {
  readonly #acts = new Map<string, ReadonlyMap<string, ChangedHost>>();

  remember(act: string, changed: readonly ChangedHost[]): void {
    this.#acts.set(act, new Map(changed.map((host) => [host.id, host])));
    const [oldest] = this.#acts.keys();
    if (this.#acts.size > MOST_REMEMBERED) this.#acts.delete(oldest!);
  }

  /** By the hosts' ids. */
  of(act: string): ReadonlyMap<string, ChangedHost> | undefined {
    return this.#acts.get(act);
  }

  forget(act: string): void {
    this.#acts.delete(act);
  }
}

/** Of the hosts that are in both. */
export function differences(before: readonly Row[], after: readonly Row[]): ChangedHost[] {
  const then = new Map(before.map((row) => [row['id'], valuesOf(row)]));
  return after.flatMap((row) => {
    const [was, is] = [then.get(row['id']), valuesOf(row)];
    if (!was) return [];
    const names = [...new Set([...was.keys(), ...is.keys()])];
    const other = names.filter((name) => was.get(name) !== is.get(name));
    const values = other.map(
      (name) => [name, { before: was.get(name), after: is.get(name) }] as const,
    );
    return values.length > 0 ? [{ id: String(row['id']), values: new Map(values) }] : [];
  });
}

/** A host's columns as they were; but for what isn't any more as the change left it. */
export function asBefore(row: Row, { values }: ChangedHost) {
  const now = valuesOf(row);
  const back = [...values].filter(([name, { after }]) => now.get(name) === after);
  for (const [name, { before }] of back) now.set(name, before);
  const ofFields = back.some(([name]) => name.startsWith(FIELD));
  const folder = now.get('folder');
  return {
    folder: folder == null ? null : String(folder),
    ...{ color: String(now.get('color')), favourite: Number(now.get('favourite')) },
    ...{ tags: String(now.get('tags')), fields: ofFields ? written(now) : String(row['fields']) },
  };
}

function valuesOf(row: Row): Map<string, Value> {
  return new Map<string, Value>([
    ...COLUMNS.map((name) => [name, row[name]] as const),
    ...Object.entries(fieldsIn(row)).map(([name, value]) => [`${FIELD}${name}`, value] as const),
  ]);
}

/** What can't be read has none, and is written by nobody here. */
function fieldsIn(row: Row): Record<string, Value> {
  try {
    return JSON.parse(String(row['fields'])) as Record<string, Value>;
  } catch {
    return {};
  }
}

function written(values: ReadonlyMap<string, Value>): string {
  const fields = [...values].flatMap(([name, value]) =>
    name.startsWith(FIELD) && value !== undefined ? [[name.slice(FIELD.length), value]] : [],
  );
  return JSON.stringify(Object.fromEntries(fields));
}
