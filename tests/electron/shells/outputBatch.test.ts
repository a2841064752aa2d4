// When output leaves for the window: at once after a silence, else in larger pieces.
import { beforeEach, expect, it } from 'vitest';
import { OutputBatch } from '../../../electron/shells/outputBatch.ts';
import { ManualClock } from '../../support/manualClock.ts';

let clock: ManualClock;
let posted: string[];
let batch: OutputBatch;
let behind: boolean;

beforeEach(() => {
  clock = new ManualClock();
  posted = [];
  behind = false;
  const post = (bytes: Uint8Array): unknown => posted.push(Buffer.from(bytes).toString());
  batch = new OutputBatch(clock, post, () => behind);
});

const push = (text: string): void => batch.push(Buffer.from(text));

it('the first output after a silence leaves at once', () => {
  push('a');
  clock.advance(10);
  push('b');
  expect(posted).toEqual(['a', 'b']);
});

it('what follows closely waits a moment, and leaves together', () => {
  for (const text of ['a', 'b', 'c']) push(text);
  expect(posted).toEqual(['a']);
  clock.advance(2);
  expect(posted).toEqual(['a', 'bc']);
  expect(clock.waiting).toBe(0);
});

it('it waits longer for a window that has enough to do, and no longer than that', () => {
  behind = true;
  for (const text of ['a', 'b', 'c']) push(text);
  clock.advance(7);
  expect(posted).toEqual(['a']);
  clock.advance(1);
  expect(posted).toEqual(['a', 'bc']);
});

it('a flood leaves in large pieces, without waiting for time', () => {
  const read = 'x'.repeat(4096);
  for (let n = 0; n < 33; n++) push(read);
  expect(posted.map((text) => text.length)).toEqual([4096, 65_536, 65_536]);
});

it('nothing is lost, doubled or out of order', () => {
  let sent = '';
  for (let n = 0; n < 1000; n++) {
    const text = `${n},`.repeat(n % 37);
    sent += text;
    push(text);
    clock.advance(n % 3);
  }
  batch.flush();
  expect(posted.join('')).toBe(sent);
});

it('flushing posts what waits, and leaves no timer behind', () => {
  push('a');
  push('b');
  batch.flush();
  batch.flush();
  clock.advance(10);
  expect(posted).toEqual(['a', 'b']);
  expect(clock.waiting).toBe(0);
});
