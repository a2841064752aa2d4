// How far transfers are, as the dock and the task bar show it.
import { expect, it } from 'vitest';
import type { Transfer, TransfersView } from '../../../electron/ipc/contract.ts';
import { shownProgress, TransferProgress } from '../../../electron/main/transferProgress.ts';

const view = (...all: Partial<Transfer>[]): TransfersView => ({
  transfers: all.map((one) => ({ bytes: 100, bytesDone: 25, counting: false, ...one }) as Transfer),
  ...{ up: 0, down: 0, paused: false, limit: 0 },
});

it('is that of all that hasn’t ended, and marked where somebody is to look', () => {
  expect(shownProgress(view())).toEqual({ value: -1, mode: 'normal' });
  expect(shownProgress(view({ state: 'done' }, { state: 'failed' })).value).toBe(-1);
  const open = view({ state: 'running' }, { state: 'waiting', bytesDone: 0 }, { state: 'done' });
  expect(shownProgress(open)).toEqual({ value: 0.125, mode: 'normal' });
  expect(shownProgress(view({ state: 'running' }, { state: 'asks' })).mode).toBe('error');
  expect(shownProgress(view({ state: 'cut' })).mode).toBe('paused');
  expect(shownProgress(view({ state: 'running', counting: true }))).toEqual({
    ...{ value: 2, mode: 'indeterminate' },
  });
});

it('asks the system for nothing where nothing to be seen is different', () => {
  const shown: unknown[] = [];
  const windows = [{ setProgressBar: (...given: unknown[]) => void shown.push(given) }];
  const progress = new TransferProgress(() => windows);
  progress.show(view());
  progress.show(view());
  progress.show(view({ state: 'running' }));
  progress.show(view({ state: 'running', bytesDone: 25.2 }));
  windows.push(windows[0]!);
  progress.show(view({ state: 'running' }));
  expect(shown).toHaveLength(4);
  expect(shown[1]).toEqual([0.25, { mode: 'normal' }]);
});
