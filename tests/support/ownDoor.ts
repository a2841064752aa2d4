// An agent's door in this process: a real server on loopback or a unix socket, with a login, shells
// and time of the test's own, and what was told of those who came.
import { onTestFinished } from 'vitest';
import { AgentServer, type AgentServerOptions } from '../../agent/server/agentServer.ts';
import type { ClientConnection } from '../../agent/server/clientConnection.ts';
import type { SocketEnd } from '../../core/socket/socketEndpoint.ts';
import { invitationLink } from '../../core/link/invitationLink.ts';
import { formatPairingLink, type PairingLink } from '../../core/link/pairingLink.ts';
import type { MadeInvitation } from '../../core/client/sharing.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { MemoryAgent } from './memoryAgent.ts';
import { RawSocket } from './rawSocket.ts';

const TOKEN = 't'.repeat(43);
const AGENT = { name: 'bowline-agent', version: '1', host: 'here', platform: 'linux' };
const HOST = '127.0.0.1';

export class OwnDoor {
  readonly agent = new MemoryAgent();
  readonly server: AgentServer;
  /** Those who are in, and how they ended. */
  readonly ready: ClientConnection[] = [];
  readonly ended: SocketEnd[] = [];
  readonly turnedAway: [remote: string, status: number, why: string][] = [];
  port = 0;

  /** @param others what the server has that isn't as usual */
  constructor(others: Partial<AgentServerOptions> = {}) {
    const { clock, registry, invitations, tunnels, keys } = this.agent;
    this.server = new AgentServer({
      ...{ clock, registry, invitations, tunnels, keys, certificate: undefined },
      login: { rule: { method: 'token', token: TOKEN, bindings: [''] }, agent: AGENT },
      handshakeMs: LIMITS.handshakeMs,
      onReady: (connection) => this.ready.push(connection),
      onRefused: () => undefined,
      onEnded: (_connection, end) => this.ended.push(end),
      onTurnedAway: (...told) => this.turnedAway.push(told),
      ...others,
    });
    onTestFinished(() => this.server.close());
  }

  async open(port = 0): Promise<this> {
    this.port = await this.server.listenTcp({ host: HOST, port });
    return this;
  }

  get url(): string {
    return `ws://${HOST}:${this.port}`;
  }

  /** The owner comes in. */
  login(): Promise<RawSocket> {
    return RawSocket.login(formatPairingLink(this.#link));
  }

  /** Another guest does. */
  join(invitation: MadeInvitation): Promise<RawSocket> {
    return RawSocket.join(invitationLink(this.#link, invitation));
  }

  get #link(): PairingLink {
    const address = { kind: 'tcp', host: HOST, port: this.port, tls: false } as const;
    return { address, token: TOKEN, fingerprint: null, name: '' };
  }
}
