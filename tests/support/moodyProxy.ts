// What may stand on the way to an agent on a bad day: a port of loopback behind which the agent
// answers, or something else does, in one of many ways. The way is chosen by the test.
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { destroyHard } from '../../core/tunnel/socketEnd.ts';
import { encode } from '../../core/wire/messages.ts';

/** A mood: what is done with a connection. */
export type Mood =
  | { kind: 'agent' }
  | { kind: 'status'; status: number }
  | { kind: 'silence' }
  | { kind: 'reset' }
  | { kind: 'close' }
  | { kind: 'garbage' }
  /** So many bytes of what the agent answers, then silence or the end. */
  | { kind: 'half'; bytes: number; then: 'silence' | 'end' }
  /** Takes the WebSocket and says that it is the agent, and that it is all over. */
  | { kind: 'liar'; code: string }
  /** TLS with a certificate of its own, and then whatever is asked for. */
  | { kind: 'foreign' };

export class MoodyProxy {
  readonly port: number;
  mood: Mood = { kind: 'agent' };
  /** Bytes that a stranger with a certificate of its own was given, decrypted. */
  given = 0;
  readonly #server: Server;
  readonly #target: number;
  readonly #foreign: TlsServer;
  readonly #sockets = new Set<Socket>();

  /** `foreign`: certificate and key of the stranger, in PEM. */
  static async open(target: number, foreign: { cert: string; key: string }): Promise<MoodyProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MoodyProxy(server, target, foreign);
  }

  private constructor(server: Server, target: number, foreign: { cert: string; key: string }) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    this.#foreign = createTlsServer(foreign, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes: Buffer) => {
        this.given += bytes.byteLength;
        socket.end('HTTP/1.1 302 Found\r\nLocation: https://portal.example/\r\n\r\n');
      });
    });
    this.#foreign.on('tlsClientError', () => undefined);
    server.on('connection', (socket) => this.#meet(socket));
  }

  /** Cuts every connection that is open. */
  cut(): void {
    for (const socket of this.#sockets) destroyHard(socket);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #meet(socket: Socket): void {
    this.#keep(socket);
    const { mood } = this;
    if (mood.kind === 'silence') return;
    if (mood.kind === 'reset') return destroyHard(socket);
    if (mood.kind === 'close') return void socket.end();
    if (mood.kind === 'garbage') return void socket.end(Buffer.alloc(64, 0x15));
    if (mood.kind === 'foreign') return void this.#foreign.emit('connection', socket);
    if (mood.kind === 'agent') return this.#carry(socket, Infinity, 'end');
    if (mood.kind === 'half') return this.#carry(socket, mood.bytes, mood.then);
    socket.once('data', (request: Buffer) => socket.write(answerOf(mood, request.toString())));
  }

  #carry(socket: Socket, bytes: number, then: 'silence' | 'end'): void {
    const agent = connect(this.#target, '127.0.0.1');
    this.#keep(agent);
    let left = bytes;
    socket.pipe(agent);
    agent.on('data', (chunk: Buffer) => {
      socket.write(chunk.subarray(0, left));
      left = Math.max(0, left - chunk.byteLength);
      if (left === 0 && then === 'end') socket.end();
    });
    agent.on('close', () => (left > 0 || then === 'end' ? socket.destroy() : undefined));
    socket.on('close', () => agent.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
  }
}

function answerOf(mood: Extract<Mood, { kind: 'status' | 'liar' }>, request: string): Buffer {
  if (mood.kind === 'status') {
    const { status } = mood;
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Odd'}\r\nLocation: http://portal.example/\r\n`;
    return Buffer.from(`${head}Content-Length: 0\r\nConnection: close\r\n\r\n`);
  }
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Protocol: bowline.v1',
    `Sec-WebSocket-Accept: ${accept.digest('base64')}`,
  ].join('\r\n');
  const frame = Buffer.from(encode('error', 0, { code: mood.code, message: 'So it is said.' }));
  const length = Buffer.from([0x82, frame.byteLength]);
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), length, frame]);
}
