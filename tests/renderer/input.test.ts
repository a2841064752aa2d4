// Keys and pastes of one shell: their order, their chunks, and how ^C stops a paste.
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, InputQueue, PENDING_LIMIT_BYTES } from '../../renderer/terminal/input.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A queue whose later work runs when the test says so. */
function makeQueue() {
  const sent: string[] = [];
  const work: (() => void)[] = [];
  const queue = new InputQueue({
    send: (data) => sent.push(new TextDecoder().decode(data)),
    later: (run) => work.push(run),
  });
  const settle = () => {
    for (let run = work.shift(); run; run = work.shift()) run();
  };
  return { queue, sent, settle };
}

describe('input of a shell', () => {
  it('sends keys at once', () => {
    const { queue, sent } = makeQueue();
    queue.type(bytes('l'));
    queue.type(bytes('s'));
    expect(sent).toEqual(['l', 's']);
  });

  it('sends a large paste in chunks, all of it and in order, and later keys behind it', () => {
    const { queue, sent, settle } = makeQueue();
    const large = 'abcdefgh'.repeat(CHUNK_BYTES / 3);
    queue.paste(bytes(large), false);
    queue.type(bytes('!'));
    expect(sent).toHaveLength(1);
    settle();
    expect(sent.join('')).toBe(`${large}!`);
    expect(sent.every((chunk) => chunk.length <= CHUNK_BYTES)).toBe(true);
  });

  it('holds a paste back while the far side is behind, and goes on when it caught up', () => {
    const { queue, sent, settle } = makeQueue();
    queue.paste(bytes('x'.repeat(3 * CHUNK_BYTES)), false);
    queue.pending(PENDING_LIMIT_BYTES + 1);
    settle();
    expect(sent).toHaveLength(1);
    queue.pending(0);
    settle();
    expect(sent).toHaveLength(3);
  });

  it('drops the rest of a paste at ^C, closing its brackets first', () => {
    const { queue, sent, settle } = makeQueue();
    queue.paste(bytes('y'.repeat(5 * CHUNK_BYTES)), true);
    queue.type(bytes('\x03'));
    settle();
    expect(sent.slice(1)).toEqual(['\x1b[201~', '\x03']);
  });

  it('forgets what was meant for a program that has ended', () => {
    const { queue, sent, settle } = makeQueue();
    queue.paste(bytes('z'.repeat(3 * CHUNK_BYTES)), false);
    queue.clear();
    settle();
    expect(sent).toHaveLength(1);
  });
});

describe('input that comes from another window', () => {
  it('goes before what is typed meanwhile, and all of it once that window has gone', () => {
    const { queue, sent, settle } = makeQueue();
    queue.hold();
    queue.type(bytes('b'));
    queue.takeOver(bytes('paste'));
    queue.pending(0);
    settle();
    expect(sent).toEqual([]);
    queue.goOn([bytes('a')], false);
    queue.type(bytes('c'));
    settle();
    expect(sent.join('')).toBe('pasteabc');
  });

  it('is a paste that ^C ends, with its brackets, and nothing that was typed behind it is lost', () => {
    const { queue, sent, settle } = makeQueue();
    queue.hold();
    queue.takeOver(bytes('x'.repeat(3 * CHUNK_BYTES)));
    queue.type(bytes('\x03'));
    queue.type(bytes('ls'));
    queue.goOn([], true);
    settle();
    expect(sent.join('')).toBe('\x1b[201~\x03ls');
  });

  it('is left where it doesn’t come whole', () => {
    const { queue, sent, settle } = makeQueue();
    queue.hold();
    queue.takeOver(bytes('half a pas'));
    queue.type(bytes('b'));
    queue.forgetTakenOver();
    queue.goOn([bytes('a')], false);
    settle();
    expect(sent.join('')).toBe('ab');
  });

  it('is all that the other one had not sent', () => {
    const { queue, sent, settle } = makeQueue();
    queue.paste(bytes('x'.repeat(2 * CHUNK_BYTES)), true);
    const { bytes: rest, bracketed } = queue.takeRest();
    settle();
    expect(sent.join('').length + rest.reduce((sum, { length }) => sum + length, 0)).toBe(
      2 * CHUNK_BYTES,
    );
    expect([bracketed, sent.length]).toEqual([true, 1]);
  });
});
