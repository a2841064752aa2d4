// How the condition at the end of what is typed may go on: `tag:p` as `tag:prod`.
import { fold } from './fold.ts';
import { operatorOf, type Operator } from './hostQuery.ts';

/** The last piece, where it is a condition: all of it, its key, and its value with or without a quote. */
const LAST = /(?:^|\s)(-?(?:#|([\p{L}]+):))(?:"([^"]*)|([^"\s]*))$/u;
const MOST = 6;

export interface Suggestions {
  /** What stands before the last piece. */
  before: string;
  /** What could stand in its place. */
  pieces: readonly string[];
}

const NONE: Suggestions = { before: '', pieces: [] };

/** @param choices of an operator, those that are likely first */
export function suggestionsFor(
  typed: string,
  choices: (operator: Operator) => readonly string[],
): Suggestions {
  const [, lead = '', key, quoted, plain = ''] = LAST.exec(typed) ?? [];
  const operator = lead.endsWith('#') ? 'tag' : operatorOf(key ?? '');
  if (lead === '' || !operator) return NONE;
  const [value, quote] = [fold(quoted ?? plain), quoted === undefined ? '' : '"'];
  const before = typed.slice(0, typed.length - lead.length - quote.length - value.length);
  const fits = choices(operator).filter((choice) => ` ${fold(choice)}`.includes(` ${value}`));
  if (fits.some((choice) => fold(choice) === value)) return NONE;
  return { before, pieces: fits.slice(0, MOST).map((choice) => lead + written(choice)) };
}

function written(choice: string): string {
  return /\s/.test(choice) ? `"${choice.replaceAll('"', '')}"` : choice;
}
