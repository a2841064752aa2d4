// How an identity lies in its table, what must hold of its fields, and several that are added at once.
import { say, type Said } from '../../words/said.ts';
import type { IdentityDraft } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { nameKey } from './hostDraft.ts';
import { freeName } from './hostNames.ts';
import { sql, type Row } from './hostsBase.ts';
import { fieldsOf } from './kinds/kinds.ts';

export const MOST_IDENTITIES = 1_000;

export type Identity = IdentityDraft & { readonly id: string };

export const PUT_IDENTITY = sql`
  INSERT INTO identities (id, name, key, user, identity_file) VALUES (:id, :name, :key, :user, :file)
  ON CONFLICT (id) DO UPDATE SET name = :name, key = :key, user = :user, identity_file = :file`;

export function toIdentityRow({ id, name, user, identityFile: file }: Identity) {
  return { id, name, key: nameKey(name), user, file };
}

export function fromIdentityRow(row: Row): Identity {
  const [id, name, user] = ['id', 'name', 'user'].map((column) => String(row[column]));
  return { id: id!, name: name!, user: user!, identityFile: String(row['identity_file']) };
}

/** As a host's own are checked. */
export const IDENTITY_CHECKS = Object.fromEntries(
  fieldsOf('ssh').map(([name, field]) => [
    name,
    (value: string) => field.check?.(value, false) ?? null,
  ]),
) as Record<'user' | 'identityFile', (value: string) => Said | null>;

/**
 * Those of `more` that aren't known yet, each by a name that is free: nothing takes the place of another.
 * Throws a `PersonError` where there are too many.
 */
export function besideKnown(known: readonly Identity[], more: readonly Identity[]): Identity[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = more.filter(({ id }) => !ids.has(id));
  if (fresh.length > 0 && known.length + fresh.length > MOST_IDENTITIES) throw tooManyIdentities();
  const taken = new Set(known.map(({ name }) => nameKey(name)));
  return fresh.map((one) => {
    const { free } = freeName(one.name, (name) => taken.has(nameKey(name)));
    taken.add(nameKey(free));
    return { ...one, name: free };
  });
}

export function tooManyIdentities(): PersonError {
  return new PersonError(say('identities-too-many', { most: MOST_IDENTITIES }));
}
