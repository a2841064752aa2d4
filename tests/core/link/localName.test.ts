// Names that end in .localhost lead to this machine at both ends, whatever a name server says.
import { once } from 'node:events';
import type { lookup as systemLookup } from 'node:dns';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { isLoopback as mayListenWithoutTls } from '../../../agent/listen/listenAddress.ts';
import { addressRule, isOwnName } from '../../../agent/tunnel/addressRule.ts';
import { isLocalName, LOCAL_ADDRESSES, unambiguousHost } from '../../../core/link/localName.ts';
import { dial } from '../../../core/socket/dial.ts';
import { lookupHost } from '../../../core/socket/lookupHost.ts';
import { dialTarget } from '../../../core/tunnel/dialTarget.ts';
import { TunnelListener } from '../../../core/tunnel/listener.ts';
import { isLoopback } from '../../../core/tunnel/place.ts';
import { startAcceptor } from '../../support/acceptor.ts';

const LOCAL = [
  'localhost',
  'foo.localhost',
  'a.b.localhost',
  'Foo.LocalHost',
  'foo.localhost.',
  'LOCALHOST.',
];
const OTHERS = [
  'localhost.example.org',
  'foolocalhost',
  'foo.localhost.com',
  'xn--localhost',
  'a.local',
];

/** A name server that leads every name to a machine that nobody here is. */
const elsewhere = ((_name: string, _options: object, answer: (...args: unknown[]) => void) =>
  answer(null, [{ address: '203.0.113.9', family: 4 }])) as unknown as typeof systemLookup;

async function listens(): Promise<number> {
  const server = createServer((socket) => void socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

it.each([...LOCAL, 'foo.ｌｏｃａｌｈｏｓｔ'])('%s is this machine to every rule', (name) => {
  expect(isLocalName(name)).toBe(true);
  expect(isLoopback(name)).toBe(true);
  expect(mayListenWithoutTls(name)).toBe(true);
  expect(isOwnName(name)).toBe(true);
});

it.each(OTHERS)('%s is not', (name) => {
  expect(isLocalName(name)).toBe(false);
  expect(isLoopback(name)).toBe(false);
  expect(isOwnName(name)).toBe(false);
});

it.each(LOCAL)('a tunnel to %s asks no name server', async (host) => {
  const port = await listens();
  const asked: string[] = [];
  const mayReach = (address: string): boolean => {
    asked.push(address);
    return true;
  };
  const { socket } = await dialTarget({ kind: 'tcp', host, port }, { lookup: elsewhere, mayReach });
  onTestFinished(() => void socket.destroy());
  expect(socket.remoteAddress).toBe('127.0.0.1');
  expect(asked).toEqual(['127.0.0.1', '::1']);
});

it('a rule for other addresses leads no such name there', async () => {
  const rule = addressRule('203.0.113.0/24:*', true);
  const dialling = dialTarget(
    { kind: 'tcp', host: 'foo.localhost', port: 9 },
    { lookup: elsewhere, mayReach: rule },
  );
  await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden' });
});

it.each(LOCAL)('a tunnel that listens on %s listens on loopback', async (host) => {
  const listener = await TunnelListener.open({ kind: 'tcp', host, port: 0 }, (socket) =>
    socket.end(),
  );
  onTestFinished(() => listener.close());
  const { port } = listener.at as { port: number };
  const { socket } = await dialTarget({ kind: 'tcp', host: '127.0.0.1', port });
  socket.destroy();
});

it('an agent is dialled there, too', async () => {
  const acceptor = await startAcceptor();
  const next = acceptor.next();
  const address = {
    kind: 'tcp' as const,
    host: 'agent.localhost',
    port: acceptor.port,
    tls: false,
  };
  const { ws } = await dial({ address, fingerprint: null, timeoutMs: 20_000 });
  expect((await next).socket.remoteAddress).toBe('127.0.0.1');
  ws.terminate();
});

it.each([
  [{ all: true }, LOCAL_ADDRESSES],
  [{ all: true, family: 6 }, [{ address: '::1', family: 6 }]],
  [{ family: 4 }, '127.0.0.1'],
])('is answered as %j asks', async (options, expected) => {
  const answer = await new Promise((resolve) =>
    lookupHost('x.localhost', options, (_error, found) => resolve(found)),
  );
  expect(answer).toEqual(expected);
});

it('ssh is given a name that nobody looks up', () => {
  expect(unambiguousHost('Db.localhost.')).toBe('localhost');
  expect(unambiguousHost('db.example')).toBe('db.example');
});
