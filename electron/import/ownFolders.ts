// What folders of a file of our own say of their hosts, for those that are made when the hosts come along.
import { parseFolder } from '../hosts/folderRows.ts';
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { FolderDraft } from '../ipc/contract.ts';
import { savedHop } from '../ssh/sshFields.ts';
import { ABOUT_THE_DISK } from './aboutTheDisk.ts';
import type { OwnFolder } from './ownJson.ts';

/** `ids`: what the file's hosts are saved as, by their ids there. What isn't right of it is left out. */
export function ownFolders(
  folders: readonly OwnFolder[],
  ids: ReadonlyMap<string, string>,
): MadeFolder[] {
  return folders.map(({ path, color, fields }) => {
    const { jumpHost } = fields;
    const way = jumpHost === undefined ? {} : { jumpHost: followed(jumpHost, ids) };
    return { path, color, fields: fitting({ ...fields, ...way }) };
  });
}

function fitting(fields: Record<string, string>): MadeFolder['fields'] {
  const draft: FolderDraft = { name: 'x', parent: null, color: 'none', fields };
  const first = parseFolder(draft, () => false);
  if (first.ok) return first.draft.fields;
  const wrong = Object.entries(first.errors);
  const left = new Set(wrong.map(([field]) => field));
  const rest = Object.fromEntries(Object.entries(fields).filter(([field]) => !left.has(field)));
  const again = parseFolder({ ...draft, fields: rest }, () => false);
  const files = wrong
    .filter(([, why]) => ABOUT_THE_DISK.has(why.code))
    .map(([field]) => [field, fields[field]!] as const);
  return again.ok ? { ...again.draft.fields, ...Object.fromEntries(files) } : {};
}

function followed(jumpHost: string, ids: ReadonlyMap<string, string>): string {
  const hops = jumpHost.split(',').map((hop) => {
    const id = ids.get(savedHop(hop) ?? '');
    return id === undefined ? hop : `host:${id}`;
  });
  return hops.join(',');
}
