// The tunnels on one client's connection: which channel is which stream or listener. Its end
// ends none of them; they wait in `TunnelService` to be taken up again.
import type { Outbox } from '../../core/connection/outbox.ts';
import type { Peer } from '../../core/connection/peer.ts';
import { tooManyStreams } from '../../core/tunnel/carriedStreams.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { StreamWire, TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import { WindowBudget } from '../../core/tunnel/windowBudget.ts';
import { ChannelError, ProtocolError } from '../../core/wire/errors.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { LIMITS, type MessageType } from '../../core/wire/protocol.ts';
import type { KeyDesk } from '../keys/keyDesk.ts';
import type { Lender, LenderSeat } from '../keys/lender.ts';
import type { ChannelNumbers } from './channelNumbers.ts';
import type { HostListener, ListenerSeat } from './hostListener.ts';
import { tooManyListeners, type TunnelService } from './tunnelService.ts';

interface SeatedListener {
  listener: HostListener;
  seat: ListenerSeat;
}

interface SeatedLender {
  lender: Lender;
  seat: LenderSeat;
}

/** How keys are lent over the connection. */
export interface LentHere {
  desk: KeyDesk;
  /** As `LenderSeat.has`. */
  has: LenderSeat['has'];
}

export class TunnelChannels implements StreamWire {
  readonly #peer: Pick<Peer, 'outbox' | 'send' | 'maxBody'>;
  readonly #numbers: ChannelNumbers;
  readonly #service: TunnelService;
  /** One client's streams leave the windows of another's as they are. */
  readonly #budget = new WindowBudget();
  readonly #streams = new Map<number, TunnelStream>();
  readonly #listeners = new Map<number, SeatedListener>();
  readonly #lenders = new Map<number, SeatedLender>();
  readonly #keys: LentHere;

  constructor(
    peer: Pick<Peer, 'outbox' | 'send' | 'maxBody'>,
    numbers: ChannelNumbers,
    service: TunnelService,
    keys: LentHere,
  ) {
    this.#keys = keys;
    this.#peer = peer;
    this.#numbers = numbers;
    this.#service = service;
  }

  get outbox(): Outbox {
    return this.#peer.outbox;
  }

  get maxBody(): number {
    return this.#peer.maxBody;
  }

  send<K extends MessageType>(type: K, channel: number, body: AllBodies[K]): void {
    this.#peer.send(type, channel, body);
  }

  release(channel: number): void {
    this.#streams.delete(channel);
  }

  /** True when the message is about tunnels, and so for `receive`. */
  owns({ type, channel }: Message): boolean {
    if (type === 'connect' || type === 'resume' || type === 'listen') return true;
    return [this.#streams, this.#listeners, this.#lenders].some((those) => those.has(channel));
  }

  /** Takes a message. Throws `ProtocolError` when the client breaks the rules. */
  receive(message: Message): void {
    const { channel } = message;
    if (message.type === 'connect')
      return this.#begin(channel, () => this.#connect(channel, message.body));
    if (message.type === 'resume')
      return this.#begin(channel, () => this.#resume(channel, message.body));
    if (message.type === 'listen')
      return this.#begin(channel, () => this.#listen(channel, message.body));
    const stream = this.#streams.get(channel);
    if (stream) return stream.receive(message);
    this.#stopListening(channel, message);
  }

  /** The connection is gone: everything on it waits. */
  close(): void {
    for (const stream of this.#streams.values()) this.#service.streams.cut(stream);
    for (const { listener, seat } of this.#listeners.values()) listener.cut(seat);
    this.#listeners.clear();
    for (const { lender, seat } of this.#lenders.values()) lender.cut(seat);
    this.#lenders.clear();
  }

  #begin(channel: number, action: () => void): void {
    try {
      this.#numbers.claim(channel);
      action();
    } catch (error) {
      if (!(error instanceof ChannelError || error instanceof TunnelError)) throw error;
      this.send('reset', channel, { code: error.code, message: error.message });
    }
  }

  #connect(channel: number, { stream: id, window, target }: AllBodies['connect']): void {
    if (!target) throw new ProtocolError('bad-body', 'CONNECT without a target');
    const { streams } = this.#service;
    const known = streams.find(id);
    const stream = known ?? this.#make(id);
    this.#bind(channel, stream);
    if (known?.state === 'open') return known.accept(window);
    if (known) return;
    if (target.kind === 'files') return this.#service.openFiles(stream, window);
    void streams.connect(stream, window, (signal) => this.#service.dial(target, signal));
  }

  #resume(channel: number, { stream: id, ...there }: AllBodies['resume']): void {
    const stream = this.#service.streams.find(id);
    if (!stream) {
      throw new ChannelError('no-such-stream', 'This connection is not known here any more.');
    }
    this.#bind(channel, stream);
    // What is still being connected can't go on yet: its client only means to reset it.
    if (stream.state === 'open' || stream.asks) stream.resumed(there);
  }

  #listen(channel: number, { forward, at, keys }: AllBodies['listen']): void {
    if (keys !== undefined) return this.#lend(channel, forward, keys);
    if (!at) throw new ProtocolError('bad-body', 'LISTEN without a place');
    if (this.#listeners.size >= LIMITS.maxListeners) throw tooManyListeners(LIMITS.maxListeners);
    const seat = this.#makeSeat(channel, forward);
    const known = this.#service.listener(forward);
    const listener = known ?? this.#service.listen(forward, at, seat);
    this.#listeners.set(channel, { listener, seat });
    known?.takeUp(seat);
  }

  /** What is taken up is what was lent before the cut, to that shell. */
  #lend(channel: number, forward: string, session: string): void {
    if (this.#lenders.size >= LIMITS.maxChannels) throw tooManyListeners(LIMITS.maxChannels);
    const { desk, has } = this.#keys;
    const seat: LenderSeat = {
      ...{ budget: this.#budget, has },
      lending: () => this.send('listening', channel, {}),
      ask: (stream, guestsType) => this.#ask(stream, forward, guestsType && { ask: true }),
    };
    const known = desk.lender(forward);
    const lender = known ?? desk.lend(forward, session, seat);
    this.#lenders.set(channel, { lender, seat });
    known?.takeUp(seat);
  }

  #makeSeat(channel: number, forward: string): ListenerSeat {
    return {
      budget: this.#budget,
      listening: (at) => this.send('listening', channel, { at }),
      refused: ({ code, message }) => {
        this.#listeners.delete(channel);
        this.send('reset', channel, { code, message });
      },
      ask: (stream) => this.#ask(stream, forward),
    };
  }

  #ask(stream: TunnelStream, forward: string, more: { ask: true } | false = false): void {
    this.#checkRoom();
    const own = this.#numbers.take();
    this.#bind(own, stream);
    const { id, window } = stream;
    this.send('connect', own, { stream: id, window, forward, ...more });
  }

  #make(id: string): TunnelStream {
    this.#checkRoom();
    return this.#service.streams.make(id, { onEnd: () => undefined }, this.#budget);
  }

  #checkRoom(): void {
    if (this.#streams.size >= LIMITS.maxStreams) throw tooManyStreams(LIMITS.maxStreams);
  }

  #bind(channel: number, stream: TunnelStream): void {
    this.#service.streams.attach(stream, this, channel, this.#budget); // leaves the channel it was on
    this.#streams.set(channel, stream);
  }

  #stopListening(channel: number, { type }: Message): void {
    if (type !== 'reset') {
      throw new ProtocolError('unexpected-message', `${type} on a listener's channel`);
    }
    this.#listeners.get(channel)?.listener.close();
    this.#listeners.delete(channel);
    this.#lenders.get(channel)?.lender.close();
    this.#lenders.delete(channel);
  }
}
