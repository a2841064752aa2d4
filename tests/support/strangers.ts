// A crowd at an agent's door: sockets that get so far, say nothing more, and come again as soon
// as they are cut.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { encode } from '../../core/wire/messages.ts';
import { HELLO } from './rawSocket.ts';

/** How far they get: TCP, TLS, half a request, a WebSocket, HELLO. */
export type Progress = 'tcp' | 'tls' | 'request' | 'socket' | 'hello';

export interface CrowdOptions {
  port: number;
  tls?: boolean;
  count: number;
  /** Addresses of loopback that they come from; the first is everybody else's, too. */
  addresses: number;
  progress: Progress;
}

const UPGRADE = [
  'GET /bowline HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: bowline.v1',
  '\r\n',
].join('\r\n');

export class Strangers {
  /** All of them have come, for the first time. */
  readonly here: Promise<void>;
  /** How often one came, or came again. */
  visits = 0;
  readonly #options: CrowdOptions;
  readonly #sockets = new Set<Socket>();
  #arrived: () => void = () => undefined;
  #over = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.here = new Promise((resolve) => (this.#arrived = resolve));
    for (let i = 0; i < options.count; i++) this.#come(i);
  }

  leave(): void {
    this.#over = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #come(i: number): void {
    if (this.#over) return;
    const { port, addresses } = this.#options;
    const localAddress = `127.0.0.${1 + (i % addresses)}`;
    const raw = connectTcp({ host: '127.0.0.1', port, localAddress });
    this.#sockets.add(raw);
    raw.once('connect', () => {
      if (++this.visits === this.#options.count) this.#arrived();
      this.#goOn(raw);
    });
    raw.on('error', () => undefined);
    raw.once('close', () => {
      this.#sockets.delete(raw);
      setImmediate(() => this.#come(i));
    });
  }

  #goOn(raw: Socket): void {
    const { progress, tls } = this.#options;
    if (progress === 'tcp') return void raw.resume();
    const socket = tls ? connectTls({ socket: raw, rejectUnauthorized: false }) : raw;
    socket.on('error', () => undefined).resume();
    if (progress === 'tls') return;
    if (progress === 'request') return void socket.write(UPGRADE.slice(0, 60));
    socket.write(UPGRADE);
    if (progress === 'hello')
      socket.once('data', () => socket.write(masked(encode('hello', 0, HELLO))));
  }
}

/** A binary message of a client, with a mask of zeros. */
function masked(frame: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(frame.byteLength);
  return Buffer.concat([Buffer.from([0x82, 0xfe]), length, Buffer.alloc(4), frame]);
}
