// A command line in its words, as a POSIX shell would part it. Nothing is expanded or run: a variable
// or a substitution stays what it is written as.

/** Null where a quote has no end. */
export function shellWords(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const one = line[at]!;
    if (/\s/.test(one)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (one === "'" || one === '"') {
      const end = endOfQuote(line, at);
      if (end < 0) return null;
      word = (word ?? '') + unquoted(line.slice(at + 1, end), one);
      at = end;
    } else if (one === '\\') {
      const next = line[++at] ?? '';
      if (next !== '\n') word = (word ?? '') + next; // a shell goes on in the next line
    } else word = (word ?? '') + one;
  }
  return word === null ? words : [...words, word];
}

function endOfQuote(line: string, from: number): number {
  const quote = line[from];
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === quote) return at;
    if (quote === '"' && line[at] === '\\') at++;
  }
  return -1;
}

function unquoted(text: string, quote: string): string {
  return quote === '"' ? text.replace(/\\(["\\$`])/g, '$1') : text;
}
