// Saved hosts as they come from the main process: one text, in which each has what is unusual about it
// (`electron/hosts/packedHosts.ts`). So they stay here: what is usual stands once, behind all of them, and
// what many have alike is one object. Of sixty fields of ten thousand hosts nearly all are empty.
import type { PackedHosts, SavedHost } from '../../electron/ipc/contract.ts';

interface Packed {
  /** With all names that a host has. */
  usual: SavedHost;
  /** Fields in whose place stands one of `shared`, which several hosts have. */
  alike: string[];
  shared: unknown[];
  hosts: Record<string, unknown>[];
}

/** Of each its own alone is a field of its own: `wholeHost` makes one that can be copied. */
export function unpackHosts(text: PackedHosts): SavedHost[] {
  const { usual, alike, shared, hosts } = JSON.parse(text) as Packed;
  const behind = usualHost(usual);
  for (const host of hosts) {
    for (const name of alike) {
      if (host[name] !== undefined) host[name] = shared[host[name] as number];
    }
    const { address } = host;
    if (address !== undefined && host['detail'] === address) host['detail'] = address; // one text, not two
    Object.setPrototypeOf(host, behind);
  }
  return hosts as unknown as SavedHost[];
}

/** With all fields as its own: to be copied, taken apart, or handed to the main process. */
export function wholeHost(host: SavedHost): SavedHost {
  const behind = Object.getPrototypeOf(host) as object;
  return behind === Object.prototype ? host : { ...(behind as SavedHost), ...host };
}

/** Behind all hosts, as it was told last. */
let known: { text: string; usual: SavedHost } | null = null;

/** The same object each time, so that hosts of several texts are of the same shapes. */
function usualHost(usual: SavedHost): SavedHost {
  const text = JSON.stringify(usual);
  if (known?.text !== text) known = { text, usual };
  return known.usual;
}
