// The queue on the disk: whoever was told that it could not be stored hears, too, when it was.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { RETRY_MS } from '../../../electron/settings/latestFile.ts';
import { emptyJournal, Journal, readJournal } from '../../../electron/transfers/journal.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

it('tells of what can’t be stored, and once it is stored after all', async () => {
  const folder = path.join(temporaryDirectory(), 'data');
  writeFileSync(folder, 'no folder'); // nothing can be written there
  const [clock, told] = [new ManualClock(), [] as string[]];
  const options = { path: path.join(folder, 'transfers.json'), clock };
  const journal = new Journal(
    { ...options, onProblem: () => told.push('not'), onStored: () => told.push('stored') },
    { ...emptyJournal(), limit: 7 },
  );
  await journal.stored();
  expect(told).toEqual(['not']);
  rmSync(folder);
  mkdirSync(folder);
  clock.advance(RETRY_MS);
  await vi.waitFor(() => expect(told).toEqual(['not', 'stored']));
  expect(readJournal(options.path, new Date()).found.limit).toBe(7);
});
