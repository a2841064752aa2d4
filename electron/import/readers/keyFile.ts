// Key files of GLib: groups in brackets, `key=value` lines with escapes, comments behind `#`.
import { linesOf } from '../text.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' },
};

/**
 * The values of one group; of a key that stands twice the last one, as GLib has it.
 * @param odd called with the number of each line in it that is none of these
 */
export function keyFileGroup(
  text: string,
  name: string,
  odd: (line: number) => void,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let inside = false;
  linesOf(text).forEach((raw, at) => {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) return;
    if (line.startsWith('[')) inside = line.trimEnd() === `[${name}]`;
    else if (inside) {
      const equals = line.indexOf('=');
      if (equals <= 0) return odd(at + 1);
      values.set(line.slice(0, equals).trimEnd(), unescaped(line.slice(equals + 1).trim()));
    }
  });
  return values;
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/gs, (all, letter: string) =>
    Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter]! : all,
  );
}
