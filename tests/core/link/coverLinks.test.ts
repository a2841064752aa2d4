// Whatever form of a link is taken, its token doesn't stay in the title; every form here is read
// by those who take links.
import { expect, it } from 'vitest';
import { coverLinks } from '../../../core/link/coverLinks.ts';
import { parsePairingLink } from '../../../core/link/pairingLink.ts';

const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const START = 'bowline://h.example:7722/?v=1&';

function title(word: string): { covered: boolean; title: string } {
  const process = { argv: ['node', 'attach', word], title: '', platform: 'linux' as const };
  return { covered: coverLinks('agent', process), title: process.title };
}

it.each([
  ['plain', `${START}token=${TOKEN}`],
  ['with what follows', `${START}token=${TOKEN}&name=x`],
  ['in quotes', `"${START}token=${TOKEN}"`],
  ['broken within the token', `${START}token=ABCDEFGH\n  ${TOKEN.slice(8)}`],
  ['broken within the token’s name', `${START}to\r\nken=${TOKEN}`],
  ['broken before the token', `${START}\n  token=${TOKEN}`],
  ['with escapes in the token’s name', `${START}%74oke%6e=${TOKEN}`],
  ['with escapes in the token', `${START}token=%41${TOKEN.slice(1)}`],
])('a link %s', (_form, word) => {
  expect(parsePairingLink(word).token).toBe(TOKEN);
  const shown = title(word);
  expect(shown.covered).toBe(true);
  for (let at = 0; at + 6 <= TOKEN.length; at++) {
    expect(shown.title).not.toContain(TOKEN.slice(at, at + 6));
  }
  expect(shown.title).toContain('h.example:7722');
});

it.each([
  ['a token given twice', `${START}token=x&token=${TOKEN}`],
  ['a damaged one', `${START}Token=${TOKEN}%`],
  ['a name that is no UTF-8', `${START}%ff=1&token=${TOKEN}`],
])('%s', (_form, word) => expect(title(word).title).not.toContain(TOKEN));

it('on Windows leaves alone the title, which is the console’s', () => {
  const argv = ['node', 'attach', `${START}token=${TOKEN}`];
  const process = { argv, title: 'console', platform: 'win32' as const };
  expect([coverLinks('agent', process), process.title]).toEqual([true, 'console']);
});

it.each(['-', 'bowline:///run/agent.sock?v=1', 'sh -c "exit 1"', '--name=token'])(
  'nothing is to be covered in %s',
  (word) => expect(title(word)).toEqual({ covered: false, title: '' }),
);
