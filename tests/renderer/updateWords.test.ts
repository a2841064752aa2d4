// What the window says about updates, in each of their states.
import { describe, expect, it } from 'vitest';
import type { UpdateState } from '../../electron/ipc/contract.ts';
import { downloadLabel, progressText, updateLine } from '../../renderer/lib/updateWords.ts';
import { told as asTold } from '../support/told.ts';

const state: UpdateState = {
  phase: 'idle',
  whyNot: null,
  version: '2.0.0',
  notes: '',
  bytes: 118_400_000,
  done: 5_250_000,
  problem: null,
  checkedAt: null,
  shown: true,
};

describe('the line', () => {
  it.each<[Partial<UpdateState>, string]>([
    [{ phase: 'off', whyNot: asTold('apt does it.') }, 'apt does it.'],
    [{ version: '' }, 'This is Bowline 1.0.0.'],
    [{ version: '', checkedAt: 1 }, 'This is Bowline 1.0.0, the newest version.'],
    [{ problem: asTold('Nobody answers.') }, 'Nobody answers.'],
    [{ phase: 'checking' }, 'Looking for a newer version…'],
    [{ phase: 'found' }, 'Bowline 2.0.0 is out. This is 1.0.0.'],
    [{ phase: 'found', problem: asTold('Full.') }, 'Bowline 2.0.0 wasn’t downloaded. Full.'],
    [{ phase: 'downloading' }, 'Bowline 2.0.0 is being downloaded.'],
    [{ phase: 'ready' }, 'Bowline 2.0.0 is ready: it is installed when you quit.'],
  ])('of %j is %j', (change, line) => {
    expect(updateLine({ ...state, ...change }, '1.0.0')).toBe(line);
  });
});

it('sizes are told as people compare them', () => {
  expect(downloadLabel(state)).toBe('Download 118 MB');
  expect(downloadLabel({ ...state, problem: asTold('Full.') })).toBe('Try again: 118 MB');
  expect(downloadLabel({ ...state, bytes: 0 })).toBe('Download');
  expect(progressText(state)).toBe('5.3 of 118 MB');
});
