// What waits for the pane with the keyboard waits until its shell is there, and no longer than a second.
import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../electron/ipc/contract.ts';
import { firstUse, FIRST_USE_MS } from '../../renderer/state/firstUse.ts';
import { ManualClock, settle } from '../support/manualClock.ts';

/** A first use that waits for a state, which `tell` says. */
function begin(first: ConnectionState | undefined) {
  const clock = new ManualClock();
  let state = first;
  let look = (): void => undefined;
  let over = false;
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => void (holds() && resolve());
      look();
    });
  const later = (ms: number, run: () => void): (() => void) => clock.after(ms, run);
  void firstUse({ state: () => state, until, later }).then(() => (over = true));
  const isOver = async (): Promise<boolean> => {
    await settle();
    return over;
  };
  const tell = (next: ConnectionState): Promise<boolean> => {
    state = next;
    look();
    return isOver();
  };
  return { clock, isOver, tell };
}

describe('the first use of a window', () => {
  it('is at once where no shell has the keyboard', async () => {
    const { clock, isOver } = begin(undefined);
    expect([await isOver(), clock.waiting]).toEqual([true, 0]);
  });

  it.each(['online', 'failed', 'reconnecting'] as const)(
    'is when its shell is %s',
    async (state) => {
      const { clock, isOver, tell } = begin('connecting');
      expect(await isOver()).toBe(false);
      expect(await tell('authenticating')).toBe(false);
      expect([await tell(state), clock.waiting]).toEqual([true, 0]);
    },
  );

  it('is not waited for longer than a second', async () => {
    const { clock, isOver } = begin('connecting');
    clock.advance(FIRST_USE_MS - 1);
    expect(await isOver()).toBe(false);
    clock.advance(1);
    expect(await isOver()).toBe(true);
  });
});
