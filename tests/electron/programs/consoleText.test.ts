// Text out of what a terminal is sent, whole and torn.
import { expect, it } from 'vitest';
import { ConsoleText, withoutSequences } from '../../../electron/programs/consoleText.ts';
import { eachSeed } from '../../support/random.ts';

it.each([
  ['plain\r\n', 'plain\r\n'],
  ['\x1b[31mred\x1b[0;1m\x1b[m', 'red'],
  ['\x1b]0;a title\x07text', 'text'],
  ['\x1b]0;a title\x1b\\text', 'text'],
  ['\x1bPq#0;2\x1b\\text', 'text'],
  ['\x1b(B\x1b=text\x1b7\x1bM', 'text'],
  ['\x1b[?25h\x1b[>c\x1b[ qtext', 'text'],
  ['one\x1b[2;1Htwo', 'one\ntwo'],
  ['one\x1b[4Ctwo', 'one two'],
  ['one\x1b[Ktwo', 'onetwo'],
  ['half a sequence \x1b[3', 'half a sequence \x1b[3'],
])('%j says %j', (text, says) => {
  expect(withoutSequences(text)).toBe(says);
});

const PIECES = [
  ...['ssh: ', 'Grüße', '日本語', '🎈', '\r\n', ' ', '\x1b[2J', '\x1b[3;12H', '\x1b[12C', '\x1b[m'],
  ...[
    '\x1b]0;title\x07',
    '\x1b]8;;x\x1b\\',
    '\x1bPq\x1b\\',
    '\x1b(B',
    '\x1bM',
    '\x1b[?1049h',
    '\x1bc',
  ],
];

it('says the same wherever it is torn', () =>
  eachSeed(500, (random) => {
    const text = Array.from({ length: random.int(40) }, () => random.pick(PIECES)).join('');
    const bytes = Buffer.from(text);
    const reader = new ConsoleText();
    let said = '';
    for (let at = 0, end; at < bytes.length; at = end) {
      end = at + random.between(1, 6);
      said += reader.push(bytes.subarray(at, end));
    }
    expect(said).toBe(withoutSequences(text));
  }));

it('keeps nothing of a sequence that doesn’t end', () => {
  const reader = new ConsoleText();
  let said = reader.push(Buffer.from('\x1b]0;'));
  for (let count = 0; count < 100; count++) said += reader.push(Buffer.alloc(1_000, 'x'));
  expect(said.length).toBeGreaterThan(90_000);
});
