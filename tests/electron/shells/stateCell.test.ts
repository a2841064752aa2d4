// A shell's state: told at each change, to whoever listens, and never after its end.
import { describe, expect, it } from 'vitest';
import type { ShellState } from '../../../electron/shell.ts';
import { StateCell } from '../../../electron/shells/stateCell.ts';
import { told as words } from '../../support/told.ts';
import { inWords, say } from '../../../words/said.ts';

const CONNECTING = say('connecting');

function watched(): { cell: StateCell; told: Partial<ShellState>[]; stop: () => void } {
  const cell = new StateCell();
  const told: Partial<ShellState>[] = [];
  const stop = cell.subscribe(({ state, message }) => told.push({ state, message }));
  return { cell, told, stop };
}

describe('the state of a shell', () => {
  it('begins with connecting, and promises nothing', () => {
    expect(new StateCell().current).toEqual({
      ...{ state: 'connecting', message: CONNECTING, hint: null, kept: false, lag: null },
      ...{ exitCode: null, signal: null, rttMs: null, pendingInput: 0, skippedBytes: 0 },
      ...{ canReconnect: false, attempt: null, nextTryInMs: null },
    });
  });

  it('is told as a whole at each change, and what isn’t named stays', () => {
    const { cell, told } = watched();
    cell.set({ state: 'online' });
    cell.set({ message: say('connected') });
    expect(told).toEqual([
      { state: 'online', message: CONNECTING },
      { state: 'online', message: say('connected') },
    ]);
    expect(cell.current).toMatchObject({ state: 'online', message: say('connected') });
  });

  it('that is the same again is told to nobody', () => {
    const { cell, told } = watched();
    cell.set({ state: 'online' });
    cell.set({ state: 'online', message: CONNECTING });
    expect(told).toHaveLength(1);
  });

  it.each(['closed', 'failed'] as const)('that is %s changes no more', (state) => {
    const { cell, told } = watched();
    cell.set({ state, message: words('The end.') });
    expect(cell.ended).toBe(true);
    cell.set({ state: 'online', message: words('Back again.') });
    cell.set({ exitCode: 7 });
    expect(told).toEqual([{ state, message: words('The end.') }]);
    expect(cell.current).toMatchObject({ state, message: words('The end.'), exitCode: null });
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
    cell.subscribe(({ message }) => later.push(inWords(message)));
    stop();
    cell.set({ message: words('one') });
    cell.set({ message: words('two') });
    expect([told, later]).toEqual([[], ['one', 'two']]);
  });
});
