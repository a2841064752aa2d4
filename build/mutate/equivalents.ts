// Mutants that change nothing anybody could notice, each with the reason. They are found again by
// what stands in their line, which stays when lines above it come and go.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

export interface Equivalent {
  file: string;
  /** The whole line, without its indentation. */
  text: string;
  before: string;
  after: string;
  reason: string;
}

const FILE = path.join(import.meta.dirname, 'equivalents.json');

/** @throws where the file isn't what it should be */
export function readEquivalents(file = FILE): Equivalent[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Equivalent[];
}

export function isEquivalent(mutant: Mutant, equivalents: readonly Equivalent[]): boolean {
  return equivalents.some((entry) => matches(entry, mutant));
}

/** Those that speak of code that isn't there any more. @param mutants all of their files */
export function outdated(
  equivalents: readonly Equivalent[],
  mutants: readonly Mutant[],
): Equivalent[] {
  return equivalents.filter((entry) => !mutants.some((mutant) => matches(entry, mutant)));
}

function matches(entry: Equivalent, { file, text, before, after }: Mutant): boolean {
  const same = entry.file === file && entry.text === text;
  return same && entry.before === before && entry.after === after;
}
