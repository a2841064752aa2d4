// What a tunnel's target is connected by: the words where that fails, and which of a name's
// addresses are tried.
import type { lookup as systemLookup } from 'node:dns';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { dialTarget, type Dialled, type DialOptions } from '../../../core/tunnel/dialTarget.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** Somebody listens at the one, nobody at the other. */
const FORBIDDEN = '127.0.0.1';
const ALLOWED = '::1';

/** A resolver that fails as the network does. */
function failing(code: string): typeof systemLookup {
  const answer = (_name: string, _options: object, tell: (error: Error) => void): void =>
    tell(Object.assign(new Error(code), { code }));
  return answer as unknown as typeof systemLookup;
}

function messageFor(code: string, from?: DialOptions['from']): Promise<string> {
  const place = { kind: 'tcp' as const, host: 'db.internal', port: 5432 };
  const dialling = dialTarget(place, { lookup: failing(code), ...(from ? { from } : {}) });
  return dialling.then(
    () => 'connected',
    ({ message }: Error) => message,
  );
}

it('says from where there is no way', async () => {
  expect(await messageFor('EHOSTUNREACH')).toBe(
    'There is no way to db.internal:5432 from the host.',
  );
  expect(await messageFor('EHOSTUNREACH', 'here')).toBe(
    'There is no way to db.internal:5432 from this computer.',
  );
  expect(await messageFor('ENETUNREACH', 'here')).toBe(
    "The network of db.internal:5432 can't be reached from this computer.",
  );
});

describe.skipIf(SYSTEM === 'win32')('a unix socket', () => {
  const refused = { code: 'forward-forbidden', field: 'target' };
  const words = {
    message: expect.stringMatching(/^The agent there does not allow .+\.$/) as string,
    hint: expect.stringMatching(/--allow-forward/) as string,
  };

  async function setUp() {
    const folder = temporaryDirectory();
    const [at, link] = ['a.sock', 'link'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ];
    let came = 0;
    const server = createServer((socket) => (came++, socket.destroy())).listen(at);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    symlinkSync(at, link);
    const dial = (to: string, ...may: string[]): Promise<Dialled> =>
      dialTarget({ kind: 'unix', path: to }, { mayReachPath: (one) => may.includes(one) });
    return { at, link, dial, came: () => came };
  }

  it('is connected to where its path may be reached, and the place that this leads to', async () => {
    const { at, link, dial } = await setUp();
    for (const dialled of [await dial(at, at), await dial(link, link, at)])
      dialled.socket.destroy();
  });

  it('is not where one of the two may not, and nobody there hears of it', async () => {
    const { at, link, dial, came } = await setUp();
    for (const dialling of [dial(at), dial(link, link), dial(link, at)]) {
      await expect(dialling).rejects.toMatchObject({ ...refused, ...words });
    }
    expect(came()).toBe(0);
  });

  it('may be any where nobody judges', async () => {
    const { link } = await setUp();
    const { socket } = await dialTarget({ kind: 'unix', path: link });
    socket.destroy();
  });
});

describe('what is connected', () => {
  it('may write on when the target has ended its half, and is paused until somebody reads', async () => {
    const heard: string[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (bytes) => heard.push(`${bytes}`)).on('error', () => undefined);
      socket.end('all of it');
    }).listen(0, FORBIDDEN);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { socket, reader } = await dialTarget({ kind: 'tcp', host: FORBIDDEN, port });
    expect(socket.isPaused()).toBe(true);
    const read: string[] = [];
    reader.readWith((bytes) => read.push(Buffer.from(bytes).toString()) > 0);
    socket.resume();
    await once(socket, 'end');
    expect(read.join('')).toBe('all of it');
    socket.write('more');
    await expect.poll(() => heard).toEqual(['more']);
    socket.destroy();
  });

  it('and refused says so, and keeps nothing', async () => {
    const server = createServer().listen(0, FORBIDDEN);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const abort = new AbortController();
    const dialling = dialTarget(
      { kind: 'tcp', host: FORBIDDEN, port },
      { signal: abort.signal, timeoutMs: 60_000 },
    );
    await expect(dialling).rejects.toMatchObject({ code: 'target-refused', field: 'target' });
    abort.abort(); // nobody hears it any more
  });
});

describe('an address', () => {
  it('is judged as such, with its port, in its plain spelling', async () => {
    const asked: unknown[] = [];
    const mayReach = (...one: unknown[]): boolean => asked.push(one) < 0;
    for (const host of ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', 'fd00::1']) {
      const dialling = dialTarget({ kind: 'tcp', host, port: 7 }, { mayReach });
      await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden', field: 'target' });
    }
    expect(asked).toEqual([...Array(3).fill(['10.1.2.3', 7, '']), ['fd00::1', 7, '']]);
  });

  it.each([
    { kind: 'tcp' as const, host: 'a b', port: 1 },
    { kind: 'tcp' as const, host: '', port: 1 },
    { kind: 'unix' as const, path: '/run/a\0b' },
    { kind: 'unix' as const, path: `/${'x'.repeat(104)}` },
  ])('or path that can’t be one is nobody’s: %j', async (place) => {
    const lookup = (): never => expect.fail('it is looked up');
    const options = { lookup: lookup as never, mayReach: lookup, mayReachPath: lookup };
    await expect(dialTarget(place, options)).rejects.toMatchObject({ code: 'target-unknown' });
  });
});

describe('a connection that nobody answers', () => {
  /** Names are looked up for ever. */
  const never = (() => undefined) as unknown as typeof systemLookup;
  const place = { kind: 'tcp' as const, host: 'db.internal', port: 5432 };

  it('is given up in time', async () => {
    const dialling = dialTarget(place, { lookup: never, timeoutMs: 1 });
    await expect(dialling).rejects.toMatchObject({ code: 'target-timeout' });
  });

  it('is given up at once when nobody waits for it any more', async () => {
    const abort = new AbortController();
    const dialling = dialTarget(place, { lookup: never, signal: abort.signal });
    abort.abort();
    await expect(dialling).rejects.toMatchObject({
      ...{ code: 'target-failed', message: 'Nobody waits any more.' },
    });
  });
});

describe('of a name that leads to several addresses', () => {
  /** A resolver that knows two of them, the forbidden one first. */
  const both = ((_name: string, _options: object, tell: (e: null, all: object[]) => void) =>
    tell(null, [
      { address: FORBIDDEN, family: 4 },
      { address: ALLOWED, family: 6 },
    ])) as unknown as typeof systemLookup;

  it('only those are connected to that may be reached', async () => {
    let came = 0;
    const server = createServer(() => came++).listen(0, FORBIDDEN);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const asked: unknown[] = [];
    const dialling = dialTarget(
      { kind: 'tcp', host: 'db.internal', port },
      { lookup: both, mayReach: (...one) => asked.push(one) > 0 && one[0] === ALLOWED },
    );
    await expect(dialling).rejects.toBeInstanceOf(TunnelError);
    expect(came).toBe(0);
    expect(asked).toEqual([
      [FORBIDDEN, port, 'db.internal'],
      [ALLOWED, port, 'db.internal'],
    ]);
  });

  it('none is connected to where none may be reached, and that is said', async () => {
    const dialling = dialTarget(
      { kind: 'tcp', host: 'db.internal', port: 1 },
      { lookup: both, mayReach: () => false },
    );
    await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden' });
  });
});
