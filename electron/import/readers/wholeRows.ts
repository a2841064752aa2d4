// Rows of a CSV file that may be cut off inside quotes: what is whole in it is kept, and the rest is told.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { rowsOf, type Row } from '../rows.ts';

export function wholeRows(text: string, delimiter: string, found: Collected): Row[] {
  try {
    return rowsOf(text, delimiter);
  } catch {
    const rows = rowsOf(`${text}"`, delimiter);
    const last = rows.at(-1)?.line ?? 1;
    found.tell(`up to line ${last}`, 'a quote that is not closed', say('import-open-quote'));
    return rows;
  }
}
