// Why a test has failed, in the few lines that stand beside its name at the end of `npm test`: where
// only these can be read, on a machine that nobody can look into, they are all there is.
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './program.ts';

const MOST_LINES = 8;
const MOST_CHARS = 200;
/** Of a test that failed, the hooks that clean up after it may fail, too. */
const MOST_ERRORS = 2;

/** What an error says of itself. */
export interface Told {
  message: string;
  place?: { file: string; line: number } | undefined;
}

/** The first lines of each, with nothing in them that a terminal obeys, and where it happened. */
export function why(errors: readonly Told[]): string[] {
  return errors.slice(0, MOST_ERRORS).flatMap(linesOf);
}

function linesOf({ message, place }: Told): string[] {
  const where = place ? [`at ${path.relative(ROOT, place.file)}:${place.line}`] : [];
  return [...firstLines(message), ...where];
}

function firstLines(text: string): string[] {
  const lines = stripVTControlCharacters(text).split(/\r\n|[\r\n]/);
  const shown = lines.map(oneLine).filter((line) => line.trim() !== '');
  const rest = shown.length > MOST_LINES ? ['…'] : [];
  return [...shown.slice(0, MOST_LINES), ...rest];
}

function oneLine(line: string): string {
  const plain = line.replaceAll('\t', '  ').replace(/\p{C}/gu, '').trimEnd();
  return plain.length > MOST_CHARS ? `${plain.slice(0, MOST_CHARS)}…` : plain;
}
