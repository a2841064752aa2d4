// The agent's side of connections, without a server and without a process of its own: each client
// is a socket in memory, time is the test's, and shells are real.
import { expect, onTestFinished } from 'vitest';
import { InvitationBook } from '../../agent/auth/invitationBook.ts';
import { LoginThrottle } from '../../agent/auth/loginThrottle.ts';
import type { Stage } from '../../agent/auth/waitingRoom.ts';
import type { Role } from '../../agent/groups/roster.ts';
import { ScreenService } from '../../agent/screens/screenService.ts';
import { KeyDesk } from '../../agent/keys/keyDesk.ts';
import { ClientConnection } from '../../agent/server/clientConnection.ts';
import { ShellRegistry } from '../../agent/shells/shellRegistry.ts';
import { wholeRetention } from '../../agent/shells/memorySize.ts';
import { ForwardRules } from '../../agent/tunnel/forwardRules.ts';
import { TunnelService } from '../../agent/tunnel/tunnelService.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import type { MadeInvitation } from '../../core/client/sharing.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { ManualClock } from './manualClock.ts';
import { MemorySocket } from './memorySocket.ts';
import { HELLO, proofFor, randomId } from './rawSocket.ts';
import { temporaryDirectory } from './temporary.ts';

const TOKEN = 't'.repeat(43);
/** Of a client that takes whatever there is. */
const LARGE = { maxBody: 0xffffff, maxChannels: 65_535 };
const AGENT = { name: 'bowline-agent', version: '1', host: 'here', platform: 'linux' };

/** A client's end of a connection. */
export interface MemoryPeer {
  socket: MemorySocket;
  connection: ClientConnection;
  /** How far it came before it was in, as the waiting room was told. */
  stages: (Stage | 'in')[];
}

export class MemoryAgent {
  readonly clock = new ManualClock();
  readonly throttle = new LoginThrottle(this.clock);
  readonly invitations = new InvitationBook(this.clock, () => this.clock.now());
  readonly tunnels = new TunnelService({ clock: this.clock, rules: new ForwardRules({}) });
  readonly screens = new ScreenService();
  /** Of sockets that its shells’ programs find. */
  readonly folder = temporaryDirectory();
  readonly keys: KeyDesk = new KeyDesk({
    ...{ clock: this.clock, folder: this.folder, streams: this.tunnels.streams },
    group: (session) => this.registry.find(session)?.group,
  });
  readonly registry: ShellRegistry = new ShellRegistry({
    ...{ clock: this.clock, today: () => 0, shell: undefined, screens: this.screens },
    openKeys: (session) => this.keys.open(session),
    retention: wholeRetention(),
    ...{ onOpened: ignore, onExpired: ignore, onEnded: ignore, onLetGo: ignore },
    onForgotten: ignore,
  });
  /** Proofs that were wrong. */
  refused = 0;
  ready = 0;
  hasRoomFor: (role: Role) => boolean = () => true;
  readonly #sockets: MemorySocket[] = [];

  constructor() {
    onTestFinished(async () => {
      expect(this.#sockets.flatMap(({ sent }) => sent).filter(isWordless)).toEqual([]);
      this.keys.close();
      this.tunnels.close();
      await this.registry.closeAll();
      await this.screens.close();
    });
  }

  /** Somebody comes, and has said nothing yet. */
  come(remote = '192.0.2.1'): MemoryPeer {
    const socket = new MemorySocket();
    this.#sockets.push(socket);
    const stages: MemoryPeer['stages'] = [];
    const connection = new ClientConnection({
      ...{ socket: socket.socket, remote, clock: this.clock, throttle: this.throttle },
      login: {
        rule: { method: 'token', token: TOKEN, bindings: [''] },
        ...{ agent: AGENT, invitations: this.invitations },
      },
      place: { reached: (stage) => stages.push(stage), leave: () => stages.push('in') },
      ...{ registry: this.registry, invitations: this.invitations, tunnels: this.tunnels },
      keys: this.keys,
      handshakeMs: LIMITS.handshakeMs,
      hasRoomFor: (role) => this.hasRoomFor(role),
      onReady: () => this.ready++,
      onRefused: () => this.refused++,
    });
    return { socket, connection, stages };
  }

  async login(features: string[] = [], token = TOKEN, who: Guest = {}): Promise<MemoryPeer> {
    const peer = this.come();
    await peer.socket.hear('hello', 0, { ...HELLO, features, limits: LARGE });
    const { nonce } = peer.socket.last('welcome').body;
    await peer.socket.hear('auth', 0, { method: 'token', proof: proofFor(token, nonce), ...who });
    return peer;
  }

  /** By an invitation of `invite`. */
  async join({ id, token }: MadeInvitation, member = randomId()): Promise<MemoryPeer> {
    return this.login(['groups'], token, { invitation: id, member });
  }

  invite(session: string, role: 'viewer' | 'editor' = 'viewer'): MadeInvitation {
    return this.invitations.make({ session, role, label: '', uses: null, expiresInMs: 3_600_000 });
  }

  /** A program that does nothing. Answers its session. */
  openShell(command = ['sleep', '1000'], session = randomId()): string {
    this.registry.open(session, { command, cwd: '', env: {} }, { cols: 80, rows: 24 });
    return session;
  }
}

/** Whatever is refused, people are told why. */
function isWordless({ type, body }: Message): boolean {
  if (type === 'response') return body.error?.message === '';
  return (type === 'error' || type === 'reset' || type === 'refused') && body.message === '';
}

type Guest = Pick<AllBodies['auth'], 'invitation' | 'member'>;

function ignore(): void {
  // nobody asks
}
