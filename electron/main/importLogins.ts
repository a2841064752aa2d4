// Logins of a file of our own beside those that are here: what a preview says of them, what is added with the
// hosts that name them, and what is kept.
import { homedir } from 'node:os';
import { cleanLine } from '../../core/text/clean.ts';
import { say } from '../../words/said.ts';
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { Identity } from '../hosts/identityRows.ts';
import type { HostToSave } from '../hosts/saveMany.ts';
import type { LoginsThere } from '../import/importSession.ts';
import {
  comparedIdentities,
  plannedIdentities,
  useHere,
  type IdentityChoices,
  type PlannedIdentities,
} from '../import/ownLogins.ts';
import type { OwnKept } from '../import/ownSeal.ts';
import type {
  ImportedIdentity,
  ImportedLogins,
  ImportPreview,
  SecretUse,
} from '../ipc/contract.ts';

/** What is here. */
export interface LoginsHere {
  identities: readonly Identity[];
  /** Is one kept for this? */
  has(use: SecretUse): boolean;
}

export interface KeptFromFile {
  use: SecretUse;
  secret: string;
}

const SHOWN = 400;

/** Null where the file has nothing of the kind. */
export function shownLogins(there: LoginsThere, here: LoginsHere): ImportedLogins | null {
  const { identities, uses, same, passwords } = there;
  if (identities.length + uses.length + passwords === 0) return null;
  const all = { choices: {}, coming: () => true };
  const planned = plannedIdentities(identities, here.identities, all);
  const coming = uses.flatMap((use) => useHere(use, planned, homedir()) ?? []);
  const count = (what: SecretUse['what']): number =>
    coming.filter((use) => use.what === what).length;
  const clean = (text: string): string => cleanLine(text, SHOWN);
  const ofIdentities = new Set(planned.own);
  const fresh = [...coming, ...same].filter((use) => !here.has(use));
  return {
    identities: comparedIdentities(identities, here.identities).map((one) => ({
      ...{ ...one, user: clean(one.user), identityFile: clean(one.identityFile) },
      here: one.here && { ...one.here, name: clean(one.here.name), user: clean(one.here.user) },
      password: passwordFor(one.id, there, here),
    })),
    passwords: passwords + count('password'),
    ...{ passphrases: count('passphrase'), pins: count('pin') },
    stay: [...coming, ...same].filter((use) => here.has(use)).length,
    alone: fresh.filter(({ what, of }) => what !== 'password' || !ofIdentities.has(of)).length,
  };
}

function passwordFor(
  id: string,
  { uses }: LoginsThere,
  here: LoginsHere,
): ImportedIdentity['password'] {
  if (!uses.some(({ what, of }) => what === 'password' && of === id)) return 'none';
  return here.has({ what: 'password', of: id }) ? 'kept' : 'new';
}

/** Identities that the file names and nobody has: what uses them logs in without. */
export function missingIdentities(there: LoginsThere, here: LoginsHere): ImportPreview['left'] {
  const known = new Set([...there.identities, ...here.identities].map(({ id }) => id));
  const missing = there.named.filter((id) => !known.has(id));
  const why = say('import-own-identity');
  return missing.map((id) => ({ where: cleanLine(id, SHOWN), what: 'identity', why }));
}

interface Coming {
  hosts: readonly HostToSave[];
  folders: readonly MadeFolder[];
}

/**
 * Those come along that planned hosts and folders name, or hosts that are here already, and those that nothing in
 * the file does; where no host is planned, all.
 */
export function comingIdentities(
  there: LoginsThere,
  here: LoginsHere,
  { hosts, folders, choices }: Coming & { choices: IdentityChoices },
): PlannedIdentities {
  const wanted = new Set([
    ...hosts.map(({ draft }) => draft.identity ?? ''),
    ...folders.map(({ fields }) => fields.identity ?? ''),
  ]);
  const named = new Set(there.named);
  const ofHere = new Set(there.ofHere);
  const coming = (id: string): boolean =>
    hosts.length === 0 || wanted.has(id) || ofHere.has(id) || !named.has(id);
  return plannedIdentities(there.identities, here.identities, { choices, coming });
}

/** Hosts and folders with the identities that they have here; those that nobody has are left out. */
export function withIdentities<T extends Coming>(
  planned: T,
  { ids }: PlannedIdentities,
  here: LoginsHere,
): T {
  const known = new Set(here.identities.map(({ id }) => id));
  const idOf = (id: string): string => ids.get(id) ?? (known.has(id) ? id : '');
  const hosts = planned.hosts.map((host) => {
    const { identity = '' } = host.draft;
    return identity === '' ? host : { ...host, draft: { ...host.draft, identity: idOf(identity) } };
  });
  const folders = planned.folders.map((folder) => {
    const { identity, ...fields } = folder.fields;
    const id = identity ? idOf(identity) : '';
    return { ...folder, fields: id === '' ? fields : { ...fields, identity: id } };
  });
  return { ...planned, hosts, folders };
}

/** What is to be kept for more than one host, but for what something is kept already. */
export function keptFromFile(
  kept: readonly OwnKept[],
  planned: PlannedIdentities,
  here: LoginsHere,
): KeptFromFile[] {
  return kept.flatMap(({ secret, ...use }) => {
    const of = useHere(use, planned, homedir());
    return of && !here.has(of) ? [{ use: of, secret }] : [];
  });
}

/** Likewise, for hosts by their ids here. */
export function keptForHosts(kept: readonly OwnKept[], here: LoginsHere): KeptFromFile[] {
  return kept.flatMap(({ secret, ...use }) => (here.has(use) ? [] : [{ use, secret }]));
}
