// Saved hosts as they come from the main process: one text, in which each has what is unusual about it
// (`electron/hosts/packedHosts.ts`).
import type { PackedHosts, SavedHost } from '../../electron/ipc/contract.ts';

interface Packed {
  /** With all names that a host has, so that all hosts are objects of one shape. */
  usual: SavedHost;
  hosts: Partial<SavedHost>[];
}

export function unpackHosts(text: PackedHosts): SavedHost[] {
  const { usual, hosts } = JSON.parse(text) as Packed;
  return hosts.map((unusual) => ({ ...usual, ...unusual }));
}
