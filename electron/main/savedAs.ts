// Saved hosts that have one of some names: what a jump host of ssh's configuration may be.
import type { StoredHost } from '../hosts/storedHost.ts';
import type { SavedHost } from '../ipc/contract.ts';
import type { SavedAs } from '../logins/savedHops.ts';

interface Hosts {
  list: () => readonly SavedHost[];
  /** As it is connected to. */
  get: (id: string) => StoredHost | undefined;
}

export function savedAs({ list, get }: Hosts): SavedAs {
  return (names) =>
    list()
      .filter(({ kind, address, alias }) =>
        kind === 'ssh'
          ? names.includes(address.toLowerCase())
          : names.includes(alias.toLowerCase()),
      )
      .flatMap(({ id }) => get(id) ?? [])
      .filter(({ problem }) => !problem);
}
