// A shell's state: told at each change, to whoever listens, and never after its end.
import { describe, expect, it } from 'vitest';
import type { ShellState } from '../../../electron/shell.ts';
import { StateCell } from '../../../electron/shells/stateCell.ts';

function watched(): { cell: StateCell; told: Partial<ShellState>[]; stop: () => void } {
  const cell = new StateCell();
  const told: Partial<ShellState>[] = [];
  const stop = cell.subscribe(({ state, message }) => told.push({ state, message }));
  return { cell, told, stop };
}

describe('the state of a shell', () => {
  it('begins with connecting, and promises nothing', () => {
    expect(new StateCell().current).toEqual({
      ...{ state: 'connecting', message: 'Connecting…', hint: '', kept: false, lag: null },
      ...{ exitCode: null, signal: null, rttMs: null, pendingInput: 0, skippedBytes: 0 },
      ...{ canReconnect: false, attempt: null, nextTryInMs: null },
    });
  });

  it('is told as a whole at each change, and what isn’t named stays', () => {
    const { cell, told } = watched();
    cell.set({ state: 'online' });
    cell.set({ message: 'Connected.' });
    expect(told).toEqual([
      { state: 'online', message: 'Connecting…' },
      { state: 'online', message: 'Connected.' },
    ]);
    expect(cell.current).toMatchObject({ state: 'online', message: 'Connected.' });
  });

  it('that is the same again is told to nobody', () => {
    const { cell, told } = watched();
    cell.set({ state: 'online' });
    cell.set({ state: 'online', message: 'Connecting…' });
    expect(told).toHaveLength(1);
  });

  it.each(['closed', 'failed'] as const)('that is %s changes no more', (state) => {
    const { cell, told } = watched();
    cell.set({ state, message: 'The end.' });
    expect(cell.ended).toBe(true);
    cell.set({ state: 'online', message: 'Back again.' });
    cell.set({ exitCode: 7 });
    expect(told).toEqual([{ state, message: 'The end.' }]);
    expect(cell.current).toMatchObject({ state, message: 'The end.', exitCode: null });
  });

  it.each(['connecting', 'authenticating', 'online', 'reconnecting'] as const)(
    'that is %s has not ended',
    (state) => {
      const { cell } = watched();
      cell.set({ state });
      expect(cell.ended).toBe(false);
    },
  );

  it('is told to nobody who has gone, also while it is being told', () => {
    const { cell, told, stop } = watched();
    const later: string[] = [];
    const leave = cell.subscribe(() => leave());
    cell.subscribe(({ message }) => later.push(message));
    stop();
    cell.set({ message: 'one' });
    cell.set({ message: 'two' });
    expect([told, later]).toEqual([[], ['one', 'two']]);
  });
});
