// One client's connection, from the upgraded socket to its end: first the login, which must be
// over in time, then shells and requests. Its end ends its channels, never a shell.
import { Peer } from '../../core/connection/peer.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import type { SocketEnd } from '../../core/socket/socketEndpoint.ts';
import { cleanLine } from '../../core/text/clean.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import { knows } from '../../core/wire/features.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { InvitationBook } from '../auth/invitationBook.ts';
import type { LoginThrottle } from '../auth/loginThrottle.ts';
import type { WaitingPlace } from '../auth/waitingRoom.ts';
import { mayUse } from '../groups/permissions.ts';
import type { Role } from '../groups/roster.ts';
import type { KeyDesk } from '../keys/keyDesk.ts';
import type { ShellRegistry } from '../shells/shellRegistry.ts';
import { ChannelNumbers } from '../tunnel/channelNumbers.ts';
import { TunnelChannels } from '../tunnel/tunnelChannels.ts';
import type { TunnelService } from '../tunnel/tunnelService.ts';
import { Login, noRoom, type LoggedIn, type LoginOptions } from './login.ts';
import { answerRequest } from './requests.ts';
import { ShellChannels } from './shellChannels.ts';

/** Of a client's name and version; a guest's may be anything. */
const MAX_CLIENT_CHARS = 129;

export interface ClientConnectionOptions {
  socket: AgentSocket;
  /** Where it comes from: an IP address, or `unix`. */
  remote: string;
  clock: Clock;
  login: Omit<LoginOptions, 'hasRoomForGuest'>;
  throttle: LoginThrottle;
  /** Its place among those that haven't logged in; given back when it has. */
  place: Pick<WaitingPlace, 'reached' | 'leave'>;
  registry: ShellRegistry;
  invitations: InvitationBook;
  tunnels: TunnelService;
  keys: KeyDesk;
  handshakeMs: number;
  /** Whether one more of that role may be here. */
  hasRoomFor: (role: Role) => boolean;
  onReady: (connection: ClientConnection) => void;
  /** A proof was wrong. */
  onRefused: (connection: ClientConnection) => void;
}

export class ClientConnection {
  readonly remote: string;
  /** Resolves when the socket is gone and every channel with it. */
  readonly ended: Promise<SocketEnd>;
  readonly #options: ClientConnectionOptions;
  readonly #login: Login;
  readonly #peer: Peer;
  #cancelTimer: () => void;
  #channels: ShellChannels | undefined;
  #who: LoggedIn | undefined;
  #tunnels: TunnelChannels | undefined;

  constructor(options: ClientConnectionOptions) {
    const { socket, clock } = options;
    this.#options = options;
    this.remote = options.remote;
    const hasRoomForGuest = (): boolean => options.hasRoomFor('viewer');
    this.#login = new Login({ ...options.login, hasRoomForGuest });
    this.#peer = new Peer({ socket, clock, onMessage: (message) => this.#receive(message) });
    const { handshakeMs } = options;
    const helloMs = Math.min(LIMITS.helloMs, handshakeMs);
    const cancelHello = clock.after(helloMs, () => {
      if (!this.#login.hello) this.#tooSlow('HELLO', helloMs);
    });
    const cancelReady = clock.after(handshakeMs, () => this.#tooSlow('login', handshakeMs));
    this.#cancelTimer = () => {
      cancelHello();
      cancelReady();
    };
    this.ended = this.#peer.ended.finally(() => this.#wound());
  }

  /** What the client calls itself, fit to be printed; '' before it said so. */
  get client(): string {
    const { name = '', version = '' } = this.#login.hello?.client ?? {};
    return cleanLine(`${name} ${version}`, MAX_CLIENT_CHARS);
  }

  /** What it may do; undefined before READY. */
  get role(): Role | undefined {
    return this.#who?.ready.role;
  }

  /** The invitation by which a guest came. */
  get invitation(): string | undefined {
    return this.#who?.guest?.invitation;
  }

  /** True from READY on. */
  get ready(): boolean {
    return this.#channels !== undefined;
  }

  /** Ends the connection for a reason of the agent's. */
  end(error: ProtocolError): Promise<SocketEnd> {
    this.#peer.fail(error);
    return this.ended;
  }

  #receive(message: Message): void {
    if (this.#channels) return this.#serve(message, this.#channels);
    if (message.type === 'hello') {
      const welcome = this.#login.greet(message.body);
      this.#options.place.reached('greeted');
      return this.#peer.send('welcome', 0, welcome);
    }
    if (message.type === 'auth') return this.#authenticate(message.body);
    if (message.type === 'goodbye' || message.type === 'error') return;
    throw new ProtocolError('unexpected-message', `${message.type.toUpperCase()} before READY`);
  }

  #authenticate(auth: AllBodies['auth']): void {
    const who = this.#login.answer(auth, (reason) => this.#sendAway(reason));
    if (!who) return this.#refuse();
    const { throttle, place, onReady, hasRoomFor } = this.#options;
    throttle.succeeded(this.remote);
    place.leave();
    this.#cancelTimer();
    if (!who.guest && !hasRoomFor('owner')) throw noRoom();
    this.#who = who;
    this.#begin(who);
    onReady(this);
  }

  #begin(who: LoggedIn): void {
    const { registry, tunnels, keys, clock } = this.#options;
    const { limits, features } = this.#login.hello!;
    const maxBody = Math.min(limits.maxBody, LIMITS.maxBody);
    if (who.guest) this.#peer.outbox.maxControlBytes = LIMITS.maxGuestBacklog;
    const numbers = new ChannelNumbers();
    const channels = (this.#channels = new ShellChannels({
      ...{ peer: this.#peer, registry, numbers, clock, maxBody, who },
      ...{ knowsGroups: knows(features, 'groups'), knowsKeys: knows(features, 'keys') },
    }));
    const has = (session: string, member: number): boolean => channels.has(session, member);
    this.#tunnels = new TunnelChannels(this.#peer, numbers, tunnels, { desk: keys, has });
    this.#peer.send('ready', 0, who.ready);
    const { heartbeatMs, silenceMs } = this.#login.pace;
    this.#peer.promote(maxBody, heartbeatMs, silenceMs);
  }

  // The answer is held back, the longer the more often it was wrong.
  #refuse(): void {
    const { throttle, place, clock, onRefused } = this.#options;
    place.reached('refused');
    this.#cancelTimer();
    onRefused(this);
    this.#cancelTimer = clock.after(throttle.failed(this.remote), () =>
      this.#peer.fail(new ProtocolError('wrong-token', 'The pairing token is wrong.')),
    );
  }

  #serve(message: Message, channels: ShellChannels): void {
    const { role } = channels;
    if (!mayUse(role, message.type)) {
      throw new ProtocolError('unexpected-message', `${message.type.toUpperCase()} from a guest`);
    }
    if (message.channel !== 0) {
      const owner = this.#tunnels?.owns(message) ? this.#tunnels : channels;
      return owner.receive(message);
    }
    if (message.type === 'request') {
      const { registry, invitations } = this.#options;
      const context = { registry, invitations, asker: channels };
      return this.#peer.send('response', 0, answerRequest(message.body, context));
    }
    if (message.type === 'goodbye' || message.type === 'error') return;
    throw new ProtocolError('unexpected-message', `${message.type.toUpperCase()} from a client`);
  }

  // Whoever has come again by another connection goes on typing there.
  #sendAway(reason: ProtocolError): void {
    if (reason.code !== 'replaced') this.#channels?.dropInput();
    void this.end(reason);
  }

  #tooSlow(what: string, ms: number): void {
    this.#peer.fail(new ProtocolError('handshake-timeout', `no ${what} within ${ms / 1000} s`));
  }

  #wound(): void {
    this.#cancelTimer();
    this.#channels?.close();
    this.#who?.guest?.admission.leave();
    this.#tunnels?.close();
  }
}
