// Who may put text on the clipboard, how long answers are kept, and what is shown of the text.
import { describe, expect, it } from 'vitest';
import {
  glanceAt,
  HOST_ANSWERS,
  mayPut,
  withAnswer,
  type ClipboardCase,
} from '../../renderer/lib/programClipboard.ts';

const alone: ClipboardCase = { setting: 'ask', host: undefined, shared: false, typedLast: false };

describe('a program that puts text on the clipboard', () => {
  it('is asked about once per host', () => {
    expect(mayPut(alone)).toBe('ask');
    expect(mayPut({ ...alone, host: 'allow' })).toBe('put');
    expect(mayPut({ ...alone, host: 'refuse' })).toBe('refused-host');
  });

  it('goes by the setting where nothing was said of its host', () => {
    expect(mayPut({ ...alone, setting: 'allow' })).toBe('put');
    expect(mayPut({ ...alone, setting: 'refuse' })).toBe('refused-everywhere');
    expect(mayPut({ ...alone, setting: 'allow', host: 'refuse' })).toBe('refused-host');
    expect(mayPut({ ...alone, setting: 'refuse', host: 'allow' })).toBe('put');
  });

  it('may not in a shared shell, unless who sits here typed last', () => {
    const shared: ClipboardCase = { ...alone, shared: true, setting: 'allow', host: 'allow' };
    expect(mayPut(shared)).toBe('others-typed');
    expect(mayPut({ ...shared, typedLast: true })).toBe('put');
  });
});

describe('an answer for a host', () => {
  it('takes the place of the one before, or goes', () => {
    const one = withAnswer({}, 'a', 'allow');
    expect(withAnswer(one, 'a', 'refuse')).toEqual({ a: 'refuse' });
    expect(withAnswer(one, 'a', null)).toEqual({});
    expect(withAnswer(one, 'b', null)).toEqual(one);
  });

  it('pushes out the oldest when there are too many', () => {
    let all = {};
    for (let at = 0; at <= HOST_ANSWERS; at++) all = withAnswer(all, `h${at}`, 'allow');
    expect(Object.keys(all)).toHaveLength(HOST_ANSWERS);
    expect(all).not.toHaveProperty('h0');
    expect(all).toHaveProperty(`h${HOST_ANSWERS}`);
  });
});

describe('what is shown of a text', () => {
  it('is its first line with something in it, and how much there is', () => {
    expect(glanceAt('\n  \nls -l\npwd\n')).toEqual({ line: 'ls -l', lines: 4, characters: 14 });
    expect(glanceAt('one')).toEqual({ line: 'one', lines: 1, characters: 3 });
  });

  it('hides nothing, turns nothing round, and breaks no line', () => {
    expect(glanceAt('a\x1b[0m\u202eb\0').line).toBe('a␛[0m\ufffdb␀');
  });

  it('is cut between characters', () => {
    const { line } = glanceAt('🪢'.repeat(500));
    expect([...line]).toHaveLength(121);
    expect(line.endsWith('🪢…')).toBe(true);
  });
});
