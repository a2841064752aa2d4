import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PATH } from '../../../core/wire/protocol.ts';
import { startAcceptor } from '../../support/acceptor.ts';
import { OPCODE, RawWebSocket, upgradeRequest } from '../../support/rawWebSocket.ts';

/** What the server answers to a request, until it hangs up. */
async function ask(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

describe('the door of an agent', () => {
  it('opens for the path and the subprotocol', async () => {
    const acceptor = await startAcceptor();
    const accepted = acceptor.next();
    const raw = await RawWebSocket.open(acceptor.port);
    expect((await accepted).ws.protocol).toBe('bowline.v1');
    raw.socket.destroy();
    expect(acceptor.refusals).toEqual([]);
  });

  it('takes no extension, though one is offered', async () => {
    const acceptor = await startAcceptor();
    const accepted = acceptor.next();
    const socket = connect(acceptor.port, '127.0.0.1');
    socket.write(upgradeRequest({ 'Sec-WebSocket-Extensions': 'permessage-deflate' }));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 101 /);
    expect(answer.toString()).not.toMatch(/extensions/i);
    expect((await accepted).ws.extensions).toBe('');
    socket.destroy();
  });

  it.each([
    [403, 'a web page', upgradeRequest({ Origin: 'https://example.org' })],
    [403, 'a page without an origin', upgradeRequest({ Origin: 'null' })],
    [404, 'another path', upgradeRequest({}, '/')],
    [404, 'a path with a query', upgradeRequest({}, `${PATH}?token=x`)],
    [400, 'no subprotocol', upgradeRequest({ 'Sec-WebSocket-Protocol': '' })],
    [400, 'another subprotocol', upgradeRequest({ 'Sec-WebSocket-Protocol': 'bowline.v2' })],
    [400, 'a wrong key', upgradeRequest({ 'Sec-WebSocket-Key': 'short' })],
    [400, 'another upgrade', upgradeRequest({ Upgrade: 'h2c' })],
  ])('answers %i to %s, and hangs up', async (status, _what, request) => {
    const acceptor = await startAcceptor(() => expect.unreachable());
    expect(await ask(acceptor.port, request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('answers 503 when there is no room, and says why to the log', async () => {
    const acceptor = await startAcceptor();
    acceptor.room = false;
    expect(await ask(acceptor.port, upgradeRequest())).toMatch(/^HTTP\/1.1 503 /);
    expect(acceptor.refusals).toEqual([[503, 'too many connections']]);
  });

  it('takes one of several subprotocols', async () => {
    const acceptor = await startAcceptor();
    const accepted = acceptor.next();
    const socket = connect(acceptor.port, '127.0.0.1');
    socket.write(upgradeRequest({ 'Sec-WebSocket-Protocol': 'chat, bowline.v1' }));
    expect((await accepted).ws.protocol).toBe('bowline.v1');
    socket.destroy();
  });

  it('survives a client that resets in the middle of its request', async () => {
    const acceptor = await startAcceptor();
    for (let count = 0; count < 20; count++) {
      const socket = connect(acceptor.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(upgradeRequest().slice(0, 10 * count));
      socket.resetAndDestroy();
    }
    const raw = await RawWebSocket.open(acceptor.port);
    raw.send(OPCODE.ping, 'still there?');
    expect(await raw.next()).toEqual({ opcode: OPCODE.pong, payload: Buffer.from('still there?') });
    raw.socket.destroy();
  });
});
