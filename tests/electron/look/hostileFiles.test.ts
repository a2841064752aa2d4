// Files that would hold the reader up: each is as large as a file may be, and in each some way of looking for
// what kind it is would go over the same text again and again.
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { SCHEME_FILE_LIMIT } from '../../../electron/look/limits.ts';
import { readSchemes } from '../../../electron/look/readSchemes.ts';
import { PersonError } from '../../../electron/personError.ts';

/** Milliseconds: no measure of speed. What isn't linear takes minutes to years, the rest hundredths of this. */
const NEVER_ENDS = 100_000;

/** As much of `part` as fits between the two. */
const filled = (before: string, part: string, after = '') =>
  before + part.repeat(Math.floor((SCHEME_FILE_LIMIT - 200) / part.length)) + after;

const FILES: Record<string, string> = {
  'comments before no JSON': filled('', '/**/', 'x'),
  'lines with nothing in them': filled('', '\n', 'x'),
  'lines of spaces': filled('', ' \n', 'x'),
  'a gap in kitty’s line': filled('background x', ' ', 'y'),
  'a gap in kitty’s name': filled('color1 #fff\n## name: x', ' ', 'y'),
  'a gap in an X resource': filled('*color1: #fff\n*color2: x', ' ', 'y'),
  'a gap in what a name stands for': filled('*color1: #fff\n#define a x', ' ', 'y'),
  'a gap in a palette': filled('palette = ', ' ', 'x'),
  'a gap in a palette’s line': filled('palette = 1=#fff\npalette = 1=x', ' ', 'y'),
  'a gap in a registry’s line': filled('regedit4\n"Colour1"="1', ' ', 'y'),
  'one line of YAML with an error in each word': filled('colors: ', '!a '),
  'comments before no list': filled('', '<!---->', 'x'),
};

describe('comes to an end with', () => {
  it.each(Object.keys(FILES))('%s', (name) => {
    const bytes = new TextEncoder().encode(FILES[name]);
    const read = () => {
      try {
        readSchemes('x', bytes);
      } catch (error) {
        if (!(error instanceof PersonError)) throw error;
      }
      return true;
    };
    // A pattern can be stopped from outside alone.
    const ended: unknown = new Script('read()').runInNewContext({ read }, { timeout: NEVER_ENDS });
    expect(ended).toBe(true);
  });
});
