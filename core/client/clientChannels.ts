// The channels of a client's connection that carry something else than shells, and the numbers of
// all of them. The agent numbers those that it opens from 2^31 upwards.
import type { Outbox } from '../connection/outbox.ts';
import type { Peer } from '../connection/peer.ts';
import { ProtocolError } from '../wire/errors.ts';
import type { AllBodies, Message } from '../wire/messages.ts';
import { FIRST_AGENT_CHANNEL, type MessageType } from '../wire/protocol.ts';
import { inEnglish, say } from '../../words/said.ts';

/** What a channel belongs to. `receive` may throw `ProtocolError`. */
export interface ChannelOwner {
  receive(message: Message): void;
}

/** Somebody came in at a listener on the agent's side. */
export type OnConnect = (channel: number, body: AllBodies['connect']) => void;

export class ClientChannels {
  readonly #peer: Pick<Peer, 'outbox' | 'send' | 'maxBody'>;
  readonly #owners = new Map<number, ChannelOwner>();
  #next = 1;
  #nextOfAgent = FIRST_AGENT_CHANNEL;
  /** By the listener's name: several tunnels' owners may share the connection. */
  readonly #acceptors = new Map<string, OnConnect>();

  constructor(peer: Pick<Peer, 'outbox' | 'send' | 'maxBody'>) {
    this.#peer = peer;
  }

  get outbox(): Outbox {
    return this.#peer.outbox;
  }

  /** Largest body of a frame that both sides take, bytes. */
  get maxBody(): number {
    return this.#peer.maxBody;
  }

  /** Sends a control message, ahead of all data. */
  send<K extends MessageType>(type: K, channel: number, body: AllBodies[K]): void {
    this.#peer.send(type, channel, body);
  }

  /** A number that was never used. */
  take(): number {
    return this.#next++;
  }

  bind(channel: number, owner: ChannelOwner): void {
    this.#owners.set(channel, owner);
  }

  /** What still comes on this channel is dropped. */
  release(channel: number): void {
    this.#owners.delete(channel);
  }

  /** Who takes what the agent opens for this listener; without anybody it is refused. */
  accept(forward: string, onConnect: OnConnect): void {
    this.#acceptors.set(forward, onConnect);
  }

  /** What still comes in at this listener is refused. */
  acceptNoMore(forward: string): void {
    this.#acceptors.delete(forward);
  }

  /** Takes a message of one of these channels. Throws `ProtocolError`. */
  receive(message: Message): void {
    if (message.type === 'connect') return this.#connect(message.channel, message.body);
    this.#owners.get(message.channel)?.receive(message);
  }

  #connect(channel: number, body: AllBodies['connect']): void {
    if (channel < this.#nextOfAgent) {
      throw new ProtocolError('unexpected-message', `CONNECT on channel ${channel}`);
    }
    this.#nextOfAgent = channel + 1;
    const accept = this.#acceptors.get(body.forward ?? '');
    if (accept) return accept(channel, body);
    const message = inEnglish(say('this-tunnel-stopped'));
    this.send('reset', channel, { code: 'stopped', message });
  }
}
