// Whether bytes really went through a tunnel while something else was measured beside it.

/** Throws unless each count is larger than the one before it. */
export function mustGrow(what: string, counts: readonly (number | null)[]): void {
  counts.slice(1).forEach((count, index) => {
    if ((count ?? 0) > (counts[index] ?? 0)) return;
    const all = counts.map((each) => each ?? 'unknown').join(', ');
    throw new Error(`${what} stood still while it was measured: ${all} bytes.`);
  });
}
