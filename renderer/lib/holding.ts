// What holds for a host in a field: its own value, or what its folders say.
import type { FieldName, SavedHost } from '../../electron/ipc/contract.ts';

type Host = Pick<SavedHost, 'inherited'> & Partial<Record<FieldName, string>>;

/** As the next connection has it. */
export function holding(host: Host, field: FieldName): string {
  return host.inherited[field]?.value ?? host[field] ?? '';
}
