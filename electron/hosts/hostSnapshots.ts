// All saved hosts as an import compares with them: their own values and where each came from, a few at a
// time, so that thousands hold up nobody.
import type { DatabaseSync } from 'node:sqlite';
import type { HostColor, HostKind } from '../ipc/contract.ts';
import { fromRow } from './hostRows.ts';
import { rowsOf, type Row } from './hostsBase.ts';
import { fieldsOf } from './kinds/kinds.ts';
import { tunnelText } from './tunnelText.ts';

/** Plain data: it is handed to another thread. */
export interface HostSnapshot {
  id: string;
  kind: HostKind;
  name: string;
  color: HostColor;
  /** Those that aren't empty, without secrets. */
  fields: Record<string, string>;
  folder: string | null;
  tags: string[];
  notes: string;
  /** As `tunnelText` writes them. */
  tunnels: string[];
  /** As the import that brought it wrote it, JSON; null: it was made here. */
  origin: string | null;
}

const CHUNK = 250;

const HOSTS = `
  SELECT * FROM hosts WHERE deleted_at IS NULL AND id > :after ORDER BY id LIMIT ${CHUNK}`;
const TUNNELS = `
  SELECT * FROM tunnels WHERE host_id IN (SELECT value FROM json_each(:ids)) ORDER BY place`;

/** In no order that means anything. Each step reads the next few. */
export function* hostSnapshots(database: DatabaseSync): Iterable<HostSnapshot[]> {
  for (let after = ''; ;) {
    const rows = rowsOf(database, HOSTS, { after });
    if (rows.length === 0) return;
    const ids = rows.map((row) => String(row['id']));
    const tunnels = rowsOf(database, TUNNELS, { ids: JSON.stringify(ids) });
    yield rows.map((row) => {
      const own = tunnels.filter((tunnel) => tunnel['host_id'] === row['id']);
      return snapshot(row, own);
    });
    after = ids.at(-1)!;
  }
}

function snapshot(row: Row, tunnels: readonly Row[]): HostSnapshot {
  const { host, place } = fromRow(row);
  const { id, kind, name, color } = host;
  const own = fieldsOf(kind).filter(([field, { secret }]) => !secret && host[field] !== '');
  return {
    ...{ id, kind, name, color, folder: place.folder, tags: place.tags, notes: place.notes },
    fields: Object.fromEntries(own.map(([field]) => [field, host[field]])),
    tunnels: tunnels.map((one) => {
      const text = (column: string): string => String(one[column]);
      return tunnelText({
        ...{ kind: text('kind'), listenAddress: text('listen_address') },
        ...{ listenPort: text('listen_port'), targetAddress: text('target_address') },
        targetPort: text('target_port'),
      });
    }),
    origin: row['origin'] == null ? null : String(row['origin']),
  };
}
