// A listener on the agent's side, as the client sees it: kept over cuts by its name, and whoever
// comes in there is connected to a target here.
import { inEnglish, type Said, say } from '../../words/said.ts';
import type { ClientChannels } from '../client/clientChannels.ts';
import type { AllBodies, Message } from '../wire/messages.ts';
import { ProtocolError } from '../wire/errors.ts';
import type { CarriedStreams } from './carriedStreams.ts';
import type { Dialled } from './dialTarget.ts';
import type { Place } from './place.ts';
import { TunnelError } from './tunnelError.ts';
import type { StreamEnd, StreamEvents, TunnelStream } from './tunnelStream.ts';

export interface RemoteListenerEvents {
  /** It listens, now or again; no place is told where that is a shell's. */
  onListening(at: Place | undefined): void;
  /** It could not be had, or was taken away. Called once; nothing follows but ends of streams. */
  onRefused(error: TunnelError): void;
  /** Connects to the target. Rejects with `TunnelError`. */
  dial(signal: AbortSignal): Promise<Dialled>;
  /** Somebody came in. What becomes of it is told to what this returns. */
  onStream(): Omit<StreamEvents, 'onConnected'>;
}

/** Who answers at this end where there is no target to connect to: joins something to the stream. */
export interface RemoteServer extends Omit<RemoteListenerEvents, 'dial'> {
  /** `body`: what the agent said of who came in. */
  serve(stream: TunnelStream, body: AllBodies['connect']): void;
}

/** Where the agent listens: at a place, or for programs of a shell that ask for keys. */
export type ListensFor = { at: Place } | { keys: string };

const STOPPED = { code: 'stopped', message: inEnglish(say('tunnel-stopped')) };

/** Whose listener it is. */
export interface ListenerOwner {
  streams: CarriedStreams;
  onStreamEnd: (stream: TunnelStream, end: StreamEnd) => void;
  /** It listens no more. */
  onClosed: (listener: RemoteListener) => void;
}

export class RemoteListener {
  readonly id: string;
  readonly #for: ListensFor;
  readonly #events: RemoteListenerEvents | RemoteServer;
  readonly #owner: ListenerOwner;
  readonly #carried = new Set<TunnelStream>();
  #channels: ClientChannels | undefined;
  #channel = 0;

  constructor(
    id: string,
    listensFor: ListensFor,
    events: RemoteListenerEvents | RemoteServer,
    owner: ListenerOwner,
  ) {
    this.id = id;
    this.#for = listensFor;
    this.#events = events;
    this.#owner = owner;
  }

  /** Asks for it on a connection that stands. */
  attach(channels: ClientChannels): void {
    this.#channels = channels;
    this.#channel = channels.take();
    channels.bind(this.#channel, this);
    channels.accept(this.id, (channel, body) => this.#connect(channels, channel, body));
    channels.send('listen', this.#channel, { forward: this.id, ...this.#for });
  }

  /** Takes a message of its channel. Throws `ProtocolError`. */
  receive(message: Message): void {
    if (message.type === 'listening') return this.#events.onListening(message.body.at);
    if (message.type !== 'reset') {
      throw new ProtocolError('unexpected-message', `${message.type} on a listener's channel`);
    }
    this.#channels?.acceptNoMore(this.id);
    this.#owner.onClosed(this);
    const { code, message: text } = message.body;
    this.#events.onRefused(refusedThere(code, text));
  }

  /** Nobody more comes in, and who did is reset. */
  close(): void {
    this.#owner.onClosed(this);
    this.#channels?.acceptNoMore(this.id);
    for (const stream of [...this.#carried]) stream.fail(STOPPED.code, say('tunnel-stopped'));
    this.#channels?.release(this.#channel);
    this.#channels?.send('reset', this.#channel, STOPPED);
    this.#channels = undefined;
  }

  /** Closes it at the agent, where that could not be told when it was closed here. */
  closeThere(channels: ClientChannels): void {
    const channel = channels.take();
    channels.send('listen', channel, { forward: this.id, ...this.#for });
    channels.send('reset', channel, STOPPED);
  }

  /** Answers the agent's CONNECT for somebody who came in here. */
  #connect(channels: ClientChannels, channel: number, body: AllBodies['connect']): void {
    const { stream: id, window } = body;
    const { streams } = this.#owner;
    const known = streams.find(id);
    try {
      const stream = known ?? this.#make(id);
      channels.bind(channel, stream);
      streams.attach(stream, channels, channel);
      if (!known) this.#begin(stream, body);
      else if (known.state === 'open') known.accept(window);
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      channels.send('reset', channel, { code: error.code, message: error.message });
    }
  }

  #begin(stream: TunnelStream, body: AllBodies['connect']): void {
    const events = this.#events;
    if ('dial' in events) {
      void this.#owner.streams.connect(stream, body.window, (signal) => events.dial(signal));
      return;
    }
    events.serve(stream, body);
    stream.accept(body.window);
  }

  #make(id: string): TunnelStream {
    const events = this.#events.onStream();
    const stream: TunnelStream = this.#owner.streams.make(id, {
      ...events,
      onEnd: (end) => {
        this.#carried.delete(stream);
        this.#owner.onStreamEnd(stream, end);
        events.onEnd(end);
      },
    });
    this.#carried.add(stream);
    return stream;
  }
}

function refusedThere(code: string, text: string): TunnelError {
  return new TunnelError(code, say('as-told', { text }), ADVICE[code], 'listen');
}

const ADVICE: Readonly<Record<string, Said>> = {
  'port-in-use': say('try-port'),
  'port-forbidden': say('try-high-port'),
  'no-such-address': say('try-address-of-host'),
  'forward-forbidden': say('try-allow-listen'),
  'too-many-listeners': say('try-stopping-tunnels'),
};
