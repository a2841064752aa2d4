// A host's or folder's new name, as a call that changes nothing else.
import type { Bridge, FieldErrors, FolderErrors } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import type { FolderRow, HostRow } from './hostTree.ts';

/** What is wrong with it, in words; '' where it is saved. Rejects where it can't be stored. */
export async function rename(
  bridge: Bridge,
  row: HostRow | FolderRow,
  name: string,
): Promise<string> {
  if (row.is === 'host') return problem(await bridge.call('hosts:rename', row.host.id, name));
  const { id, ...draft } = row.own;
  const result = await bridge.call('folders:save', { ...draft, name }, id);
  return result.ok ? '' : problem(result.errors);
}

/** That of the name first. */
function problem(errors: FieldErrors | FolderErrors): string {
  return inWords(errors.name ?? Object.values(errors)[0]);
}
