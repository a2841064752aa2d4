// How a draft becomes what is stored of a host: its row, and its secrets apart. Part of a change.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HostDraft, HostPlace } from '../ipc/contract.ts';
import { NO_PLACE } from './hostPlace.ts';
import { fromRow, toRow, UPSERT_HOST, type HostRow } from './hostRows.ts';
import { derivedOf, fieldsOf } from './kinds/kinds.ts';
import type { Secrets } from './secrets.ts';

type Known = Required<HostRow>;
type Placed = HostRow & { place: HostPlace };

export class HostWriter {
  readonly #database: DatabaseSync;
  readonly #secrets: Secrets;
  #upsert: StatementSync | undefined;
  #read: StatementSync | undefined;

  constructor(database: DatabaseSync, secrets: Secrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /** Undefined where it is gone, or in the bin. */
  read(id: string): Known | undefined {
    const query = 'SELECT * FROM hosts WHERE id = ? AND deleted_at IS NULL';
    const row = (this.#read ??= this.#database.prepare(query)).get(id);
    return row && fromRow(row);
  }

  /** A host's row, with what `known` has that no draft tells; `newId` for one that isn't there yet. */
  rowFor(
    draft: HostDraft,
    parts: Partial<HostPlace>,
    known: Known | undefined,
    newId: () => string = randomUUID,
  ): Placed {
    const before = known?.host.kind === draft.kind ? known : undefined;
    const hidden = fieldsOf(draft.kind).filter(([, field]) => field.hidden);
    const host = {
      ...draft,
      ...Object.fromEntries(hidden.map(([name]) => [name, before?.host[name] ?? ''])),
      ...derivedOf(draft),
      id: known?.host.id ?? newId(),
    };
    const place = { ...NO_PLACE, ...known?.place, ...parts };
    return { host, place, unknown: before?.unknown ?? {}, problem: null };
  }

  put(row: HostRow): void {
    (this.#upsert ??= this.#database.prepare(UPSERT_HOST)).run(toRow(row));
  }

  /** A secret that is '' stays what it is. Throws a `PersonError` where the keychain doesn't take one. */
  putSecrets(id: string, draft: HostDraft): void {
    const slots = secretsOf(draft.kind);
    const names = slots.map(([slot]) => slot);
    this.#secrets.forgetOthers(id, names);
    for (const [slot, { secret }] of slots) {
      if (draft[slot]) this.#secrets.write({ id, slot }, draft[slot], secret!.called);
    }
  }
}

/** Those that a draft has. */
export const secretTexts = (draft: HostDraft): string[] =>
  secretsOf(draft.kind).flatMap(([slot]) => (draft[slot] ? [draft[slot]] : []));

export const secretsOf = (kind: string) => fieldsOf(kind).filter(([, { secret }]) => secret);
