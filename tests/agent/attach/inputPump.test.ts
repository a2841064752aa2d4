// What the end of what is typed, or piped in, means to the shell.
import { describe, expect, it } from 'vitest';
import { pumpInput } from '../../../agent/attach/inputPump.ts';
import { newCursor, PENDING_INPUT_BYTES } from '../../../core/client/shellCursor.ts';

async function* chunks(...texts: string[]): AsyncGenerator<Buffer, void, undefined> {
  for (const text of texts) yield Promise.resolve(Buffer.from(text));
}

async function* thatFails(): AsyncGenerator<Buffer, void, undefined> {
  yield* chunks('ls');
  throw new Error('EIO'); // the terminal is gone
}

async function pump(
  source: AsyncIterable<Buffer>,
  interactive: boolean,
  { mayType = true, isCutOff = false } = {},
) {
  const cursor = newCursor();
  const shell = { cursor, inputReady: () => undefined };
  const wishes: string[] = [];
  let dropped = 0;
  const typist = {
    ...{ interactive, mayType, isCutOff: () => isCutOff },
    wish: (what: string) => void wishes.push(what),
    onTyped: (bytes: number) => void (dropped += bytes),
  };
  await pumpInput(shell, typist, new AbortController().signal, source);
  const { log, eof } = cursor.input;
  return { typed: Buffer.from(log.read(0, 100)).toString(), eof, wishes, dropped };
}

describe('the end of what is typed', () => {
  it('ends the input where it was piped in', async () => {
    const piped = await pump(chunks('a', '~.'), false);
    expect(piped).toEqual({ typed: 'a~.', eof: true, wishes: [], dropped: 0 });
  });

  it.each([
    ['ends', () => chunks('l', 's')],
    ['fails', thatFails],
  ])('leaves the shell alone where a person’s terminal %s', async (_how, source) => {
    const typed = await pump(source(), true);
    expect(typed).toEqual({ typed: 'ls', eof: false, wishes: ['leave'], dropped: 0 });
  });

  it('is nothing to a shell that is only watched', async () => {
    const watched = await pump(chunks('a'), false, { mayType: false });
    expect(watched).toEqual({ typed: '', eof: false, wishes: [], dropped: 0 });
  });
});

describe('what a person types while the connection is gone', () => {
  it('is kept as far as there is room, and still leads out when there is none', async () => {
    const full = 'x'.repeat(PENDING_INPUT_BYTES);
    const typed = await pump(chunks('ab', full, 'more\r', '~.'), true, { isCutOff: true });
    expect(typed.wishes).toEqual(['leave']);
    // What comes in one piece of 64 KiB is kept whole or not at all.
    expect(typed.dropped).toBe(64 * 1024 + 5);
    expect(typed.typed).toMatch(/^abx+$/);
  });
});
