import { describe, expect, it } from 'vitest';
import { EscapeFilter } from '../../../agent/attach/escape.ts';

function typeAll(...chunks: string[]): { text: string; wishes: (string | undefined)[] } {
  const filter = new EscapeFilter();
  const results = chunks.map((chunk) => filter.filter(Buffer.from(chunk)));
  const text = results.map(({ bytes }) => Buffer.from(bytes).toString()).join('');
  return { text, wishes: results.map(({ wish }) => wish) };
}

describe('the way out of an attached shell', () => {
  it.each(['~.', '~d'])('is %s at the start of a line', (keys) => {
    expect(typeAll(keys)).toEqual({ text: '', wishes: ['leave'] });
    expect(typeAll(`ls\r${keys}`)).toEqual({ text: 'ls\r', wishes: ['leave'] });
  });

  it('is the same when its keys come one by one', () => {
    expect(typeAll('x', '\r', '~', '.').wishes).toEqual([undefined, undefined, undefined, 'leave']);
  });

  it.each(['ls ~.\r', 'cd ~/x\r~\t', 'x~~.', 'ä~.'])('is not met in %j', (text) => {
    expect(typeAll(text)).toEqual({ text, wishes: [undefined] });
  });

  it('lets a ~ be typed by typing two', () => {
    expect(typeAll('~~.\r')).toEqual({ text: '~.\r', wishes: [undefined] });
  });

  it('explains itself, and drops what follows the wish to leave', () => {
    expect(typeAll('~?')).toEqual({ text: '', wishes: ['help'] });
    expect(typeAll('\r~.rm -rf x\r')).toEqual({ text: '\r', wishes: ['leave'] });
  });
});
