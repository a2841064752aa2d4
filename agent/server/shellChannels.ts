// The channels of one connection: which shell each belongs to, and what its messages do there.
import type { Screen } from '../../core/client/screenParts.ts';
import type { Peer } from '../../core/connection/peer.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError, ProtocolError } from '../../core/wire/errors.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { HostedShell } from '../shells/hostedShell.ts';
import type { ShellRegistry } from '../shells/shellRegistry.ts';
import { Viewer } from '../shells/viewer.ts';
import type { ChannelNumbers } from './channelNumbers.ts';

export interface ShellChannelsOptions {
  peer: Peer;
  registry: ShellRegistry;
  numbers: ChannelNumbers;
  clock: Clock;
  /** Largest body of a frame that both sides take, bytes. */
  maxBody: number;
}

/** The answer to `flow`. */
export interface FlowReport {
  link: Peer['flow'];
  channels: ({ channel: number } & Viewer['flow'])[];
}

type View = Omit<AllBodies['attach'], 'have'>;

export class ShellChannels {
  readonly maxBody: number;
  readonly #peer: Peer;
  readonly #registry: ShellRegistry;
  readonly #numbers: ChannelNumbers;
  readonly #clock: Clock;
  readonly #viewers = new Map<number, Viewer>();

  constructor({ peer, registry, numbers, clock, maxBody }: ShellChannelsOptions) {
    this.#peer = peer;
    this.#registry = registry;
    this.#numbers = numbers;
    this.#clock = clock;
    this.maxBody = maxBody;
  }

  /** Takes a message of a channel. Throws `ProtocolError` when the client breaks the rules. */
  receive(message: Message): void {
    if (message.type === 'open' || message.type === 'attach') return this.#begin(message);
    const viewer = this.#viewers.get(message.channel);
    if (viewer) return this.#use(viewer, message);
    // What was sent to a channel that has just ended crossed its end on the way.
    if (this.#numbers.wasUsed(message.channel)) return;
    throw unexpected(message);
  }

  /** What is under way on the link, and of each shell's output. */
  get flow(): FlowReport {
    const channels = [...this.#viewers].map(([channel, { flow }]) => ({ channel, ...flow }));
    return { link: this.#peer.flow, channels };
  }

  /** The connection is gone: leaves every shell as it is. */
  close(): void {
    for (const viewer of this.#viewers.values()) viewer.cutOff();
    this.#viewers.clear();
  }

  #begin(message: Extract<Message, { type: 'open' | 'attach' }>): void {
    const { channel, body } = message;
    if (body.window > LIMITS.maxOutputWindow) {
      throw new ProtocolError('bad-body', `a window is at most ${LIMITS.maxOutputWindow} bytes`);
    }
    try {
      this.#claim(channel);
      if (message.type === 'open') this.#open(channel, message.body);
      else this.#attach(channel, message.body);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      this.#leave(channel);
      this.#peer.send('reset', channel, { code: error.code, message: error.message });
    }
  }

  #claim(channel: number): void {
    this.#numbers.claim(channel);
    if (this.#viewers.size >= LIMITS.maxChannels) {
      const text = `One connection carries at most ${LIMITS.maxChannels} shells.`;
      throw new ChannelError('too-many-channels', text);
    }
  }

  // An OPEN that is repeated, because its answer was lost, finds what it started.
  #open(channel: number, body: AllBodies['open']): void {
    const started = this.#registry.find(body.session);
    const shell = started ?? this.#registry.open(body.session, body, body);
    this.#view(channel, shell, 0, body);
  }

  #attach(channel: number, body: AllBodies['attach']): void {
    const shell = this.#registry.get(body.session);
    const { log } = shell;
    if (body.have !== null && body.have > log.end) {
      throw new ProtocolError('offset-gap', `the output ends at ${log.end}, not at ${body.have}`);
    }
    this.#view(channel, shell, body.have ?? 0, body);
  }

  /** `have`: the first output offset that the client lacks. */
  #view(channel: number, shell: HostedShell, have: number, view: View): void {
    if (have < shell.log.start) shell.resize(view); // so that the screen has the client's size
    const start = startFor(shell, have);
    const viewer = this.#makeViewer(channel, shell, start, view);
    const { output } = start;
    this.#viewers.set(channel, viewer);
    const input = viewer.begin();
    viewer.resize(view.cols, view.rows);
    const { session, title, pid, log } = shell;
    const { cols, rows } = shell.sizes.at(output);
    const place = { cols, rows, output, end: log.end };
    this.#peer.send('opened', channel, { session, title, pid, ...place, ...input });
    viewer.start();
  }

  #makeViewer(channel: number, shell: HostedShell, start: Start, view: View): Viewer {
    return new Viewer({
      channel,
      shell,
      ...start,
      window: view.window,
      inlet: shell.input.inlet(view.input),
      outbox: this.#peer.outbox,
      maxBody: this.maxBody,
      clock: this.#clock,
      baseMs: () => this.#peer.baseMs,
      tell: (reading) => this.#peer.send('meter', channel, reading),
      acknowledge: (credit) => this.#peer.send('credit', channel, credit),
      onEnd: () => this.#leave(channel),
      onDetached: (reason) => {
        // Until the other channel is served nobody watches: the program must not run on meanwhile.
        if (reason === 'replaced') this.#viewers.get(channel)?.cutOff();
        this.#leave(channel);
        this.#peer.send('detached', channel, { reason });
      },
    });
  }

  #use(viewer: Viewer, message: Message): void {
    switch (message.type) {
      case 'data':
        return viewer.type(message.body.offset, message.body.bytes);
      case 'credit':
        return viewer.grant(message.body.consumed, message.body.limit);
      case 'resize':
        return resize(viewer, message.body);
      case 'eof':
        return viewer.endInput(message.body.offset);
      case 'detach':
        this.#leave(message.channel);
        return this.#peer.send('detached', message.channel, { reason: 'requested' });
      case 'reset':
        return this.#leave(message.channel);
      default:
        throw unexpected(message);
    }
  }

  #leave(channel: number): void {
    this.#viewers.get(channel)?.stop();
    this.#viewers.delete(channel);
  }
}

function resize(viewer: Viewer, { cols, rows }: AllBodies['resize']): void {
  if (cols === 0 || rows === 0) throw new ProtocolError('bad-body', 'a terminal without cells');
  viewer.resize(cols, rows);
}

/** Where the output begins for a client; a screen comes first where some that it lacks is gone. */
interface Start {
  output: number;
  screen: Promise<Screen> | undefined;
}

function startFor(shell: HostedShell, have: number): Start {
  if (have >= shell.log.start) return { output: have, screen: undefined };
  const { offset, screen } = shell.screen();
  return { output: offset, screen };
}

function unexpected({ type, channel }: Message): ProtocolError {
  const text = `${type.toUpperCase()} on channel ${channel} doesn't fit`;
  return new ProtocolError('unexpected-message', text);
}
