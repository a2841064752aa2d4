// Whole numbers as people read them.

/** With the separators of the language. Numbers without one don't load its tables: a start has time for none. */
export function figure(number: number): string {
  return Math.abs(number) < 1_000 ? String(number) : number.toLocaleString();
}
