// An Enter that ends what is typed is no answer to a card.
import { expect, it } from 'vitest';
import { PAUSE_MS, TypingPause } from '../../renderer/lib/typingPause.ts';

it('tells who has just been typing from who comes back', () => {
  let now = 5;
  const pause = new TypingPause(() => now);
  expect(pause.typed()).toBe(true);
  now += PAUSE_MS - 1;
  expect(pause.typed()).toBe(false);
  now += PAUSE_MS - 1; // counted from the last key
  expect(pause.typed()).toBe(false);
  now += PAUSE_MS;
  expect(pause.typed()).toBe(true);
});
