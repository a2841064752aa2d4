// A program's pipes as a stream: nothing is held beyond them, and its end is everybody's.
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ProgramStream } from '../../../electron/ssh/programStream.ts';

function make(head = '') {
  const { promise: ended, resolve: end } = withResolvers<void>();
  const pipes = { stdin: new PassThrough({ highWaterMark: 8 }), stdout: new PassThrough() };
  let closed = 0;
  const close = (): Promise<void> => {
    closed++;
    end();
    return ended;
  };
  const stream = new ProgramStream({ ...pipes, ended, close }, Buffer.from(head));
  return { ...pipes, stream, end, closed: () => closed };
}

it('what was read before comes first', async () => {
  const { stream, stdout } = make('head,');
  stdout.end('rest');
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('head,rest');
});

it('nobody who reads: the program is not read any more, and nothing is lost', async () => {
  const { stream, stdout } = make();
  const piece = Buffer.alloc(16 * 1024, 'x');
  let written = 0;
  while (stdout.write(piece)) {
    written += piece.byteLength;
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBeLessThan(1024 * 1024);
  }
  expect(stream.readableLength).toBeLessThanOrEqual(stream.readableHighWaterMark + 16 * 1024);
  stdout.end();
  const all = Buffer.concat(await stream.toArray());
  expect(all.byteLength).toBe(written + piece.byteLength);
});

it('a program that takes nothing makes the writer wait', async () => {
  const { stream, stdin } = make();
  let taken = false;
  stream.write(Buffer.alloc(100), () => (taken = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toBe(false);
  stdin.resume();
  await once(stdin, 'data');
  await expect.poll(() => taken).toBe(true);
});

it('the writer’s end is the end of the program’s input', async () => {
  const { stream, stdin } = make();
  stream.end('last');
  expect(Buffer.concat(await stdin.toArray()).toString()).toBe('last');
});

it('its end ends whoever waits to write', async () => {
  const { stream, end } = make();
  stream.write(Buffer.alloc(100));
  const closed = once(stream, 'close');
  end();
  await closed;
});

it('who destroys it ends the program', async () => {
  const { stream, closed } = make();
  stream.destroy();
  await once(stream, 'close');
  expect(closed()).toBe(1);
});

it('given up in the middle of what the program says, it is read to its end, which is told', async () => {
  const stdin = new PassThrough();
  const stdout = new PassThrough({ highWaterMark: 1024 * 1024 });
  const ended = once(stdout, 'end');
  // As a process whose pipes have to be empty before its end is told.
  const close = async (): Promise<void> => {
    stdout.resume();
    await ended;
  };
  const stream = new ProgramStream({ stdin, stdout, ended, close }, Buffer.alloc(0));
  for (let piece = 0; piece < 10; piece++) stdout.write(Buffer.alloc(32 * 1024, 'x'));
  stdout.end();
  await once(stream, 'readable');
  stream.destroy();
  await once(stream, 'close');
});

it('what a program has said last is read though it has ended meanwhile', async () => {
  const { stream, stdout, end } = make();
  stdout.end('last words');
  await once(stdout, 'end');
  end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('last words');
});
