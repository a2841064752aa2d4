// Saves thousands of hosts before the app is started: one by one, through the window, each would be on
// the disk, and copied, before the next.
import path from 'node:path';
import { createHostsFile } from '../../electron/hosts/hostsFile.ts';
import { toFolderRow, UPSERT_FOLDER } from '../../electron/hosts/folderRows.ts';
import { NO_PLACE, placeParts } from '../../electron/hosts/hostPlace.ts';
import { toRow, UPSERT_HOST } from '../../electron/hosts/hostRows.ts';
import { EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import { inTransaction } from '../../electron/hosts/migrations.ts';
import type { HostDraft, HostPlace, SavedFolder } from '../../electron/ipc/contract.ts';
import { DATA_FILES } from '../../electron/main/dataFiles.ts';

/** Into a data folder that has no hosts yet; `hosts` are given what else a new one has. */
export function saveHosts(
  folder: string,
  hosts: readonly (Pick<HostDraft, 'name' | 'kind'> & Partial<HostDraft & HostPlace>)[],
  folders: readonly SavedFolder[] = [],
): void {
  const database = createHostsFile(path.join(folder, DATA_FILES.hosts));
  const insert = database.prepare(UPSERT_HOST);
  inTransaction(database, () => {
    const put = database.prepare(UPSERT_FOLDER);
    for (const folder of folders) put.run(toFolderRow({ folder, unknown: {} }));
    for (const [at, given] of hosts.entries()) {
      const host = { ...EMPTY_DRAFT, ...given, id: `many-${at}` };
      const place = { ...NO_PLACE, ...placeParts(given).parts };
      insert.run(toRow({ host, place, unknown: {}, problem: null }));
    }
  });
  database.close();
}

/** `host-00000` and so on; each fifth has a colour. */
export function manyHosts(count: number): Parameters<typeof saveHosts>[1] {
  return Array.from({ length: count }, (_, at) => ({
    name: `host-${String(at).padStart(5, '0')}`,
    kind: 'ssh' as const,
    address: `10.${at >> 8}.${at & 255}.1`,
    color: at % 5 === 0 ? ('red' as const) : ('none' as const),
  }));
}

const TAGS = ['prod', 'db', 'web', 'eu', 'us', 'staging', 'cache', 'kafka', 'build', 'old'];

/** The same, in 300 folders, a fifteenth of them at the top, with two tags each and some with notes. */
export function arrangedHosts(count: number): {
  hosts: Parameters<typeof saveHosts>[1];
  folders: SavedFolder[];
} {
  const folders = Array.from({ length: 300 }, (_, at): SavedFolder => ({
    ...{ id: `folder-${at}`, name: `Folder ${at}`, parent: at < 20 ? null : `folder-${at % 20}` },
    ...{ color: at === 0 ? 'red' : 'none', fields: {} },
  }));
  const hosts = manyHosts(count).map((host, at) => ({
    ...{ ...host, folder: `folder-${at % 300}`, favourite: at % 1_000 === 0 },
    tags: [TAGS[at % 10]!, TAGS[(at * 7 + 3) % 10]!],
    notes: at % 4 === 0 ? 'Failover only after a word with Jürgen. Backups run at night.' : '',
  }));
  return { hosts, folders };
}
