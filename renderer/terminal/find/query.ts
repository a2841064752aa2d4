// What is looked for in a terminal, as a regular expression that is asked line by line.

export interface Query {
  text: string;
  regex: boolean;
  matchCase: boolean;
  wholeWord: boolean;
}

/** Why nothing is looked for, or the expression to look with. */
export type Compiled = { ok: true; expression: RegExp } | { ok: false; why: 'empty' | 'broken' };

const WORD = String.raw`[\p{L}\p{N}\p{M}_]`;

/** What stands for itself: `a.b` is looked for as it is written. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

export function compiled({ text, regex, matchCase, wholeWord }: Query): Compiled {
  if (text === '') return { ok: false, why: 'empty' };
  const source = regex ? text : literal(text);
  const flags = matchCase ? 'g' : 'gi';
  const whole = wholeWord ? `(?<!${WORD})(?:${source})(?!${WORD})` : source;
  // With `u` letters outside the basic plane are one each; without it, more sloppy expressions work.
  const expression = made(whole, `${flags}u`) ?? (wholeWord ? null : made(whole, flags));
  return expression ? { ok: true, expression } : { ok: false, why: 'broken' };
}

function made(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
