// What a backup holds against what is there now, by the ids of hosts and folders. Hosts count with their
// tunnels and secrets; when one was used, and the bin, count for nothing.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { BackupPreview, Difference } from '../ipc/contract.ts';
import { rowsOf, sql, type Row } from './hostsBase.ts';

type Content = ReadonlyMap<string, string>;

const LIVE = sql`deleted_at IS NULL`;
const PARTS = [
  { query: `SELECT * FROM hosts WHERE ${LIVE}`, owner: 'id' },
  { query: 'SELECT host_id, slot, sealed_by, sealed FROM secrets ORDER BY slot', owner: 'host_id' },
  { query: 'SELECT * FROM tunnels ORDER BY place', owner: 'host_id' },
  {
    query: `SELECT host_id, secrets.* FROM tunnel_secrets AS secrets
            JOIN tunnels ON tunnels.id = tunnel_id ORDER BY place`,
    owner: 'host_id',
  },
];

export function previewOf(now: DatabaseSync, backup: DatabaseSync): BackupPreview {
  const [mine, its] = [hostsIn(now), hostsIn(backup)];
  const folders = difference(foldersIn(now), foldersIn(backup));
  return { total: its.size, hosts: difference(mine, its), folders };
}

function difference(now: Content, then: Content): Difference {
  const added = [...then.keys()].filter((id) => !now.has(id)).length;
  const removed = [...now.keys()].filter((id) => !then.has(id)).length;
  const both = [...then].filter(([id]) => now.has(id));
  return { added, removed, changed: both.filter(([id, text]) => now.get(id) !== text).length };
}

function hostsIn(database: DatabaseSync): Content {
  const texts = new Map<string, string>();
  for (const [at, { query, owner }] of PARTS.entries()) {
    for (const row of rowsOf(database, query)) {
      const id = String(row[owner]);
      if (at === 0 || texts.has(id)) texts.set(id, `${texts.get(id) ?? ''}\n${textOf(row)}`);
    }
  }
  return texts;
}

function foldersIn(database: DatabaseSync): Content {
  const rows = rowsOf(database, `SELECT * FROM folders WHERE ${LIVE}`);
  return new Map(rows.map((row) => [String(row['id']), textOf(row)]));
}

/** Columns that say nothing of what a host is. */
const UNTOLD = ['used_at', 'place'];

function textOf(row: Row): string {
  const told = Object.entries(row).filter(([column]) => !UNTOLD.includes(column));
  return JSON.stringify(told.map(([column, value]) => [column, shown(value)]));
}

const shown = (value: unknown): unknown =>
  value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;
