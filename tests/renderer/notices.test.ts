/// <reference types="svelte" />
// Banners: passing ones go, lasting ones stay as long as the window.
import { expect, it } from 'vitest';
import { Notices } from '../../renderer/state/notices.svelte.ts';

const lasting = {
  id: 'debugging',
  level: 'warning',
  text: 'Debugging is open.',
  lasting: true,
} as const;

it('one that lasts is neither dismissed nor pushed out', () => {
  const notices = new Notices();
  notices.add(lasting);
  for (let n = 0; n < 10; n++) notices.failed(`Failure ${n}`, new Error('x'));
  notices.dismiss('debugging');
  expect(notices.list[0]).toEqual(lasting);
  expect(notices.list).toHaveLength(5);
});

it('one that lasts takes no other’s place, whenever it came', () => {
  const notices = new Notices();
  for (let n = 0; n < 4; n++) notices.failed(`Failure ${n}`, new Error('x'));
  notices.add(lasting);
  expect(notices.list).toHaveLength(5);
});

it('others are dismissed, and the oldest waits for a place where there are many', () => {
  const notices = new Notices();
  const shown = (): string[] => notices.list.map(({ id }) => id);
  for (let n = 0; n < 6; n++) notices.add({ id: `${n}`, level: 'info', text: `text ${n}` });
  expect(shown()).toEqual(['2', '3', '4', '5']);
  notices.dismiss('3');
  notices.dismiss('5');
  expect(shown()).toEqual(['0', '1', '2', '4']);
});

it('of very many only the latest are kept', () => {
  const notices = new Notices();
  for (let n = 0; n < 1_000; n++) notices.failed(`Failure ${n}`, new Error('x'));
  let dismissed = 0;
  for (; notices.list.length > 0; dismissed++) notices.dismiss(notices.list[0]!.id);
  expect(dismissed).toBe(20);
});

it('one of the same text, or about the same thing, takes the place of the earlier one', () => {
  const notices = new Notices();
  notices.add({ id: 'a', level: 'info', text: 'The disk is full.' });
  notices.add({ id: 'b', level: 'info', text: 'The tunnel is down.' });
  notices.add({ id: 'c', level: 'error', text: 'The disk is full.' });
  notices.add({ id: 'b', level: 'info', text: 'The tunnel is up.' });
  expect(notices.list).toEqual([
    { id: 'c', level: 'error', text: 'The disk is full.' },
    { id: 'b', level: 'info', text: 'The tunnel is up.' },
  ]);
});

it('a fifth one waits, and is shown once another is dismissed', () => {
  const notices = new Notices();
  for (let n = 1; n <= 5; n++) notices.failed(`Failure ${n}`, new Error('x'));
  const shown = (): string[] => notices.list.map(({ text }) => text.slice(0, 9));
  expect(shown()).toEqual(['Failure 2', 'Failure 3', 'Failure 4', 'Failure 5']);
  notices.dismiss(notices.list.at(-1)!.id);
  expect(shown()).toEqual(['Failure 1', 'Failure 2', 'Failure 3', 'Failure 4']);
});

it('what went wrong is told with what was tried and why, each time under a name of its own', () => {
  const notices = new Notices();
  notices.failed('The host could not be deleted', new Error('It is in use.'));
  notices.failed('The host could not be saved', new Error('It is in use.'));
  const [first, second] = notices.list;
  expect(first).toMatchObject({
    level: 'error',
    text: 'The host could not be deleted: It is in use.',
  });
  expect(second!.id).not.toBe(first!.id);
});
