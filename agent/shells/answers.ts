// What terminals say by themselves, without anybody typing: answers to a program's questions,
// and that they have the focus. Where several are attached to one program, only one of them
// should be heard, or every answer comes several times and the rest of them as garbage.

/** Longer input is no answer of a terminal. */
const MAX_BYTES = 1024;

const ANSWER = new RegExp(
  [
    String.raw`\[[?>=][\d;]*c`, // device attributes
    String.raw`\[\??(?!1;[2-8]R)\d+;\d+(?:;\d+)?R`, // where the cursor is; the rest is F3 with modifiers
    String.raw`\[\d*n`, // status
    String.raw`\[\??[\d;]+\$y`, // modes
    String.raw`\[\?\d+u`, // keyboard protocol
    String.raw`\[[468];\d+;\d+t`, // sizes
    String.raw`\[[IO]`, // focus
    String.raw`\][\d;]+;rgb:[\da-fA-F/]+(?:\x07|\x1b\\)`, // colours
    String.raw`[P_][\x20-\x7e]*\x1b\\`, // settings, versions
  ]
    .map((rest) => String.raw`\x1b${rest}`)
    .join('|'),
  'y',
);

/** True when these bytes hold such answers and nothing else. */
export function isAnswer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1b || bytes.byteLength > MAX_BYTES) return false;
  const text = Buffer.from(bytes).toString('latin1');
  ANSWER.lastIndex = 0;
  while (ANSWER.lastIndex < text.length) if (!ANSWER.test(text)) return false;
  return true;
}
