// The language of what is said of what happens. There is English; another one is a module beside
// it, which the compiler holds to the same shape, and a line here.
import { said as english } from './english/said.ts';

/** Code by code a sentence, or what makes one of its facts. */
export type Messages = typeof english;

const LANGUAGES: Readonly<Record<string, Messages>> = { en: english };

let chosen = english;

export function messages(): Messages {
  return chosen;
}

/** Before anything is shown. For a language that there isn't, English stays. */
export function sayIn(language: string): void {
  chosen = LANGUAGES[language] ?? english;
}
