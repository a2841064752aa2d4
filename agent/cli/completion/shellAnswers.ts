// What passes between a completion script and this program: the line so far, and what could come
// next, each in the form that the shell in question takes without reading anything into it.
import type { Candidate, Completion } from './candidates.ts';
import { lineWords } from './lineWords.ts';
import type { Shell } from './scripts.ts';

export interface Request {
  /** Words before the one at the cursor, without the program's name. */
  before: string[];
  current: string;
  /** So much of each candidate stands before what the shell takes for the word at the cursor. */
  trim: number;
}

/** Reads what a script sent: strings, each with a NUL after it. */
export function readRequest(shell: Shell, text: string): Request {
  const sent = text.split('\0').slice(0, -1);
  return shell === 'bash'
    ? bashRequest(sent)
    : { before: sent.slice(0, -1), current: sent.at(-1) ?? '', trim: 0 };
}

// bash cuts words at `=` and `:`, too, so it is asked for the line itself.
function bashRequest([breaks = '', line = '']: string[]): Request {
  const { before, current } = lineWords(line);
  const last = (mark: string): number => (breaks.includes(mark) ? current.lastIndexOf(mark) : -1);
  return { before: before.slice(1), current, trim: Math.max(last('='), last(':')) + 1 };
}

/** One line with what the shell is to complete itself, then one for each candidate. */
export function answerText(shell: Shell, { candidates, paths }: Completion, trim: number): string {
  const lines = candidates.map((one) => FORMS[shell](one, trim));
  return `${[paths, ...lines].join('\n')}\n`;
}

/** Values are words of ours or hex digits; what is said about them may be anybody's. */
const FORMS: Readonly<Record<Shell, (candidate: Candidate, trim: number) => string>> = {
  bash: ({ value }, trim) => value.slice(trim),
  // Read by zsh's _describe: up to a colon, and a backslash hides the next character.
  zsh: ({ value, about }) =>
    joined(value.replace(/[\\:]/g, '\\$&'), ':', about.replaceAll('\\', '\\\\')),
  // The script makes a tab of the first space: nothing that can't be seen leaves this program.
  fish: ({ value, about }) => joined(value, ' ', about),
};

function joined(value: string, mark: string, about: string): string {
  return about === '' ? value : `${value}${mark}${about}`;
}
