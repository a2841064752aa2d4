// A matcher for what is said: by its words, as a person reads them.
import { inWords, type Said } from '../../words/said.ts';

/** In place of a `Said` in an expectation: fits one whose words are these, or fit the pattern. */
export function says(words: string | RegExp): Said {
  const fits = (said: unknown): boolean => {
    if (typeof said !== 'object' || said === null || !('code' in said)) return false;
    const text = inWords(said as Said);
    return typeof words === 'string' ? text === words : words.test(text);
  };
  return { asymmetricMatch: fits, toString: () => `says ${words}` } as unknown as Said;
}
