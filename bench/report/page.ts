// The performance page: the last figures of each bench, put between its two marks. All around
// them is written by hand; what stands between is never.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from '../bench.ts';
import type { BenchRecord } from '../record.ts';
import { lastRecord } from '../record.ts';
import { cells, COLUMNS } from './figures.ts';
import { markdownTable } from './table.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/PERFORMANCE.md');

function mark(bench: string, which: 'begin' | 'end'): string {
  return `<!-- ${which} ${bench} -->`;
}

/** Writes the last figures of these benches; says what it did. */
export async function writePage(benches: readonly Bench[]): Promise<string> {
  let page = await readFile(PAGE, 'utf8');
  const written: string[] = [];
  for (const bench of benches) {
    const record = await lastRecord(bench.name);
    if (!record) continue;
    page = withSection(page, bench.name, section(bench, record));
    written.push(bench.name);
  }
  await writeFile(PAGE, page);
  return written.length > 0 ? `Written: ${written.join(', ')}.` : 'There are no figures yet.';
}

/** @throws Error when the page has no place for that bench */
export function withSection(page: string, bench: string, text: string): string {
  const [begin, end] = [mark(bench, 'begin'), mark(bench, 'end')];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`docs/PERFORMANCE.md has no place for ${bench}: ${begin} … ${end}.`);
  }
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** What stands on the page of one bench. */
export function section(bench: Pick<Bench, 'method'>, record: BenchRecord): string {
  const table = markdownTable([COLUMNS, ...record.figures.map(cells)]);
  return [bench.method, table, ...record.notes, circumstances(record)].join('\n\n');
}

function circumstances({ date, machine, versions, load, seconds }: BenchRecord): string {
  const { system, cpu, cores, memoryGb } = machine;
  const rounded = (value: number): string => value.toFixed(1);
  return (
    `Taken on ${date.slice(0, 10)} in ${seconds} s: ${cpu}, ${cores} cores, ${memoryGb} GB, ` +
    `${system}; Electron ${versions.electron}, xterm.js ${versions.xterm}, ` +
    `sources ${versions.commit || versions.bowline}; load ${rounded(load.before)} before, ` +
    `${rounded(load.after)} after.`
  );
}
