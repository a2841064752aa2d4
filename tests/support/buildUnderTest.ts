// Which build of Bowline tests and benches start: this checkout's, unless a bench compares it with
// another commit's. The one place that knows, so that everything started is of the same build.
import path from 'node:path';

/** This checkout: of it are the tests and benches themselves, whatever build they start. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

let folder = ROOT;

/** Folder of the checkout whose `out/` is started. */
export function buildUnderTest(): string {
  return folder;
}

/** From now on apps and agents are started from there; those that run stay what they are. */
export function startFrom(checkout: string): void {
  folder = checkout;
}
