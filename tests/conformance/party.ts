// One connection of a transcript: keeps what comes in order, collects output by channel, and does
// by itself what every client has to.
import type { WebSocket } from 'ws';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../core/wire/messages.ts';
import type { VectorMessage } from './frameVectors.ts';

/** They may come at any time, and count only where a step names them. */
const BACKGROUND = new Set(['PING', 'PONG', 'RECEIPT', 'METER', 'CREDIT', 'GROUP', 'SIZE']);

/** Output of one channel that no step has spoken of yet. */
export interface Output {
  text: string;
  end: number;
}

export class Party {
  readonly ws: WebSocket;
  /** What came and was not waited for yet. */
  readonly #waiting: VectorMessage[] = [];
  readonly #outputs = new Map<number, Output>();
  readonly #grants = new Set<number>();
  readonly #decoder = new FrameDecoder(0xffffff);
  #closed: { code: number; reason: string } | undefined;
  /** The agent broke a rule of its own. */
  #fault: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('error', () => undefined);
    ws.on('message', (data: Buffer) => {
      try {
        for (const frame of this.#decoder.push(data)) this.#take(decode(frame));
      } catch (error) {
        this.#fault ??= error as Error;
      }
      this.#wake();
    });
    ws.on('close', (code, reason) => {
      this.#closed = { code, reason: reason.toString() };
      this.#wake();
    });
  }

  output(channel: number): Output {
    const output = this.#outputs.get(channel) ?? { text: '', end: 0 };
    this.#outputs.set(channel, output);
    return output;
  }

  /** Output begins there. */
  begins(channel: number, at: number): void {
    this.#outputs.set(channel, { text: '', end: at });
  }

  /** From here on all output of a channel is consumed as it comes. */
  grant(channel: number): void {
    this.#grants.add(channel);
    this.#consume(channel);
  }

  /** Waits until the test is true. Rejects when the connection ends before. */
  async until(what: string, isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      if (this.#fault) throw this.#fault;
      if (this.#closed) {
        const { code, reason } = this.#closed;
        throw new Error(`closed with ${code} ${reason} before ${what}: ${this.#told()}`);
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Takes the next message that isn't in the background, or one in it that fits. */
  async next(what: string, fits: (message: VectorMessage) => boolean): Promise<VectorMessage> {
    let found = -1;
    await this.until(what, () => {
      found = this.#waiting.findIndex((one) => !BACKGROUND.has(one.type) || fits(one));
      return found >= 0;
    });
    const [message] = this.#waiting.splice(0, found + 1).slice(-1);
    if (!fits(message!)) throw new Error(`${JSON.stringify(message)} instead of ${what}`);
    return message!;
  }

  /** The Close that comes; nothing else may come before it. */
  async close(): Promise<{ code: number; reason: string }> {
    while (!this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
    const more = this.#waiting.find(({ type }) => !BACKGROUND.has(type));
    if (more) throw new Error(`${JSON.stringify(more)} before the Close`);
    return this.#closed;
  }

  #take(message: Message | undefined): void {
    if (message?.type === 'ping') this.ws.send(encode('pong', 0, message.body));
    else if (message?.type === 'data') this.#collect(message.channel, message.body);
    else if (message) this.#keep(message);
  }

  #keep({ type, channel, body }: Message): void {
    if (type === 'opened') this.begins(channel, body.output);
    if (type === 'lagged') this.#skip(channel, body);
    const bytes = 'bytes' in body ? { bytes: Buffer.from(body.bytes).toString('hex') } : {};
    this.#waiting.push({ type: type.toUpperCase(), channel, body: { ...body, ...bytes } });
  }

  #collect(channel: number, { offset, bytes }: { offset: number; bytes: Uint8Array }): void {
    const output = this.output(channel);
    if (offset !== output.end) throw new Error(`DATA at ${offset} instead of ${output.end}`);
    output.text += Buffer.from(bytes).toString('latin1');
    output.end += bytes.byteLength;
    if (this.#grants.has(channel)) this.#consume(channel);
  }

  #skip(channel: number, { from, to }: { from: number; to: number }): void {
    const { end } = this.output(channel);
    if (from !== end) throw new Error(`LAGGED from ${from} instead of ${end}`);
    this.begins(channel, to);
    if (this.#grants.has(channel)) this.#consume(channel);
  }

  #consume(channel: number): void {
    const consumed = this.output(channel).end;
    this.ws.send(encode('credit', channel, { consumed, limit: consumed + 1_000_000 }));
  }

  #told(): string {
    return JSON.stringify(this.#waiting.filter(({ type }) => !BACKGROUND.has(type)));
  }
}
