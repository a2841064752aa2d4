// Which language somebody gets, and the one that shows what stands in no module.
import { afterEach, describe, expect, it } from 'vitest';
import { inLanguage, PSEUDO } from '../../words/language.ts';
import { inWords, say } from '../../words/said.ts';
import { speak, words } from '../../words/window.ts';

const WORDS = { en: 'hello', de: 'hallo', 'pt-BR': 'oi' };

describe('a language', () => {
  it.each([
    ['en-GB', 'hello'],
    ['de', 'hallo'],
    ['de-AT', 'hallo'],
    ['pt-BR', 'oi'],
    ['pt-PT', 'hello'],
    ['', 'hello'],
    ['constructor', 'hello'],
  ])('for %j is the nearest that there is', (wanted, hello) => {
    expect(inLanguage(wanted, WORDS)).toBe(hello);
  });
});

describe('English in brackets', () => {
  afterEach(() => speak('en'));

  it('is what all of the window and all that is said is read in', () => {
    speak(PSEUDO);
    expect(words.dialogs.close.keep).toBe('⟦Keep open⟧');
    expect(words.dialogs.close.titleOne('vim')).toBe('⟦Close “vim”?⟧');
    expect(inWords(say('window-closing'))).toBe('⟦The window is closing.⟧');
  });
});
