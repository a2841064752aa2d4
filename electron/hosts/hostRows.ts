// How a host lies in the table: one row of text columns, named as SQL names things.
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { HostColor, HostDraft, HostKind, KeepAlive } from '../ipc/contract.ts';
import { nameKey } from './hostDraft.ts';

/** A host without its secret, and the address of its agent, which is none. */
export interface HostRow {
  host: HostDraft & { id: string };
  agentUrl: string;
}

export const UPSERT_HOST = `
  INSERT INTO hosts (id, kind, name, name_key, color, address, port, user, identity_file,
                     jump_host, options, keep_alive, shell, agent_url)
  VALUES (:id, :kind, :name, :name_key, :color, :address, :port, :user, :identity_file,
          :jump_host, :options, :keep_alive, :shell, :agent_url)
  ON CONFLICT (id) DO UPDATE SET
    kind = :kind, name = :name, name_key = :name_key, color = :color, address = :address,
    port = :port, user = :user, identity_file = :identity_file, jump_host = :jump_host,
    options = :options, keep_alive = :keep_alive, shell = :shell, agent_url = :agent_url`;

export function toRow({ host, agentUrl }: HostRow): Record<string, SQLInputValue> {
  return {
    id: host.id,
    kind: host.kind,
    name: host.name,
    name_key: nameKey(host.name),
    color: host.color,
    address: host.address,
    port: host.port,
    user: host.user,
    identity_file: host.identityFile,
    jump_host: host.jumpHost,
    options: host.options,
    keep_alive: host.keepAlive,
    shell: host.shell,
    agent_url: agentUrl,
  };
}

export function fromRow(row: Record<string, SQLOutputValue>): HostRow {
  const text = (column: string): string => String(row[column]);
  const host = {
    id: text('id'),
    kind: text('kind') as HostKind,
    name: text('name'),
    color: text('color') as HostColor,
    address: text('address'),
    port: text('port'),
    user: text('user'),
    identityFile: text('identity_file'),
    jumpHost: text('jump_host'),
    options: text('options'),
    keepAlive: text('keep_alive') as KeepAlive,
    shell: text('shell'),
    pairingLink: '',
  };
  return { host, agentUrl: text('agent_url') };
}
