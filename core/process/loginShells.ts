// Which programs take `-l` for a login shell. Told it, everything else would fail or do something
// of its own: to `python` it is a mistake, and to `ls` another question.
import { basename } from 'node:path';

/** csh and tcsh take it alone only, which is how it is given. */
const TAKE_LOGIN: ReadonlySet<string> = new Set(
  'sh bash dash zsh ksh ksh93 mksh oksh fish csh tcsh nu xonsh pwsh'.split(' '),
);

/** @param file path or name of a program */
export function takesLogin(file: string): boolean {
  return TAKE_LOGIN.has(basename(file));
}
