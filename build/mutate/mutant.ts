// One mistake that could be made in a source file: a stretch of its text, and what stands there
// instead. `mutators.ts` makes them.

export interface Edit {
  /** Where in the text, in UTF-16 units; the end isn't part of it. */
  start: number;
  end: number;
  /** Stands there instead. */
  after: string;
}

export interface Mutant extends Edit {
  /** Which kind of mistake, as in the table of mutators. */
  kind: string;
  /** From the root, with slashes. */
  file: string;
  /** From 1. */
  line: number;
  /** What stands there in truth. */
  before: string;
  /** The whole first line that it changes, without its indentation. */
  text: string;
}

/** The text with that mistake in it. */
export function withEdit(text: string, { start, end, after }: Edit): string {
  return text.slice(0, start) + after + text.slice(end);
}

/** `file:line  before → after`, each on one line. */
export function mutantWords({ file, line, before, after, text }: Mutant): string {
  const change = `${oneLine(before)} → ${oneLine(after) || '(nothing)'}`;
  return `${file}:${line}  ${change}${oneLine(before) === text ? '' : `   in: ${text}`}`;
}

const WORDS = 120;

function oneLine(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > WORDS ? `${words.slice(0, WORDS)}…` : words;
}
