// Logins of a file of our own: identities, and secrets that are kept for more than one host. Beside what is here
// already, nothing of which is ever overwritten. Pure.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { cleanLine } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import { NAME_LENGTH, nameKey } from '../hosts/hostDraft.ts';
import { IDENTITY_CHECKS, MOST_IDENTITIES, type Identity } from '../hosts/identityRows.ts';
import { FIELD_LENGTH } from '../hosts/kinds/kind.ts';
import type { IdentityDoing, ImportedIdentity, SecretUse } from '../ipc/contract.ts';
import { ABOUT_THE_DISK } from './aboutTheDisk.ts';
import type { Unmapped } from './found.ts';
import type { OwnKept } from './ownSeal.ts';

const SHOWN = 400;

/** What was chosen, by the identities' ids in the file; what isn't named becomes what is proposed. */
export type IdentityChoices = Readonly<Record<string, IdentityDoing>>;

/** Those that can be used here; what isn't right of them is told. A key may come after them. */
export function usableIdentities(found: readonly Identity[]): {
  identities: Identity[];
  left: Unmapped[];
} {
  const left: Unmapped[] = [];
  const all = [...new Map(found.map((one) => [one.id, one])).values()];
  const more = all.slice(MOST_IDENTITIES);
  const leave = (where: string, what: string, why: Said): void =>
    void left.push({ where: cleanLine(where, NAME_LENGTH), what: cleanLine(what, SHOWN), why });
  const many = say('identities-too-many', { most: MOST_IDENTITIES });
  if (more.length > 0) leave(more[0]!.name, `+${more.length}`, many);
  const identities = all.slice(0, MOST_IDENTITIES).flatMap((one) => {
    const name = cleanLine(one.name, NAME_LENGTH).trim() || cleanLine(one.user, NAME_LENGTH);
    const wrong =
      wrongWith('user', one.user) ?? (name === '' ? say('identity-name-missing') : null);
    if (wrong) {
      leave(name, one.user, wrong);
      return [];
    }
    const why = wrongWith('identityFile', one.identityFile);
    const isFit = !why || ABOUT_THE_DISK.has(why.code);
    if (!isFit) leave(name, one.identityFile, why);
    return [{ ...one, name, identityFile: isFit ? one.identityFile : '' }];
  });
  return { identities, left };
}

function wrongWith(field: 'user' | 'identityFile', value: string) {
  if (value.length > FIELD_LENGTH) return say('field-too-long', { most: FIELD_LENGTH });
  return IDENTITY_CHECKS[field](value);
}

/** What may become of each; the first is what is proposed. */
export function comparedIdentities(
  there: readonly Identity[],
  here: readonly Identity[],
): Omit<ImportedIdentity, 'password'>[] {
  return there.map((one) => {
    const byId = here.find(({ id }) => id === one.id);
    const found = byId ?? here.find(({ name }) => nameKey(name) === nameKey(one.name));
    const isSame = found?.user === one.user && found.identityFile === one.identityFile;
    // Who only calls one so doesn't get its password by that: the one here has to be chosen.
    const does: IdentityDoing[] = !found ? ['add'] : byId ? ['here', 'add'] : ['add', 'here'];
    const { id, name, user, identityFile } = one;
    return {
      ...{ id, name, user, identityFile },
      here: found ? { name: found.name, user: found.user, by: byId ? 'id' : 'name' } : null,
      does: byId && isSame ? ['here'] : does,
    };
  });
}

export interface PlannedIdentities {
  added: Identity[];
  /** What hosts name instead, by the ids in the file. */
  ids: ReadonlyMap<string, string>;
  /** Of these, those that are the file's own: one here that only has the same name isn't. */
  own: ReadonlySet<string>;
}

/** `coming`: those that are wanted at all. */
export function plannedIdentities(
  there: readonly Identity[],
  here: readonly Identity[],
  { choices, coming }: { choices: IdentityChoices; coming: (id: string) => boolean },
): PlannedIdentities {
  const added: Identity[] = [];
  const ids = new Map<string, string>();
  const own = new Set<string>();
  for (const { does, here: found, ...one } of comparedIdentities(there, here)) {
    if (!coming(one.id)) continue;
    const chosen = choices[one.id];
    const doing = chosen && does.includes(chosen) ? chosen : does[0];
    if (doing === 'here' && found) {
      const same = found.by === 'id' ? one.id : here.find(({ name }) => name === found.name)!.id;
      ids.set(one.id, same);
      if (found.by === 'id') own.add(same);
      continue;
    }
    const isFree = UUID.test(one.id) && !here.some(({ id }) => id === one.id);
    const fresh = { ...one, id: isFree ? one.id : randomUUID() };
    ids.set(one.id, fresh.id);
    own.add(fresh.id);
    added.push(fresh);
  }
  return { added, ids, own };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a secret of the file would be kept for here; undefined: it doesn't come along. */
export function useHere(
  { what, of }: SecretUse,
  { ids, own }: Pick<PlannedIdentities, 'ids' | 'own'>,
  home: string,
): SecretUse | undefined {
  if (what === 'passphrase') return { what, of: inHome(of, home) };
  if (what === 'pin' || PLACE.test(of)) return { what, of };
  const id = ids.get(of);
  // One that only has the same name keeps the password that it has, or none.
  return id !== undefined && own.has(id) ? { what, of: id } : undefined;
}

/** `USER@ADDRESS:PORT`: no saved host, and no identity, is called so. */
const PLACE = /^\S*@\S+:\d+$/;

function inHome(file: string, home: string): string {
  return /^~[/\\]/.test(file) ? path.join(home, file.slice(1)) : file;
}

/** What they are for alone. */
export function usesOf(kept: readonly OwnKept[]): SecretUse[] {
  return kept.map(({ what, of }) => ({ what, of }));
}
