// Rows of values: CSV and its relatives, with whatever stands between the values.
import { parse } from 'csv-parse/sync';

export interface Row {
  /** In the file, counted from 1. */
  readonly line: number;
  readonly values: readonly string[];
}

/** Values trimmed, empty lines left out. Quotes that don't close end with their file. */
export function rowsOf(text: string, delimiter: string): Row[] {
  const parsed = parse(text, {
    delimiter,
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return parsed.map(({ record, info }) => ({ line: info.lines, values: record }));
}

/** Which of these stands most often in the first lines outside quotes; the first of several. */
export function delimiterOf(
  text: string,
  among: readonly string[] = [',', ';', '\t', '|'],
): string {
  const start = text
    .split(/\r\n|\n|\r/, 10)
    .join('\n')
    .replace(/"[^"]*"/g, '');
  const counts = among.map((one) => start.split(one).length);
  return among[counts.indexOf(Math.max(...counts))]!;
}
