// The colours that programs write in: the scheme's, raised where they are too faint to read on its
// background, unless it is to be shown as it is; and how found text is marked among them.
import { contrast, readable } from './contrast.ts';
import { BLACK, isDark, WHITE, type Ground } from './ground.ts';
import { mix } from './oklab.ts';
import type { Hex, Scheme } from './scheme.ts';

type Tokens = Record<string, Hex>;

/** Of text. */
const TEXT = 4.5;
/** Of what isn't text: a cursor. */
const SHAPE = 3;
const AMBER = { dark: '#ffc44d', light: '#ffb000' };
const ON_AMBER = '#1a1200';
const DEEP_AMBER = '#3a2600';
/** Less, and the current match would be taken for the background. */
const LEAST_APART = 1.5;

/** `raised`: how many of text and the sixteen aren't as the scheme has them. */
export function terminalTokens(
  scheme: Scheme,
  { accent }: Ground,
): { tokens: Tokens; raised: number } {
  const { background, foreground, ansi, keeps = false } = scheme;
  const dark = isDark(background);
  const seen = (colour: Hex, ratio: number) =>
    keeps ? colour : readable(colour, [background], ratio, dark);
  const text = seen(foreground, TEXT);
  // Black is a ground, not an ink; "bright black" is what programs write comments in.
  const sixteen = ansi.map((colour, at) => (at === 0 ? colour : seen(colour, TEXT)));
  const cursor = seen(scheme.cursor ?? foreground, SHAPE);
  const selection = scheme.selection ?? mix(background, accent, 0.32);
  const tokens = {
    'term-bg': background,
    'term-fg': text,
    'term-cursor': cursor,
    'term-cursor-text': bestOn(cursor, [scheme.cursorText, background]),
    'term-sel': selection,
    // None where the program's own colours can stay.
    'term-sel-text': onSelection(scheme, selection, text),
    ...Object.fromEntries(sixteen.map((colour, at) => [`ansi-${at}`, colour])),
  };
  const raised = [text !== foreground, ...sixteen.map((colour, at) => colour !== ansi[at])];
  return { tokens, raised: raised.filter(Boolean).length };
}

function onSelection({ selectionText, keeps }: Scheme, selection: Hex, text: Hex): Hex {
  if (selectionText && (keeps || contrast(selectionText, selection) >= TEXT)) return selectionText;
  if (keeps || contrast(text, selection) >= TEXT) return '';
  return bestOn(selection, []);
}

/** The first that can be read on it, else white or black. */
function bestOn(surface: Hex, wished: readonly (Hex | undefined)[]): Hex {
  const found = wished.find((one) => one && contrast(one, surface) >= TEXT);
  return found ?? (isDark(surface) ? WHITE : BLACK);
}

/** All found text is pale, so that it stays readable; the current one is the loudest of all. */
export function matchTokens(background: Hex, text: Hex): Tokens {
  const dark = isDark(background);
  const amber = dark ? AMBER.dark : AMBER.light;
  const loud = contrast(amber, background) >= LEAST_APART;
  return {
    match: palest(background, text, dark ? 0.26 : 0.42),
    'match-now': loud ? amber : ON_AMBER,
    'on-match-now': loud ? ON_AMBER : amber,
  };
}

/** As much amber as the text on it bears; where that is next to none, amber away from the text. */
function palest(background: Hex, text: Hex, most: number): Hex {
  const bears = (match: Hex) => contrast(text, match) >= TEXT;
  const shares = [most, most * 0.7, most * 0.45];
  const pale = shares.map((share) => mix(background, AMBER.dark, share));
  const away = [isDark(background) ? DEEP_AMBER : WHITE, isDark(background) ? BLACK : WHITE];
  const others = away.map((pole) => mix(background, pole, 0.5));
  return [...pale, ...others].find(bears) ?? pale.at(-1)!;
}
