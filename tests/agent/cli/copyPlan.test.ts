// What `cp` is asked for: which side is which, and where on it.
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { copyWords, hereAt, thereAt } from '../../../agent/cli/copy/copyPlan.ts';
import { amount, CopyProgress } from '../../../agent/cli/copy/copyProgress.ts';
import { Slots } from '../../../agent/cli/copy/slots.ts';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';

it.each([
  [['a', 'remote:b'], { sources: ['a'], target: 'b', direction: 'up' }],
  [['remote:a', 'b'], { sources: ['a'], target: 'b', direction: 'down' }],
  [['a', './remote:b', 'remote:'], { sources: ['a', './remote:b'], target: '', direction: 'up' }],
])('%j', (words, expected) => {
  expect(copyWords(words)).toEqual(expected);
});

it.each([
  [[], 'Name what to copy'],
  [['a'], 'Name what to copy'],
  [['remote:a'], 'Name what to copy'],
  [['a', 'b'], 'Neither side'],
  [['remote:a', 'remote:b'], 'Both sides'],
  [['a', 'remote:b', 'remote:c'], 'Both sides'],
  [['a', 'remote:b', 'c'], 'not every source'],
])('%j makes no sense', (words, said) => {
  expect(() => copyWords(words)).toThrow(said);
});

it.each([
  ['', '/home/anna'],
  ['.', '/home/anna'],
  ['notes/a', '/home/anna/notes/a'],
  ['~', '/home/anna'],
  ['~/notes', '/home/anna/notes'],
  ['~//notes', '/home/anna/notes'],
  ['/srv/../etc/', '/etc'],
  ['../b', '/home/b'],
])('there, %j is %s', async (word, path) => {
  const files = { home: () => Promise.resolve('/home/anna') } as unknown as FileAccess;
  expect(await thereAt(word, files)).toBe(path);
});

it('here, a path begins where the program was started', () => {
  expect(hereAt('a/')).toBe(resolve('a'));
  expect(hereAt('~/a')).toBe(`${homedir()}/a`);
});

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.0 KiB'],
  [5.5 * 1024 ** 3, '5.5 GiB'],
])('%s bytes are %s', (bytes, text) => {
  expect(amount(bytes)).toBe(text);
});

it('progress is one line, that fits, and says what it waits for', () => {
  const clock = new ManualClock();
  const lines: string[] = [];
  let cut = false;
  const progress = new CopyProgress({
    ...{ clock, show: (line) => void lines.push(line), columns: () => 100, total: 2048 },
    isCut: () => cut,
  });
  progress.onBytes(1024);
  clock.advance(1000);
  expect(lines.at(-1)).toBe('0 files, 1.0 KiB of 2.0 KiB (50 %), 1.0 KiB/s');
  cut = true;
  progress.onBytes(1024);
  progress.onFile();
  clock.advance(1000);
  expect(lines.at(-1)).toContain('(100 %), 1.0 KiB/s, waiting for the connection');
  expect(progress.stop()).toBe('1 file, 2.0 KiB of 2.0 KiB (100 %), 1.0 KiB/s');
  expect(lines.at(-1)).toBe('');
  expect(clock.waiting).toBe(0);
});

it('so many run at a time, and a failure gives its place back', async () => {
  const slots = new Slots(2);
  let running = 0;
  let most = 0;
  const gates = Array.from({ length: 6 }, () => withResolvers<void>());
  const all = gates.map(({ promise }, at) =>
    slots.use(async () => {
      most = Math.max(most, ++running);
      await promise;
      running--;
      if (at % 2) throw new Error('one');
    }),
  );
  const ended = Promise.allSettled(all);
  for (const { resolve: end } of gates) {
    end();
    await settle();
  }
  expect((await ended).filter(({ status }) => status === 'rejected')).toHaveLength(3);
  expect(most).toBe(2);
});
