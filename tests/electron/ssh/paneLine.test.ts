// A line that is typed into a pane as an answer.
import { expect, it } from 'vitest';
import { LONGEST_LINE, PaneLine } from '../../../electron/ssh/paneLine.ts';

function typed(text: string, echo?: (text: string) => void) {
  const { end, rest } = new PaneLine(echo).type(Buffer.from(text));
  return { end, rest: Buffer.from(rest).toString() };
}

it.each([
  ['secret\r', 'secret'],
  ['secret\n', 'secret'],
  ['secrt\x7fet\r', 'secret'],
  ['wrong\x15right\r', 'right'],
  ['pässé\x7f\x7f\x08\x7fass\r', 'pass'],
  ['\x7f\x7fx\r', 'x'],
  ['a\x01b\t\r', 'ab'],
  ['a\x1b[Ab\x1bOP\x1bxc\x1b[200~d\x1b[201~\r', 'abcd'],
  ['a\x1b\r', 'a'],
  ['密码\r', '密码'],
  ['\r', ''],
])('%j is %j', (keys, text) => {
  expect(typed(keys)).toEqual({ end: { how: 'line', text }, rest: '' });
});

it('ends with Ctrl+C whatever is typed, and with Ctrl+D where nothing is', () => {
  expect(typed('abc\x03def')).toEqual({ end: { how: 'interrupted' }, rest: 'def' });
  expect(typed('\x04')).toEqual({ end: { how: 'nothing' }, rest: '' });
  expect(typed('abc\x04\r').end).toEqual({ how: 'line', text: 'abc' });
});

it('hands back what comes after it, and waits for its end', () => {
  expect(typed('secret\rls\r')).toEqual({ end: { how: 'line', text: 'secret' }, rest: 'ls\r' });
  expect(typed('sec')).toEqual({ end: undefined, rest: '' });
});

it('takes no more than ssh does', () => {
  const { end } = typed(`${'x'.repeat(5_000)}\r`);
  expect(end).toEqual({ how: 'line', text: 'x'.repeat(LONGEST_LINE) });
});

it('is shown only where it may be', () => {
  let shown = '';
  typed('yex\x7fs\r', (text) => (shown += text));
  expect(shown).toBe('yex\b \bs');
});
