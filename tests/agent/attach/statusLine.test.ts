// The line about the connection, in a headless terminal: what the program had is there again when
// it goes, and what is said on it.
import { describe, expect, it } from 'vitest';
import { cutNote, lineOf } from '../../../agent/attach/linkWords.ts';
import { StatusLine } from '../../../agent/attach/statusLine.ts';
import { TerminalChanges } from '../../../agent/attach/terminalChanges.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { HeadlessTerminal } from '../../support/askedTerminal.ts';
import { dump } from '../../support/terminalDump.ts';
import { told } from '../../support/told.ts';

const ESC = '\x1b';

function setUp(cols = 20, rows = 6) {
  const terminal = new HeadlessTerminal({ cols, rows });
  const print = (text: string): void => terminal.feed(Buffer.from(text));
  return { terminal, print, line: new StatusLine(print, () => cols) };
}

/** All but what ESC 7 has saved. */
function state(terminal: HeadlessTerminal): object {
  return { ...dump(terminal.screen, 0), normalPlaces: undefined };
}

describe('the line about the connection', () => {
  it.each([
    ['below a prompt', '$ ls\r\na b\r\n$ '],
    ['in the midst of a line', `one\r\ntwo\r\nthree${ESC}[1;2H`],
    ['above other lines', `one\r\ntwo\r\nthree${ESC}[2;3H`],
    ['in colour', `one ${ESC}[1;31;44mtwo`],
    ['where characters are inserted', `one ${ESC}[4htwo`],
  ])('takes nothing away: %s', (_where, output) => {
    const { terminal, print, line } = setUp();
    print(output);
    const before = state(terminal);
    line.show('[reconnecting]');
    expect(terminal.lines).toContain('[reconnecting]');
    line.show('[reconnecting, try 2]');
    line.show('[reconnecting, try 3] and much more than there is room for');
    expect(terminal.lines.filter((text) => text.includes('reconnecting'))).toHaveLength(1);
    line.hide();
    line.hide();
    expect(state(terminal)).toEqual(before);
  });

  it('moves all up by one where the cursor is on the last line, and loses nothing', () => {
    const { terminal, print, line } = setUp(20, 3);
    print('one\r\ntwo\r\n$ ');
    line.show('[reconnecting]');
    line.hide();
    print('next');
    expect(terminal.lines).toEqual(['two', '$ next']);
    expect(terminal.screen.buffer.active.getLine(0)!.translateToString(true)).toBe('one');
  });

  it.each([
    ['x'.repeat(20), true],
    [`one\r\n${'x'.repeat(19)}ü`, true],
    [`${'x'.repeat(19)}${ESC}[1mx${ESC}[m`, true],
    ['x'.repeat(19), false],
    [`${'x'.repeat(20)}\r\n$ `, false],
    [`${'x'.repeat(20)}${ESC}[1;3H`, false],
    ['a\tb\tc\t', false],
  ])('has no place where the next character wraps: after %j', (output, wraps) => {
    const changes = new TerminalChanges();
    changes.push(Buffer.from(output));
    expect(changes.wraps(20)).toBe(wraps);
  });

  it('never reaches the last column, whatever is said', () => {
    const { terminal, line } = setUp();
    line.show('汉字汉字汉字汉字汉字汉字');
    expect(terminal.lines).toEqual(['', '汉字汉字汉字汉字汉']);
  });
});

describe('the words about the connection', () => {
  const lost = new ConnectFailure('lost', told('The connection was lost.'), told('Reconnect.'));
  const cut = { state: 'reconnecting', attempt: 3, failure: lost, lag: null, silentMs: 0 } as const;
  const typed = { waiting: 0, dropped: 0, mayType: true };

  it('say what becomes of what is typed, and how to leave', () => {
    expect(lineOf(cut, typed)).toBe(
      '[reconnecting, try 3; what you type is kept; Enter ~. leaves] The connection was lost.',
    );
    expect(lineOf(cut, { ...typed, waiting: 12 })).toContain('12 bytes typed are kept');
    expect(lineOf(cut, { ...typed, dropped: 5 })).toContain('5 bytes typed are NOT kept');
    expect(lineOf(cut, { ...typed, mayType: false })).not.toContain('typed');
    expect(cutNote(cut, true)).toContain('Enter ~. leaves');
    expect(cutNote(cut, false)).not.toContain('~.');
  });

  it('tell a silence, and nothing while all is well', () => {
    const silent = { ...cut, state: 'lagging', lag: 'silence', silentMs: 6_400 } as const;
    expect(lineOf(silent, typed)).toContain('[no answer for 6 s; ');
    expect(lineOf({ ...cut, state: 'online' }, typed)).toBe('');
    expect(lineOf({ ...cut, state: 'lagging', lag: 'round-trip' }, typed)).toBe('');
  });
});
