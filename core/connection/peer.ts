// The other side of one connection, as the agent and the app both see it: frames in and out
// over one WebSocket, a heartbeat, and one end with one reason. What the messages mean is
// the business of the handler.
import { SocketEndpoint, type SocketEnd } from '../socket/socketEndpoint.ts';
import type { AgentSocket } from '../socket/agentSocket.ts';
import { Pacer, type LinkFlow } from '../flow/pacer.ts';
import { Receipts } from '../flow/receipts.ts';
import type { Clock } from '../time/clock.ts';
import { say } from '../../words/said.ts';
import { ProtocolError } from '../wire/errors.ts';
import { codeOf, frameSize } from '../wire/frame.ts';
import { FrameDecoder } from '../wire/frameDecoder.ts';
import { decode, encode, type AllBodies, type Message } from '../wire/messages.ts';
import { isPaced, LIMITS, type MessageType } from '../wire/protocol.ts';
import { Heartbeat } from './heartbeat.ts';
import { Outbox, type Pace } from './outbox.ts';

export interface PeerOptions {
  socket: AgentSocket;
  clock: Clock;
  /**
   * Called with each message but the heartbeat's own, in order. Bodies may be views on a buffer that
   * is not reused. A `ProtocolError` thrown here ends the connection by its name.
   */
  onMessage: (message: Message) => void;
  /** A round trip was measured; see `roundTripMs`. */
  onRoundTrip?: (ms: number) => void;
}

export class Peer {
  readonly outbox: Outbox;
  /**
   * Resolves as soon as no message will come any more, with what this side ended it for, if it
   * did. Giving the socket back can take longer: a link that swallows everything answers no Close.
   */
  readonly over: Promise<ProtocolError | undefined>;
  /** Resolves when the socket is gone. Never rejects. */
  readonly ended: Promise<SocketEnd>;
  readonly #options: PeerOptions;
  readonly #endpoint: SocketEndpoint;
  readonly #decoder = new FrameDecoder(LIMITS.maxBodyBeforeReady);
  readonly #pacer: Pacer;
  readonly #receipts: Receipts;
  #heartbeat: Heartbeat | undefined;
  #ending = false;
  #cause: ProtocolError | undefined;
  #bytesIn = 0;
  #bytesOut = 0;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#pacer = new Pacer(options.clock);
    this.#receipts = new Receipts(options.clock, (total) => this.send('receipt', 0, { total }));
    this.outbox = new Outbox(this.#makePace());
    this.#endpoint = new SocketEndpoint(options.socket, this.outbox, options.clock);
    this.ended = this.#endpoint.ended.finally(() => this.#stopTimers());
    this.over = this.#dispatch().then(() => this.#cause);
  }

  /** Median round trip in milliseconds; null before the first answer. */
  get roundTripMs(): number | null {
    return this.#heartbeat?.roundTripMs ?? null;
  }

  /** Milliseconds since anything came from the peer. */
  get silentMs(): number {
    return this.#heartbeat?.silentMs ?? 0;
  }

  /** Bytes received so far. */
  get bytesIn(): number {
    return this.#bytesIn;
  }

  /** Bytes of frames handed to the socket so far. */
  get bytesOut(): number {
    return this.#bytesOut;
  }

  /** What is known of the link, and how much of it is in use. */
  get flow(): LinkFlow {
    return this.#pacer.flow;
  }

  /** Delay of the link without a queue, milliseconds; undefined before it was measured. */
  get baseMs(): number | undefined {
    return this.#pacer.baseMs;
  }

  /** Largest body of a frame that both sides take, bytes. */
  get maxBody(): number {
    return this.#decoder.maxBody;
  }

  /** The handshake is done: bigger frames are taken, and the heartbeat begins. */
  promote(maxBody: number, intervalMs: number, silenceMs: number): void {
    this.#decoder.maxBody = maxBody;
    this.#heartbeat = new Heartbeat({
      clock: this.#options.clock,
      intervalMs,
      silenceMs,
      ping: (token) => this.send('ping', 0, { token }),
      onRoundTrip: (ms) => {
        this.#pacer.roundTrip(ms);
        this.#options.onRoundTrip?.(ms);
      },
      onSilence: () => this.fail(silence(silenceMs)),
    });
  }

  /** Asks whether the peer still answers; the function tells whether anything came since. */
  probe(): () => boolean {
    const before = this.#bytesIn;
    this.#heartbeat?.beatNow();
    return () => this.#bytesIn > before;
  }

  /** Sends a control message, ahead of all data. */
  send<K extends MessageType>(type: K, channel: number, body: AllBodies[K]): void {
    this.#guard(() => this.outbox.control(encode(type, channel, body)));
  }

  /** Runs a handler of ours; a `ProtocolError` in it ends the connection by its name. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.fail(error instanceof ProtocolError ? error : internal(error));
    }
  }

  /** Ends the connection because of the peer: tells it why by name, then closes. */
  fail(error: ProtocolError): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#cause = error;
    const { code, message, proof } = error;
    this.outbox.urgent(encode('error', 0, { code, message: message.slice(0, 1024), proof }));
    this.#endpoint.end('peer', error);
  }

  /** Ends the connection because nobody needs it any more. */
  close(reason = 'done'): Promise<SocketEnd> {
    if (!this.#ending) {
      this.#ending = true;
      this.outbox.urgent(encode('goodbye', 0, { reason }));
      this.#endpoint.end('us');
    }
    return this.ended;
  }

  async #dispatch(): Promise<void> {
    for await (const chunk of this.#endpoint.inbound) {
      this.#bytesIn += chunk.byteLength;
      this.#heartbeat?.heard();
      if (!this.#ending) this.#guard(() => this.#decodeChunk(chunk));
    }
  }

  #decodeChunk(chunk: Uint8Array): void {
    for (const frame of this.#decoder.push(chunk)) {
      if (isPaced(frame.code)) this.#receipts.received(frameSize(frame));
      const message = decode(frame);
      if (message) this.#handle(message);
      if (this.#ending) return;
    }
  }

  #handle(message: Message): void {
    if (message.type === 'ping' && this.#heartbeat) this.send('pong', 0, message.body);
    else if (message.type === 'pong' && this.#heartbeat) this.#heartbeat.pong(message.body.token);
    else if (message.type === 'receipt' && this.#heartbeat) this.#received(message.body.total);
    else this.#options.onMessage(message);
  }

  #received(total: number): void {
    this.#pacer.acknowledged(total);
    this.outbox.paceChanged();
  }

  #makePace(): Pace {
    const pacer = this.#pacer;
    return {
      get open() {
        return pacer.open;
      },
      get frameBytes() {
        return pacer.frameBytes;
      },
      sent: (frame) => {
        this.#bytesOut += frame.byteLength;
        if (isPaced(codeOf(frame))) pacer.sent(frame.byteLength);
      },
      ranDry: () => pacer.ranDry(),
    };
  }

  #stopTimers(): void {
    this.#heartbeat?.stop();
    this.#receipts.stop();
  }
}

function silence(ms: number): ProtocolError {
  return new ProtocolError('heartbeat-timeout', say('nothing-was-heard', { seconds: ms / 1000 }));
}

function internal(error: unknown): ProtocolError {
  const text = error instanceof Error ? error.message : String(error);
  return new ProtocolError('internal-error', say('went-wrong-here', { why: text }));
}
