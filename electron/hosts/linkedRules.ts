// What can't be done with hosts that stand in a file which their folder follows: they are moved and deleted
// there. Asked by whatever moves and deletes.
import type { DatabaseSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import type { FieldErrors, GivenDraft, HostPlace } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { rowsOf, sql } from './hostsBase.ts';

const LINKED = sql`
  SELECT name FROM hosts WHERE kind = 'config' AND deleted_at IS NULL
    AND id IN (SELECT value FROM json_each(:ids))
    AND folder IN (SELECT id FROM folders WHERE link IS NOT NULL AND deleted_at IS NULL)
    AND folder IS NOT :into LIMIT 1`;

/** Throws a `PersonError` where one of them stands in a file. `ids` as `manyIds` makes them. */
export function refuseDeleting(database: DatabaseSync, ids: string): void {
  const name = linkedAmong(database, ids, '');
  if (name !== undefined) throw new PersonError(say('linked-host-stays', { host: name }));
}

/** Likewise, where one of them isn't in `into` already. */
export function refuseMoving(database: DatabaseSync, ids: string, into: string | null): void {
  const name = linkedAmong(database, ids, into);
  if (name !== undefined) throw new PersonError(say('linked-host-stays', { host: name }));
}

function linkedAmong(database: DatabaseSync, ids: string, into: string | null): string | undefined {
  const [row] = rowsOf(database, LINKED, { ids, into });
  return row && String(row['name']);
}

/** Whatever isn't in the file of the folder that it lies in. */
const FOREIGN = sql`
  SELECT (SELECT count(*) FROM folders JOIN hosts ON hosts.folder = folders.id
          WHERE link IS NOT NULL AND kind <> 'config' AND hosts.deleted_at IS NULL) +
         (SELECT count(*) FROM folders AS outside JOIN folders AS inside ON inside.parent = outside.id
          WHERE outside.link IS NOT NULL AND inside.deleted_at IS NULL) AS count`;

/**
 * Does a change, and throws a `PersonError` where something came into a folder that follows a file: by an
 * import, by what an earlier change is taken back with, or by whatever else writes hosts.
 */
export function keepingLinked(database: DatabaseSync, work: () => void): void {
  const check = foreignCheck(database);
  work();
  check();
}

/** Likewise, of a change that is done step by step. */
export function* keepingLinkedInSteps(
  database: DatabaseSync,
  steps: Iterable<unknown>,
): Iterable<unknown> {
  const check = foreignCheck(database);
  yield* steps;
  check();
}

/** How it stands now; the answer throws where there is more of it. */
function foreignCheck(database: DatabaseSync): () => void {
  const count = (): number => Number(rowsOf(database, FOREIGN)[0]?.['count']);
  const before = count();
  return () => {
    if (count() > before) throw new PersonError(say('folder-follows-file'));
  };
}

/** What of a draft isn't for a person to say; `known`: the host that it is of. */
export function linkedErrors(
  draft: GivenDraft,
  known: { host: { kind: string; name: string }; place: HostPlace } | undefined,
): FieldErrors {
  if (known?.host.kind !== 'config') {
    return draft.kind === 'config' ? { kind: say('host-kind-unknown') } : {};
  }
  const { host, place } = known;
  if (draft.kind !== 'config') return { kind: say('linked-host-stays', { host: host.name }) };
  if (draft.name !== host.name) return { name: say('linked-host-name') };
  const isMoved = draft.folder !== undefined && draft.folder !== place.folder;
  return isMoved ? { folder: say('linked-host-stays', { host: host.name }) } : {};
}
