import { expect, it } from 'vitest';
import { mustGrow } from '../../bench/tunnels/flow.ts';

it('a count that grows each time is well', () => {
  expect(() => mustGrow('It', [0, 1, 5])).not.toThrow();
});

it.each([[[0, 0]], [[5, 9, 9]], [[null, null]]])('%j stood still', (counts) => {
  expect(() => mustGrow('The download', counts)).toThrow(/^The download stood still/);
});
