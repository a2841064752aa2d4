// The channels of one connection: which shell each belongs to, and what its messages do there.
import type { Screen } from '../../core/client/screenParts.ts';
import type { Peer } from '../../core/connection/peer.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError, ProtocolError } from '../../core/wire/errors.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { Note, Role } from '../groups/roster.ts';
import { Seat } from '../groups/seat.ts';
import type { HostedShell } from '../shells/hostedShell.ts';
import type { InputInlet } from '../shells/inputInlet.ts';
import type { ShellRegistry } from '../shells/shellRegistry.ts';
import { noSuchSession } from '../shells/shellRegistry.ts';
import { Viewer, type ViewerOptions } from '../shells/viewer.ts';
import type { ChannelNumbers } from '../tunnel/channelNumbers.ts';
import type { LoggedIn } from './login.ts';

export interface ShellChannelsOptions {
  peer: Peer;
  registry: ShellRegistry;
  numbers: ChannelNumbers;
  clock: Clock;
  /** Largest body of a frame that both sides take, bytes. */
  maxBody: number;
  who: LoggedIn;
  /** Whether the client is to be told of others. */
  knowsGroups: boolean;
  /** Whether it understands what is said of keys. */
  knowsKeys: boolean;
}

/** The answer to `flow`. */
export interface FlowReport {
  link: Peer['flow'];
  channels: ({ channel: number } & Viewer['flow'])[];
}

type View = Omit<AllBodies['attach'], 'have'>;
/** What of a viewer's options isn't the same for all of a connection. */
type OwnOptions = Pick<ViewerOptions, 'output' | 'screen' | 'seat' | 'inlet' | 'window'>;

export class ShellChannels {
  readonly maxBody: number;
  readonly #peer: Peer;
  readonly #registry: ShellRegistry;
  readonly #numbers: ChannelNumbers;
  readonly #clock: Clock;
  readonly #who: LoggedIn;
  readonly #knowsGroups: boolean;
  readonly #knowsKeys: boolean;
  readonly #viewers = new Map<number, Viewer>();

  constructor(options: ShellChannelsOptions) {
    const { peer, registry, numbers, clock, maxBody, who, knowsGroups } = options;
    this.#knowsKeys = options.knowsKeys && who.ready.role === 'owner';
    this.#peer = peer;
    this.#who = who;
    this.#knowsGroups = knowsGroups;
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

  /** What the client may do. */
  get role(): Role {
    return this.#who.ready.role;
  }

  /** Whether that member of a shell's group watches it by this connection. */
  has(session: string, member: number): boolean {
    const viewers = [...this.#viewers.values()];
    return viewers.some((one) => one.shell.session === session && one.member === member);
  }

  /** Says something beside a channel's shell; its number. Throws `ChannelError`. */
  say(channel: number, id: string, text: string): number {
    const viewer = this.#viewers.get(channel);
    if (viewer) return viewer.say(id, text);
    throw new ChannelError('no-such-session', 'There is no shell on that channel.');
  }

  /** What is under way on the link, and of each shell's output. */
  get flow(): FlowReport {
    const channels = [...this.#viewers].map(([channel, { flow }]) => ({ channel, ...flow }));
    return { link: this.#peer.flow, channels };
  }

  /** The client was sent away: what it typed, and has to wait yet, isn't typed. */
  dropInput(): void {
    for (const viewer of this.#viewers.values()) viewer.dropInput();
  }

  /** The connection is gone: leaves every shell as it is. */
  close(): void {
    for (const viewer of this.#viewers.values()) viewer.cutOff();
    this.#viewers.clear();
  }

  #begin(message: Extract<Message, { type: 'open' | 'attach' }>): void {
    const { channel } = message;
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
    const most = this.role === 'owner' ? LIMITS.maxChannels : LIMITS.maxGuestChannels;
    if (this.#viewers.size >= most) {
      const text = `One connection carries at most ${most} shells.`;
      throw new ChannelError('too-many-channels', text);
    }
  }

  // An OPEN that is repeated, because its answer was lost, finds what it started.
  #open(channel: number, body: AllBodies['open']): void {
    if (this.role !== 'owner') {
      throw new ChannelError(
        'forbidden',
        'Guests can’t start shells, only join the one they were invited to.',
      );
    }
    const started = this.#registry.find(body.session);
    if (started && !started.pipes !== !body.pipes) throw otherKind(started);
    const pipes = body.pipes && { ...body.pipes, client: body.input };
    const shell = started ?? this.#registry.open(body.session, body, body, pipes);
    this.#view(channel, shell, 0, body);
  }

  #attach(channel: number, body: AllBodies['attach']): void {
    // Guests get the same answer whether or not there is such a shell.
    if (this.role !== 'owner' && body.session !== this.#who.ready.session) throw noSuchSession();
    const shell = this.#registry.get(body.session);
    this.#who.guest?.admission.takePlace();
    const { log } = shell;
    if (body.have !== null && body.have > log.end) {
      throw new ProtocolError('offset-gap', `the output ends at ${log.end}, not at ${body.have}`);
    }
    this.#view(channel, shell, body.have ?? 0, body);
  }

  /** `have`: the first output offset that the client lacks. */
  #view(channel: number, shell: HostedShell, have: number, view: View): void {
    if (shell.pipes && shell.pipes.client !== view.input) throw otherKind(shell);
    if (shell.pipes && have < shell.log.start) throw takenBefore(shell);
    const key = `${this.#who.guest?.key ?? 'owner'} ${view.input}`;
    const seat = this.#takeSeat(channel, shell, key, view); // first, so that a screen has the right size
    shell.consumed(have);
    const start = startFor(shell, have);
    const inlet = inletFor(shell, key, seat);
    const viewer = this.#makeViewer(channel, shell, { ...start, seat, inlet, window: view.window });
    const { output } = start;
    this.#viewers.set(channel, viewer);
    const input = viewer.begin();
    const { session, title, pid, log } = shell;
    const { cols, rows } = shell.sizes.at(output);
    const place = { cols, rows, output, end: log.end };
    const isGroup = this.#knowsGroups && !shell.pipes;
    const member = isGroup ? { member: seat.id, chat: shell.group.chat.end } : {};
    this.#peer.send('opened', channel, { session, title, pid, ...place, ...input, ...member });
    viewer.start();
    if (isGroup) seat.tell(channel, this.#peer.outbox, view.chat ?? 0);
  }

  #takeSeat(
    channel: number,
    { group }: HostedShell,
    key: string,
    { name = '', cols, rows }: View,
  ): Seat {
    const speaker = this.#who.guest?.key ?? key;
    const tell: Note = (code, message) => this.#peer.send('refused', channel, { code, message });
    const note = this.#knowsKeys ? tell : undefined;
    return new Seat({
      ...{ group, role: this.role, key, speaker, name, note },
      size: { cols, rows },
    });
  }

  #makeViewer(channel: number, shell: HostedShell, own: OwnOptions): Viewer {
    return new Viewer({
      channel,
      shell,
      ...own,
      roundTripMs: () => this.#peer.roundTripMs,
      refuse: () => this.#refuse(channel),
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

  #refuse(channel: number): void {
    if (!this.#knowsGroups) return;
    const message = 'You can watch this shell, but not type in it.';
    this.#peer.send('refused', channel, { code: 'view-only', message });
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

function otherKind({ pipes }: HostedShell): ChannelError {
  const text = pipes
    ? 'This program was started without a terminal, by `bowline-agent run`: only that can take it up again.'
    : 'This is a shell in a terminal.';
  return new ChannelError('no-terminal', text);
}

function takenBefore({ log }: HostedShell): ProtocolError {
  return new ProtocolError('offset-gap', `the output before ${log.start} was acknowledged`);
}

function resize(viewer: Viewer, { cols, rows }: AllBodies['resize']): void {
  if (cols === 0 || rows === 0) throw new ProtocolError('bad-body', 'a terminal without cells');
  viewer.resize(cols, rows);
}

function inletFor({ input }: HostedShell, key: string, { mayType, isOwner }: Seat): InputInlet {
  return mayType ? input.inlet(key, isOwner ? 'owner' : 'guest') : input.passingInlet();
}

/** Where the output begins for a client; a screen comes first where some that it lacks is gone. */
interface Start {
  output: number;
  screen: Promise<Screen> | undefined;
}

function startFor(shell: HostedShell, have: number): Start {
  if (have >= shell.log.start) return { output: have, screen: undefined };
  const { offset, screen } = shell.screens.take();
  return { output: offset, screen };
}

function unexpected({ type, channel }: Message): ProtocolError {
  const text = `${type.toUpperCase()} on channel ${channel} doesn't fit`;
  return new ProtocolError('unexpected-message', text);
}
