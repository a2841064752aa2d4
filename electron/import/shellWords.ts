// A command line in its words, as a POSIX shell would part it. Nothing is expanded or run: a variable
// or a substitution stays what it is written as. (The window parts what is typed there by itself: it may
// import nothing from here.)

const PART = /([^\s'"\\#]+)|(\s+)|'([^']*)'|"([^"\\]*(?:\\.[^"\\]*)*)"|\\(.?)|(#)/sy;

/**
 * Null where a quote has no end. `comments`: all behind `#` is one, even within a word, as Python's
 * shlex has it.
 */
export function shellWords(line: string, { comments = false } = {}): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < line.length) {
    const part = PART.exec(line);
    if (!part) return null;
    const [, bare, blank, single, double, escaped, hash] = part;
    if (hash && comments) break;
    if (blank !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const text = bare ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? hash ?? '';
    word = (word ?? '') + text;
  }
  return word === null ? words : [...words, word];
}
