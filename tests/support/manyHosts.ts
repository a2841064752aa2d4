// Saves thousands of hosts before the app is started: one by one, through the window, each would be on
// the disk, and copied, before the next.
import path from 'node:path';
import { createHostsFile } from '../../electron/hosts/hostsFile.ts';
import { toRow, UPSERT_HOST } from '../../electron/hosts/hostRows.ts';
import { EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import { inTransaction } from '../../electron/hosts/migrations.ts';
import type { HostDraft } from '../../electron/ipc/contract.ts';
import { DATA_FILES } from '../../electron/main/dataFiles.ts';

/** Into a data folder that has no hosts yet; `hosts` are given what else a new one has. */
export function saveHosts(
  folder: string,
  hosts: readonly (Pick<HostDraft, 'name' | 'kind'> & Partial<HostDraft>)[],
): void {
  const database = createHostsFile(path.join(folder, DATA_FILES.hosts));
  const insert = database.prepare(UPSERT_HOST);
  inTransaction(database, () => {
    for (const [at, given] of hosts.entries()) {
      const host = { ...EMPTY_DRAFT, ...given, id: `many-${at}` };
      insert.run(toRow({ host, unknown: {}, problem: null }));
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
