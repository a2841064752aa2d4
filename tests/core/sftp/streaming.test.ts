// Reading ahead and writing behind, on files in memory that answer when they are told to.
import { expect, test } from 'vitest';
import { Buffers } from '../../../core/sftp/buffers.ts';
import type { OpenFile } from '../../../core/sftp/fileAccess.ts';
import { cancelled } from '../../../core/sftp/fileProblems.ts';
import { readAhead, WriteBehind } from '../../../core/sftp/streaming.ts';
import { settle } from '../../support/manualClock.ts';
import { codeOf } from './fileContract.ts';

interface Waiting {
  offset: number;
  bytes: number;
  resolve: (bytes: Uint8Array) => void;
  reject: (error: unknown) => void;
}

/** Of 100 bytes, each its own place. */
const CONTENT = Uint8Array.from({ length: 100 }, (_, at) => at);

function slowFile(): { file: OpenFile; waiting: Waiting[] } {
  const waiting: Waiting[] = [];
  const wait = (offset: number, bytes: number): Promise<Uint8Array> =>
    new Promise((resolve, reject) => waiting.push({ offset, bytes, resolve, reject }));
  const file = {
    read: wait,
    write: (offset: number, bytes: Uint8Array) => wait(offset, bytes.byteLength),
  };
  return { file: file as unknown as OpenFile, waiting };
}

const answer = ({ offset, bytes, resolve }: Waiting): void =>
  resolve(CONTENT.subarray(offset, offset + bytes));

test('pieces come in order, whatever order they are answered in', async () => {
  const { file, waiting } = slowFile();
  const pieces = readAhead(file, { from: 10, to: 50, bytes: 10, pipeline: 3 });
  const first = pieces.next();
  await settle();
  expect(waiting.map(({ offset }) => offset)).toEqual([10, 20, 30]);
  for (const one of [2, 1, 0]) answer(waiting[one]!);
  expect((await first).value!.offset).toBe(10);
  expect((await pieces.next()).value!.offset).toBe(20);
  const rest = pieces.next();
  await settle();
  expect(waiting.map(({ offset }) => offset)).toEqual([10, 20, 30, 40]);
  expect((await rest).value!.offset).toBe(30);
  answer(waiting[3]!);
  expect([...(await pieces.next()).value!.bytes]).toEqual([...CONTENT.subarray(40, 50)]);
  expect((await pieces.next()).done).toBe(true);
});

test('a file that ends before ends the pieces', async () => {
  const { file, waiting } = slowFile();
  const pieces = readAhead(file, { from: 90, to: Infinity, bytes: 8, pipeline: 4 });
  const all = (async () => {
    const offsets: number[] = [];
    for await (const { offset, bytes } of pieces) offsets.push(offset, bytes.byteLength);
    return offsets;
  })();
  await settle();
  for (const one of waiting) answer(one);
  expect(await all).toEqual([90, 8, 98, 2]);
});

test('a read that fails is told in its turn', async () => {
  const { file, waiting } = slowFile();
  const pieces = readAhead(file, { from: 0, to: 100, bytes: 10, pipeline: 2 });
  const first = pieces.next();
  await settle();
  waiting[1]!.reject(cancelled());
  answer(waiting[0]!);
  expect((await first).value!.offset).toBe(0);
  expect(await codeOf(pieces.next())).toBe('cancelled');
});

test('what is written counts up to the first gap', async () => {
  const { file, waiting } = slowFile();
  const told: number[] = [];
  const onWritten = (offset: number): void => void told.push(offset);
  const behind = new WriteBehind(file, { from: 5, bytes: 10, pipeline: 3, onWritten });
  await behind.write(CONTENT.subarray(0, 30));
  const more = behind.write(CONTENT.subarray(30, 40));
  expect(waiting.map(({ offset }) => offset)).toEqual([5, 15, 25]);
  answer(waiting[1]!);
  await settle();
  expect([behind.written, waiting.length]).toEqual([5, 3]);
  answer(waiting[0]!);
  await more;
  expect([behind.written, told, waiting.length]).toEqual([25, [25], 4]);
  for (const one of waiting) answer(one);
  await behind.finish();
  expect([behind.written, told.at(-1)]).toEqual([45, 45]);
});

test('a write that fails is told to all that follows, and nothing behind it counts', async () => {
  const { file, waiting } = slowFile();
  const behind = new WriteBehind(file, { from: 0, bytes: 10, pipeline: 2 });
  await behind.write(CONTENT.subarray(0, 20));
  waiting[0]!.reject(cancelled());
  expect(await codeOf(behind.write(CONTENT.subarray(20, 30)))).toBe('cancelled');
  expect(await codeOf(behind.finish())).toBe('cancelled');
  const settled = behind.settled();
  answer(waiting[1]!);
  await settled;
  expect(behind.written).toBe(0);
});

test('a place that a file didn’t read into is used again, one that it did isn’t before its write', async () => {
  const buffers = new Buffers(10);
  const places: (Uint8Array | undefined)[] = [];
  const read = (offset: number, _bytes: number, into?: Uint8Array): Promise<Uint8Array> => {
    places.push(into);
    if (offset > 0) into!.set(CONTENT.subarray(offset, offset + 10));
    return Promise.resolve(offset > 0 ? into! : CONTENT.subarray(0, 10));
  };
  const file = { read } as unknown as OpenFile;
  const pieces = readAhead(file, { from: 0, to: 40, bytes: 10, pipeline: 1, buffers });
  const next = async (): Promise<Uint8Array> => (await pieces.next()).value!.bytes;
  await next();
  const second = await next();
  const third = await next();
  buffers.give(second);
  await next();
  expect(places.map((place) => places.indexOf(place))).toEqual([0, 0, 2, 0]);
  expect(third[0]).toBe(20);
});

test('bytes are handed back once they are written, and never those of a write that failed', async () => {
  const { file, waiting } = slowFile();
  const back: number[] = [];
  const onDone = (bytes: Uint8Array): void => void back.push(bytes[0]!);
  const behind = new WriteBehind(file, { from: 0, bytes: 10, pipeline: 3, onDone });
  await behind.write(CONTENT.subarray(0, 30));
  await settle();
  expect(back).toEqual([]);
  answer(waiting[1]!);
  await settle();
  expect(back).toEqual([10]);
  waiting[0]!.reject(cancelled());
  answer(waiting[2]!);
  await behind.settled();
  expect(back).toEqual([10, 20]);
});
