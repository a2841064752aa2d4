// Which programs take `-l` for a login shell. Told it, everything else would fail or do something
// of its own: `python -l` is a mistake, and `tail -l` another.
import { basename } from 'node:path';

/** csh and tcsh take it alone only, which is how it is given. */
const TAKE_LOGIN: ReadonlySet<string> = new Set(
  'sh bash zsh ksh ksh93 mksh oksh fish csh tcsh nu xonsh pwsh'.split(' '),
);

export function takesLogin(file: string): boolean {
  return TAKE_LOGIN.has(basename(file));
}
