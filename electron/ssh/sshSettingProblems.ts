// What may stand in the fields of an SSH host that are options of ssh. Each `…Problem` answers with
// what is wrong, or null when all is well.
import { say, type Said } from '../../words/said.ts';
import { environmentProblem } from '../programs/hostEnvironment.ts';

type Problem = Said | null;

const CONTROL = /[\u0000-\u001f\u007f]/;
/** Names of algorithms, with the sign for "besides", "without" or "first", and wildcards. */
const ALGORITHMS = /^[+^-]?[A-Za-z0-9][\w.@*?-]*(,[A-Za-z0-9*?][\w.@*?-]*)*$/;
const MOST_SECONDS = 86_400;

/** A line that a shell reads. */
export function commandLineProblem(command: string): Problem {
  return CONTROL.test(command) ? say('command-with-control') : null;
}

/** A whole number of seconds, up to a day; `least`: 0 where that switches something off. */
export function secondsProblem(seconds: string, least: 0 | 1): Problem {
  if (seconds === '') return null;
  const number = Number(seconds);
  const good = /^\d{1,5}$/.test(seconds) && number >= least && number <= MOST_SECONDS;
  return good ? null : say('seconds-wrong', { least, most: MOST_SECONDS });
}

export function algorithmsProblem(list: string): Problem {
  return list === '' || ALGORITHMS.test(list) ? null : say('algorithms-wrong');
}

/** ssh's own lines read quotation marks and backslashes; versions of it differ in how. */
export function setEnvProblem(lines: string): Problem {
  const wrong = environmentProblem(lines);
  if (wrong) return wrong;
  const line = lines.split('\n').findIndex((one) => /["\\]/.test(one)) + 1;
  return line > 0 ? say('environment-line-quoted', { line }) : null;
}

/** Login shells differ in how they read these within quotation marks. */
export function remoteDirectoryProblem(path: string): Problem {
  if (path === '') return null;
  if (CONTROL.test(path)) return say('path-has-unseen');
  if (path.startsWith('-')) return say('directory-begins-with-dash');
  return /['\\!]/.test(path) ? say('directory-not-for-shells') : null;
}
