// What a format of another tool is: one file in readers/ and a line in formats.ts.
import type { Found } from './found.ts';
import type { ImportSource } from './source.ts';

export interface ImportFormat {
  /** As people know it: `PuTTY (registry file)`. */
  readonly word: string;
  /**
   * Whether this looks like one, by what stands in it: names of files are a hint at most. It is asked of
   * anything at all, so it never throws. Where several say yes, the first in the table is taken.
   */
  recognises(source: ImportSource): boolean;
  /** What stands in it. Throws a `PersonError` with the place where it is damaged as a whole. */
  read(source: ImportSource): Found;
}
