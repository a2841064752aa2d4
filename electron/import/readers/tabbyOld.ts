// Connections as Terminus wrote them, and Tabby before it had profiles: their settings lie beside their
// names. Recent ones are no hosts that somebody saved.
import { isTable, listIn, valueIn, type Table } from '../plain.ts';

const KINDS = ['ssh', 'serial', 'telnet'] as const;
/** What belongs to a profile as a whole. */
const OUTER = ['id', 'name', 'group', 'color', 'icon', 'disableDynamicTitle'];

/** As profiles. */
export function oldProfiles(file: unknown): Table[] {
  const saved = KINDS.flatMap((type) =>
    listIn(valueIn(file, type), 'connections')
      .filter(isTable)
      .map((connection) => profileOf(type, connection)),
  );
  const shells = listIn(valueIn(file, 'terminal'), 'profiles').filter(isTable);
  return [...saved, ...shells.map((shell) => ({ ...shell, type: 'local' }))];
}

function profileOf(type: string, connection: Table): Table {
  const options = Object.entries(connection).filter(([key]) => !OUTER.includes(key));
  const outer = Object.entries(connection).filter(([key]) => OUTER.includes(key));
  return { ...Object.fromEntries(outer), type, options: Object.fromEntries(options) };
}
