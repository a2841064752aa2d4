// The language of what is said of what happens. There is English; another one is a module beside
// it, which the compiler holds to the same shape, and a line here.
import { said as english } from './english/said.ts';
import { inLanguage } from './language.ts';

/** Code by code a sentence, or what makes one of its facts. */
export type Messages = typeof english;

/** What logs are written in, and what goes to a peer. */
export const ENGLISH: Messages = english;

const LANGUAGES = { en: english };

let chosen: Messages = english;

export function messages(): Messages {
  return chosen;
}

/** Before anything is said, in each process. For a language that there isn't, English stays. */
export function sayIn(language: string): void {
  chosen = inLanguage<Messages>(language, LANGUAGES);
}
