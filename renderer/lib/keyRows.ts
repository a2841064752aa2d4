// The keys of this computer as a list: those that have files, then what only the agent holds.
import type { AgentKey, KeysFound, LocalKey } from '../../electron/ipc/contract.ts';
import { fold } from './fold.ts';

export type KeyRow =
  | { readonly id: string; readonly kind: 'file'; readonly key: LocalKey }
  | { readonly id: string; readonly kind: 'agent'; readonly key: AgentKey };

/** Those in which all that was typed is found. */
export function keyRows({ keys, agentKeys }: KeysFound, typed: string): KeyRow[] {
  const files = new Set(keys.map(({ fingerprint }) => fingerprint));
  const rows: KeyRow[] = [
    ...keys.map((key) => ({ id: key.id, kind: 'file' as const, key })),
    ...agentKeys
      .filter(({ id }) => !files.has(id))
      .map((key) => ({ id: key.id, kind: 'agent' as const, key })),
  ];
  return rows.filter((row) => isFound(textOf(row), typed));
}

function textOf({ kind, key }: KeyRow): string {
  const text = `${key.type} ${key.comment}`;
  return kind === 'file' ? `${key.name} ${text} ${key.fingerprint}` : `${text} ${key.id}`;
}

/** All words that were typed are in it. */
export function isFound(text: string, typed: string): boolean {
  const folded = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((term) => folded.includes(term));
}

/** `ED25519`, `RSA 4096`: a size is said only where it may be another. */
export function sizedType({ type, bits }: { type: string; bits: number | null }): string {
  return bits !== null && /^(RSA|DSA|ECDSA)$/.test(type) ? `${type} ${bits}` : type;
}
