// One connection that is carried: a channel, and at this end of it a socket. Each direction has
// offsets, credit and an end of its own, so that a half that is closed leaves the other alone and
// a connection that is cut goes on where it was. Knows no sockets: `LocalEnd` is what it needs.
import { PRIORITY, type FrameSource, type Outbox } from '../connection/outbox.ts';
import type { Peer } from '../connection/peer.ts';
import { ReceiveCredit } from '../replay/credit.ts';
import { ProtocolError } from '../wire/errors.ts';
import { inEnglish, type Said, say } from '../../words/said.ts';
import { encode, type AllBodies, type Message } from '../wire/messages.ts';
import { OFFSET_BYTES } from '../wire/protocol.ts';
import type { LocalEnd } from './localEnd.ts';
import { SendHalf } from './sendHalf.ts';
import { dataFrame } from './slabs.ts';

/** Read and not yet sent; beyond it the socket is read no more. Keeps a fast link busy. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Where the window allows, the sender is told of so many bytes at once. */
const REPORT_BYTES = 32 * 1024;

export type StreamEnd =
  /** Both directions ended, and everything was passed on. */
  { kind: 'done' } | { kind: 'reset'; by: 'here' | 'there'; code: string; said: Said };

export interface StreamEvents {
  /** The other side has connected: `join` the local end now. */
  onConnected?(): void;
  /** Payload passed this end, to the other side or from it. */
  onBytes?(direction: 'sent' | 'received', bytes: number): void;
  /** Called once. The local end was reset if the stream was. */
  onEnd(end: StreamEnd): void;
}

/** The connection that carries it at present. */
export interface StreamWire {
  readonly outbox: Pick<Outbox, 'ready' | 'remove' | 'frameBytes'>;
  readonly send: Peer['send'];
  readonly maxBody: number;
  /** The channel is no longer used by the stream. */
  release(channel: number): void;
}

export class TunnelStream implements FrameSource {
  readonly priority = PRIORITY.bulk;
  readonly id: string;
  /** What this side grants, and the most that it holds for the other; bytes. */
  readonly window: number;
  readonly #events: StreamEvents;
  readonly #send = new SendHalf(
    (slab) => this.#local?.free?.(slab),
    (bytes) => this.#local?.answered?.(bytes),
  );
  readonly #receive: ReceiveCredit;
  #local: LocalEnd | undefined;
  #wire: StreamWire | undefined;
  #channel = 0;
  #state: 'asking' | 'open' | 'over' = 'asking';
  /** RESUME was sent; until it is answered, nobody knows where to go on. */
  #resuming = false;
  #stalled = false;
  #eofSent = false;
  #eofReceived = false;
  /** Our EOF was passed on at the other end; theirs was here. */
  #endedThere = false;
  #endedHere = false;

  constructor(id: string, window: number, events: StreamEvents) {
    this.id = id;
    this.window = window;
    this.#events = events;
    this.#receive = new ReceiveCredit(0, window, reportBytes(window));
  }

  /** True when it was this side that asked for the connection. */
  get asks(): boolean {
    return this.#events.onConnected !== undefined;
  }

  get channel(): number {
    return this.#channel;
  }

  get state(): 'asking' | 'open' | 'over' {
    return this.#state;
  }

  /** What RESUME and RESUMED say of this side. */
  get progress(): AllBodies['resumed'] {
    const grant = this.#receive.report() ?? this.#receive.grant;
    return { have: this.#receive.received, ...grant };
  }

  /** The socket at this end; at the asking side once it is answered, at the other before `accept`. */
  join(local: LocalEnd): void {
    this.#local = local;
  }

  /** A connection carries it from here on, on this channel. Nothing is sent yet. */
  attach(wire: StreamWire, channel: number): void {
    this.detach();
    this.#wire = wire;
    this.#channel = channel;
    this.#eofSent = false;
  }

  /** The connection that carried it is gone. */
  detach(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.outbox.remove(this);
    wire?.release(this.#channel);
    this.#resuming = false;
  }

  /** Answers the other side's CONNECT, which granted `window`; once more after a cut. */
  accept(window: number): void {
    this.#wire?.send('connected', this.#channel, { window: this.window });
    if (this.#state === 'asking') this.#open({ consumed: 0, limit: window });
    else this.#goOn(0);
  }

  /** Asks the agent on a new connection to go on. */
  resume(): void {
    this.#resuming = true;
    this.#wire?.send('resume', this.#channel, { stream: this.id, ...this.progress });
  }

  /** Answers RESUME. Throws `ProtocolError` when what it says can't be. */
  resumed(there: AllBodies['resumed']): void {
    this.#wire?.send('resumed', this.#channel, this.progress);
    this.#takeUp(there);
  }

  /**
   * The next bytes that the local end has read. They must not be changed any more; `isSlab`: until
   * they are freed, and there is room for a frame's head in front of them.
   */
  push(bytes: Uint8Array, isSlab = false): void {
    if (this.#state === 'over' || this.#send.ended) return;
    this.#send.push(bytes, isSlab);
    this.#events.onBytes?.('sent', bytes.byteLength);
    this.#stalled = !this.#hasRoom(1);
    this.#ready();
  }

  /** False: the local end should be read no more until it is told to `resume`. */
  get wantsMore(): boolean {
    return !this.#stalled;
  }

  /** The local end has nothing more to say. */
  finish(): void {
    if (this.#state === 'over' || this.#send.ended) return;
    this.#send.finish();
    this.#ready();
  }

  /** The local end has passed so many bytes on. */
  taken(bytes: number): void {
    if (this.#state === 'over') return;
    this.#receive.consume(bytes);
    if (!this.#wire || this.#resuming) return;
    const report = this.#receive.report();
    if (report) this.#wire.send('credit', this.#channel, report);
  }

  /** The local end has passed everything on, and the end too. */
  delivered(): void {
    if (this.#state === 'over' || this.#endedHere) return;
    this.#endedHere = true;
    if (!this.#resuming) this.#wire?.send('ended', this.#channel, {});
    this.#endIfDone();
  }

  /** True when the local end has ended in good order in both directions. */
  get isLocallyDone(): boolean {
    return this.#send.ended && this.#endedHere;
  }

  /** Ends both directions at once, here and at the other side. */
  fail(code: string, said: Said): void {
    if (this.#state === 'over') return;
    this.#wire?.send('reset', this.#channel, { code, message: inEnglish(said).slice(0, 1024) });
    this.#over({ kind: 'reset', by: 'here', code, said });
  }

  /** Takes a message of its channel. Throws `ProtocolError` when the other side breaks the rules. */
  receive(message: Message): void {
    if (this.#state === 'over') return;
    if (message.type === 'reset') return this.#reset(message.body);
    if (message.type === 'resumed' && this.#resuming) return this.#goOnAsAnswered(message.body);
    if (this.#resuming) throw unexpected(message);
    if (message.type === 'connected' && this.#state === 'asking') {
      return this.#connected(message.body.window);
    }
    if (this.#state !== 'open') throw unexpected(message);
    switch (message.type) {
      case 'data':
        return this.#data(message.body);
      case 'credit':
        return this.#granted(message.body);
      case 'eof':
        return this.#eof(message.body.offset);
      case 'ended':
        return this.#ended(message);
      default:
        throw unexpected(message);
    }
  }

  nextFrame(): Uint8Array | undefined {
    const wire = this.#wire;
    if (!wire || this.#resuming || this.#state !== 'open') return undefined;
    const most = Math.min(wire.outbox.frameBytes, wire.maxBody - OFFSET_BYTES);
    const part = this.#send.take(most);
    if (part) {
      this.#resumeReading();
      return dataFrame(part, this.#channel);
    }
    if (!this.#send.ended || this.#eofSent || !this.#send.drained) return undefined;
    this.#eofSent = true;
    return encode('eof', this.#channel, { offset: this.#send.end });
  }

  #connected(window: number): void {
    this.#open({ consumed: 0, limit: window });
    this.#events.onConnected?.();
  }

  #open(grant: { consumed: number; limit: number }): void {
    this.#state = 'open';
    this.#send.grant(grant.consumed, grant.limit);
    this.#ready();
  }

  #goOnAsAnswered(there: AllBodies['resumed']): void {
    this.#resuming = false;
    this.#takeUp(there);
  }

  #takeUp({ have, consumed, limit }: AllBodies['resumed']): void {
    if (this.#state === 'asking') this.#connected(limit);
    this.#goOn(have);
    this.#granted({ consumed, limit });
    if (this.#endedHere) this.#wire?.send('ended', this.#channel, {});
    this.#endIfDone();
  }

  #goOn(have: number): void {
    this.#send.rewind(have);
    this.#ready();
  }

  #data({ offset, bytes }: AllBodies['data']): void {
    if (this.#eofReceived) throw new ProtocolError('unexpected-message', 'DATA after EOF');
    const fresh = this.#receive.accept(offset, bytes);
    if (fresh.byteLength === 0) return;
    this.#events.onBytes?.('received', fresh.byteLength);
    this.#local?.write(fresh);
  }

  #granted({ consumed, limit }: AllBodies['credit']): void {
    this.#send.grant(consumed, limit);
    this.#resumeReading();
    this.#ready();
  }

  #eof(offset: number): void {
    if (offset !== this.#receive.received) {
      const { received } = this.#receive;
      throw new ProtocolError('offset-gap', `the end is at ${offset}, ${received} bytes came`);
    }
    if (this.#eofReceived) return; // repeated after a cut: ENDED was or will be said
    this.#eofReceived = true;
    this.#local?.end();
  }

  #ended(message: Message): void {
    if (!this.#send.ended || !this.#send.drained) throw unexpected(message);
    this.#endedThere = true;
    this.#endIfDone();
  }

  #reset({ code, message }: AllBodies['reset']): void {
    // The other side was done before us, and its last word was lost in a cut.
    if (code === 'no-such-stream' && this.isLocallyDone) return this.#over({ kind: 'done' });
    this.#over({ kind: 'reset', by: 'there', code, said: say('as-told', { text: message }) });
  }

  /** Not while it is cut: the other side would wait for an ENDED that nobody is left to say. */
  #endIfDone(): void {
    if (!this.#wire || this.#resuming) return;
    if (this.#endedHere && this.#endedThere) this.#over({ kind: 'done' });
  }

  #over(end: StreamEnd): void {
    this.#state = 'over';
    this.detach();
    if (end.kind === 'reset') this.#local?.reset();
    this.#events.onEnd(end);
  }

  #hasRoom(part: number): boolean {
    const { waiting, held } = this.#send;
    return waiting < READ_AHEAD_BYTES * part && held < this.window;
  }

  #resumeReading(): void {
    if (!this.#stalled || !this.#hasRoom(0.5)) return;
    this.#stalled = false;
    this.#local?.resume();
  }

  #ready(): void {
    if (this.#state === 'open' && !this.#resuming) this.#wire?.outbox.ready(this);
  }
}

// Small grants make small frames; but the sender must not run dry before it is told.
function reportBytes(window: number): number {
  return Math.max(window / 8, Math.min(window / 2, REPORT_BYTES));
}

function unexpected({ type }: Message): ProtocolError {
  return new ProtocolError('unexpected-message', `${type.toUpperCase()} on a tunnel's stream`);
}
