// Buffers that are used again.
import { expect, test } from 'vitest';
import { Buffers } from '../../../core/sftp/buffers.ts';

test('what is given back is taken again, whole', () => {
  const buffers = new Buffers(10);
  const first = buffers.take();
  const second = buffers.take();
  expect([first.byteLength, first.buffer === second.buffer]).toEqual([10, false]);
  buffers.give(first.subarray(2, 5));
  expect(buffers.take()).toBe(first);
});

test('what is given twice, or wasn’t taken, is nobody’s', () => {
  const buffers = new Buffers(10);
  const first = buffers.take();
  buffers.give(new Uint8Array(10));
  buffers.give(first);
  buffers.give(first);
  const all = [buffers.take(), buffers.take(), buffers.take()];
  expect(all[0]).toBe(first);
  expect(new Set(all.map(({ buffer }) => buffer)).size).toBe(3);
});
