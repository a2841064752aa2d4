// A host as values by which one in a file and a saved one are compared: its fields, and what arranges it.
// What is empty isn't there.
import type { HostSnapshot } from '../hosts/hostSnapshots.ts';
import { tagKey } from '../hosts/hostPlace.ts';
import { fieldsOf } from '../hosts/kinds/kinds.ts';
import { tunnelText } from '../hosts/tunnelText.ts';
import type { HostDraft } from '../ipc/contract.ts';
import type { ImportDraft } from './toDrafts.ts';

export type Values = Readonly<Record<string, string>>;

/** Values that are lists: one a line, in an order of their own. */
export const LISTS: ReadonlySet<string> = new Set(['tags', 'tunnels']);

type Arranged = Pick<ImportDraft, 'folder' | 'tags' | 'notes' | 'tunnels'>;

/** Of a found host; `draft` with its jump hosts as they would be saved. */
export function valuesOf(draft: HostDraft, { folder, tags, notes, tunnels }: Arranged): Values {
  const own = fieldsOf(draft.kind).filter(([, { secret, hidden }]) => !secret && !hidden);
  return filled({
    ...Object.fromEntries(own.map(([name]) => [name, draft[name]])),
    ...{ kind: draft.kind, name: draft.name, color: draft.color === 'none' ? '' : draft.color },
    ...{ folder: folder.join('\n'), tags: tags.join('\n'), notes },
    tunnels: tunnels.map(tunnelText).join('\n'),
  });
}

/** Of a saved one, whose folder is no value: where it lies here is told apart. */
export function savedValues({ kind, name, color, fields, ...rest }: HostSnapshot): Values {
  return filled({
    ...{ ...fields, kind, name, color: color === 'none' ? '' : color, notes: rest.notes },
    ...{ tags: rest.tags.join('\n'), tunnels: rest.tunnels.join('\n') },
  });
}

function filled(values: Record<string, string>): Values {
  const entries = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

export const listOf = (value: string | undefined): string[] => (value ? value.split('\n') : []);

/** Those of the first list that the second one hasn't. */
export function missing(wanted: string | undefined, there: string | undefined): string[] {
  const known = new Set(listOf(there).map(tagKey));
  return listOf(wanted).filter((one) => !known.has(tagKey(one)));
}
