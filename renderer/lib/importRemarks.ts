// What is to be said of a found host in one line: what stays behind before all else.
import type { ImportPreview, ImportRow } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';

export interface Remark {
  /** `warn`: something stays behind; `plain`: something to heed; `faint`: a fact. */
  kind: 'warn' | 'plain' | 'faint';
  text: string;
}

/** A field by the name that people know it by. */
export type FieldLabel = (field: string) => string;

export type Left = ImportRow['left'][number] | ImportPreview['left'][number];

/** What stays behind, and why. */
export function leftWords({ what, why }: Left): string {
  return words.hostImport.remarks.left(what, inWords(why));
}

/** The text is '' where there is nothing to say. */
export function remarkOf(row: ImportRow, label: FieldLabel): Remark {
  const say = words.hostImport.remarks;
  if (row.why) return { kind: 'warn', text: inWords(row.why) };
  const [first, ...others] = row.left;
  if (row.here) {
    const { differs } = row.here;
    if (differs.length === 0) return { kind: 'faint', text: say.same };
    return { kind: 'plain', text: say.differs(differs.map(({ field }) => label(field))) };
  }
  if (first) {
    const more = others.length > 0 ? say.more(others.length) : '';
    return { kind: 'warn', text: `${leftWords(first)}${more}` };
  }
  return { kind: 'faint', text: factsOf(row) };
}

function factsOf({ through, tunnels }: ImportRow): string {
  const say = words.hostImport.remarks;
  const [way, own] = [through && say.through(through), tunnels > 0 && say.tunnels(tunnels)];
  return way && own ? say.both(way, own) : way || own || '';
}

/** `address:port`, where it isn't the usual one; an IPv6 address in its brackets then. */
export function placeOf({ address, port }: Pick<ImportRow, 'address' | 'port'>): string {
  if (port === '') return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
