// A jump host that lies in the folder that names it is gone to straight, or by what stands before it
// there: else it would have to go through itself.
import { savedHop } from '../ssh/sshFields.ts';
import type { Effective } from './inheritance.ts';

/** What holds for the host of this id, without the way through itself that a folder asks for. */
export function withoutOwnHop(effective: Effective, id: string): Effective {
  const { jumpHost } = effective.inherited;
  if (!jumpHost) return effective;
  const hops = jumpHost.value.split(',');
  const at = hops.findIndex((hop) => savedHop(hop) === id);
  if (at < 0) return effective;
  const value = hops.slice(0, at).join(',');
  const { jumpHost: _, ...rest } = effective.inherited;
  return {
    values: { ...effective.values, jumpHost: value },
    inherited: value === '' ? rest : { ...rest, jumpHost: { ...jumpHost, value } },
  };
}
