// Which of the languages that there are somebody gets, and how one is shown that nobody speaks.

/** English in brackets: where the app runs in it, text without brackets stands in no module. */
export const PSEUDO = 'en-XA';

/** @param wanted a language tag, like `de-AT`. @returns the words of it or of its language */
export function inLanguage<Words>(
  wanted: string,
  languages: Readonly<Record<string, Words>> & { readonly en: Words },
): Words {
  if (wanted === PSEUDO) return bracketed(languages.en);
  const [language = ''] = wanted.split('-');
  const known = [wanted, language].find((tag) => Object.hasOwn(languages, tag));
  return known === undefined ? languages.en : languages[known]!;
}

/** The tag of what `inLanguage` hands out: of German to an Austrian, `de-AT`; else `en`. */
export function spokenTag(wanted: string, languages: object): string {
  const [language = ''] = wanted.split('-');
  const spoken =
    wanted === PSEUDO || [wanted, language].some((tag) => Object.hasOwn(languages, tag));
  return spoken ? wanted : 'en';
}

/** Every text in it, and what its functions make, in brackets. */
function bracketed<Words>(words: Words): Words {
  if (typeof words === 'string') return `⟦${words}⟧` as Words;
  if (typeof words === 'function') {
    const make = words as unknown as (...facts: unknown[]) => unknown;
    return ((...facts: unknown[]) => bracketed(make(...facts))) as Words;
  }
  if (Array.isArray(words)) return words.map(bracketed) as Words;
  if (typeof words !== 'object' || words === null) return words;
  const entries = Object.entries(words).map(([name, one]) => [name, bracketed(one)] as const);
  return Object.fromEntries(entries) as Words;
}
