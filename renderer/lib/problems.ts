// What is wrong with the fields of a form, as it stands below them.
import { inWords, type Said } from '../../words/said.ts';

/** Field by field in words. */
export type Problems<Name extends string> = Partial<Record<Name, string>>;

export function problemsIn<Name extends string>(said: Partial<Record<Name, Said>>): Problems<Name> {
  const entries = Object.entries<Said | undefined>(said);
  return Object.fromEntries(entries.map(([name, one]) => [name, inWords(one)])) as Problems<Name>;
}
