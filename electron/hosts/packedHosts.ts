// Saved hosts on their way to a window, as one text: each host has what is unusual about it, and what
// several have alike (tags, what a folder says) is in it once. Electron copies what passes between processes,
// and into the page, value by value, and with 10,000 hosts there are half a million of them.
import type { PackedHosts, SavedHost } from '../ipc/contract.ts';
import { NO_PLACE } from './hostPlace.ts';
import { canOf, EMPTY_DRAFT } from './kinds/kinds.ts';

const USUAL: SavedHost = {
  ...{ ...EMPTY_DRAFT, ...NO_PLACE, id: '', detail: '', inherited: {}, usedAt: null },
  ...{ can: canOf(EMPTY_DRAFT), problem: null },
};
/** What several hosts may have in common, and not by chance. */
const ALIKE = [
  'folder',
  'tags',
  'inherited',
  'can',
] as const satisfies readonly (keyof SavedHost)[];
const USUAL_TEXTS = new Map<string, string>(
  ALIKE.map((name) => [name, JSON.stringify(USUAL[name])]),
);
const BEGIN = `{"usual":${JSON.stringify(USUAL)},"alike":${JSON.stringify(ALIKE)}`;

/** Each is written down before the next is asked for: of thousands, none has to be held. */
export function packHosts(hosts: Iterable<SavedHost>): PackedHosts {
  const shared = new Map<string, number>();
  const texts: string[] = [];
  for (const host of hosts) texts.push(JSON.stringify(unusual(host, shared)));
  const together = [...shared.keys()].join(',');
  return `${BEGIN},"shared":[${together}],"hosts":[${texts.join(',')}]}`;
}

/** @param shared places, by text, of what others had before; what is new is added */
function unusual(host: SavedHost, shared: Map<string, number>): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const name in host) {
    const value: unknown = host[name as keyof SavedHost];
    if (value === USUAL[name as keyof SavedHost]) continue;
    const usual = USUAL_TEXTS.get(name);
    if (usual === undefined) rest[name] = value;
    else {
      const text = JSON.stringify(value);
      if (text !== usual) rest[name] = placeIn(shared, text);
    }
  }
  return rest;
}

function placeIn(shared: Map<string, number>, text: string): number {
  const place = shared.get(text) ?? shared.size;
  shared.set(text, place);
  return place;
}
