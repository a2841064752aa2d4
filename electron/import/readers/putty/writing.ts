// What files are written in, where they are neither UTF-8 nor UTF-16: guessed from all of them at once,
// and said to the person.
import { say } from '../../../../words/said.ts';
import type { Unmapped } from '../../found.ts';
import { guessedCodePage, USUAL_CODE_PAGE, wordsOutsideAscii } from './codePage.ts';
import { bytesOf } from './escapes.ts';

export interface Writing {
  readonly codePage: string;
  /** Null: there was nothing to guess. */
  readonly unsure: Unmapped | null;
}

const ESCAPED_LETTER = /%[89a-f][0-9a-f]/i;
const LONGEST_ESCAPED = 4_096;

/**
 * Of these files, and of texts with %XX in them. `text` is all that they say, as far as it can be read
 * without knowing; `where` is what the guess is said of.
 */
export function writingOf(
  where: string,
  files: readonly Uint8Array[],
  escaped: readonly string[],
  text: string,
): Writing {
  const bytes = [
    ...files.filter((one) => !isWide(one)),
    ...escaped
      .filter((one) => one.length <= LONGEST_ESCAPED && ESCAPED_LETTER.test(one))
      .map(bytesOf),
  ];
  const foreign = bytes.filter((one) => !isUtf8(one));
  const words = foreign.flatMap((one) => wordsOutsideAscii(Buffer.from(one).toString('latin1')));
  if (words.length === 0) return { codePage: USUAL_CODE_PAGE, unsure: null };
  const codePage = guessedCodePage(words, text);
  return { codePage, unsure: { where, what: codePage, why: say('import-code-page') } };
}

/** UTF-16 has zeros. */
function isWide(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 256).includes(0) || (bytes[0] === 0xff && bytes[1] === 0xfe);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
