import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { isAnswer } from '../../../agent/shells/answers.ts';

const is = (text: string): boolean => isAnswer(Buffer.from(text, 'latin1'));

/** All that xterm.js answers to a program's question. */
async function answersTo(question: string): Promise<string> {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  let answers = '';
  terminal.onData((text) => (answers += text));
  await new Promise<void>((resolve) => terminal.write(`moved down\r\n\n\n\n${question}`, resolve));
  terminal.dispose();
  return answers;
}

describe('what a terminal says by itself', () => {
  it.each([
    '\x1b[c',
    '\x1b[>c',
    '\x1b[5n',
    '\x1b[6n',
    '\x1b[?6n',
    '\x1b[?25$p',
    '\x1b[4$p',
    '\x1bP$qr\x1b\\',
    '\x1bP$q"q\x1b\\',
  ])('is known when it comes from xterm.js, asked %j', async (question) => {
    const answer = await answersTo(question);
    expect(answer).not.toBe('');
    expect(is(answer), JSON.stringify(answer)).toBe(true);
    expect(is(answer + answer)).toBe(true);
    expect(is(`${answer}x`)).toBe(false);
  });

  it.each([
    '\x1b]11;rgb:1e1e/1e1e/2e2e\x07',
    '\x1b]4;1;rgb:ff/00/00\x1b\\',
    '\x1b[I',
    '\x1b[O',
    '\x1b[?1u',
    '\x1b[8;24;80t',
    '\x1bP>|XTerm(390)\x1b\\',
    '\x1b[64;1R',
  ])('is known as %j', (answer) => {
    expect(is(answer)).toBe(true);
  });

  it.each([
    '',
    'x',
    '\x1b',
    '\x1b[A',
    '\x1bOA',
    '\x1b[1;5D',
    '\x1b[1;2R', // Shift and F3
    '\x1b[13;2u', // Shift and Enter
    '\x1b[200~paste\x1b[201~',
    '\x1b[<0;10;20M',
    '\x1b[M!!!',
    '\x1bc',
    '\x1b[15~',
    `\x1bP${'x'.repeat(2_000)}\x1b\\`,
  ])('is not taken for what somebody types: %j', (typed) => {
    expect(is(typed)).toBe(false);
  });
});
