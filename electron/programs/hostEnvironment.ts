// What a host's shells begin with beside their program: variables, a line each, and a command that
// runs first, in whose place the shell then is.
import { say, type Said } from '../../words/said.ts';
import type { ProgramCommand } from './commandWords.ts';

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/;
const LINE = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;
/** Runs what it is given, and goes on as the program that follows. Nothing is put into its text. */
const FIRST = 'first=$1; shift; begin() { command eval "$first"; }; begin; exec "$@"';

/** What is wrong with lines of `NAME=value`; null where nothing is. */
export function environmentProblem(text: string): Said | null {
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    if (CONTROL.test(line)) return say('option-line-with-control', { line: index + 1 });
    if (!LINE.test(line.trim())) return say('environment-line-wrong', { line: index + 1 });
  }
  return null;
}

/** The variables with those of the lines, which come first. Lines that aren't right are left out. */
export function withEnvironment(
  env: Readonly<Record<string, string>>,
  lines: string,
  platform: NodeJS.Platform,
): Record<string, string> {
  const all = { ...env };
  for (const line of lines.split('\n')) {
    const [, name, value] = LINE.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    if (platform === 'win32') removeNamed(all, name);
    all[name] = value;
  }
  return all;
}

/** Names are the same there whatever their case. */
function removeNamed(env: Record<string, string>, name: string): void {
  for (const known of Object.keys(env)) {
    if (known.toLowerCase() === name.toLowerCase()) delete env[known];
  }
}

/** The program after a command, which may go to a folder and set variables for it; never on Windows. */
export function afterFirst(
  program: ProgramCommand,
  first: string,
  platform: NodeJS.Platform,
): ProgramCommand {
  if (first.trim() === '' || platform === 'win32') return program;
  return { file: '/bin/sh', args: ['-c', FIRST, 'sh', first, program.file, ...program.args] };
}
