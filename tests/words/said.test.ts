// What is said travels as plain data, and becomes a sentence where it is read.
import { describe, expect, it } from 'vitest';
import { PSEUDO } from '../../words/language.ts';
import { PARTS, said } from '../../words/english/said.ts';
import { speak } from '../../words/window.ts';
import { inEnglish, inWords, say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

describe('what is said', () => {
  it('is a code and facts, and nothing of a language', () => {
    expect(say('window-closing')).toEqual({ code: 'window-closing' });
    const facts = { text: 'no route' };
    expect(say('as-told', facts)).toEqual({ code: 'as-told', facts });
  });

  it('becomes the same sentence on the other side of a border', () => {
    const both = say('both', { first: say('window-closing'), second: 'Wait.' });
    const arrived = JSON.parse(JSON.stringify(both)) as typeof both;
    expect(inWords(arrived)).toBe('The window is closing. Wait.');
  });

  it('is one line that can be seen whole, whatever is in its facts', () => {
    expect(inWords(say('as-told', { text: 'a\x1b[2J\nb\u202ec' }))).toBe('a[2J bc');
  });

  it('is nothing where nothing is said', () => {
    expect([inWords(null), inWords(undefined)]).toEqual(['', '']);
  });

  it('is its code where this version knows no sentence for it', () => {
    expect(inWords({ code: 'of-tomorrow' } as unknown as Said)).toBe('of-tomorrow');
  });

  it('reads in a log, and to a peer, as in English, whoever uses the app', () => {
    speak(PSEUDO);
    const error = new SaidError(say('window-closing'));
    expect(inWords(error.said)).toBe('⟦The window is closing.⟧');
    expect([error.message, inEnglish(error.said)]).toEqual(Array(2).fill('The window is closing.'));
    speak('en');
  });
});

describe('the messages', () => {
  it('have a code each', () => {
    const codes = PARTS.flatMap((part) => Object.keys(part));
    expect(Object.keys(said)).toHaveLength(codes.length);
  });

  it.each(PARTS.flatMap((part) => Object.entries(part)))('%s is no empty text', (_, message) => {
    expect(message).not.toBe('');
  });
});
