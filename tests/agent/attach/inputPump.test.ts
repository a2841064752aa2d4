// What the end of what is typed, or piped in, means to the shell.
import { describe, expect, it } from 'vitest';
import { pumpInput } from '../../../agent/attach/inputPump.ts';
import type { RemoteShell } from '../../../core/client/remoteShell.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';

async function* chunks(...texts: string[]): AsyncGenerator<Buffer, void, undefined> {
  for (const text of texts) yield Promise.resolve(Buffer.from(text));
}

async function* thatFails(): AsyncGenerator<Buffer, void, undefined> {
  yield* chunks('ls');
  throw new Error('EIO'); // the terminal is gone
}

async function pump(source: AsyncIterable<Buffer>, interactive: boolean, mayType = true) {
  const cursor = newCursor();
  const shell = { cursor, inputReady: () => undefined } as unknown as RemoteShell;
  const wishes: string[] = [];
  const { signal } = new AbortController();
  await pumpInput(shell, { interactive, mayType }, (what) => wishes.push(what), signal, source);
  const { log, eof } = cursor.input;
  return { typed: Buffer.from(log.read(0, 100)).toString(), eof, wishes };
}

describe('the end of what is typed', () => {
  it('ends the input where it was piped in', async () => {
    const piped = await pump(chunks('a', '~.'), false);
    expect(piped).toEqual({ typed: 'a~.', eof: true, wishes: [] });
  });

  it.each([
    ['ends', () => chunks('l', 's')],
    ['fails', thatFails],
  ])('leaves the shell alone where a person’s terminal %s', async (_how, source) => {
    const typed = await pump(source(), true);
    expect(typed).toEqual({ typed: 'ls', eof: false, wishes: ['leave'] });
  });

  it('is nothing to a shell that is only watched', async () => {
    const watched = await pump(chunks('a'), false, false);
    expect(watched).toEqual({ typed: '', eof: false, wishes: [] });
  });
});
