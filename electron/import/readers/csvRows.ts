// Rows of a table whose columns are known become hosts; what has no field becomes a line of the report.
import { say } from '../../../words/said.ts';
import {
  foundHost,
  secret,
  type Found,
  type FoundHost,
  type FoundMore,
  type Unmapped,
} from '../found.ts';
import { placeOf, placeOfUrl, portOf, PORTS, type FoundPlace } from '../place.ts';
import { firstOf, type Report } from '../report.ts';
import type { Row } from '../rows.ts';
import type { Columns, Field } from './csvColumns.ts';
import { ofCommand } from './csvList.ts';
import { pathOf, tagsOf } from './csvPaths.ts';

/** Words for protocols, besides their names. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  ssh1: 'ssh',
  ssh2: 'ssh',
  openssh: 'ssh',
  linux: 'ssh',
  unix: 'ssh',
  scp: 'ssh',
  mosh: 'ssh',
  mstsc: 'rdp',
  com: 'serial',
};
/** What is opened in a browser is no host. */
const NO_HOST = /^(https?|web|url|ftps?|file)$/i;

/** Whether it is a comment shows before a guard is taken off. */
export interface TableRow extends Row {
  readonly isComment: boolean;
}

/** One row as it is read. */
interface Reading {
  readonly where: string;
  readonly cell: (field: Field) => string;
  readonly report: Report;
}

export function readRows(columns: Columns, rows: readonly TableRow[], report: Report): Found {
  const hosts = rows.flatMap((row) => hostOf(columns, row, report) ?? []);
  const unmapped = [...secretsOf(columns, rows), ...notesOf(columns, rows), ...report.unmapped];
  return { hosts, unmapped: [...unmapped, ...othersOf(columns, rows)] };
}

function hostOf(
  columns: Columns,
  { line, values, isComment }: TableRow,
  report: Report,
): FoundHost | undefined {
  const cell = (field: Field): string => values[columns.at.get(field) ?? -1] ?? '';
  const reading = { where: `line ${line}`, cell, report };
  const [first = ''] = values;
  if (values.every((value) => value === '')) return undefined;
  if (isComment) {
    report.add(reading.where, first.slice(0, 80), say('import-commented-out'));
    return undefined;
  }
  const protocol = protocolOf(reading);
  if (protocol === undefined) return undefined;
  const place = inPlace(addressOf(reading, columns), protocol, reading);
  const name = oneLine(nameOf(reading, columns) || place.address, reading);
  if (place.address !== '') return asHost(place, name, reading, columns);
  const what = name || cell('host') || values.filter(Boolean).join(' ').slice(0, 80);
  report.add(reading.where, what, say('import-no-address'));
  return undefined;
}

function asHost(place: Placed, name: string, reading: Reading, columns: Columns): FoundHost {
  const { protocol, address, rest } = place;
  const ends = endsOf(place, reading);
  const own = restOf(reading, columns, name);
  const jump = own.jump ?? rest.jump ?? null;
  const identities = [...(own.identities ?? []), ...(rest.identities ?? [])];
  const more = { ...rest.more, ...own.more };
  return foundHost({ ...rest, ...own, jump, identities, more, name, protocol, address, ...ends });
}

/** Undefined where it is something else than a host. */
function protocolOf({ cell, where, report }: Reading): string | undefined {
  const written = cell('protocol');
  const word = written.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (word === '') return 'ssh';
  if (NO_HOST.test(word)) {
    report.add(where, written, say('import-protocol-none'));
    return undefined;
  }
  const protocol = PROTOCOLS[word] ?? word;
  if (PORTS.has(protocol)) return protocol;
  report.add(where, written, say('import-column-unknown'));
  return 'ssh';
}

/** A host's name is where it is, where nothing else is said. */
function addressOf({ cell }: Reading, { at }: Columns): string {
  const named = !at.has('address') && !at.has('host') ? cell('name') : '';
  return cell('address') || cell('host') || named;
}

function nameOf({ cell }: Reading, { at }: Columns): string {
  return cell('name') || (at.has('address') ? cell('host') : '');
}

interface Placed extends FoundPlace {
  readonly rest: Partial<FoundHost>;
}

/** The cell may hold a URL, or a whole command of ssh. */
function inPlace(said: string, protocol: string, { where, report }: Reading): Placed {
  const url = placeOfUrl(said);
  const command = /^(ssh|plink|putty)\s/i.test(said) ? ofCommand(said).host : undefined;
  if (command) {
    const { address, port, user, name: _, group: __, ...rest } = command;
    return { protocol: rest.protocol, address, port, user, hasPassword: false, rest };
  }
  const place = url ?? placeOf(said, protocol);
  if (place.hasPassword) report.add(where, place.address, say('import-secret'));
  const isScp = place.protocol === 'scp' || place.protocol === 'mosh';
  return { ...place, protocol: isScp ? 'ssh' : place.protocol, rest: {} };
}

function endsOf(
  place: FoundPlace,
  { cell, where, report }: Reading,
): { port: number; user: string | null } {
  const written = cell('port').replace(/\.0+$/, '');
  const port = written === '' ? undefined : portOf(written);
  if (written !== '' && port === undefined) report.add(where, written, say('import-port-wrong'));
  const usual = PORTS.get(place.protocol) ?? 22;
  return { port: port ?? place.port ?? usual, user: cell('user') || place.user };
}

function restOf(reading: Reading, { at, headings }: Columns, name: string): Partial<FoundHost> {
  const { cell, where, report } = reading;
  const [jump, key, host] = [cell('jump'), cell('key'), cell('host')];
  const isKeyItself = key.includes('-----BEGIN');
  if (isKeyItself) report.add(where, headings[at.get('key')!] ?? '', say('import-secret'));
  const isAlias = at.has('address') && host !== '' && host !== name && cell('address') !== '';
  return {
    identities: key !== '' && !isKeyItself ? [key] : [],
    jump: jump === '' ? null : jump.split(',').map((hop) => hop.trim()),
    group: pathOf(cell('group')),
    ...(isAlias ? { aliases: [host] } : {}),
    more: moreOf(cell),
  };
}

function moreOf(cell: (field: Field) => string): FoundMore {
  const [description, tags] = [cell('note') || cell('place'), tagsOf(cell('tags'))];
  const options = cell('options')
    .split(/\r\n|\n|\r/)
    .flatMap((line) => {
      const [, keyword, value] = /^\s*(\w+)\s*[=\s]\s*(.*?)\s*$/.exec(line) ?? [];
      return keyword && value ? [[keyword, value] as const] : [];
    });
  return {
    ...(description ? { description } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(options.length > 0 ? { options: Object.fromEntries(options) } : {}),
  };
}

function oneLine(text: string, { where, report }: Reading): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  if (line !== text) report.add(where, line, say('import-one-line'));
  return line;
}

function hasValues(rows: readonly TableRow[], column: number): boolean {
  return rows.some(({ values }) => (values[column] ?? '') !== '');
}

function secretsOf({ secrets, headings }: Columns, rows: readonly TableRow[]): Unmapped[] {
  const filled = secrets.filter((column) => hasValues(rows, column));
  return filled.map((column) => secret(headings[column]!, headings[column]!));
}

/** Where something is isn't a description, but the next best. */
function notesOf({ at, headings }: Columns, rows: readonly TableRow[]): Unmapped[] {
  const column = at.get('place');
  if (column === undefined || !hasValues(rows, column)) return [];
  const isUsed = rows.some(({ values }) => !values[at.get('note') ?? -1]);
  const why = say(isUsed ? 'import-column-to-note' : 'import-column-unknown');
  return [{ where: headings[column]!, what: headings[column]!, why }];
}

/** Columns that no field has; without a heading they may hold anything, a password as well. */
function othersOf({ at, secrets, headings }: Columns, rows: readonly TableRow[]): Unmapped[] {
  const known = new Set([...at.values(), ...secrets]);
  const width = Math.max(
    headings.length,
    ...rows.slice(0, 1_000).map(({ values }) => values.length),
  );
  const others = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !known.has(column) && hasValues(rows, column),
  );
  return others.map((column) => {
    const heading = headings[column];
    if (!heading) {
      const where = `column ${column + 1}`;
      return { where, what: where, why: say('import-column-unnamed') };
    }
    const values = rows.flatMap(({ values: all }) => all[column] || []);
    const what = `${heading}: ${firstOf([...new Set(values.map((value) => value.slice(0, 60)))])}`;
    return { where: heading, what, why: say('import-column-unknown') };
  });
}
