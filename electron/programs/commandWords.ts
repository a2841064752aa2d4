// A program and its arguments on one line, as people write it. Nothing but quotation marks has a
// meaning in it: a backslash is part of a Windows path.

export interface ProgramCommand {
  file: string;
  args: string[];
}

/** Its words, at spaces outside “"” and “'”; undefined where a quotation mark isn't closed. */
export function commandWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      else word += sign;
    } else if (sign === '"' || sign === "'") {
      [quote, word] = [sign, word ?? ''];
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

/** The line that `commandWords` reads as these words. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/**
 * What a line asks for. A program of exactly that name comes first: its path may hold spaces, and
 * needs no quotation marks as long as it has no arguments.
 */
export function readCommand(
  line: string,
  isThere: (program: string) => boolean,
): ProgramCommand | undefined {
  if (isThere(line)) return { file: line, args: [] };
  const [file = line, ...args] = commandWords(line) ?? [];
  return commandWords(line) && { file, args };
}

function quoted(word: string): string {
  if (word !== '' && !/[\s"']/.test(word)) return word;
  if (!word.includes('"')) return `"${word}"`;
  if (!word.includes("'")) return `'${word}'`;
  return word
    .split('"')
    .map((part) => `"${part}"`)
    .join(`'"'`);
}
