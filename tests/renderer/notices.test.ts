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
