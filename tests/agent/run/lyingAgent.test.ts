// What `run` makes of an agent that lies about its program's output: never a success.
import { describe, expect, it } from 'vitest';
import { record } from '../../../core/wire/records.ts';
import { encode, type Message } from '../../../core/wire/messages.ts';
import { fakeAgent } from '../../support/fakeAgent.ts';
import { TestRun } from '../../support/runs.ts';

/** Answers an OPEN with that output, and says that the program has ended well. */
function prints(bytes: Uint8Array) {
  return ({ type, channel, body }: Message): Uint8Array[] | undefined => {
    if (type !== 'open') return undefined;
    const { session } = body;
    const view = { cols: 80, rows: 24, output: 0, end: bytes.byteLength };
    const opened = { session, title: 'x', pid: 1, ...view, input: 0, inputWindow: 1024 };
    return [
      encode('opened', channel, opened),
      encode('data', channel, { offset: 0, bytes }),
      encode('exit', channel, { code: 0, signal: null, offset: bytes.byteLength }),
    ];
  };
}

const whole = record(1, Buffer.from('all of it\n'));

describe('an agent that says a program has ended', () => {
  it.each([
    ['in the middle of what it printed', whole.subarray(0, whole.byteLength - 3)],
    ['in the middle of a record’s head', Buffer.concat([whole, Uint8Array.of(2, 0)])],
    ['behind a record of 16 MiB that never came', Uint8Array.of(1, 0xff, 0xff, 0xff, 0x78)],
  ])('%s gets no success', async (_where, bytes) => {
    const { link } = await fakeAgent(prints(bytes));
    const run = new TestRun(link, ['true']);
    expect(await run.ended).toEqual({ code: 255, signal: null });
    expect(run.stderr).toMatch(/What was printed here is not all/);
  });

  it('behind its last record has its word taken for it', async () => {
    const { link } = await fakeAgent(prints(whole));
    const run = new TestRun(link, ['true']);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.stdout).toBe('all of it\n');
  });
});
