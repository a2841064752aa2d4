// The character of a key, for whoever goes by it: a layout without Latin letters has those of a US
// keyboard in the same places, so that Ctrl+С is Ctrl+C there.

/** The part of a KeyboardEvent that decides. */
export type TypedCharacter = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** Keys of a US keyboard that are no letters: plain, and with Shift. */
const US_KEYS: Readonly<Record<string, string>> = {
  ...{ Backquote: '`~', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}' },
  ...{ Backslash: '\\|', IntlBackslash: '\\|', Semicolon: ';:', Quote: '\'"', Comma: ',<' },
  ...{ Period: '.>', Slash: '/?' },
};

const LETTER = /^[\p{L}\p{M}\p{Nd}]$/u;
const LATIN = /^[\p{Script=Latin}\p{ASCII}]$/u;

/** What the key types, or its Latin character where that is a letter or digit of another script. */
export function latinKey({ key, code, shiftKey }: TypedCharacter): string {
  if (LATIN.test(key) || !LETTER.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit ?? US_KEYS[code]?.[shiftKey ? 1 : 0] ?? key;
}
