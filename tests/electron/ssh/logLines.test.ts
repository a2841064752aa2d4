// Lines of a log, however they come.
import { expect, it } from 'vitest';
import { LogLines } from '../../../electron/ssh/logLines.ts';

const TEXT = 'debug1: Jürgen’s 鍵\r\nsecond\n\nlast';

it.each([1, 2, 3, 7, 1000])('in pieces of %i bytes, they are the same', (size) => {
  const lines: string[] = [];
  const log = new LogLines((line) => lines.push(line));
  const bytes = Buffer.from(TEXT);
  for (let at = 0; at < bytes.length; at += size) log.add(bytes.subarray(at, at + size));
  log.end();
  log.end();
  expect(lines).toEqual(['debug1: Jürgen’s 鍵', 'second', '', 'last']);
});

it('a line without an end doesn’t fill the memory', () => {
  const lines: string[] = [];
  const log = new LogLines((line) => lines.push(line));
  for (let n = 0; n < 100; n++) log.add(Buffer.alloc(4096, 'x'));
  log.end();
  expect(lines.map(({ length }) => length)).toEqual([4096]);
});
