// A listener at the agent: who comes in there is connected here, once, however often the agent asks,
// and told where that can't be; and what is left when the listener is taken away or closed.
import { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { ClientChannels } from '../../../core/client/clientChannels.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { CarriedStreams } from '../../../core/tunnel/carriedStreams.ts';
import type { Dialled } from '../../../core/tunnel/dialTarget.ts';
import { RemoteListener } from '../../../core/tunnel/remoteListener.ts';
import { SlabReader } from '../../../core/tunnel/slabs.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { StreamEnd, TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import type { Message } from '../../../core/wire/messages.ts';
import { FIRST_AGENT_CHANNEL, LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { named } from '../../support/protocolErrors.ts';
import { loopback } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';

const NAME = 'a'.repeat(32);
const AT = loopback(9000);

type Sent = { type: string; channel: number; [field: string]: unknown };
type Dialling = ReturnType<typeof withResolvers<Dialled>> & { signal: AbortSignal };

let streams: CarriedStreams;
let listener: RemoteListener;
let dials: Dialling[];
/** What the listener's owner hears, in order. */
let told: string[];
let refusal: TunnelError | undefined;
/** Ends of streams, as their owner hears of them, and whoever asked for the listener. */
let ends: [owner: StreamEnd[], asker: StreamEnd[]];

function make(limit = 10): RemoteListener {
  streams = new CarriedStreams({ clock: new ManualClock(), limit });
  const events = {
    onListening: (at: unknown) => told.push(`listens ${JSON.stringify(at)}`),
    onRefused: (error: TunnelError) => {
      told.push('refused');
      refusal = error;
    },
    dial: (signal: AbortSignal) => {
      const dialling = { ...withResolvers<Dialled>(), signal };
      dials.push(dialling);
      return dialling.promise;
    },
    onStream: () => {
      told.push('came');
      return { onEnd: (end: StreamEnd) => ends[1].push(end) };
    },
  };
  return new RemoteListener(NAME, { at: AT }, events, {
    streams,
    onStreamEnd: (_stream: TunnelStream, end: StreamEnd) => ends[0].push(end),
    onClosed: (closed) => told.push(closed === listener ? 'closed' : 'another'),
  });
}

beforeEach(() => {
  [dials, told, ends, refusal] = [[], [], [[], []], undefined];
  listener = make();
});

/** A connection to the agent, and what is sent on it. */
class Connection {
  readonly sent: Sent[] = [];
  readonly channels = new ClientChannels({
    ...{ outbox: new Outbox(), maxBody: LIMITS.maxBody },
    send: (type, channel, body) => void this.sent.push({ ...body, type, channel }),
  });
  #next = FIRST_AGENT_CHANNEL;

  /** Somebody comes in at the agent. The channel. */
  come(stream: string, window = 1_000): number {
    const channel = this.#next++;
    const body = { stream, window, forward: NAME };
    this.channels.receive({ type: 'connect', channel, body });
    return channel;
  }

  hear(message: object, channel = 1): void {
    this.channels.receive({ channel, ...message } as Message);
  }

  /** Types of what was sent on a channel, or anywhere. */
  types(channel?: number): string[] {
    const on = this.sent.filter((one) => channel === undefined || one.channel === channel);
    return on.map(({ type }) => type);
  }
}

function attached(): Connection {
  const connection = new Connection();
  listener.attach(connection.channels);
  return connection;
}

const target = (): Dialled => ({ socket: new Socket(), reader: new SlabReader() });

describe('a listener', () => {
  it('is asked for by its name and place, and tells where it listens each time', () => {
    const first = attached();
    expect(first.sent).toEqual([{ type: 'listen', channel: 1, forward: NAME, at: AT }]);
    first.hear({ type: 'listening', body: { at: loopback(7) } });
    attached().hear({ type: 'listening', body: { at: loopback(8) } });
    const places = [7, 8].map((port) => `listens ${JSON.stringify(loopback(port))}`);
    expect(told).toEqual(places);
  });

  it('that is refused is closed, says why and what to do, and takes nobody any more', () => {
    const connection = attached();
    const body = { code: 'port-in-use', message: 'Another program listens there.' };
    connection.hear({ type: 'reset', body });
    expect(told).toEqual(['closed', 'refused']);
    expect(refusal).toMatchObject({ ...body, field: 'listen' });
    const channel = connection.come('b'.repeat(32));
    expect([connection.types(channel), dials.length]).toEqual([['reset'], 0]);
  });

  it.each([
    ...['port-in-use', 'port-forbidden', 'no-such-address', 'forward-forbidden'],
    'too-many-listeners',
  ])('says what to do where it is refused as %s, and nothing where nobody knows', (code) => {
    attached().hear({ type: 'reset', body: { code, message: 'No.' } });
    expect(refusal!.hint).toMatch(/^.+\.$/);
    attached().hear({ type: 'reset', body: { code: 'some-new-code', message: 'No.' } });
    expect(refusal).toMatchObject({ code: 'some-new-code', hint: '' });
  });

  it('takes no other message', () => {
    const connection = attached();
    const hear = (): void => connection.hear({ type: 'ended', body: {} });
    expect(named(hear)).toBe('unexpected-message');
  });
});

describe('who comes in', () => {
  it('is connected to the target, and answered when that stands', async () => {
    const connection = attached();
    const channel = connection.come('b'.repeat(32));
    expect([told, dials.length, connection.types(channel)]).toEqual([['came'], 1, []]);
    dials[0]!.resolve(target());
    await settle();
    expect(connection.sent.at(-1)).toMatchObject({ type: 'connected', channel });
    expect(streams.find('b'.repeat(32))?.state).toBe('open');
  });

  it('and is asked for again before that stands, is answered once, on the last connection', async () => {
    const first = attached();
    first.come('b'.repeat(32));
    const second = attached();
    const channel = second.come('b'.repeat(32));
    expect([told, dials.length, second.types(channel)]).toEqual([['came'], 1, []]);
    dials[0]!.resolve(target());
    await settle();
    expect([second.types(channel), first.types()]).toEqual([['connected'], ['listen']]);
  });

  it('and is asked for again after that, because the answer was lost, is answered at once', async () => {
    const first = attached();
    first.come('b'.repeat(32));
    dials[0]!.resolve(target());
    await settle();
    const second = attached();
    const channel = second.come('b'.repeat(32));
    expect([second.types(channel), told, dials.length]).toEqual([['connected'], ['came'], 1]);
  });

  it('and can’t be connected is reset by that name', async () => {
    const connection = attached();
    const channel = connection.come('b'.repeat(32));
    dials[0]!.reject(new TunnelError('target-refused', asTold('Nothing listens there.')));
    await settle();
    const end = { kind: 'reset', by: 'here', code: 'target-refused' };
    expect(connection.sent.at(-1)).toMatchObject({ type: 'reset', channel, code: end.code });
    expect(ends).toMatchObject([[end], [end]]);
  });

  it('beyond what may be is reset by name, and costs the others nothing', async () => {
    listener = make(1);
    const connection = attached();
    connection.come('b'.repeat(32));
    const channel = connection.come('c'.repeat(32));
    expect(connection.sent.at(-1)).toMatchObject({
      ...{ type: 'reset', channel, code: 'too-many-streams' },
      message: expect.stringMatching(/\S/) as string,
    });
    expect([streams.all.length, dials.length]).toEqual([1, 1]);
  });
});

it('nothing is kept of who came and is gone', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const connection = attached();
  const gone = comeAndGo(connection);
  await expect.poll(() => (gc(), gone.deref() === undefined)).toBe(true);
  expect(streams.all).toEqual([]);
  listener.close();
});

function comeAndGo(connection: Connection): WeakRef<TunnelStream> {
  connection.come('b'.repeat(32));
  const stream = streams.find('b'.repeat(32))!;
  stream.fail('stream-reset', asTold('gone'));
  dials.splice(0)[0]!.reject(new TunnelError('target-failed', asTold('Nobody waits any more.')));
  return new WeakRef(stream);
}

describe('a listener that is closed', () => {
  it('is closed at the agent, resets who came, and takes nobody any more', () => {
    const connection = attached();
    const channel = connection.come('b'.repeat(32));
    listener.close();
    expect(told).toEqual(['came', 'closed']);
    expect(dials[0]!.signal.aborted).toBe(true);
    expect(ends.map((all) => all.map((end) => end.kind === 'reset' && end.code))).toEqual([
      ['stopped'],
      ['stopped'],
    ]);
    expect(connection.sent.slice(1)).toMatchObject([
      { type: 'reset', channel, code: 'stopped', message: expect.stringMatching(/\S/) as string },
      { type: 'reset', channel: 1, code: 'stopped' },
    ]);
    const late = connection.come('c'.repeat(32));
    expect([connection.types(late), dials.length]).toEqual([['reset'], 1]);
    connection.hear({ type: 'listening', body: { at: AT } }); // on its way when it was closed
    expect(told).toEqual(['came', 'closed']);
  });

  it('during a cut is closed there on the next connection, under its name', () => {
    const connection = new Connection();
    listener.close();
    listener.closeThere(connection.channels);
    expect(connection.sent).toMatchObject([
      { type: 'listen', channel: 1, forward: NAME, at: AT },
      { type: 'reset', channel: 1, code: 'stopped' },
    ]);
  });
});
