// Bells, however many come: of one terminal, and of all together.
import { describe, expect, it } from 'vitest';
import { Ringing } from '../../electron/main/ringing.ts';
import { BellLimit } from '../../renderer/terminal/bell.ts';

describe('a flood of bells', () => {
  it('is told once a second', () => {
    let now = 0;
    const limit = new BellLimit(() => now);
    let told = 0;
    for (; now < 10_000; now++) told += limit.takes() ? 1 : 0;
    expect(told).toBe(10);
  });

  it('of many terminals sounds once a second', () => {
    let [now, beeps] = [0, 0];
    const ringing = new Ringing({ beep: () => void beeps++, now: () => now });
    for (; now < 3_000; now += 10) ringing.ring(undefined, { sound: true, urgent: true });
    expect(beeps).toBe(3);
  });
});

describe('a call for attention', () => {
  function play(focused: boolean) {
    const calls: boolean[] = [];
    let onFocus = () => {};
    const window = {
      isDestroyed: () => false,
      isFocused: () => focused,
      flashFrame: (on: boolean) => void calls.push(on),
      once: (_: 'focus', listener: () => void) => (onFocus = listener),
    };
    const ringing = new Ringing({ beep: () => expect.unreachable(), now: () => 0 });
    const ring = () => ringing.ring(window, { sound: false, urgent: true });
    return { calls, ring, focus: () => onFocus() };
  }

  it('is made once, and ends when the window is looked at', () => {
    const { calls, ring, focus } = play(false);
    ring();
    ring();
    expect(calls).toEqual([true]);
    focus();
    expect(calls).toEqual([true, false]);
    ring();
    expect(calls).toEqual([true, false, true]);
  });

  it('isn’t made in a window that has the keyboard', () => {
    const { calls, ring } = play(true);
    ring();
    expect(calls).toEqual([]);
  });
});
