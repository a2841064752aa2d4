// A WebSocket that leads nowhere: what is sent on it is kept, what comes is made up by the test.
import { EventEmitter } from 'node:events';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type AllBodies, type Message } from '../../core/wire/messages.ts';
import type { MessageType } from '../../core/wire/protocol.ts';
import { settle } from './manualClock.ts';

/** More than any frame. */
const ANY_BODY = 0xffffff;
const NO_CODE = 1006;

type Sent = (error?: Error) => void;

/** The socket below, as far as anybody asks. */
class Below extends EventEmitter {
  readonly writableCorked = 0;
  cork(): void {}
  uncork(): void {}
}

export class MemorySocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly _socket = new Below();
  /** Sent by this side. */
  readonly sent: Message[] = [];
  /** How this side closed it. */
  closedBy: { code: number; reason: string } | undefined;
  /** The peer reads nothing any more. */
  isStuck = false;
  bufferedAmount = 0;
  readonly #decoder = new FrameDecoder(ANY_BODY);
  /** Whoever waits until the peer has read. */
  #waiting: Sent[] = [];

  /** As those take it that know nothing of tests. */
  get socket(): AgentSocket {
    return this as unknown as AgentSocket;
  }

  get types(): string[] {
    return this.sent.map(({ type }) => type);
  }

  /** The last message of that type, of which there must be one. */
  last<K extends MessageType>(type: K): Extract<Message, { type: K }> {
    const found = this.sent.findLast((message) => message.type === type);
    if (!found) throw new Error(`no ${type} was sent, but ${this.types.join(', ')}`);
    return found as Extract<Message, { type: K }>;
  }

  /** A message comes; resolves when everything that follows of it has happened. */
  async hear<K extends MessageType>(type: K, channel: number, body: AllBodies[K]): Promise<void> {
    await this.hearBytes(encode(type, channel, body));
  }

  async hearBytes(bytes: Uint8Array): Promise<void> {
    this.emit('message', Buffer.from(bytes), true);
    await settle();
  }

  send(frame: Uint8Array, _options: object, done: Sent): void {
    for (const part of this.#decoder.push(frame.slice())) this.sent.push(decode(part)!);
    if (!this.isStuck) return done();
    this.bufferedAmount += frame.byteLength;
    this.#waiting.push(done);
  }

  close(code: number, reason: string): void {
    this.closedBy ??= { code, reason };
    this.leave(code);
  }

  terminate(): void {
    this.leave(NO_CODE);
  }

  /** The peer is gone. */
  leave(code = NO_CODE): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    for (const done of this.#waiting) done(new Error('the socket is gone'));
    this.emit('close', code, Buffer.alloc(0));
  }

  pause(): void {}
  resume(): void {}
}
