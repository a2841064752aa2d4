// Both ends of a tunnel's stream on connections that exist in memory only, and that can be cut
// with whatever is under way; at each end a socket that takes its time.
import { Outbox } from '../../core/connection/outbox.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { TunnelStream, type StreamEnd, type StreamWire } from '../../core/tunnel/tunnelStream.ts';
import type { LocalEnd } from '../../core/tunnel/localEnd.ts';
import { settle } from './manualClock.ts';

/** A socket that passes on what it is told to, and counts by hand. */
export class MemorySocket implements LocalEnd {
  readonly stream: TunnelStream;
  /** What it passed on to its program. */
  readonly got: number[] = [];
  readonly #waiting: Uint8Array[] = [];
  #ending = false;
  ended = false;
  wasReset = false;
  mayPush = true;

  constructor(stream: TunnelStream) {
    this.stream = stream;
    stream.join(this);
  }

  get waiting(): number {
    return this.#waiting.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  write(bytes: Uint8Array): void {
    this.#waiting.push(bytes.slice());
  }

  end(): void {
    this.#ending = true;
  }

  reset(): void {
    this.wasReset = true;
  }

  resume(): void {
    this.mayPush = true;
  }

  /** Its program writes. */
  push(bytes: Uint8Array): void {
    this.stream.push(bytes);
    this.mayPush = this.stream.wantsMore;
  }

  /** Its program reads one piece, or the end. */
  pass(): void {
    const piece = this.#waiting.shift();
    if (piece) {
      this.got.push(...piece);
      this.stream.taken(piece.byteLength);
    } else if (this.#ending && !this.ended) {
      this.ended = true;
      this.stream.delivered();
    }
  }
}

class Wire implements StreamWire {
  readonly outbox = new Outbox();
  readonly maxBody: number;
  /** Sent by this side, and not yet received by the other. */
  readonly sent: Message[] = [];
  readonly send: StreamWire['send'];
  readonly #released: (channel: number) => void;
  saidEnded = false;
  /** Bytes of payload that were sent, again or not. */
  carried = 0;

  constructor(maxBody: number, released: (channel: number) => void) {
    this.maxBody = maxBody;
    this.#released = released;
    this.send = (type, channel, body) => {
      this.saidEnded ||= type === 'ended';
      this.outbox.control(encode(type, channel, body));
    };
    void this.#write();
  }

  release(channel: number): void {
    this.#released(channel);
  }

  #add(message: Message): void {
    this.sent.push(message);
    if (message.type === 'data') this.carried += message.body.bytes.byteLength;
  }

  async #write(): Promise<void> {
    const decoder = new FrameDecoder(LIMITS.maxBody);
    for (let frame = await this.outbox.next(); frame; frame = await this.outbox.next()) {
      for (const part of decoder.push(frame)) this.#add(decode(part)!);
    }
  }
}

export interface PairOptions {
  window: number;
  maxBody?: number;
}

/** A client that asked for a connection, and an agent that made it. */
export class StreamPair {
  readonly client: TunnelStream;
  readonly agent: TunnelStream;
  readonly near: MemorySocket;
  readonly far: MemorySocket;
  readonly ends: { client?: StreamEnd; agent?: StreamEnd } = {};
  /** How often each was told that it is over. */
  readonly told = { client: 0, agent: 0 };
  /** The client was over, and its ENDED on the way when the connection was cut. */
  lostLastWord = false;
  /** Bytes of payload that were sent each way, again or not. */
  readonly carried = { up: 0, down: 0 };
  readonly #options: PairOptions;
  #up: Wire | undefined;
  #down: Wire | undefined;
  #channel = 0;

  constructor(options: PairOptions) {
    this.#options = options;
    this.client = new TunnelStream('c'.repeat(32), options.window, {
      onConnected: () => undefined,
      onEnd: (end) => this.#ended('client', end),
    });
    this.agent = new TunnelStream('c'.repeat(32), options.window, {
      onEnd: (end) => this.#ended('agent', end),
    });
    this.near = new MemorySocket(this.client);
    this.far = new MemorySocket(this.agent);
  }

  #ended(side: 'client' | 'agent', end: StreamEnd): void {
    this.told[side]++;
    this.ends[side] = end;
  }

  /** A connection stands: the client asks, or asks to go on. */
  connect(): void {
    const { maxBody = LIMITS.maxBody } = this.#options;
    this.#channel++;
    this.#up = new Wire(maxBody, () => undefined);
    this.#down = new Wire(maxBody, () => undefined);
    this.client.attach(this.#up, this.#channel);
    if (this.client.state === 'asking') {
      const { id, window } = this.client;
      this.#up.send('connect', this.#channel, { stream: id, window });
    } else if (this.client.state === 'open') this.client.resume();
  }

  /** Whatever is under way is gone. */
  cut(): void {
    this.lostLastWord ||= this.ends.client !== undefined && this.#up?.saidEnded === true;
    this.#up?.outbox.close();
    this.#down?.outbox.close();
    this.carried.up += this.#up?.carried ?? 0;
    this.carried.down += this.#down?.carried ?? 0;
    this.#up = this.#down = undefined;
    this.client.detach();
    this.agent.detach();
  }

  get isCut(): boolean {
    return this.#up === undefined;
  }

  /** One message travels each way, if there is one. */
  async travel(): Promise<void> {
    await settle();
    const [up, down] = [this.#up, this.#down];
    const toAgent = up?.sent.shift();
    if (toAgent && down) this.#atAgent(toAgent, down);
    const toClient = down?.sent.shift();
    if (toClient) this.client.receive(toClient);
  }

  #atAgent(message: Message, down: Wire): void {
    if (message.type === 'connect') {
      this.agent.attach(down, message.channel);
      return this.agent.accept(message.body.window);
    }
    if (message.type === 'resume') return this.#resumeAtAgent(message, down);
    this.agent.receive(message);
  }

  #resumeAtAgent({ channel, body }: Extract<Message, { type: 'resume' }>, down: Wire): void {
    if (this.agent.state === 'over') {
      return down.send('reset', channel, { code: 'no-such-stream', message: '' });
    }
    this.agent.attach(down, channel);
    this.agent.resumed(body);
  }
}
