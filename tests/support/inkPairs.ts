// Every pair of ink and surface that can occur in the window, by the names of tokens, and how much
// contrast each is to have. Reckoned from the finished tokens alone, as a screen composites them.
import { contrast, over } from '../../core/look/contrast.ts';
import type { Tokens } from '../../core/look/derive.ts';

export interface Pair {
  ink: string;
  surface: string;
  needs: number;
  has: number;
}

const GROUNDS = ['content', 'chrome', 'raised'];
const TINTS = ['accent-tint', 'ok-tint', 'warn-tint', 'bad-tint'];
const STATES = ['ok', 'warn', 'bad'];
const TONES = Array.from({ length: 8 }, (_, at) => `tone-${at}`);
const TONE_TINT = 0.16;

type Surface = readonly [name: string, colour: string];

/** As CSS lays `#rrggbbaa` over a ground. */
function laid(tokens: Tokens, top: string, ground: string): Surface {
  const colour = tokens[top]!;
  const opacity = parseInt(colour.slice(7), 16) / 255;
  return [`${top} over ${ground}`, over(colour.slice(0, 7), opacity, tokens[ground]!)];
}

export function inkPairs(tokens: Tokens): Pair[] {
  const on = (tops: readonly string[]) =>
    tops.flatMap((top) => GROUNDS.map((ground) => laid(tokens, top, ground)));
  const named = (names: readonly string[]) => names.map((name) => [name, tokens[name]!] as const);
  const bare: Surface[] = named([...GROUNDS, 'sunk']);
  const plain = [...bare, ...on(['hover'])];
  const all = [...plain, ...on(['press', 'selected'])];
  const pairs = (inks: readonly string[], surfaces: readonly Surface[], needs: number): Pair[] =>
    inks.flatMap((ink) =>
      surfaces.map(([surface, colour]) => {
        return { ink, surface, needs, has: contrast(tokens[ink]!, colour) };
      }),
    );
  const toneTint = (tone: string): Surface[] =>
    GROUNDS.map((ground) => [`tint of ${tone}`, over(tokens[tone]!, TONE_TINT, tokens[ground]!)]);
  const sixteen = Array.from({ length: 15 }, (_, at) => `ansi-${at + 1}`);
  return [
    ...pairs(['ink'], [...all, ...on(TINTS)], 7),
    ...pairs(['ink-dim'], [...all, ...on(TINTS)], 4.5),
    ...pairs(['ink-faint'], plain, 4.5),
    ...pairs(['accent'], [...all, ...on(['accent-tint'])], 4.5),
    ...STATES.flatMap((state) =>
      pairs([state], [...plain, ...on(['selected', `${state}-tint`])], 4.5),
    ),
    ...TONES.flatMap((tone) => pairs([tone], [...all, ...toneTint(tone)], 4.5)),
    ...pairs(['on-accent'], named(['accent-fill']), 4.5),
    ...pairs(['on-bad'], named(['bad-fill']), 4.5),
    ...pairs(['on-match-now'], named(['match-now']), 4.5),
    ...pairs(['content'], named(TONES), 4.5), // initials of members
    ...pairs(['line-strong'], bare, 3),
    ...pairs(['focus'], [...bare, ...on(['selected'])], 3),
    ...pairs(['term-fg', ...sixteen], named(['term-bg']), 4.5),
    ...pairs(['term-fg'], named(['match']), 4.5),
    ...pairs([tokens['term-sel-text'] ? 'term-sel-text' : 'term-fg'], named(['term-sel']), 4.5),
    ...pairs(['term-cursor'], named(['term-bg']), 3),
    ...pairs(['term-cursor-text'], named(['term-cursor']), 4.5),
  ];
}

/** Those that have too little, in words. */
export function unreadable(tokens: Tokens): string[] {
  return inkPairs(tokens)
    .filter(({ has, needs }) => !(has >= needs))
    .map(({ ink, surface, has, needs }) => `${ink} on ${surface}: ${has.toFixed(2)} of ${needs}`);
}
