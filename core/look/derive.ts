// From a terminal's colour scheme to every colour of the app. Surfaces are the background mixed with
// the foreground; each ink keeps its hue and moves in lightness until it can be read on the worst
// surface that it may stand on. So no scheme can make the app unreadable, and none names a colour of it.
import { contrast, over, readable, translucent } from './contrast.ts';
import { BLACK, groundOf, INK_RATIO, laidOver, TONE_TINT, WHITE, type Ground } from './ground.ts';
import { mix, oklch } from './oklab.ts';
import type { Hex, Scheme } from './scheme.ts';
import { matchTokens, terminalTokens } from './terminalColours.ts';

/** By the names of the custom properties that carry them, without the dashes. */
export type Tokens = Readonly<Record<string, string>>;

export interface Look {
  dark: boolean;
  tokens: Tokens;
  /** So many of the terminal's own colours were too faint to read, and are shown stronger. */
  raisedCount: number;
}

/** Hues of folders, tags and people, degrees in OKLCH; the seventh is broadcasting's alone. */
const TONE_HUES = [250, 195, 155, 95, 60, 25, 345, 305];
const INK_ON_BRIGHT = '#0b0e12';
/** Of text, with room for a screen that rounds. */
const TEXT = 4.55;

export function derive(scheme: Scheme): Look {
  const ground = groundOf(scheme);
  const terminal = terminalTokens(scheme, ground);
  return {
    dark: ground.dark,
    tokens: {
      ...surfaceTokens(ground),
      ...inkTokens(ground),
      ...accentTokens(ground),
      ...stateTokens(ground),
      ...toneTokens(ground),
      ...terminal.tokens,
      ...matchTokens(scheme.background, terminal.tokens['term-fg']!),
    },
    raisedCount: terminal.raised,
  };
}

/** What the native window needs to know. */
export interface FrameColours {
  chrome: Hex;
  /** Of the system's buttons. */
  symbols: Hex;
}

/** Two of them alone: a window is there long before its page has all. */
export function frameColours(scheme: Scheme): FrameColours {
  const ground = groundOf(scheme);
  return { chrome: ground.surfaces.chrome, symbols: dimInk(ground) };
}

function surfaceTokens({ foreground, shares, accent, surfaces, base, dark }: Ground): Tokens {
  const { content } = surfaces;
  return {
    ...surfaces,
    hover: translucent(foreground, shares.hover),
    press: translucent(foreground, shares.press),
    selected: translucent(accent, shares.selected),
    line: mix(content, foreground, 0.13),
    'line-strong': readable(mix(content, foreground, 0.3), [...base, surfaces.sunk], 3.05, dark),
    'shadow-color': dark ? BLACK : mix(foreground, BLACK, 0.3),
    veil: dark ? translucent(BLACK, 0.58) : translucent(foreground, 0.32),
  };
}

function inkTokens(ground: Ground): Tokens {
  const { foreground, surfaces, base, plain, all, dark } = ground;
  const fainter = (share: number) => mix(surfaces.content, foreground, share);
  return {
    ink: readable(readable(foreground, base, 9, dark), all, INK_RATIO, dark),
    'ink-dim': dimInk(ground),
    // On a chosen row it becomes the dim one.
    'ink-faint': readable(fainter(dark ? 0.5 : 0.56), plain, 4.58, dark),
  };
}

function dimInk({ foreground, surfaces, all, dark }: Ground): Hex {
  return readable(mix(surfaces.content, foreground, dark ? 0.68 : 0.72), all, 4.8, dark);
}

function accentTokens({ accent: from, shares, surfaces, base, all, dark }: Ground): Tokens {
  const accent = readable(from, all, TEXT, dark);
  const fill = dark ? accent : readable(from, [WHITE], 5, false);
  const near = [...base, surfaces.sunk, ...laidOver(from, shares.selected, base)];
  return {
    accent,
    'accent-fill': fill,
    'on-accent': inkOn(fill),
    'accent-tint': translucent(from, shares.accentTint),
    focus: readable(from, near, 3.1, dark),
  };
}

function stateTokens({ states, accent, shares, base, plain, dark }: Ground): Tokens {
  const chosen = laidOver(accent, shares.selected, base);
  const tokens = Object.entries(states).flatMap(([name, colour]) => {
    const surfaces = [...plain, ...laidOver(colour, shares.tint, base), ...chosen];
    return [
      [name, readable(colour, surfaces, TEXT, dark)],
      [`${name}-tint`, translucent(colour, shares.tint)],
      [`${name}-line`, translucent(colour, dark ? 0.45 : 0.5)],
    ];
  });
  const known = Object.fromEntries(tokens) as Record<string, string>;
  const fill = dark ? known['bad']! : readable(states.bad, [WHITE], 5, false);
  return { ...known, 'bad-fill': fill, 'on-bad': inkOn(fill) };
}

function toneTokens({ base, all, dark }: Ground): Tokens {
  const tones = TONE_HUES.map((hue, at) => {
    const tone = oklch(dark ? 0.76 : 0.5, 0.12, hue);
    return [`tone-${at}`, onOwnTint(readable(tone, all, TEXT, dark), base, dark)];
  });
  return Object.fromEntries(tones) as Tokens;
}

// A badge is tinted in the tone as it comes out: it moves together with what it stands on.
function onOwnTint(tone: Hex, base: readonly Hex[], dark: boolean): Hex {
  let found = tone;
  for (let tries = 0; tries < 12; tries++) {
    const tinted = base.map((surface) => over(found, TONE_TINT, surface));
    const next = readable(found, tinted, TEXT, dark);
    if (next === found) return found;
    found = next;
  }
  return dark ? WHITE : BLACK;
}

function inkOn(fill: Hex): Hex {
  const own = contrast(INK_ON_BRIGHT, fill) >= contrast(WHITE, fill) ? INK_ON_BRIGHT : WHITE;
  return contrast(own, fill) >= 4.5 ? own : BLACK;
}
