// Whether a program on a host may put text on the clipboard: by the user's settings, and by whose
// doing it can be. What is shown of the text in the question stands here, too.
import type { Settings } from '../../electron/ipc/contract.ts';

export type HostAnswer = Settings['clipboardHosts'][string];

/** What decides. */
export interface ClipboardCase {
  setting: Settings['clipboardWrite'];
  /** What was said for this host; undefined where nobody was asked yet. */
  host: HostAnswer | undefined;
  /** Others are at this shell, or it is theirs. */
  shared: boolean;
  /** Of all at the shell, this user typed last. */
  typedLast: boolean;
}

export type Verdict = 'put' | 'ask' | 'refused-everywhere' | 'refused-host' | 'others-typed';

/** Somebody else's doing is refused first, whatever the user allows for their own. */
export function mayPut({ setting, host, shared, typedLast }: ClipboardCase): Verdict {
  if (shared && !typedLast) return 'others-typed';
  if (host === 'refuse') return 'refused-host';
  if (host === 'allow') return 'put';
  if (setting === 'refuse') return 'refused-everywhere';
  return setting === 'allow' ? 'put' : 'ask';
}

/** Answers kept; the one given longest ago goes. */
export const HOST_ANSWERS = 1_000;

/** All answers with one more; null takes that host's away, so that it is asked about again. */
export function withAnswer(
  all: Settings['clipboardHosts'],
  host: string,
  answer: HostAnswer | null,
): Settings['clipboardHosts'] {
  const others = Object.entries(all).filter(([id]) => id !== host);
  if (answer === null) return Object.fromEntries(others);
  return Object.fromEntries([...others.slice(1 - HOST_ANSWERS), [host, answer]]);
}

/** Characters of a line that are shown. */
const SHOWN_CHARACTERS = 120;
/** What can't be seen, or turns what stands around it: a picture of it is shown in its place. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export interface TextGlance {
  /** The first line that isn't empty, cut, with what can't be seen made visible. */
  line: string;
  lines: number;
  characters: number;
}

/** What somebody must know of a text to say whether it may be put there. */
export function glanceAt(text: string): TextGlance {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const shown = [...first.slice(0, 2 * SHOWN_CHARACTERS)].slice(0, SHOWN_CHARACTERS).join('');
  const line = shown.replace(UNSEEN, pictured) + (shown.length < first.length ? '…' : '');
  const ended = lines.length > 1 && lines.at(-1) === '';
  return { line, lines: lines.length - (ended ? 1 : 0), characters: [...text].length };
}

const CONTROL_PICTURES = 0x2400;

function pictured(char: string): string {
  const code = char.codePointAt(0)!;
  if (char === '\t') return ' ';
  return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : '\ufffd';
}
