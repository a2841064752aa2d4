// Whether a configuration is what it looks like: one that is followed is shown to somebody, who says yes to what
// it runs, and is then read by ssh. What ssh would cut or join at other places than a reader is refused.
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

/** But tabs and line ends, which may be those of Windows; ssh takes a form feed at the end of a line alone. */
const UNSEEN = /[\0-\x08\x0b\x0e-\x1f\x7f]|\r(?!\n|$)|\f(?!\r?\n|$)/;

/** Throws a `PersonError` where it is no plain UTF-8. `file` is for the error. */
export function checkPlain(bytes: Uint8Array, file: string): void {
  if (!isPlain(bytes)) throw new PersonError(say('link-not-plain', { file }));
}

function isPlain(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return !text.startsWith('\ufeff') && !UNSEEN.test(text);
  } catch {
    return false;
  }
}
