import { expect, it } from 'vitest';
import { mostHeld, WindowBudget } from '../../../core/tunnel/windowBudget.ts';

const KIB = 1024;

it('gives each stream less as there are more, and never less than several frames', () => {
  const budget = new WindowBudget();
  const windows = Array.from({ length: 4_096 }, () => budget.take());
  expect(windows[0]).toBe(1024 * KIB);
  expect(windows[100]).toBeGreaterThan(200 * KIB);
  expect(windows.at(-1)).toBe(64 * KIB);
  expect(windows).toEqual([...windows].sort((a, b) => b - a));
  const held = windows.reduce((sum, window) => sum + window, 0);
  expect(held).toBeLessThanOrEqual(mostHeld(windows.length));
});

it('has all of it again when all is given back', () => {
  const budget = new WindowBudget();
  const windows = Array.from({ length: 500 }, () => budget.take());
  for (const window of windows) budget.giveBack(window);
  expect(budget.take()).toBe(1024 * KIB);
});
