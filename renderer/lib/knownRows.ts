// Known hosts as a list, and as which name ssh looks a saved host up.
import type {
  KnownHost,
  KnownHostHit,
  KnownHosts,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { isFound } from './keyRows.ts';

/** `web-1`, `[10.0.0.1]:2222` */
export function knownName({ address, port }: Pick<SavedHost, 'address' | 'port'>): string {
  return port === '' || port === '22' ? address : `[${address}]:${port}`;
}

/** Names that hashed lines were found by, by the ids of the lines. */
export type FoundNames = ReadonlyMap<string, readonly string[]>;

export function foundNames(hits: readonly KnownHostHit[]): FoundNames {
  const names = new Map<string, string[]>();
  for (const { file, line, name } of hits) {
    const id = `${file}:${line}`;
    names.set(id, [...new Set([...(names.get(id) ?? []), name])]);
  }
  return names;
}

/** As they stand there, or as a hashed line was found. */
export function namesOf({ id, names, hashed }: KnownHost, found: FoundNames): readonly string[] {
  return hashed ? (found.get(id) ?? []) : names;
}

/** Those in which all that was typed is found. */
export function knownRows(known: KnownHosts, typed: string, found: FoundNames): KnownHost[] {
  if (typed.trim() === '') return known.hosts;
  return known.hosts.filter((host) =>
    isFound([...namesOf(host, found), host.type, host.fingerprint, host.comment].join(' '), typed),
  );
}

/** By which name ssh-keygen would remove the line; null: it can't, or the name isn't known. */
export function removalName(host: KnownHost, known: KnownHosts, found: FoundNames): string | null {
  if (known.files[host.file]?.fixed) return null;
  if (host.removedBy !== null) return host.removedBy;
  const isHashed = host.hashed && !host.marker && !host.problem;
  return (isHashed && found.get(host.id)?.[0]) || null;
}
