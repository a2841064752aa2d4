// The language of what stands in the window by itself: labels, headings, buttons, notes. As with
// what is said: another one is a module beside English, and a line here.
import { window as english } from './english/window.ts';
import { inLanguage, spokenTag } from './language.ts';
import { sayIn } from './messages.ts';

export type WindowWords = typeof english;

const LANGUAGES = { en: english };

/** In the chosen language, from before the first component on. */
export let words: WindowWords = english;

/** Before anything is shown. For a language that there isn't, English stays. @returns its tag */
export function speak(language: string): string {
  words = inLanguage<WindowWords>(language, LANGUAGES);
  sayIn(language);
  return spokenTag(language, LANGUAGES);
}
