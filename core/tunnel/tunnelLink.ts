// What all tunnels of one host share: the streams on its connection, whichever that is at
// present. When it comes back after a cut, each stream goes on where it was.
import { randomName } from '../auth/random.ts';
import { say } from '../../words/said.ts';
import type { AgentClient } from '../client/agentClient.ts';
import type { AgentConnection } from '../client/agentConnection.ts';
import type { ClientChannels } from '../client/clientChannels.ts';
import type { ConnectFailure } from '../socket/connectFailure.ts';
import type { Clock } from '../time/clock.ts';
import { LIMITS } from '../wire/protocol.ts';
import { CarriedStreams } from './carriedStreams.ts';
import type { Target } from './place.ts';
import {
  RemoteListener,
  type ListensFor,
  type RemoteListenerEvents,
  type RemoteServer,
} from './remoteListener.ts';
import { TunnelError } from './tunnelError.ts';
import type { StreamEnd, StreamEvents, TunnelStream } from './tunnelStream.ts';
import { UntoldStreams } from './untoldStreams.ts';

/** An answer to CONNECT takes at most this long, the wait for a connection included; ms. */
const ASK_MS = 15_000;

export type LinkCondition =
  /** It was never there, and is being made. */
  | 'connecting'
  | 'online'
  /** It was cut, and is being made again. */
  | 'cut'
  /** It won't come back by itself, or can't carry tunnels: `trouble` says why. */
  | 'failed';

export class TunnelLink {
  readonly #connection: AgentConnection;
  readonly #clock: Clock;
  readonly #streams: CarriedStreams;
  readonly #asking = new Map<TunnelStream, { target: Target; cancelTimer: () => void }>();
  readonly #listeners = new Map<string, RemoteListener>();
  /** Reset while nothing could tell the agent so: no more of them than it needs to be told. */
  readonly #untold: UntoldStreams;
  /** Closed likewise. */
  readonly #untoldListeners = new Map<string, RemoteListener>();
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #channels: ClientChannels | undefined;
  #hasFiles = false;
  #wasOnline = false;
  #trouble: TunnelError | undefined;

  constructor(connection: AgentConnection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    this.#streams = new CarriedStreams({ clock, limit: LIMITS.maxStreams });
    this.#untold = new UntoldStreams(clock);
    this.#unsubscribe = connection.subscribe({
      onChange: () => this.#changed(),
      onClient: (client) => this.#takeUp(client),
    });
    if (connection.client) this.#takeUp(connection.client);
  }

  get condition(): LinkCondition {
    if (this.trouble) return 'failed';
    if (this.#channels) return 'online';
    return this.#wasOnline ? 'cut' : 'connecting';
  }

  /** Why there are no tunnels; undefined while there are, or may be soon. */
  get trouble(): TunnelError | undefined {
    if (this.#trouble) return this.#trouble;
    const { state, failure } = this.#connection.status;
    return state === 'failed' ? unreachable(failure) : undefined;
  }

  /** Tells when the condition may have changed. The function ends it. */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => void this.#watchers.delete(onChange);
  }

  /**
   * Asks the agent to connect to `target`. Throws `TunnelError` too-many-streams. One that leads to
   * files is reset as `files-unknown` by an agent that has none to offer.
   */
  ask(target: Target, events: StreamEvents): TunnelStream {
    const stream: TunnelStream = this.#streams.make(newName(), {
      ...events,
      onConnected: () => {
        this.#answered(stream);
        events.onConnected?.();
      },
      onEnd: (end) => {
        this.#answered(stream);
        this.#ended(stream, end);
        events.onEnd(end);
      },
    });
    const cancelTimer = this.#clock.after(ASK_MS, () => this.#tooLate(stream));
    this.#asking.set(stream, { target, cancelTimer });
    if (this.#channels) this.#sendConnect(this.#channels, stream, target);
    return stream;
  }

  /**
   * Asks the agent to listen, now and after each cut, until the listener is closed. The name is one
   * that an earlier listener of the same place may have had: if the agent still has that, because it
   * never heard of its end, this one takes it up.
   */
  listen(
    id: string,
    listensFor: ListensFor,
    events: RemoteListenerEvents | RemoteServer,
  ): RemoteListener {
    const listener = new RemoteListener(id, listensFor, events, {
      streams: this.#streams,
      onStreamEnd: (stream, end) => this.#ended(stream, end),
      onClosed: (closed) => this.#closed(closed),
    });
    this.#untoldListeners.delete(id);
    this.#listeners.set(id, listener);
    if (this.#channels) listener.attach(this.#channels);
    return listener;
  }

  /** Everything of it ends. */
  close(): void {
    this.#unsubscribe();
    this.#streams.failAll('stopped', say('tunnel-stopped'));
    for (const listener of [...this.#listeners.values()]) listener.close();
    this.#untold.clear(); // nobody will tell the agent any more
    this.#channels = undefined;
  }

  #takeUp(client: AgentClient): void {
    this.#wasOnline = true;
    this.#trouble = client.has('tunnels') ? undefined : tooOld();
    if (this.#trouble) return this.#giveUp(this.#trouble);
    const { channels } = client;
    this.#hasFiles = client.has('files');
    this.#channels = channels;
    void client.lost.then(() => this.#lost(channels));
    // The streams before the listeners: the agent asks anew for whoever wasn't answered.
    this.#untold.tell(channels);
    for (const stream of this.#streams.all) this.#goOn(channels, stream);
    for (const listener of this.#untoldListeners.values()) listener.closeThere(channels);
    this.#untoldListeners.clear();
    for (const listener of this.#listeners.values()) listener.attach(channels);
    this.#tell();
  }

  #goOn(channels: ClientChannels, stream: TunnelStream): void {
    const target = this.#asking.get(stream)?.target;
    if (target) return this.#sendConnect(channels, stream, target);
    // One that the agent has asked for and isn't answered yet, it asks for again.
    if (stream.state !== 'open') return;
    this.#bind(channels, stream);
    stream.resume();
  }

  #sendConnect(channels: ClientChannels, stream: TunnelStream, target: Target): void {
    if (target.kind === 'files' && !this.#hasFiles) {
      return stream.fail('files-unknown', say('files-unknown-to-agent'));
    }
    this.#bind(channels, stream);
    const { id, window } = stream;
    channels.send('connect', stream.channel, { stream: id, window, target });
  }

  #bind(channels: ClientChannels, stream: TunnelStream): void {
    const channel = channels.take();
    channels.bind(channel, stream);
    this.#streams.attach(stream, channels, channel);
  }

  #answered(stream: TunnelStream): void {
    this.#asking.get(stream)?.cancelTimer();
    this.#asking.delete(stream);
  }

  #ended(stream: TunnelStream, end: StreamEnd): void {
    const untold = !this.#channels && end.kind === 'reset' && end.by === 'here';
    if (untold) this.#untold.add(stream);
  }

  #closed(listener: RemoteListener): void {
    this.#listeners.delete(listener.id);
    const known = this.#wasOnline && !this.#channels;
    const untold = known && this.#untoldListeners.size < LIMITS.maxListeners;
    if (untold) this.#untoldListeners.set(listener.id, listener);
  }

  #tooLate(stream: TunnelStream): void {
    const code = this.#channels ? 'target-agent-silent' : 'target-host-away';
    stream.fail('target-timeout', say(code, { seconds: ASK_MS / 1000 }));
  }

  #lost(channels: ClientChannels): void {
    if (this.#channels !== channels) return;
    this.#channels = undefined;
    for (const stream of this.#streams.all) this.#streams.cut(stream);
    this.#tell();
  }

  #changed(): void {
    const { trouble } = this;
    if (trouble) this.#giveUp(trouble);
    else this.#tell();
  }

  #giveUp({ said }: TunnelError): void {
    this.#streams.failAll('stopped', said);
    this.#untold.clear();
    this.#untoldListeners.clear();
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** A random name of a stream or a listener. */
export function newName(): string {
  return randomName();
}

function tooOld(): TunnelError {
  const said = say('tunnels-unknown-to-agent');
  return new TunnelError('tunnels-unknown', said, say('try-agent-update'));
}

function unreachable(failure: ConnectFailure | null): TunnelError {
  const code = 'unreachable-host';
  if (!failure) return new TunnelError(code, say('tunnel-host-unreachable'), say('try-reconnect'));
  return new TunnelError(code, failure.said, failure.advice);
}
