// One connection to one agent: dials, proves itself, and then carries any number of shells
// and requests. It lives once; taking a shell up again is a new client with the old cursor.
import type { Duplex } from 'node:stream';
import { randomName } from '../auth/random.ts';
import { Peer } from '../connection/peer.ts';
import type { InvitationLink } from '../link/invitationLink.ts';
import type { LinkFlow } from '../flow/pacer.ts';
import type { AgentAddress, PairingLink } from '../link/pairingLink.ts';
import { ConnectFailure, nameOf } from '../socket/connectFailure.ts';
import type { Dialed, DialOptions } from '../socket/dial.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { cleanLine } from '../text/clean.ts';
import type { Clock } from '../time/clock.ts';
import { ChannelError, ProtocolError } from '../wire/errors.ts';
import { knows, type Feature } from '../wire/features.ts';
import type { Login } from '../wire/login.ts';
import type { AllBodies, Message } from '../wire/messages.ts';
import { LIMITS } from '../wire/protocol.ts';
import { say, type Said } from '../../words/said.ts';
import { ClientChannels } from './clientChannels.ts';
import { ClientHandshake, refusedBy, type HandshakeOptions, type Welcome } from './handshake.ts';
import { RemoteShell, type RemoteShellEvents, type ShellConnection } from './remoteShell.ts';
import { Requests } from './requests.ts';
import type { ShellCursor } from './shellCursor.ts';

export interface AgentClientOptions {
  /** How a socket to the agent is opened: `core/socket/dial.ts`, where there is Node. */
  dial: (options: DialOptions) => Promise<Dialed>;
  link: Pick<PairingLink, 'address' | 'token' | 'fingerprint'> &
    Partial<Pick<InvitationLink, 'invitation'>>;
  /** Leads to the agent already: see `DialOptions`. */
  stream?: Duplex;
  /** Names a guest, who is known by it when it comes again: see `newMemberId`. */
  member?: string;
  client: { name: string; version: string };
  clock: Clock;
  /** Of the login that leads to the agent: shells begin as those of the login do. */
  login?: Login | undefined;
  /** For the dial, and again for the handshake; milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Somebody has taken the connection; it may be a proxy, or an agent that stands still. */
  onConnected?: () => void;
  /** The socket stands; the agent is being asked who it is. */
  onDialed?: () => void;
  onRoundTrip?: (ms: number) => void;
}

/** How the client wants to open or see a shell. */
export interface ShellView {
  cols: number;
  rows: number;
  /** Output bytes in flight. */
  window: number;
  /** What others on the shell see of who this is. */
  name?: string;
}

/**
 * With `pipes`, which only a peer knows that has the feature `run`, there is no terminal. With `keys` its
 * programs find an ssh-agent, where the agent has the feature of that name.
 */
export type OpenShell = Pick<AllBodies['open'], 'command' | 'cwd' | 'env' | 'pipes' | 'keys'> &
  ShellView;

/** For a shell that is joined by an invitation: kept with its link, so that it can be left and joined again. */
export function newMemberId(): string {
  return randomName();
}

export class AgentClient {
  readonly address: AgentAddress;
  /** Why the connection ended; resolves at once, while its socket may still be closing. */
  readonly lost: Promise<ConnectFailure>;
  /** The same, once everything of it is gone. */
  readonly ended: Promise<ConnectFailure>;
  /** Where what is no shell gets its channels. */
  readonly channels: ClientChannels;
  readonly #login: Login | undefined;
  readonly #peer: Peer;
  readonly #handshake: ClientHandshake;
  readonly #greeted = withResolvers<Welcome>();
  readonly #shells = new Map<number, RemoteShell>();
  readonly #requests = new Requests((id, method, params) =>
    this.#peer.send('request', 0, { id, method, params }),
  );
  #welcome: Welcome | undefined;
  #ready: AllBodies['ready'] = { role: 'owner' };
  #failure: ConnectFailure | undefined;
  /** What the agent says is its own word. */
  readonly #proven: boolean;
  readonly #relay: Dialed['relay'];
  #relayMs: number | null = null;
  #asksRelay = false;

  /** Dials and authenticates. Rejects with `ConnectFailure`. */
  static async connect(options: AgentClientOptions): Promise<AgentClient> {
    const { address, fingerprint } = options.link;
    const timeoutMs = options.timeoutMs ?? LIMITS.handshakeMs;
    const { signal, onConnected, stream } = options;
    const dialed = await options.dial({
      address,
      stream,
      fingerprint,
      timeoutMs,
      signal,
      onConnected,
    });
    options.onDialed?.();
    const client = new AgentClient(options, dialed);
    await client.#authenticate(options, timeoutMs);
    return client;
  }

  private constructor(options: AgentClientOptions, { ws, proven, relay }: Dialed) {
    const { address, token, fingerprint } = options.link;
    this.address = address;
    this.#relay = relay;
    this.#proven = proven || token !== '';
    this.#login = options.login;
    this.#handshake = new ClientHandshake({
      token,
      binding: fingerprint ?? '',
      client: options.client,
      agentName: nameOf(address),
      proven,
      ...guestOf(options),
    });
    this.#peer = new Peer({
      socket: ws,
      clock: options.clock,
      onMessage: (message) => this.#receive(message),
      onRoundTrip: (ms) => {
        this.#askRelay(options.clock);
        options.onRoundTrip?.(ms);
      },
    });
    this.channels = new ClientChannels(this.#peer);
    this.lost = this.#peer.over.then((error) => this.#wound(error));
    this.ended = this.#peer.ended.then(() => this.lost);
  }

  /** What the agent said of itself. */
  get welcome(): Welcome {
    if (!this.#welcome) throw new Error('not connected yet');
    return this.#welcome;
  }

  /** What this client may do: an owner everything; a guest only with `session`. */
  get role(): AllBodies['ready']['role'] {
    return this.#ready.role;
  }

  /** The one shell that a guest may see; null for an owner. */
  get session(): string | null {
    return this.#ready.session ?? null;
  }

  /** True when the agent knows this feature of the protocol. */
  has(feature: Feature): boolean {
    return knows(this.welcome.features, feature);
  }

  /** Does it come through a relay? Where the agent's address names one, it may be a direct one too. */
  get isRelayed(): boolean {
    return this.#relay !== undefined;
  }

  /** Round trip to the relay, of the last heartbeat, milliseconds; null where none was measured. */
  get relayMs(): number | null {
    return this.#relayMs;
  }

  /** Median round trip of the last heartbeats, milliseconds; null before the first. */
  get roundTripMs(): number | null {
    return this.#peer.roundTripMs;
  }

  /** Milliseconds since the agent was last heard. */
  get silentMs(): number {
    return this.#peer.silentMs;
  }

  /** Bytes that came from the agent, and that went there. */
  get bytesIn(): number {
    return this.#peer.bytesIn;
  }

  get bytesOut(): number {
    return this.#peer.bytesOut;
  }

  /** What is known of the way to the agent, and how much of it is in use. */
  get flow(): LinkFlow {
    return this.#peer.flow;
  }

  /** Asks whether the agent still answers; the function tells whether anything came since. */
  probe(): () => boolean {
    return this.#peer.probe();
  }

  /** Ends a connection that is as good as lost, without waiting for the heartbeat to say so. */
  giveUp(why: string | Said): void {
    this.#peer.fail(new ProtocolError('heartbeat-timeout', why));
  }

  /**
   * Opens a shell; a shell that already runs under the cursor's name is attached to instead.
   * Throws `ChannelError` when there are too many. On a connection that has ended, it is lost.
   */
  open(cursor: ShellCursor, options: OpenShell, events: RemoteShellEvents): RemoteShell {
    const { command, cwd, env, pipes, keys, ...view } = options;
    const shell = this.#addShell(cursor, view.window, events);
    const surroundings = this.#surroundings(env);
    this.#peer.send('open', shell.channel, {
      ...viewOf(cursor, view),
      command,
      cwd,
      ...surroundings,
      ...(pipes ? { pipes } : {}),
      ...(keys && this.has('keys') ? { keys } : {}),
    });
    return shell;
  }

  /** Takes up a shell that runs on the agent, from the cursor's place on. Throws as `open`. */
  attach(cursor: ShellCursor, view: ShellView, events: RemoteShellEvents): RemoteShell {
    const shell = this.#addShell(cursor, view.window, events);
    this.#peer.send('attach', shell.channel, { ...viewOf(cursor, view), have: cursor.output });
    return shell;
  }

  /** Asks the agent something. Rejects with `ChannelError`, or `ConnectFailure` when it is gone. */
  request(method: string, params: unknown = {}): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    return this.#requests.ask(method, params);
  }

  /** Ends the connection; shells run on. */
  async close(): Promise<void> {
    this.#failure ??= new ConnectFailure('cancelled', say('connection-closed-here'), null);
    await this.#peer.close();
    await this.ended;
  }

  // An older agent adds to its own environment, and takes short values only.
  #surroundings(env: OpenShell['env']): Pick<AllBodies['open'], 'env' | 'login'> {
    const login = this.#login;
    if (!login) return { env };
    if (this.has('login')) return { env, login };
    const short = Object.entries(login.env).filter(([, value]) => value.length <= 4096);
    return { env: { ...Object.fromEntries(short), ...env } };
  }

  async #authenticate({ clock, signal }: AgentClientOptions, timeoutMs: number): Promise<void> {
    const place = nameOf(this.address);
    const giveUp = (failure: ConnectFailure): void => this.#abandon(failure);
    const cancelTimer = clock.after(timeoutMs, () =>
      giveUp(
        new ConnectFailure(
          'timeout',
          say('not-greeted-in-time', { place }),
          say('check-agent-listens'),
        ),
      ),
    );
    const onAbort = (): void =>
      giveUp(new ConnectFailure('cancelled', say('connecting-given-up', { place }), null));
    signal?.addEventListener('abort', onAbort);
    void this.lost.then((failure) => this.#greeted.reject(failure));
    this.#peer.send('hello', 0, this.#handshake.hello());
    try {
      this.#welcome = await this.#greeted.promise;
    } finally {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #receive(message: Message): void {
    if (!this.#welcome) return this.#shakeHands(message);
    if (message.channel !== 0) return this.#channel(message);
    if (message.type === 'response') return this.#requests.answer(message.body);
    if (message.type === 'error') {
      const failure = refusedBy(message.body, nameOf(this.address));
      return this.#abandon(this.#proven ? failure.asProven() : failure);
    }
    if (message.type === 'goodbye') return;
    throw new ProtocolError('unexpected-message', `${message.type} from an agent`);
  }

  #channel(message: Message): void {
    const shell = this.#shells.get(message.channel);
    if (shell) return shell.receive(message);
    this.channels.receive(message);
  }

  #shakeHands(message: Message): void {
    try {
      const step = this.#handshake.receive(message);
      if ('send' in step) return this.#peer.send(step.send, 0, step.body);
      // Set here, not when the promise is seen: the next message may be in the same chunk.
      this.#welcome = step.done;
      this.#ready = step.ready;
      const { limits, heartbeatMs, silenceMs } = step.done;
      this.#peer.promote(Math.min(limits.maxBody, LIMITS.maxBody), heartbeatMs, silenceMs);
      this.#greeted.resolve(step.done);
    } catch (error) {
      if (!(error instanceof ConnectFailure)) throw error;
      this.#abandon(error);
    }
  }

  /** How much of the round trip is the way to the relay; one question at a time. */
  #askRelay(clock: Clock): void {
    if (!this.#relay || this.#asksRelay) return;
    this.#asksRelay = true;
    void this.#relay
      .roundTrip(() => clock.now())
      .then((ms) => {
        this.#relayMs = ms;
        this.#asksRelay = false;
      });
  }

  #abandon(failure: ConnectFailure): void {
    this.#failure ??= failure;
    void this.#peer.close();
  }

  #addShell(cursor: ShellCursor, window: number, events: RemoteShellEvents): RemoteShell {
    if (this.#shells.size >= this.welcome.limits.maxChannels) {
      throw new ChannelError('too-many-channels', say('too-many-on-connection'));
    }
    const channel = this.channels.take();
    const forget: RemoteShellEvents['onEnd'] = (end) => {
      this.#shells.delete(channel);
      events.onEnd(end);
    };
    const watched: RemoteShellEvents = {
      onOpened: (opened) => events.onOpened(opened),
      onAcknowledged: () => events.onAcknowledged(),
      onLagged: (from, to) => events.onLagged(from, to),
      onGroup: (group) => events.onGroup?.(group),
      onChat: (message) => events.onChat?.(message),
      onRefused: (refusal) => events.onRefused?.(refusal),
      onMeter: () => events.onMeter?.(),
      onScreen: (screen) => events.onScreen?.(screen),
      onEnd: forget,
    };
    const connection: ShellConnection = {
      outbox: this.#peer.outbox,
      maxBody: this.#peer.maxBody,
      role: this.role,
      send: (type, on, body) => this.#peer.send(type, on, body),
      request: (method, params) => this.request(method, params),
    };
    const shell = new RemoteShell(channel, cursor, window, connection, watched);
    this.#shells.set(channel, shell);
    // On a connection that is gone nobody else would tell the shell.
    if (this.#failure) queueMicrotask(() => shell.end({ kind: 'lost' }));
    return shell;
  }

  /** Nothing will come any more: tells everyone who waits, and says why. */
  #wound(error: ProtocolError | undefined): ConnectFailure {
    this.#failure ??= this.#relay?.failure() ?? lost(nameOf(this.address), error);
    this.#requests.abandon(this.#failure);
    for (const shell of [...this.#shells.values()]) shell.end({ kind: 'lost' });
    return this.#failure;
  }
}

function guestOf({ link, member }: AgentClientOptions): Pick<HandshakeOptions, 'guest'> {
  if (!link.invitation) return {};
  return { guest: { invitation: link.invitation.id, member: member ?? newMemberId() } };
}

/** What OPEN and ATTACH have in common. */
function viewOf(cursor: ShellCursor, view: ShellView): Omit<AllBodies['attach'], 'have'> {
  const { session, inputId: input, chat } = cursor;
  const name = view.name === undefined ? {} : { name: cleanLine(view.name, LIMITS.maxMemberName) };
  const { cols, rows, window } = view;
  return { session, input, cols, rows, window, ...name, chat };
}

function lost(agent: string | Said, error: ProtocolError | undefined): ConnectFailure {
  const said = say('agent-connection-lost', { agent, why: error?.said ?? '' });
  return new ConnectFailure('lost', said, say('shells-run-on-there'), error);
}
