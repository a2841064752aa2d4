// The streams that one side carries: how many, what each takes of the windows and gives back, and
// how long one waits for its connection.
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { CarriedStreams } from '../../../core/tunnel/carriedStreams.ts';
import type { Dialled } from '../../../core/tunnel/dialTarget.ts';
import { SlabReader } from '../../../core/tunnel/slabs.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { StreamEnd, StreamWire, TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { WindowBudget } from '../../../core/tunnel/windowBudget.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { told } from '../../support/told.ts';
import { says } from '../../support/says.ts';

const LARGEST = 1024 * 1024;
const KEEP_MS = LIMITS.streamKeepMs;

function setUp(limit = 1_000) {
  const clock = new ManualClock();
  const streams = new CarriedStreams({ clock, limit });
  const ends: StreamEnd[] = [];
  let made = 0;
  const make = (budget?: WindowBudget): TunnelStream =>
    streams.make(`${++made}`, { onEnd: (end) => ends.push(end) }, budget);
  return { clock, streams, ends, make };
}

/** A connection; what it is sent, by type. */
function wire() {
  const sent: string[] = [];
  const made = {
    outbox: { ready: () => undefined, remove: () => undefined, frameBytes: Infinity },
    send: (type: string) => sent.push(type),
    maxBody: LIMITS.maxBody,
    release: () => undefined,
  };
  return { wire: made as unknown as StreamWire, sent };
}

describe('the windows of streams', () => {
  it('are given back when the streams are over', () => {
    const { make } = setUp();
    for (let n = 0; n < 1_000; n++) make().fail('stopped', told('over'));
    expect(make().window).toBe(LARGEST);
  });

  it('are no more of a stream that is over, which a connection may still speak of', () => {
    const { clock, streams, make } = setUp();
    const stream = make();
    stream.fail('stopped', told('over'));
    streams.attach(stream, wire().wire, 1);
    streams.cut(stream);
    expect([clock.waiting, make().window]).toEqual([0, LARGEST]);
  });

  it('get smaller as there are more', () => {
    const { make } = setUp();
    for (let n = 0; n < 200; n++) make();
    expect(make().window).toBeLessThan(LARGEST / 10);
  });

  it('are borne by the connection that carries them, and given back to that', () => {
    const { streams, make } = setUp();
    const [before, after] = [new WindowBudget(), new WindowBudget()];
    const all = Array.from({ length: 100 }, () => make(before));
    for (const stream of all) streams.attach(stream, wire().wire, 1, after);
    expect(before.take()).toBe(LARGEST);
    expect(after.take()).toBeLessThan(LARGEST / 2);
    streams.failAll('stopped', told('over'));
    after.giveBack(LARGEST / 4); // at least what was taken above
    expect(after.take()).toBe(LARGEST);
  });
});

describe('as many streams as there may be', () => {
  it('leave no room for one more, until one is over', () => {
    const { streams, make } = setUp(2);
    const first = make();
    make();
    expect(make).toThrow(expect.objectContaining({ code: 'too-many-streams' }) as Error);
    first.fail('stopped', told('over'));
    expect(streams.all).toHaveLength(1);
    expect(make).not.toThrow();
  });
});

describe('a stream whose connection is cut', () => {
  it('waits for another, and is reset if none comes', () => {
    const { clock, streams, ends, make } = setUp();
    const stream = make();
    streams.cut(stream);
    clock.advance(KEEP_MS - 1);
    expect([ends, streams.find('1')]).toEqual([[], stream]);
    clock.advance(1);
    expect(ends).toMatchObject([{ kind: 'reset', by: 'here', code: 'stopped' }]);
    expect([streams.find('1'), streams.all]).toEqual([undefined, []]);
  });

  it('that is cut again waits anew', () => {
    const { clock, streams, ends, make } = setUp();
    const stream = make();
    streams.cut(stream);
    clock.advance(KEEP_MS - 1);
    streams.cut(stream);
    expect(clock.waiting).toBe(1);
    clock.advance(KEEP_MS - 1);
    expect(ends).toEqual([]);
  });

  it.each(['carried again', 'over'])('leaves no timer when it is %s', (how) => {
    const { clock, streams, ends, make } = setUp();
    const stream = make();
    streams.cut(stream);
    if (how === 'over') stream.fail('stopped', told('over'));
    else streams.attach(stream, wire().wire, 1);
    expect(clock.waiting).toBe(0);
    streams.cut(stream);
    expect([clock.waiting, ends.length]).toEqual(how === 'over' ? [0, 1] : [1, 0]);
  });
});

describe('a connection that is asked for', () => {
  it('and can’t be made resets its stream by that name', async () => {
    const { streams, ends, make } = setUp();
    const stream = make();
    const { wire: carries, sent } = wire();
    streams.attach(stream, carries, 1);
    await streams.connect(stream, 1_000, () =>
      Promise.reject(new TunnelError('target-refused', told('no'))),
    );
    expect(ends).toMatchObject([{ kind: 'reset', code: 'target-refused', said: says('no') }]);
    expect(sent).toEqual(['reset']);
  });

  it('is given up when its stream is over, and destroyed if it comes to stand all the same', async () => {
    const { streams, ends, make } = setUp();
    const stream = make();
    const dialled = withResolvers<Dialled>();
    let asked: AbortSignal | undefined;
    const connecting = streams.connect(stream, 1_000, (signal) => {
      asked = signal;
      return dialled.promise;
    });
    await settle();
    expect(asked?.aborted).toBe(false);
    stream.fail('stream-reset', told('gone'));
    expect(asked?.aborted).toBe(true);
    const socket = new Socket();
    dialled.resolve({ socket, reader: new SlabReader() });
    await connecting;
    expect([socket.destroyed, ends.length, stream.state]).toEqual([true, 1, 'over']);
  });
});
