// The entrance of a remote tunnel, over a link that does as the test says: where it may listen, what
// its tunnel is told, and that it waits for the connections that it has made here.
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntranceEvents } from '../../../core/tunnel/entrance.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import { RemoteEntrance } from '../../../core/tunnel/remoteEntrance.ts';
import type { RemoteListenerEvents } from '../../../core/tunnel/remoteListener.ts';
import type { TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { freePort, loopback, serve, type TestServer } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';

const NAME = 'a'.repeat(32);

let told: unknown[];
let asked: { name: string; at: Place; events: RemoteListenerEvents }[];
let closes: number;
const servers: TestServer[] = [];

beforeEach(() => {
  [told, asked, closes] = [[], [], 0];
});
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const LINK = {
  listen: (name: string, { at }: { at: Place }, events: RemoteListenerEvents) => {
    asked.push({ name, at, events });
    return { close: () => closes++ };
  },
} as unknown as TunnelLink;

const EVENTS: EntranceEvents = {
  onListening: (at) => told.push(['listening', at]),
  onFailed: ({ code }) => told.push(['failed', code]),
  onTrouble: ({ code }) => told.push(['trouble', code]),
  onOpen: (change) => told.push(['open', change]),
  onBytes: (direction, bytes) => told.push([direction, bytes]),
};

function open(change: Partial<TunnelSpec> = {}): RemoteEntrance {
  const spec: TunnelSpec = {
    kind: 'remote',
    listen: loopback(9000),
    target: loopback(80),
    ...change,
  };
  const entrance = new RemoteEntrance(NAME, spec, LINK, EVENTS);
  entrance.open();
  return entrance;
}

describe('the entrance of a remote tunnel', () => {
  it('is asked of the agent by its name, and tells where it is', () => {
    open();
    expect(asked).toMatchObject([{ name: NAME, at: loopback(9000) }]);
    asked[0]!.events.onListening(loopback(9001));
    expect(told).toEqual([['listening', loopback(9001)]]);
  });

  it('is none that other machines can reach, but where that was said on purpose', () => {
    const everywhere = { kind: 'tcp', host: '0.0.0.0', port: 9000 } as const;
    open({ listen: everywhere });
    expect([asked.length, told]).toEqual([0, [['failed', 'listen-not-loopback']]]);
    open({ listen: everywhere, public: true });
    open({ listen: { kind: 'unix', path: '/run/a.sock' } });
    open({ public: true });
    expect([asked.length, told.length]).toEqual([3, 1]);
  });

  it('that is refused says so, and is not closed at the agent any more', async () => {
    const entrance = open();
    asked[0]!.events.onRefused(new TunnelError('port-in-use', asTold('Taken.')));
    expect(told).toEqual([['failed', 'port-in-use']]);
    await entrance.close();
    expect(closes).toBe(0);
  });

  it('is closed at the agent, where it stands', async () => {
    await open().close();
    expect(closes).toBe(1);
  });
});

describe('who comes there', () => {
  it('is counted, and what passes, by who sends it', () => {
    open();
    const stream = asked[0]!.events.onStream();
    stream.onBytes?.('received', 5);
    stream.onBytes?.('sent', 7);
    stream.onEnd({ kind: 'done' });
    expect(told).toEqual([
      ['open', 1],
      ['up', 5],
      ['down', 7],
      ['open', -1],
    ]);
  });

  it('and couldn’t be connected is told as a trouble, until the entrance is closed', async () => {
    const entrance = open();
    const [first, second] = [asked[0]!.events.onStream(), asked[0]!.events.onStream()];
    const refused = {
      kind: 'reset',
      by: 'here',
      code: 'target-refused',
      said: asTold('No.'),
    } as const;
    told = [];
    first.onEnd(refused);
    expect(told).toEqual([
      ['open', -1],
      ['trouble', 'target-refused'],
    ]);
    told = [];
    await entrance.close();
    second.onEnd(refused);
    expect(told).toEqual([['open', -1]]);
  });

  it('is connected to the target here; the end waits until that is gone', async () => {
    const server = await serve(() => undefined);
    servers.push(server);
    const entrance = open({ target: loopback(server.port) });
    const { signal } = new AbortController();
    const gone = await asked[0]!.events.dial(signal);
    gone.socket.destroy();
    await once(gone.socket, 'close'); // nobody waits for it any more
    const { socket } = await asked[0]!.events.dial(signal);
    let over = false;
    const closing = entrance.close().then(() => (over = true));
    await new Promise(setImmediate);
    expect([over, socket.destroyed]).toEqual([false, false]);
    socket.destroy();
    await closing;
  });

  it('hears from where it couldn’t be', async () => {
    const abort = new AbortController();
    open({ target: loopback(await freePort()) });
    await expect(asked[0]!.events.dial(abort.signal)).rejects.toMatchObject({
      code: 'target-refused',
    });
    abort.abort();
    await expect(asked[0]!.events.dial(abort.signal)).rejects.toThrow();
  });
});
