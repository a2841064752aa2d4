// Sentences of the window that hang on a number: one, several, and none.
import { expect, it } from 'vitest';
import { people } from '../../words/english/count.ts';
import { words } from '../../words/window.ts';

it('people are no persons', () => {
  expect([1, 2, 1200].map(people)).toEqual(['1 person', '2 people', '1,200 people']);
});

it('an invitation lasts for one unit of time', () => {
  const { lasts } = words.invitations.share;
  expect([10, 60, 8 * 60, 24 * 60, 7 * 24 * 60].map(lasts)).toEqual([
    '10 minutes',
    '1 hour',
    '8 hours',
    '1 day',
    '1 week',
  ]);
});

it('an invitation is for so many, and says when it ends', () => {
  const { share, row } = words.invitations;
  expect([1, 20, null].map(share.uses)).toEqual(['1 person', '20 people', 'Any number of people']);
  expect([row.came(2, null), row.came(2, 5)]).toEqual(['2 came', '2 of 5 came']);
  expect([59_999, 60_000].map(row.ends)).toEqual(['ends within a minute', 'ends in 1 min']);
  expect([1, 3].map(row.cutOff)).toEqual(['Cut off 1 person?', 'Cut off 3 people?']);
});

it('who types is one or several', () => {
  const { typing } = words.sharing.chat;
  expect(typing(['Greta'])).toBe('Greta is typing in the shell');
  expect(typing(['Greta', 'Otto'])).toBe('Greta and Otto are typing in the shell');
});

it('only so many who came are named', () => {
  const { news } = words.sharing.company;
  expect(news(['Greta', 'Otto'], ['Hans'])).toBe('Greta and Otto joined. Hans left.');
  expect(news(['a', 'b', 'c', 'd'], [])).toBe('a, b and 2 others joined.');
});

it('removing a tunnel says what it cuts', () => {
  expect([0, 1, 2].map(words.tunnel.row.removeQuestion)).toEqual([
    'Remove it?',
    'Remove it and cut 1 connection?',
    'Remove it and cut 2 connections?',
  ]);
});

it('viewers of a running shell are counted', () => {
  expect([0, 1, 2].map(words.running.viewers)).toEqual(['no viewer', '1 viewer', '2 viewers']);
});
