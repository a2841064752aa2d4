// Which of several buttons an arrow goes to.
import { expect, it } from 'vitest';
import { roved } from '../../renderer/lib/roving.ts';

it('goes along, and round the ends', () => {
  expect(roved('ArrowRight', 'horizontal', 0, 3)).toBe(1);
  expect(roved('ArrowLeft', 'horizontal', 0, 3)).toBe(2);
  expect(roved('ArrowDown', 'vertical', 2, 3)).toBe(0);
});

it('leaves the arrows across to others, and keys that mean nothing', () => {
  expect(roved('ArrowDown', 'horizontal', 0, 3)).toBeNull();
  expect(roved('ArrowLeft', 'vertical', 0, 3)).toBeNull();
  expect(roved('a', 'vertical', 0, 3)).toBeNull();
  expect(roved('End', 'vertical', 0, 0)).toBeNull();
});

it('goes to either end at once', () => {
  expect([roved('Home', 'vertical', 2, 5), roved('End', 'vertical', 2, 5)]).toEqual([0, 4]);
});
