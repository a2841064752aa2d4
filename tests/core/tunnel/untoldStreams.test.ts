import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { ClientChannels } from '../../../core/client/clientChannels.ts';
import { TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { UntoldStreams } from '../../../core/tunnel/untoldStreams.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';

function streamOf(id: string): TunnelStream {
  return new TunnelStream(id, 1_000, { onEnd: () => undefined });
}

/** What the agent is sent. */
function told(untold: UntoldStreams): unknown[] {
  const sent: unknown[] = [];
  let channel = 0;
  const channels = {
    take: () => ++channel,
    send: (type: string, on: number, body: object) => sent.push({ type, on, ...body }),
  };
  untold.tell(channels as unknown as ClientChannels);
  return sent;
}

it('tells the agent of each once', () => {
  const clock = new ManualClock();
  const untold = new UntoldStreams(clock);
  untold.add(streamOf('a'));
  untold.add(streamOf('b'));
  expect(told(untold)).toMatchObject([
    { type: 'resume', on: 1, stream: 'a', have: 0, consumed: 0, limit: 1_000 },
    { type: 'reset', on: 1, code: 'stream-reset' },
    { type: 'resume', on: 2, stream: 'b' },
    { type: 'reset', on: 2, code: 'stream-reset' },
  ]);
  expect(told(untold)).toEqual([]);
  expect(clock.waiting).toBe(0);
});

it('forgets those that the agent has given up by itself', () => {
  const clock = new ManualClock();
  const untold = new UntoldStreams(clock);
  untold.add(streamOf('a'));
  clock.advance(1);
  untold.add(streamOf('b'));
  clock.advance(LIMITS.streamKeepMs - 1);
  expect(told(untold)).toMatchObject([{ stream: 'b' }, { type: 'reset' }]);
});

it('tells of no more than a connection may carry', () => {
  const untold = new UntoldStreams(new ManualClock());
  for (let n = 0; n <= LIMITS.maxStreams; n++) untold.add(streamOf(`${n}`));
  expect(untold.size).toBe(LIMITS.maxStreams);
});

it('keeps nothing of what they had to send', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const untold = new UntoldStreams(new ManualClock());
  const sent = pushed(untold);
  await expect.poll(() => (gc(), sent.deref() === undefined)).toBe(true);
  expect(untold.size).toBe(1);
});

function pushed(untold: UntoldStreams): WeakRef<Uint8Array> {
  const stream = streamOf('a');
  const bytes = new Uint8Array(100_000);
  stream.push(bytes);
  untold.add(stream);
  return new WeakRef(bytes);
}
