import { describe, expect, it, vi } from 'vitest';
import { InputInlet } from '../../../agent/shells/inputInlet.ts';
import type { ProtocolError } from '../../../core/wire/errors.ts';
import { seeded } from '../../support/random.ts';

const WINDOW = 800;
const bytes = (length: number): Uint8Array => new Uint8Array(length);

function owner() {
  return { onTaken: vi.fn(), onReplaced: vi.fn() };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as ProtocolError).code;
  }
  return 'none';
}

describe("a client's input", () => {
  it('is accepted once, however it overlaps', () => {
    const inlet = new InputInlet(WINDOW);
    expect(inlet.accept(0, bytes(10))).toHaveLength(10);
    expect(inlet.accept(0, bytes(10))).toHaveLength(0);
    expect(inlet.accept(5, bytes(10))).toHaveLength(5);
    expect(inlet.received).toBe(15);
  });

  it('is refused with a gap, and beyond the window', () => {
    const inlet = new InputInlet(WINDOW);
    expect(codeOf(() => inlet.accept(1, bytes(1)))).toBe('offset-gap');
    expect(inlet.accept(0, bytes(WINDOW))).toHaveLength(WINDOW);
    expect(codeOf(() => inlet.accept(WINDOW, bytes(1)))).toBe('credit-exceeded');
  });

  it('may send a byte to a program that reads nothing, when it comes again', () => {
    const inlet = new InputInlet(WINDOW);
    inlet.attach(owner());
    inlet.accept(0, bytes(WINDOW));
    expect(inlet.attach(owner())).toEqual({ input: WINDOW, inputWindow: 1 });
    expect(inlet.accept(WINDOW, bytes(1))).toHaveLength(1);
  });

  it('is acknowledged at once when nothing is pending, and else in eighths of the window', () => {
    const inlet = new InputInlet(WINDOW);
    inlet.accept(0, bytes(1));
    inlet.took(1);
    expect(inlet.report()).toEqual({ consumed: 1, limit: 1 + WINDOW });
    inlet.accept(1, bytes(400));
    inlet.took(99);
    expect(inlet.report()).toBeUndefined();
    inlet.took(1);
    expect(inlet.report()).toEqual({ consumed: 101, limit: 101 + WINDOW });
    expect(inlet.report()).toBeUndefined();
  });

  it('goes on for the next owner where the last one stopped, and the last one is told', () => {
    const inlet = new InputInlet(WINDOW);
    const [first, second] = [owner(), owner()];
    expect(inlet.attach(first)).toEqual({ input: 0, inputWindow: WINDOW });
    inlet.accept(0, bytes(300));
    expect(inlet.attach(second)).toEqual({ input: 300, inputWindow: WINDOW - 300 });
    expect(first.onReplaced).toHaveBeenCalledOnce();
    inlet.took(300);
    expect(first.onTaken).not.toHaveBeenCalled();
    expect(second.onTaken).toHaveBeenCalledOnce();
    // Nothing before its beginning is acknowledged to the second: it never sent that.
    expect(inlet.report()).toBeUndefined();
    inlet.accept(300, bytes(1));
    inlet.took(1);
    expect(inlet.report()).toEqual({ consumed: 301, limit: 301 + WINDOW });
  });

  it('is not freed by an owner who was replaced', () => {
    const inlet = new InputInlet(WINDOW);
    const [first, second] = [owner(), owner()];
    inlet.attach(first);
    inlet.attach(second);
    expect([inlet.detach(first), inlet.owned]).toEqual([false, true]);
    expect([inlet.detach(second), inlet.owned]).toEqual([true, false]);
    expect(inlet.detach(second)).toBe(false);
  });

  it('ends once, and takes nothing more', () => {
    const inlet = new InputInlet(WINDOW);
    inlet.accept(0, bytes(3));
    expect(codeOf(() => inlet.end(4))).toBe('offset-gap');
    expect(inlet.end(3)).toBe(true);
    expect(inlet.end(3)).toBe(false);
    expect(inlet.accept(0, bytes(3))).toHaveLength(0);
    expect(codeOf(() => inlet.accept(3, bytes(1)))).toBe('unexpected-message');
  });

  it.each([1, 2, 3])('arrives whole and once over any number of cuts (seed %d)', (seed) => {
    const random = seeded(seed);
    const typed = random.bytes(20_000);
    const inlet = new InputInlet(WINDOW);
    const arrived: number[] = [];
    let pending = 0;
    while (arrived.length < typed.length) {
      // A new connection: what was sent and not acknowledged is sent again from an earlier place.
      const { input, inputWindow } = inlet.attach(owner());
      let at = Math.max(0, input - random.int(50));
      let limit = input + inputWindow;
      for (let sends = random.int(20); sends > 0; sends--) {
        const piece = typed.subarray(at, Math.min(limit, at + random.int(300)));
        const fresh = inlet.accept(at, piece);
        arrived.push(...fresh);
        pending += fresh.length;
        at += piece.length;
        const taken = random.int(pending + 1);
        pending -= taken;
        inlet.took(taken);
        limit = Math.max(limit, inlet.report()?.limit ?? 0);
        expect(inlet.pending).toBe(pending);
        expect(pending).toBeLessThanOrEqual(WINDOW + 1);
      }
    }
    expect(Uint8Array.from(arrived)).toEqual(typed);
  });
});
