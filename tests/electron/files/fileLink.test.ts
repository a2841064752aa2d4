// The way to a place's files is made once at a time, whatever comes in between.
import { expect, test } from 'vitest';
import { FileError } from '../../../core/sftp/fileError.ts';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { FileLink } from '../../../electron/files/fileLink.ts';
import { say } from '../../../words/said.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { Deferred } from '../../support/deferred.ts';

test('a retry while what failed is let go makes one way, not two', async () => {
  const clock = new ManualClock();
  const [lost, released] = [new Deferred<FileError>(), new Deferred<void>()];
  let [open, most, made] = [0, 0, 0];
  const link = new FileLink({
    ...{ clock, random: () => 0.5 },
    open: () => {
      made++;
      most = Math.max(most, ++open);
      const isFirst = made === 1;
      const value = { lost: isFirst ? lost.promise : new Promise(() => undefined) };
      const release = async (): Promise<void> => {
        if (isFirst) await released.promise;
        open--;
      };
      return Promise.resolve({ value: value as unknown as FileAccess, release });
    },
  });
  await link.ready();
  lost.resolve(new FileError('bad-answer', say('files-lost')));
  await clock.pass(0);
  expect(link.state.state).toBe('failed');
  link.retry();
  link.retry();
  await clock.pass(0);
  expect([link.state.state, made]).toEqual(['connecting', 1]);
  released.resolve();
  await link.ready();
  await clock.pass(600_000);
  expect([link.state.state, made, most]).toEqual(['ready', 2, 1]);
  await link.close();
  expect(open).toBe(0);
});
