// What can't be in a file that hosts are written to, as far as it is known before.
import type { ExportFormat, SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

interface Wish {
  format: ExportFormat;
  /** Secrets go along. */
  sealed: boolean;
  /** All hosts do. */
  all: boolean;
}

/** A line each. */
export function staysBehind(
  { format, sealed, all }: Wish,
  hosts: readonly Pick<SavedHost, 'kind'>[],
): string[] {
  const { left } = words.keptHosts.exporting;
  if (format === 'bowline' && !sealed) return [left.secrets];
  if (format === 'bowline') return all ? [left.private] : [left.others, left.private];
  const others = hosts.filter(({ kind }) => kind !== 'ssh').length;
  const rest = format === 'csv' ? left.columns : left.comments;
  return [...(others > 0 ? [left.notSsh(others)] : []), left.secrets, rest];
}
