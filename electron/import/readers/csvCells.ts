// Cells of a table that spreadsheets take for formulas, and that our own import would take for comments.
// An apostrophe before one makes it text; it is taken away again on reading, as spreadsheets do.

const FORMULA = /^'*(?:[=+\-@\t\r#]|\/\/)/;

/** Harmless in a spreadsheet, whatever it says. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What was guarded; and `="0123"`, which is how a spreadsheet is told that a number is text. */
export function unguarded(cell: string): string {
  const text = /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
