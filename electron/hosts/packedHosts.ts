// Saved hosts on their way to a window, as one text: each host has what is unusual about it. Electron
// copies what passes between processes, and into the page, value by value, and with 10,000
// hosts there are half a million of them.
import type { PackedHosts, SavedHost } from '../ipc/contract.ts';
import { NO_PLACE } from './hostPlace.ts';
import { canOf, EMPTY_DRAFT } from './kinds/kinds.ts';

const USUAL: SavedHost = {
  ...{ ...EMPTY_DRAFT, ...NO_PLACE, id: '', detail: '', inherited: {}, usedAt: null },
  ...{ can: canOf(EMPTY_DRAFT), problem: null },
};
const USUAL_TEXTS = new Map(
  Object.entries(USUAL).map(([name, value]) => [name, JSON.stringify(value)]),
);

export function packHosts(hosts: readonly SavedHost[]): PackedHosts {
  return JSON.stringify({ usual: USUAL, hosts: hosts.map(unusual) });
}

function unusual(host: SavedHost): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const name in host) {
    const value: unknown = host[name as keyof SavedHost];
    if (!isUsual(name, value)) rest[name] = value;
  }
  return rest;
}

function isUsual(name: string, value: unknown): boolean {
  if (value === USUAL[name as keyof SavedHost]) return true;
  const isMade = typeof value === 'object' && value !== null;
  return isMade && JSON.stringify(value) === USUAL_TEXTS.get(name);
}
