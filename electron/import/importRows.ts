// A preview's rows, as they are shown: each found host with what becomes of it. All text of the file is
// cleaned, however long or odd it is.
import { cleanLine } from '../../core/text/clean.ts';
import type { ImportRow } from '../ipc/contract.ts';
import type { Comparing } from './comparing.ts';
import { hopsShown, shownDifference } from './differences.ts';
import type { Unmapped } from './found.ts';

/** Characters of one value; more is nothing that anybody reads in a row. */
const SHOWN = 400;
const shown = (text: string): string => cleanLine(text, SHOWN);

/** `told`: what of the file belongs to this host, and can't come along. */
export function importRow(compared: Comparing, at: number, told: readonly Unmapped[]): ImportRow {
  const { found, draft, folder, tags, state, why, left, tunnels } = compared.drafts[at]!;
  const differs = compared.differences(at);
  const match = compared.match(at);
  const nameOf = (id: string): string => compared.nameOf(id);
  const { lines = [] } = found;
  return {
    at,
    name: shown(draft.name),
    address: shown(draft.address || found.address),
    user: shown(draft.user),
    port: shown(draft.port),
    protocol: shown(found.protocol),
    folder: folder.map(shown),
    tags: tags.map(shown),
    state,
    why: why?.said ?? null,
    here: match
      ? {
          ...{ id: match.saved.id, name: shown(match.saved.name), by: match.by },
          differs: differs.map((one) => cleanDifference(shownDifference(one, nameOf))),
        }
      : null,
    does: compared.does(at, differs),
    left: [...left, ...told].map((one) => ({ what: shown(one.what), why: one.why })),
    tunnels: tunnels.length,
    through: shown(throughOf(compared, at)),
    lines: lines.length > 0 ? [lines[0]!, lines.at(-1)!] : null,
  };
}

function cleanDifference<T extends { here: string; there: string }>(one: T): T {
  return { ...one, here: shown(one.here), there: shown(one.there) };
}

function throughOf(compared: Comparing, at: number): string {
  const { draft, jumps } = compared.drafts[at]!;
  if (draft.jumpHost === '') return '';
  const hops = draft.jumpHost.split(',').map((hop, index) => {
    const other = jumps.get(index);
    return other === undefined ? hop : compared.drafts[other]!.draft.name;
  });
  return hopsShown(hops.join(','), (id) => compared.nameOf(id));
}
