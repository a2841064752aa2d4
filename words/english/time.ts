// Times as a person reads them.

/** @param at milliseconds since 1970 */
export function shownTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
