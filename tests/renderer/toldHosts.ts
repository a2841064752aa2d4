// What the main process tells a window of saved hosts, as tests play it.
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { HostsChange, SavedHost } from '../../electron/ipc/contract.ts';

/** These are new, or others than before; nothing else is said. */
export function hostsPut(hosts: readonly SavedHost[], more = false): HostsChange {
  return { put: packHosts(hosts), gone: [], more };
}

/** From what there was to what there is now. */
export function hostsAreNow(
  now: readonly SavedHost[],
  before: readonly { id: string }[],
): HostsChange {
  const there = new Set(now.map(({ id }) => id));
  const gone = before.map(({ id }) => id).filter((id) => !there.has(id));
  return { ...hostsPut(now), gone };
}
