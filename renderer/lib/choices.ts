// The choices of a field as a form offers them. A field that folders may have a value for begins with
// '', which says nothing: what that comes to is what is offered.
import type { FieldInfo, InheritedValue } from '../../electron/ipc/contract.ts';

export interface Offered {
  value: string;
  label: string;
  hint: string;
}

/** Of what says nothing. */
export interface UnsaidWords {
  /** Where a folder says something. */
  asFolder: string;
  /** Where none does; left out, it is what holds then. */
  nothing?: { label: string; hint: string };
}

export function offeredChoices(
  { choices = [], inherits }: Pick<FieldInfo, 'choices' | 'inherits'>,
  from: InheritedValue | undefined,
  words: UnsaidWords,
): Offered[] {
  const [unsaid, usual, ...others] = choices;
  if (!inherits || unsaid?.value !== '' || !usual) return [...choices];
  if (from) {
    const said = choices.find(({ value }) => value === from.value) ?? usual;
    return [{ value: '', label: words.asFolder, hint: said.label }, usual, ...others];
  }
  if (words.nothing) return [{ value: '', ...words.nothing }, usual, ...others];
  return [{ ...usual, value: '' }, ...others];
}

/** The one that is lit: what says what holds anyway is the first. */
export function litChoice(offered: readonly Offered[], value: string): string {
  return offered.some((one) => one.value === value) ? value : '';
}
