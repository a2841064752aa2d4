// The client's side of a WebSocket by hand, on a bare TCP socket: for peers that misbehave in
// ways in which no library would.
import { connect, type Socket } from 'node:net';
import { PATH, SUBPROTOCOL } from '../../core/wire/protocol.ts';

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface RawFrame {
  opcode: number;
  payload: Buffer;
}

export class RawWebSocket {
  readonly socket: Socket;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
  }

  /** Connects, and takes the 101; nothing after that is read until `next` is called. */
  static async open(port: number): Promise<RawWebSocket> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const raw = new RawWebSocket(socket);
    socket.write(upgradeRequest());
    const answer = await raw.#line('\r\n\r\n');
    if (!answer.startsWith('HTTP/1.1 101')) throw new Error(answer);
    return raw;
  }

  /** Sends a frame, whole and masked with zeros; `declared` lies about its length. */
  send(opcode: number, payload: Uint8Array | string = '', declared?: number): void {
    const bytes = Buffer.from(payload as string);
    this.socket.write(Buffer.concat([header(opcode, declared ?? bytes.byteLength), bytes]));
  }

  close(code: number, reason = ''): void {
    const body = Buffer.alloc(2);
    body.writeUInt16BE(code);
    this.send(OPCODE.close, Buffer.concat([body, Buffer.from(reason)]));
  }

  /** The next frame; undefined when the other side has ended the stream. */
  async next(): Promise<RawFrame | undefined> {
    const start = await this.#take(2);
    if (!start) return undefined;
    let length = start[1]! & 0x7f;
    if (length === 126) length = (await this.#take(2))!.readUInt16BE();
    else if (length === 127) length = Number((await this.#take(8))!.readBigUInt64BE());
    const payload = await this.#take(length);
    return payload && { opcode: start[0]! & 0x0f, payload };
  }

  /** The code and the reason of the Close that comes, whatever comes before it. */
  async closed(): Promise<[code: number, reason: string] | undefined> {
    for (let frame = await this.next(); frame; frame = await this.next()) {
      const { opcode, payload } = frame;
      if (opcode === OPCODE.close) return [payload.readUInt16BE(), payload.toString('utf8', 2)];
    }
    return undefined;
  }

  async #line(end: string): Promise<string> {
    while (!this.#received.includes(end)) {
      if (!(await this.#more())) throw new Error('ended within the answer');
    }
    const length = this.#received.indexOf(end) + end.length;
    return (await this.#take(length))!.toString();
  }

  async #take(bytes: number): Promise<Buffer | undefined> {
    while (this.#received.byteLength < bytes) if (!(await this.#more())) return undefined;
    const taken = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return taken;
  }

  /** Reads what has come, waiting for some; false at the end. */
  async #more(): Promise<boolean> {
    for (;;) {
      const chunk = this.socket.read() as Buffer | null;
      if (chunk) {
        this.#received = Buffer.concat([this.#received, chunk]);
        return true;
      }
      if (this.socket.readableEnded || this.socket.destroyed) return false;
      await firstOf(this.socket, ['readable', 'end', 'close']);
    }
  }
}

function firstOf(socket: Socket, events: string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) socket.off(event, done);
      resolve();
    };
    for (const event of events) socket.on(event, done);
  });
}

/** The request of the opening handshake; more headers may follow. */
export function upgradeRequest(headers: Record<string, string> = {}, path: string = PATH): string {
  const all = {
    Host: 'localhost',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol': SUBPROTOCOL,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value ? [`${name}: ${value}`] : [],
  );
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

function header(opcode: number, length: number): Buffer {
  const start = [0x80 | opcode];
  if (length < 126) start.push(0x80 | length);
  else if (length < 65_536) start.push(0x80 | 126, length >> 8, length & 0xff);
  else start.push(0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((by) => (length >>> by) & 0xff));
  return Buffer.from([...start, 0, 0, 0, 0]);
}
