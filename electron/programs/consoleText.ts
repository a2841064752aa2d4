// What a terminal's output says, as text: without colours and other control sequences. ConPTY
// draws a screen, so a new line may be a jump of the cursor, and a stretch of spaces a step.

/** CSI; then OSC, DCS, APC, PM and SOS, which have text of their own; then all others. */
const SEQUENCE =
  /\u001b(?:\[[0-?]*[ -/]*([@-~])|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)|[ -/]*[0-Z\\`-~])/g;
/** One of these that isn't whole yet. */
const BEGUN = /\u001b(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001b]*\u001b?|[ -/]*)$/;
const TO_ANOTHER_LINE = /[ABEFHdf]/;
const ALONG_THE_LINE = /[CG]/;
/** Characters; longer ones are titles and pictures, and of no line of text. */
const LONGEST_SEQUENCE = 4_096;

export function withoutSequences(text: string): string {
  return text.replace(SEQUENCE, (_, final: string | undefined) => {
    if (final === undefined) return '';
    if (TO_ANOTHER_LINE.test(final)) return '\n';
    return ALONG_THE_LINE.test(final) ? ' ' : '';
  });
}

/** The same for an output as it comes, torn anywhere. */
export class ConsoleText {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The text that these bytes complete. */
  push(bytes: Uint8Array): string {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const begun = BEGUN.exec(text.slice(-LONGEST_SEQUENCE));
    this.#rest = begun?.[0] ?? '';
    return withoutSequences(text.slice(0, text.length - this.#rest.length));
  }
}
