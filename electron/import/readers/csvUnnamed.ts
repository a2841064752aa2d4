// Tables whose headings are none of those that we know: the values say which column is what, and whether
// the first row is one of headings at all.
import { isIP } from 'node:net';
import { portOf } from '../place.ts';
import { addressScore, average, fieldOf, type Columns, type Field } from './csvColumns.ts';

/** Fields that can be told by values alone, whatever stands above them. */
const SURE: readonly Field[] = ['address', 'port', 'protocol'];

type Rows = readonly (readonly string[])[];

/** Of a table with names alone, a column of addresses is where its hosts are, whatever it is called. */
export function withAddresses(columns: Columns, rows: Rows): Columns {
  const { at, secrets, headings } = columns;
  if (at.has('address') || at.has('host')) return columns;
  const known = new Set([...at.values(), ...secrets]);
  const address = headings.findIndex((_, column) => {
    const values = rows.map((row) => row[column] ?? '');
    return !known.has(column) && average(values, (value) => Number(isIP(value) > 0)) >= 0.8;
  });
  return address < 0 ? columns : { ...columns, at: new Map([...at, ['address', address]]) };
}

/** With the first row as headings; undefined where it is a host as all others. */
export function headed(columns: Columns, first: readonly string[]): Columns | undefined {
  if (!isHeading(columns, first)) return undefined;
  const fields = first.map((value) => fieldOf(value));
  const secrets = fields.flatMap((field, column) => (field === 'secret' ? [column] : []));
  const at = new Map<Field, number>();
  for (const [column, field] of fields.entries()) {
    if (field && field !== 'secret' && !at.has(field)) at.set(field, column);
  }
  for (const field of SURE) {
    const column = columns.at.get(field);
    if (column !== undefined && (fields[column] ?? field) === field) at.set(field, column);
  }
  return { at, secrets, headings: first };
}

/** What stands above addresses or ports is none, and above addresses it speaks of them. */
function isHeading({ at }: Columns, first: readonly string[]): boolean {
  const cell = (field: Field): string => first[at.get(field) ?? -1] ?? '';
  if (addressScore(cell('address')) > 0 || portOf(cell('port')) !== undefined) return false;
  const words = cell('address').split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  return words.some((word) => ['address', 'host'].includes(fieldOf(word) ?? ''));
}
