// What is kept, as it is listed: what a person knows each by, and the saved hosts that use it.
import type { DatabaseSync } from 'node:sqlite';
import { cleanLine } from '../../../core/text/clean.ts';
import type { KeptSecret, SavedIdentity, SecretUse } from '../../ipc/contract.ts';
import { expandHome } from '../../programs/localFiles.ts';
import type { FolderStore } from '../folderStore.ts';
import { rowsOf, sql } from '../hostsBase.ts';
import type { IdentityStore } from '../identityStore.ts';
import type { LoginSecrets } from './loginSecrets.ts';

export interface KeptParts {
  database: DatabaseSync;
  folders: FolderStore;
  identities: IdentityStore;
  loginSecrets: LoginSecrets;
}

const SHOWN = 400;

const HOSTS = sql`
  SELECT id, name, folder, deleted_at, json_extract(fields, '$.identityFile') AS file,
    json_extract(fields, '$.identity') AS identity
  FROM hosts WHERE kind = 'ssh'`;

type Owner = Pick<KeptSecret, 'called' | 'hosts'>;

/** By kind, and what they are for. */
export function keptSecrets(parts: KeptParts): KeptSecret[] {
  const secrets = parts.loginSecrets.all();
  if (secrets.length === 0) return [];
  const owners = ownersIn(parts);
  return secrets.map(({ use, keptAt, usedAt }) => {
    const called = cleanLine(use.of, SHOWN);
    return { use, called, hosts: [], ...owners.get(nameOf(use)), keptAt, usedAt };
  });
}

function ownersIn(parts: KeptParts): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  const put = (use: SecretUse, owner: Owner): void => void owners.set(nameOf(use), owner);
  const identities = parts.identities.list();
  for (const { id, name, hosts } of identities) {
    put({ what: 'password', of: id }, { called: cleanLine(name, SHOWN), hosts });
  }
  const keyOf = keysOf(parts, identities);
  for (const row of rowsOf(parts.database, HOSTS)) {
    const id = String(row['id']);
    const hosts = row['deleted_at'] === null ? [id] : []; // what is in the bin uses nothing
    put({ what: 'password', of: id }, { called: cleanLine(String(row['name']), SHOWN), hosts });
    const key = hosts.length > 0 ? keyOf(row) : '';
    if (key === '') continue;
    const use: SecretUse = { what: 'passphrase', of: key };
    const users = owners.get(nameOf(use))?.hosts ?? [];
    users.push(id);
    put(use, { called: cleanLine(key, SHOWN), hosts: users });
  }
  return owners;
}

/** The path of the key that a host logs in with: its own, its identity's, its folder's. '': it says none. */
function keysOf({ folders, identities }: KeptParts, known: readonly SavedIdentity[]) {
  const { inheritance } = folders;
  const ofFolder = new Map<string | null, { file: string; identity: string }>();
  const files = new Map(known.map(({ id }) => [id, identities.find(id)?.identityFile ?? '']));
  return ({ file, identity, folder }: Record<string, unknown>): string => {
    const place = folder as string | null;
    const said = ofFolder.get(place) ?? saidIn(place);
    ofFolder.set(place, said);
    const named = text(identity) || said.identity;
    return expandHome(text(file) || (files.get(named) ?? '') || said.file);
  };
  function saidIn(folder: string | null) {
    const all = inheritance.for(folder, {});
    return { file: all.identityFile?.value ?? '', identity: all.identity?.value ?? '' };
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const nameOf = ({ what, of }: SecretUse): string => JSON.stringify([what, of]);
