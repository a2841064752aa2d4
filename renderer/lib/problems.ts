// What is wrong with the fields of a form, as it stands below them.
import { inWords, type Said } from '../../words/said.ts';

/** Field by field in words. */
export type Problems<Name extends string> = Partial<Record<Name, string>>;

export function problemsIn<Name extends string>(said: Partial<Record<Name, Said>>): Problems<Name> {
  const entries = Object.entries<Said | undefined>(said);
  return Object.fromEntries(entries.map(([name, one]) => [name, inWords(one)])) as Problems<Name>;
}

/** Fields by which another one may be right: where no proxy is chosen, nothing has to say where it is. */
const DECIDES: Readonly<Record<string, string>> = {
  proxyKind: 'proxyAddress',
  proxyCommand: 'proxyAddress',
  options: 'proxyAddress',
};

/** Whether what is wrong may be so no more, now that this field has another value. */
export function isAbout(field: string, errors: Readonly<Record<string, unknown>>): boolean {
  return errors[field] !== undefined || errors[DECIDES[field] ?? field] !== undefined;
}
