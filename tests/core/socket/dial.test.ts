import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../core/connection/outbox.ts';
import type { AgentAddress } from '../../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { dial, isUnseen, urlOf, type DialOptions } from '../../../core/socket/dial.ts';
import { SocketEndpoint } from '../../../core/socket/socketEndpoint.ts';
import { listen, startAcceptor } from '../../support/acceptor.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const TIMEOUT_MS = 20_000;

const at = (port: number, tls = false): AgentAddress => ({
  kind: 'tcp',
  host: '127.0.0.1',
  port,
  tls,
});
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function dialing(address: AgentAddress, change: Partial<DialOptions> = {}) {
  return dial({ address, fingerprint: null, timeoutMs: TIMEOUT_MS, ...change });
}

/** How dialling failed; it must leave words for a person. */
async function failure(dialed: Promise<unknown>): Promise<ConnectFailure> {
  const error: unknown = await dialed.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectFailure)) throw new Error('no ConnectFailure', { cause: error });
  expect(error.message).toMatch(/\.$/);
  return error;
}

/** A server that does this with each connection. */
async function serving(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer(onSocket);
  await listen(server);
  return portOf(server);
}

async function certificate() {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
  });
  const { raw } = new X509Certificate(cert);
  return { cert, key, fingerprint: createHash('sha256').update(raw).digest('hex') };
}

/** An agent's door behind TLS. */
async function secured() {
  const { fingerprint, ...pem } = await certificate();
  const acceptor = await startAcceptor(undefined, createHttps(pem));
  return { acceptor, address: at(acceptor.port, true), fingerprint };
}

/** Takes a WebSocket by hand: says `first` at once, and hears what comes. */
function upgrading(
  server: Server,
  first: Uint8Array,
  hear: (bytes: Buffer, end: () => void) => void,
): void {
  server.on('upgrade', ({ headers }: IncomingMessage, socket: Socket) => {
    const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const answer = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Protocol: bowline.v1',
      `Sec-WebSocket-Accept: ${accept}`,
    ];
    socket.write(Buffer.concat([Buffer.from(`${answer.join('\r\n')}\r\n\r\n`), first]));
    socket.on('data', (bytes: Buffer) => hear(bytes, () => socket.end()));
  });
}

describe('dialling an agent', () => {
  it('opens a WebSocket of its subprotocol', async () => {
    const { port } = await startAcceptor();
    const { ws, certificate: shown } = await dialing(at(port));
    expect([ws.protocol, ws.extensions, shown]).toEqual(['bowline.v1', '', '']);
    ws.terminate();
  });

  it('reaches a unix socket', async () => {
    const server = createHttp();
    const acceptor = await startAcceptor(undefined, server);
    const accepted = acceptor.next();
    const socketPath = path.join(temporaryDirectory(), 'agent.sock');
    server.close();
    await once(server, 'close');
    server.listen(socketPath);
    await once(server, 'listening');
    const { ws } = await dialing({ kind: 'unix', path: socketPath });
    await accepted;
    ws.terminate();
  });

  it('loses nothing of what an agent says first, in the very packet of its answer', async () => {
    const server = createHttp();
    upgrading(server, Buffer.from('\x82\x05first\x88\x00', 'latin1'), (_bytes, end) => end());
    await listen(server);
    const { ws } = await dialing(at(portOf(server)));
    const endpoint = new SocketEndpoint(ws, new Outbox(), new ManualClock());
    expect(Buffer.from((await endpoint.inbound.receive())!).toString()).toBe('first');
    await endpoint.ended;
  });

  it('masks nothing where nobody is in between', async () => {
    const server = createHttp();
    const heard: Buffer[] = [];
    upgrading(server, Buffer.alloc(0), (bytes, end) => {
      heard.push(bytes);
      if (Buffer.concat(heard).byteLength >= 2 + 4 + 5) end();
    });
    await listen(server);
    const { ws } = await dialing(at(portOf(server)));
    ws.resume();
    ws.send(Buffer.from('hello'));
    await once(ws, 'close');
    expect(Buffer.concat(heard).toString('latin1')).toBe('\x82\x85\0\0\0\0hello');
  });

  it.each([
    [at(1), null, true],
    [{ ...at(1), host: 'db.localhost' }, null, true],
    [{ kind: 'unix', path: '/a' }, null, true],
    [{ ...at(1, true), host: 'far.example' }, 'ab', true],
    [{ ...at(1, true), host: 'far.example' }, null, false],
    [{ ...at(1), host: 'far.example' }, null, false],
    [{ ...at(1), host: '192.0.2.1' }, 'ab', false],
  ] as const)('knows where nobody can be: %j, %s', (address, fingerprint, unseen) => {
    expect(isUnseen({ address, fingerprint, timeoutMs: 1 })).toBe(unseen);
  });

  it('shows the address as people write it', () => {
    expect(urlOf(at(7722))).toBe('ws://127.0.0.1:7722/bowline');
    expect(urlOf({ kind: 'tcp', host: '::1', port: 1, tls: true })).toBe('wss://[::1]:1/bowline');
  });
});

describe('dialling fails by name', () => {
  it('when nothing listens there', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
    server.close();
    await once(server, 'close');
    expect(await failure(dialing(at(port)))).toMatchObject({ kind: 'refused', permanent: false });
  });

  it('when there is no such unix socket', async () => {
    const address: AgentAddress = { kind: 'unix', path: '/nowhere/agent.sock' };
    expect(await failure(dialing(address))).toMatchObject({
      kind: 'refused',
      message: 'Nothing listens at /nowhere/agent.sock.',
    });
  });

  it('when nobody knows the name', async () => {
    const address: AgentAddress = {
      kind: 'tcp',
      host: 'no-such-host.invalid',
      port: 1,
      tls: false,
    };
    expect((await failure(dialing(address))).kind).toBe('unknown-host');
  });

  it.each([
    ['answers with a page', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['has no such page', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'],
    ['redirects', 'HTTP/1.1 302 Found\r\nLocation: http://localhost/\r\n\r\n'],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.2\r\n'],
    [
      'upgrades to something else',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ],
  ])('when something else %s', async (_what, answer) => {
    const port = await serving((socket) => socket.end(answer));
    const failed = await failure(dialing(at(port)));
    expect([failed.kind, failed.permanent]).toEqual(['not-an-agent', true]);
  });

  it('when there is no room for another connection', async () => {
    const acceptor = await startAcceptor();
    acceptor.room = false;
    expect(await failure(dialing(at(acceptor.port)))).toMatchObject({
      kind: 'busy',
      permanent: false,
    });
  });

  it('when the connection is taken and closed at once', async () => {
    const port = await serving((socket) => socket.resetAndDestroy());
    expect(await failure(dialing(at(port)))).toMatchObject({ kind: 'lost', permanent: false });
  });

  it('when nobody answers in time', async () => {
    const port = await serving(() => undefined);
    const failed = await failure(dialing(at(port), { timeoutMs: 50 }));
    expect([failed.kind, failed.permanent]).toEqual(['timeout', false]);
  });

  it('when it is given up meanwhile', async () => {
    const control = new AbortController();
    const port = await serving(() => control.abort());
    const failed = failure(dialing(at(port), { signal: control.signal }));
    expect((await failed).kind).toBe('cancelled');
  });

  it('when it was given up before', async () => {
    const { port } = await startAcceptor(() => expect.unreachable());
    const failed = await failure(dialing(at(port), { signal: AbortSignal.abort() }));
    expect(failed.kind).toBe('cancelled');
  });
});

describe('dialling over TLS', () => {
  it('takes the certificate that was pinned', async () => {
    const { address, fingerprint } = await secured();
    const { ws, certificate: shown } = await dialing(address, { fingerprint });
    expect(shown).toBe(fingerprint);
    ws.terminate();
  });

  it('refuses another one than was pinned, loudly, before anything is sent', async () => {
    const { fingerprint, ...pem } = await certificate();
    const server = createTlsServer(pem);
    await listen(server);
    let told = '';
    server.on('secureConnection', (socket) => {
      socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
      socket.on('error', () => undefined);
    });
    const gone = new Promise((resolve) => {
      server.on('connection', (socket: Socket) => socket.on('close', resolve));
    });
    const address = at(portOf(server), true);
    const failed = await failure(dialing(address, { fingerprint: 'ab'.repeat(32) }));
    expect([failed.kind, failed.permanent, failed.final]).toEqual([
      'certificate-changed',
      true,
      false,
    ]);
    expect(failed.message).toMatch(/HAS CHANGED.*Nothing was sent\./);
    expect(failed.hint).toContain(fingerprint);
    await gone;
    expect(told).toBe(''); // not even the request for a WebSocket
  });

  it('refuses a certificate that nobody vouches for, when none is pinned', async () => {
    const { address } = await secured();
    const failed = await failure(dialing(address));
    expect([failed.kind, failed.permanent]).toEqual(['certificate-untrusted', true]);
  });

  it('finds out when the other side speaks no TLS, and the other way round', async () => {
    const { port } = await startAcceptor();
    expect((await failure(dialing(at(port, true)))).kind).toBe('not-an-agent');
    const { acceptor } = await secured();
    expect(['not-an-agent', 'lost']).toContain((await failure(dialing(at(acceptor.port)))).kind);
  });
});
