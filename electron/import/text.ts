// Text of files that other tools wrote: in UTF-8 or UTF-16, with or without a mark, or in the code
// page of the computer that they ran on.

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** Of western Windows; what no file says is guessed from what most of those who have one use. */
const USUAL_CODE_PAGE = 'windows-1252';
/** Enough of a file to see that each second byte of it is 0. */
const LOOKED_AT = 4_096;

/** Without its mark. Bytes that can't be are replaced, never refused. */
export function decoded(bytes: Uint8Array, codePage = USUAL_CODE_PAGE): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return new TextDecoder(marked[1]).decode(bytes);
  const bare = bareUtf16(bytes);
  if (bare) return new TextDecoder(bare).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(codePage).decode(bytes);
  }
}

/** UTF-16 without a mark: of mostly Latin letters, each second byte is 0. */
function bareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  start.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1;
  });
  const [even, odd] = zeros as [number, number];
  const half = start.length / 2;
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.7 && odd < half * 0.1) return 'utf-16be';
  return undefined;
}

/** Lines however they end; a last one without an end counts. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
