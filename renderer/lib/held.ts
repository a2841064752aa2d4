// What holds for a saved host: its own value of a field, or where it has none, that of its folders.
import type { FieldName, SavedHost } from '../../electron/ipc/contract.ts';

/** Of some fields of a host, and what it has from its folders. */
export type Holding<Name extends FieldName> = Pick<SavedHost, Name> &
  Partial<Pick<SavedHost, 'inherited'>>;

/** As the next connection to it is made. */
export function held<Name extends FieldName>(host: Holding<Name>, field: Name): string {
  return host.inherited?.[field]?.value ?? host[field];
}
