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

it('others are dismissed, and the oldest goes where there are many', () => {
  const notices = new Notices();
  for (let n = 0; n < 5; n++) notices.add({ id: `${n}`, level: 'info', text: `text ${n}` });
  notices.dismiss('2');
  expect(notices.list.map(({ id }) => id)).toEqual(['1', '3', '4']);
});
