// Cuts a command line that is being typed into words as a shell would, quotes and backslashes
// taken away. Nothing is run or looked up for that, whatever stands in it.

export interface LineWords {
  /** Whole words, the command's own name first. */
  before: string[];
  /** The word at the cursor; '' where one is about to begin. */
  current: string;
}

/** Before the command's name: variables for it. */
const ASSIGNMENT = /^\w+=/;
/** An escaped character, text in quotes that may still be open, space, or plain text. */
const PART = /\\([^]?)|'([^']*)'?|"((?:\\[^]|[^"\\])*)(?:"|\\?$)|(\s+)|([^\\'"\s]+)/gy;

/** @param line up to the cursor */
export function lineWords(line: string): LineWords {
  const words = [''];
  for (const [, escaped, single, double, space, plain] of line.trimStart().matchAll(PART)) {
    if (space !== undefined) words.push('');
    else words[words.length - 1] += escaped ?? single ?? plain ?? unescaped(double ?? '');
  }
  const current = words.pop() ?? '';
  const name = words.findIndex((word) => !ASSIGNMENT.test(word));
  return { before: name < 0 ? [] : words.slice(name), current };
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\$`])/g, '$1');
}
