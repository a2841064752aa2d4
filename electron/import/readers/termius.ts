// Hosts of Termius: its CSV, of a fixed row of headings with one more or less.
import { say } from '../../../words/said.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import type { FoundMore } from '../found.ts';
import { delimiterOf, type Row } from '../rows.ts';
import { foldersOf, isPath } from '../serverText.ts';
import { wholeRows } from './wholeRows.ts';

type Values = ReadonlyMap<string, string>;

/** Of which Bowline opens, or will open, a terminal; with their ports. */
const PORTS: Readonly<Record<string, number>> = {
  ...{ ssh: 22, sftp: 22, mosh: 22, telnet: 23, rlogin: 513 },
};
const KNOWN = ['groups', 'label', 'tags', 'hostname/ip', 'protocol', 'port', 'username'];
/** Of a key itself, or of where it lies. */
const KEYS = ['ssh_key', 'ssh key', 'key'];
/** Whatever stands in a column of such a name is kept from sight. */
const SECRET = /pass|key|secret|token/;

export const termius: ImportFormat = {
  word: 'Termius (CSV)',

  recognises(source) {
    const [first = ''] = source
      .text()
      .slice(0, 4_096)
      .split(/[\r\n]/, 1);
    const names = first
      .toLowerCase()
      .split(/[,;\t]/)
      .map(bare);
    return names.includes('hostname/ip') && (names.includes('label') || names.includes('groups'));
  },

  read(source) {
    if (!termius.recognises(source)) throw notThisFormat(termius.word);
    const text = source.text();
    const found = new Collected();
    const [headings, ...rows] = wholeRows(text, delimiterOf(text), found);
    const names = headings?.values.map((name) => name.toLowerCase()) ?? [];
    for (const row of rows) readRow(valuesOf(names, row), row, found);
    return found;
  },
};

function bare(name: string): string {
  return name.trim().replace(/^"|"$/g, '');
}

function valuesOf(names: readonly string[], { values }: Row): Values {
  return new Map(names.map((name, at) => [name, values[at] ?? '']));
}

function readRow(values: Values, { line }: Row, found: Collected): void {
  const of = (column: string): string => values.get(column) ?? '';
  const address = of('hostname/ip');
  const name = of('label') || address || `line ${line}`;
  if (!address) return found.tell(name, 'Hostname/IP', say('import-has-no-address'));
  const protocol = of('protocol').toLowerCase() || 'ssh';
  const usual = Object.hasOwn(PORTS, protocol) ? PORTS[protocol]! : undefined;
  if (usual === undefined) return found.tell(name, of('protocol'), say('import-no-kind-yet'));
  if (name.includes('\n')) found.tell(name, 'line break in a label', say('import-name-of-lines'));
  found.host({
    ...{ name, protocol, address, user: of('username') || null },
    port: found.port(name, of('port'), usual),
    identities: keyFiles(values),
    group: foldersOf(of('groups')),
    more: moreOf(of('tags')),
  });
  tellRest(name, values, found);
}

function keyFiles(values: Values): string[] {
  return KEYS.map((name) => values.get(name) ?? '').filter(isPath);
}

function moreOf(tags: string): FoundMore {
  const all = foldersOf(tags, /,/);
  return all.length > 0 ? { tags: all } : {};
}

function tellRest(name: string, values: Values, found: Collected): void {
  for (const [column, value] of values) {
    if (value === '' || KNOWN.includes(column)) continue;
    if (KEYS.includes(column) && isPath(value)) continue;
    if (SECRET.test(column)) found.secret(name, column === 'password' ? 'Password' : column);
    else found.leave(name, column, value);
  }
}
