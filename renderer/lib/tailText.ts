// Text of a file made fit to be looked at, and the end of one that grows: so many of its last lines.

/** Colours and moves of a terminal mean nothing here. */
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
/** They would turn lines around, or hide what stands there. */
const UNSEEN = /[\u0080-\u009f\p{Cf}\p{Cs}]/gu;

/** Nothing in it moves or hides anything: control signs are shown as pictures of them. */
export function shownText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(SEQUENCES, '')
    .replace(CONTROLS, (sign) =>
      sign === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + sign.charCodeAt(0)),
    )
    .replace(UNSEEN, '\ufffd');
}

export const MOST_LINES = 5_000;
/** One line that never ends is cut off at its beginning. */
const MOST_LETTERS = 2_000_000;

export interface TailText {
  text: string;
  /** Earlier lines left it. */
  cut: boolean;
}

export const NO_TAIL: TailText = { text: '', cut: false };

/** With more at its end, and no more lines than there may be. */
export function withMore(tail: TailText, more: string): TailText {
  const all = tail.text + shownText(more);
  const bounded = all.slice(-MOST_LETTERS);
  const lines = bounded.split('\n');
  if (lines.length <= MOST_LINES && bounded.length === all.length) return { ...tail, text: all };
  return { text: lines.slice(-MOST_LINES).join('\n'), cut: true };
}
