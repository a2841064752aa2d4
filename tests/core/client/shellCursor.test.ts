import { describe, expect, it } from 'vitest';
import { newCursor, PENDING_INPUT_BYTES, PendingInput } from '../../../core/client/shellCursor.ts';

describe('pending input', () => {
  it('is bounded: what does not fit waits for room', async () => {
    const input = new PendingInput();
    expect(input.tryAppend(new Uint8Array(PENDING_INPUT_BYTES))).toBe(true);
    expect(input.tryAppend(Uint8Array.of(1))).toBe(false);
    const room = input.room();
    input.acknowledge(1);
    await room;
    expect(input.tryAppend(Uint8Array.of(1))).toBe(true);
    expect(input.size).toBe(PENDING_INPUT_BYTES);
  });

  it('takes one piece that is larger than its bound when it is empty', () => {
    const input = new PendingInput();
    expect(input.tryAppend(new Uint8Array(2 * PENDING_INPUT_BYTES))).toBe(true);
    expect(input.tryAppend(Uint8Array.of(1))).toBe(false);
  });

  it('takes none that is larger while anything waits', () => {
    const input = new PendingInput();
    input.tryAppend(Uint8Array.of(1));
    expect(input.tryAppend(new Uint8Array(PENDING_INPUT_BYTES))).toBe(false);
    expect([input.tryAppend(new Uint8Array(PENDING_INPUT_BYTES - 1)), input.size]).toEqual([
      ...[true, PENDING_INPUT_BYTES],
    ]);
  });

  it('starts anew with what was never sent', () => {
    const input = new PendingInput();
    input.tryAppend(new Uint8Array(40_000));
    input.sentUpTo(30_000);
    input.acknowledge(10_000);
    input.tryAppend(Buffer.from('end'));
    input.startAnew();
    expect([input.log.start, input.log.end, input.size]).toEqual([0, 10_003, 10_003]);
    expect(Buffer.from(input.log.read(10_000, 3)).toString()).toBe('end');
  });

  it('lets everyone look again when it is released', async () => {
    const input = new PendingInput();
    const waiting = Promise.all([input.room(), input.room()]);
    input.release();
    await waiting;
  });
});

describe('a cursor', () => {
  it('has names that nobody can guess, of 32 hex digits', () => {
    const [one, other] = [newCursor(), newCursor()];
    const names = [one.session, one.inputId, other.session, other.inputId];
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(names).size).toBe(4);
  });

  it('can be made for a shell that already runs', () => {
    const session = 'ab'.repeat(16);
    const nothing = { output: null, toldTo: 0, chat: 0, endTold: false };
    expect(newCursor(session)).toMatchObject({
      session,
      running: true,
      replayEnd: null,
      ...nothing,
    });
    expect(newCursor()).toMatchObject({ running: false, replayEnd: 0, ...nothing });
    const { eof, eofSent, eofTyped, size } = newCursor().input;
    expect([eof, eofSent, eofTyped, size]).toEqual([false, false, false, 0]);
  });
});
