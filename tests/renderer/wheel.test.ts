// Lines for turns of the wheel, as many as xterm.js's scrollback moves for the same.
import { describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { WheelLines } from '../../renderer/terminal/wheel.ts';

const notch = (times = 1) => ({
  deltaY: 100 * times,
  wheelDeltaY: -120 * times,
  shiftKey: false,
  altKey: false,
});

describe('the wheel over a full screen', () => {
  it('moves what the scrollback does: 50 pixels a notch, to the nearest line', () => {
    const wheel = new WheelLines();
    const moved = Array.from({ length: 6 }, () => wheel.turn(notch(), 19, 5));
    expect(moved).toEqual([3, 2, 3, 3, 2, 3]);
    expect(moved.reduce((all, one) => all + one)).toBe(Math.round((6 * 50) / 19));
  });

  it('comes back to where it was', () => {
    const wheel = new WheelLines();
    const turns = [1, 1, 1, -1, -1, -1].map((way) => wheel.turn(notch(way), 17, 5));
    expect(turns.reduce((all, one) => all + one)).toBe(0);
  });

  it('adds up what a touchpad sends in small parts', () => {
    const wheel = new WheelLines();
    let lines = 0;
    for (let at = 0; at < 120; at++) lines += wheel.turn(notch(1 / 40), 20, 5);
    // Each part counts as 2 pixels: xterm.js rounds up, so that slow turns move at all.
    expect(lines).toBe((120 * 2) / 20);
  });

  it('is faster with Alt, and goes sideways with Shift', () => {
    const wheel = new WheelLines();
    expect(wheel.turn({ ...notch(), shiftKey: true }, 20, 5)).toBe(0);
    expect(wheel.turn({ ...notch(), altKey: true }, 25, 5)).toBe(10);
  });

  it('begins anew on another screen, and asks for no endless number', () => {
    const wheel = new WheelLines();
    wheel.turn(notch(0.2), 30, 5);
    wheel.reset();
    expect(wheel.turn(notch(0.2), 30, 5)).toBe(0);
    expect(wheel.turn(notch(1e6), 20, 5)).toBe(200);
    expect(wheel.turn(notch(), 0, 5)).toBe(0);
  });

  it('is never more than a line from the scrollback, whatever is turned', () => {
    const random = seeded(52);
    const wheel = new WheelLines();
    let [pixels, lines] = [0, 0];
    for (let at = 0; at < 1_000; at++) {
      const delta = random.between(-240, 240);
      const px = (-delta / 120) * 50;
      pixels += px < 0 ? Math.floor(px) : Math.ceil(px);
      lines += wheel.turn({ ...notch(), wheelDeltaY: delta }, 18, 5);
      expect(lines).toBe(Math.round(pixels / 18));
    }
  });
});
