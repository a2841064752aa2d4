// A table in plain text for the terminal, and in Markdown for the performance page.

type Row = readonly string[];

/** Columns stand under each other; the first is aligned to the left, the others to the right. */
export function textTable(rows: readonly Row[]): string {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => [...row[column]!].length)),
  );
  const line = (row: Row): string =>
    row.map((cell, column) => padded(cell, widths[column]!, column > 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** The first row holds the headings. */
export function markdownTable([head, ...rows]: readonly [Row, ...Row[]]): string {
  const line = (row: Row): string =>
    `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function padded(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - [...cell].length);
  return right ? space + cell : cell + space;
}
