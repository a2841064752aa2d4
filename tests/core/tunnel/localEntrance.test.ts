// The entrance of a local or dynamic tunnel: real programs that come, and an agent that answers each
// as the test says.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { LocalEntrance } from '../../../core/tunnel/localEntrance.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import {
  TunnelStream,
  type StreamEvents,
  type StreamWire,
} from '../../../core/tunnel/tunnelStream.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { closed } from '../../support/orders.ts';
import { ignoreErrors, loopback } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';

/** An agent that never answers. */
const SILENT = { ask: () => ({ fail: () => undefined }) } as unknown as TunnelLink;

it('says that it is full, and at most once a second', async () => {
  const clock = new ManualClock();
  const listening = withResolvers<Place>();
  const troubles: string[] = [];
  const entrance = new LocalEntrance(
    { kind: 'local', listen: loopback(0), target: loopback(80) },
    { link: SILENT, clock, limit: 1 },
    {
      onListening: listening.resolve,
      onFailed: listening.reject,
      onTrouble: ({ code }) => troubles.push(code),
      onOpen: () => undefined,
      onBytes: () => undefined,
    },
  );
  entrance.open();
  const { port } = (await listening.promise) as { port: number };
  const first = ignoreErrors(connect(port, '127.0.0.1'));
  await once(first, 'connect');
  const turnedAway = () => closed(ignoreErrors(connect(port, '127.0.0.1')));
  for (let n = 0; n < 3; n++) await turnedAway();
  expect(troubles).toEqual(['too-many-streams']);
  clock.advance(1_000);
  await turnedAway();
  expect(troubles).toEqual(['too-many-streams', 'too-many-streams']);
  await entrance.close();
  await closed(first);
});

const entrances: LocalEntrance[] = [];
afterEach(() => Promise.all(entrances.splice(0).map((entrance) => entrance.close())));

interface Asked {
  target: Place;
  stream: TunnelStream;
}

/** An entrance, what its tunnel is told, and what the agent is asked. */
function open(change: Partial<TunnelSpec> = {}) {
  const listening = withResolvers<Place>();
  listening.promise.catch(() => undefined);
  const told: unknown[] = [];
  const troubles: TunnelError[] = [];
  const asked: Asked[] = [];
  const agent = { full: false };
  const ask = (target: Place, events: StreamEvents): TunnelStream => {
    if (agent.full) throw new TunnelError('too-many-streams', asTold('It is full.'));
    const stream = new TunnelStream(`${asked.length}`, 100_000, events);
    asked.push({ target, stream });
    return stream;
  };
  const spec: TunnelSpec = { kind: 'local', listen: loopback(0), target: loopback(80), ...change };
  const entrance = new LocalEntrance(
    spec,
    { link: { ask } as unknown as TunnelLink, clock: new ManualClock() },
    {
      onListening: listening.resolve,
      onFailed: listening.reject,
      onTrouble: (error) => void troubles.push(error),
      onOpen: (change) => told.push(change),
      onBytes: (direction, bytes) => told.push([direction, bytes]),
    },
  );
  entrance.open();
  entrances.push(entrance);
  const come = async (): Promise<{ client: Socket; errors: string[] }> => {
    const { port } = (await listening.promise) as { port: number };
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const errors: string[] = [];
    client.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
    // It may be reset before it has heard that it is connected.
    await new Promise<void>((resolve) => client.once('connect', resolve).once('close', resolve));
    return { client, errors };
  };
  return { entrance, listening: listening.promise, told, troubles, asked, agent, come };
}

/** The agent has connected. */
function answer({ stream }: Asked): void {
  stream.receive({ type: 'connected', channel: stream.channel, body: { window: 100_000 } });
}

describe('an entrance', () => {
  it.each<[string, Partial<TunnelSpec>]>([
    ['local', { kind: 'local' }],
    ['dynamic', { kind: 'dynamic', target: null }],
  ])('(%s) is none that other machines can reach, but on purpose', async (_kind, spec) => {
    const everywhere = { kind: 'tcp', host: '0.0.0.0', port: 0 } as const;
    await expect(open({ ...spec, listen: everywhere }).listening).rejects.toMatchObject({
      ...{ code: 'listen-not-loopback', field: 'listen' },
      message: expect.stringMatching(/^0\.0\.0\.0:0 can be reached by other machines\.$/) as string,
      hint: expect.stringMatching(/127\.0\.0\.1/) as string,
    });
    const meant = await open({ ...spec, listen: everywhere, public: true }).listening;
    expect(meant).toMatchObject({ host: '0.0.0.0' });
  });

  it('that can’t be had says so, and one that is closed meanwhile nothing', async () => {
    const { port } = (await open().listening) as { port: number };
    await expect(open({ listen: loopback(port) }).listening).rejects.toMatchObject({
      code: 'port-in-use',
    });
    const { entrance, listening } = open();
    await entrance.close();
    const first = await Promise.race([listening, Promise.resolve('nothing')]);
    expect(first).toBe('nothing');
  });
});

describe('who comes', () => {
  it('is asked for, and carried when the agent has connected', async () => {
    const { come, asked, told } = open();
    const { client } = await come();
    client.write('hello');
    await expect.poll(() => asked.length).toBe(1);
    expect([asked[0]!.target, told]).toEqual([loopback(80), [1]]);
    answer(asked[0]!);
    await expect.poll(() => told).toEqual([1, ['up', 5]]);
    const { stream } = asked[0]!;
    const bytes = Buffer.from('answer');
    stream.receive({ type: 'data', channel: stream.channel, body: { offset: 0, bytes } });
    expect(`${((await once(client, 'data')) as [Buffer])[0]}`).toBe('answer');
    expect(told.slice(2)).toEqual([['down', 6]]);
    client.end();
    await expect.poll(() => stream.state).toBe('open'); // a half that ends is no end of it
    client.destroy();
  });

  it('and has said and read all is gone before the agent says that it has, and resets nothing', async () => {
    const { come, asked, told } = open();
    const { client, errors } = await come();
    await expect.poll(() => asked.length).toBe(1);
    const { stream } = asked[0]!;
    const sent: string[] = [];
    const wire = { outbox: { ready: () => undefined, remove: () => undefined }, maxBody: 1_000 };
    const send = (type: string): unknown => sent.push(type);
    stream.attach({ ...wire, send, release: () => undefined } as unknown as StreamWire, 1);
    answer(asked[0]!);
    stream.receive({ type: 'eof', channel: 1, body: { offset: 0 } });
    client.end();
    await closed(client);
    await expect.poll(() => told).toEqual([1, -1]);
    expect([stream.state, sent, errors]).toEqual(['open', ['ended'], []]);
    stream.receive({ type: 'ended', channel: 1, body: {} });
    expect([stream.state, sent]).toEqual(['over', ['ended']]);
  });

  it.each([
    ['target-refused', 1],
    ['stopped', 0],
  ])(
    'and can’t be connected (%s) is reset, which is told if it is a trouble',
    async (code, told) => {
      const { come, asked, troubles } = open();
      const { client, errors } = await come();
      await expect.poll(() => asked.length).toBe(1);
      const body = { code, message: 'It says why.' };
      asked[0]!.stream.receive({ type: 'reset', channel: 0, body });
      await closed(client);
      expect([errors, troubles.length]).toEqual([['ECONNRESET'], told]);
    },
  );

  it('where there are too many already is reset, which is told', async () => {
    const { come, agent, troubles } = open();
    agent.full = true;
    const { client, errors } = await come();
    await closed(client);
    expect([errors, troubles.map(({ code }) => code)]).toEqual([
      ['ECONNRESET'],
      ['too-many-streams'],
    ]);
  });

  it('is reset when the entrance is closed, which is no trouble; nobody comes after that', async () => {
    const { come, asked, entrance, troubles, told, listening } = open();
    const [asking, carried] = [await come(), await come()];
    await expect.poll(() => asked.length).toBe(2);
    answer(asked[1]!);
    await entrance.close();
    expect(asked.map(({ stream }) => stream.state)).toEqual(['over', 'over']);
    for (const { client, errors } of [asking, carried]) {
      await closed(client);
      expect(errors).toEqual(['ECONNRESET']);
    }
    expect([told, troubles]).toEqual([[1, 1, -1, -1], []]);
    const { port } = (await listening) as { port: number };
    const late = connect(port, '127.0.0.1');
    await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a SOCKS client', () => {
  const GREETING = [5, 1, 0];
  const TO_PORT_80 = [5, 1, 0, 1, 127, 0, 0, 1, 0, 80];
  const dynamic = { kind: 'dynamic', target: null } as const;

  it('is carried to what it asks for, with what it said behind that', async () => {
    const { come, asked, told } = open(dynamic);
    const { client } = await come();
    const heard: number[] = [];
    client.on('data', (bytes: Buffer) => heard.push(...bytes));
    client.write(Uint8Array.from([...GREETING, ...TO_PORT_80, 7, 8, 9]));
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]!.target).toEqual(loopback(80));
    answer(asked[0]!);
    await expect.poll(() => heard).toEqual([5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect(told).toEqual([1, ['up', 3]]);
    client.destroy();
  });

  it('that can’t be connected hears why', async () => {
    const { come, asked, troubles } = open(dynamic);
    const { client, errors } = await come();
    const heard: number[] = [];
    client.on('data', (bytes: Buffer) => heard.push(...bytes));
    client.write(Uint8Array.from([...GREETING, ...TO_PORT_80]));
    await expect.poll(() => asked.length).toBe(1);
    const body = { code: 'target-refused', message: 'Nobody listens.' };
    asked[0]!.stream.receive({ type: 'reset', channel: 0, body });
    await once(client, 'end');
    expect([heard.slice(2, 4), errors]).toEqual([[5, 5], []]);
    expect(troubles.map(({ code }) => code)).toEqual(['target-refused']);
    client.end();
  });

  it.each([
    ['socks-bad', [71, 69, 84], undefined, /SOCKS proxy/],
    ['socks-unsupported', [...GREETING, 5, 2, 0, 1, 127, 0, 0, 1, 0, 80], undefined, /UDP/],
    ['socks-login', GREETING, { user: 'ann', password: 'sesame' }, /proxy settings/],
  ])('that is refused as %s is told, with what to do', async (code, says, login, hint) => {
    const { come, troubles, asked } = open({ ...dynamic, ...(login ? { login } : {}) });
    const { client } = await come();
    client.write(Uint8Array.from(says));
    await closed(client.once('end', () => client.end()));
    expect(troubles).toMatchObject([{ code, field: 'listen' }]);
    expect(troubles[0]!.message).toMatch(/^A program .+\.$/);
    expect(troubles[0]!.hint).toMatch(hint);
    expect(asked).toEqual([]);
  });
});
