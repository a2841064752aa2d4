// Tables and lists of hosts that people keep themselves, in whatever dialect their spreadsheet writes.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import { delimiterOf, rowsOf } from '../rows.ts';
import { Report } from '../report.ts';
import { columnsOfHeadings, columnsOfValues, type Columns } from './csvColumns.ts';
import { unguarded } from './csvCells.ts';
import { headed, withAddresses } from './csvUnnamed.ts';
import { looksLikeList, readList } from './csvList.ts';
import { readRows, type TableRow } from './csvRows.ts';

/** A heading may stand below a title. */
const HEADING_WITHIN = 6;
/** Characters that are enough to tell whether it is a table. */
const LOOKED_AT = 60_000;
/** Values of a row with blanks between them; logs have more. */
const BLANKS_WITHIN = 8;

export const csv: ImportFormat = {
  word: 'CSV or a list of hosts',
  recognises(source) {
    if (source.isFolder) return false;
    const text = source.text().slice(0, LOOKED_AT);
    if (isOther(text)) return false;
    try {
      if (looksLikeList(text)) return true;
      const table = tableOf(text);
      return table !== undefined && isEven(table);
    } catch {
      return false;
    }
  },
  read(source) {
    const text = source.text();
    const table = looksLikeList(text) ? undefined : tableOf(text);
    if (table) return readTable(table);
    const found = readList(text);
    if (found.hosts.length > 0) return found;
    throw new PersonError(say('import-damaged', { format: csv.word }));
  },
};

/** Markup, JSON, settings in sections, bytes that no text has. */
function isOther(text: string): boolean {
  return /^\s*[<{[]|^\s*(REGEDIT|Windows Registry|\$ANSIBLE|---)|[\x00-\x08\x0e-\x1f]/.test(text);
}

interface Table {
  readonly columns: Columns;
  readonly rows: readonly TableRow[];
  /** Above the headings. */
  readonly before: readonly TableRow[];
}

/** Undefined where no column says where the hosts are. */
function tableOf(whole: string): Table | undefined {
  // Excel's own first line, which says what stands between the values.
  const [said, mark] = /^sep=(.)\r?\n/i.exec(whole) ?? [''];
  const text = whole.slice(said.length);
  const first = said === '' ? 0 : 1;
  const rows = tableRows(text, mark ?? delimiterOf(text), first);
  for (const [at, { values }] of rows.slice(0, HEADING_WITHIN).entries()) {
    const columns = columnsOfHeadings(values);
    if (columns) {
      const below = rows.slice(at + 1);
      const whole = withAddresses(columns, looked(below));
      return { columns: whole, rows: below, before: rows.slice(0, at) };
    }
  }
  return untitled(rows) ?? (mark ? undefined : blanksBetween(text, first));
}

/**
 * A list with blanks between its values, which any text has: only where its rows are short, and are about
 * something else each.
 */
function blanksBetween(text: string, first: number): Table | undefined {
  const blank = text.replace(/[^\S\r\n]+/g, ' ').replace(/^(#+) /gm, '$1');
  const rows = tableRows(blank, ' ', first);
  const starts = new Set(rows.map(({ values }) => values[0]));
  const isShort = rows.every(({ values }) => values.length <= BLANKS_WITHIN);
  return isShort && rows.length > 1 && starts.size > rows.length / 2 ? untitled(rows) : undefined;
}

function tableRows(text: string, delimiter: string, first: number): TableRow[] {
  return rowsOf(text, delimiter).map(({ line, values }) => ({
    line: first + line - breaksIn(values),
    values: values.map(unguarded),
    isComment: /^(#|\/\/)/.test(values[0] ?? ''),
  }));
}

/** A table without headings, or with some that nobody knows. */
function untitled(rows: readonly TableRow[]): Table | undefined {
  const columns = columnsOfValues(looked(rows));
  const named = columns && headed(columns, rows[0]!.values);
  if (named) return { columns: named, rows: rows.slice(1), before: [] };
  return columns && { columns, rows, before: [] };
}

/** Enough of a table to tell what its columns hold. */
function looked(rows: readonly TableRow[]): (readonly string[])[] {
  return rows.slice(0, 1_000).map(({ values }) => values);
}

/** A row's number is that of its last line; people look for its first. */
function breaksIn(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.split(/\r\n|\n|\r/).length - 1, 0);
}

/** Rows of a table are about as wide as each other, and wider than one. */
function isEven({ columns: { headings, at }, rows, before }: Table): boolean {
  const widths = rows.slice(0, 100).map(({ values }) => values.length);
  const width = Math.max(headings.length, ...widths);
  const even = widths.filter((one) => one > width / 2);
  const isSure = headings.length === 0 || at.size > 1 || before.length === 0;
  return width > 1 && isSure && even.length >= widths.length * (headings.length > 0 ? 0.5 : 0.8);
}

function readTable({ columns, rows, before }: Table): Found {
  const report = new Report();
  for (const { line, values } of before) {
    report.add(
      `line ${line}`,
      values.filter(Boolean).join(' ').slice(0, 80),
      say('import-line-unread'),
    );
  }
  return readRows(columns, rows, report);
}
