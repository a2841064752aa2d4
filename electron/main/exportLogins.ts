// What goes into a file of our own beside hosts: the identities that they name, and, where secrets are sealed,
// what is kept for these, for keys and for tokens.
import { homedir } from 'node:os';
import { say } from '../../words/said.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { PlainFolder, PlainLogins } from '../import/export/plainHost.ts';
import { shownPath } from '../import/knownPlaces.ts';
import type { Exported, ExportWish, KeptSecret, SavedIdentity } from '../ipc/contract.ts';
import { expandHome } from '../programs/localFiles.ts';
import type { ExportedVault } from './exportHosts.ts';

interface Parts {
  hosts: HostStore;
  vault?: ExportedVault | undefined;
}

/** Of all hosts all that is kept goes along. Secrets that can't be had now are told in `unhad`. */
export async function loginsFor(
  { format, ids, passphrase }: ExportWish,
  folders: readonly PlainFolder[],
  parts: Parts,
): Promise<PlainLogins & { unhad: Exported['left'] }> {
  if (format !== 'bowline') return { identities: [], kept: [], unhad: [] };
  const used = ids && usedBy(ids, folders, parts.hosts);
  const all = parts.hosts.identities.list();
  const identities = all.filter(({ id }) => used?.identities.has(id) ?? true);
  if (passphrase === '') return { identities, kept: [], unhad: [] };
  const wanted = parts.hosts
    .keptSecrets()
    .filter(({ use }) => goesAlong(use, { identities, keys: used?.keys }));
  return { identities, ...(await had(wanted, parts.vault)) };
}

interface Used {
  identities: ReadonlySet<string>;
  /** Absolute paths. */
  keys: ReadonlySet<string>;
}

function usedBy(
  ids: readonly string[],
  folders: readonly PlainFolder[],
  { reading, identities }: HostStore,
): Used {
  const connected = ids.flatMap((id) => reading.connected(id) ?? []);
  const named = [
    ...connected.map(({ identity }) => identity),
    ...folders.map(({ fields }) => fields['identity'] ?? ''),
  ];
  const files = [
    ...connected.map(({ identityFile }) => identityFile),
    ...folders.map(({ fields }) => fields['identityFile'] ?? ''),
    ...named.map((id) => identities.find(id)?.identityFile ?? ''),
  ];
  return { identities: new Set(named), keys: new Set(files.map(expandHome)) };
}

/** `keys`: those that are used, where not all is wanted. A host's own password goes along with that. */
function goesAlong(
  { what, of }: KeptSecret['use'],
  { identities, keys }: { identities: readonly SavedIdentity[]; keys: Used['keys'] | undefined },
): boolean {
  if (what === 'password' && !of.includes('@')) return identities.some(({ id }) => id === of);
  if (!keys) return true;
  return what === 'passphrase' && keys.has(of);
}

async function had(
  wanted: readonly KeptSecret[],
  vault: ExportedVault | undefined,
): Promise<Pick<PlainLogins, 'kept'> & { unhad: Exported['left'] }> {
  const kept: PlainLogins['kept'][number][] = [];
  const unhad: Exported['left'] = [];
  for (const { use, called } of wanted) {
    const secret = await vault?.get(use);
    const of = use.what === 'passphrase' ? shownPath(use.of, homedir()) : use.of;
    if (secret !== undefined) kept.push({ what: use.what, of, secret });
    else
      unhad.push({
        ...{ where: called, what: use.what },
        why: vault?.why?.(use) ?? say('kept-secret-not-had'),
      });
  }
  return { kept, unhad };
}
