// A relay of one node as small as one can be, which does to what passes it whatever a test asks:
// it records, changes, leaves out, sends twice, swaps, cuts. The real one is in `relay/`.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { isProved } from '../../core/relay/agentProof.ts';
import {
  fromAgentSchema,
  MAX_SPLICE_MESSAGE,
  RELAY_PATHS,
  readRelayMessage,
  takeSchema,
  wantSchema,
  type Challenge,
} from '../../core/relay/messages.ts';

export type Direction = 'to-agent' | 'to-client';

/** What goes on of a message: none, itself, others, several. */
export type Meddler = (bytes: Buffer, direction: Direction, splice: number) => Buffer[];

export interface FakeRelayOptions {
  tls?: { cert: string; key: string };
  port?: number;
  heartbeatMs?: number;
  /** Which agent a client gets that wants `id`; another one, where it lies. */
  leadTo?: (id: string) => string;
  /** Where agents are sent. */
  node?: string;
  /** How it calls itself; what it was dialled as where it is honest. */
  name?: (host: string) => string;
}

interface Waiting {
  client: WebSocket;
  id: string;
}

interface Spliced {
  client: WebSocket;
  agent: WebSocket;
}

export class FakeRelay {
  /** Everything that has passed, in either direction, in the order in which it came. */
  readonly passed: { direction: Direction; bytes: Buffer }[] = [];
  /** `epoch keys` of each proof that was taken. */
  readonly proofs: { id: string; epoch: number; keys: number; ticket: string | undefined }[] = [];
  readonly splices: Spliced[] = [];
  readonly declined: string[] = [];
  meddle: Meddler = (bytes) => [bytes];
  /** Refuses all at this door, by this code. */
  refuse: { door: 'agent' | 'client'; code: string; retryMs?: number } | undefined;
  readonly #options: FakeRelayOptions;
  readonly #server: Server;
  readonly #agents = new Map<string, WebSocket>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #sockets = new Set<Socket>();
  #listeners = new Set<() => void>();

  static async start(options: FakeRelayOptions = {}): Promise<FakeRelay> {
    const relay = new FakeRelay(options);
    await new Promise<void>((resolve) =>
      relay.#server.listen(options.port ?? 0, '127.0.0.1', resolve),
    );
    return relay;
  }

  private constructor(options: FakeRelayOptions) {
    this.#options = options;
    this.#server = options.tls ? createTlsServer(options.tls) : createServer();
    const wss = new WebSocketServer({
      ...{ noServer: true, perMessageDeflate: false, maxPayload: MAX_SPLICE_MESSAGE },
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    });
    this.#server.on('upgrade', (request, socket, head) =>
      wss.handleUpgrade(request, socket, head, (ws) => {
        ws.on('error', () => undefined);
        const host = request.headers.host ?? '';
        if (request.url === RELAY_PATHS.agent) this.#agent(ws, host);
        else if (request.url === RELAY_PATHS.client) this.#client(ws);
        else this.#splice(ws);
      }),
    );
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    const { tls } = this.#options;
    return `${tls ? 'wss' : 'ws'}://${tls ? 'localhost' : '127.0.0.1'}:${this.port}`;
  }

  /** Agents that are here now. */
  get agents(): string[] {
    return [...this.#agents.keys()];
  }

  /** Resolves when `is` holds; looked at after each thing that happens here. */
  async until(is: (relay: this) => boolean): Promise<void> {
    while (!is(this)) await new Promise<void>((resolve) => this.#listeners.add(resolve));
  }

  /** Tells all agents to connect anew. */
  move(withinMs: number): void {
    for (const agent of this.#agents.values()) say(agent, { type: 'move', withinMs });
  }

  /** Tells an agent that a client waits, whether one does or not. */
  summon(id: string, about: { ticket?: string; node?: string } = {}): void {
    const ticket = about.ticket ?? randomBytes(32).toString('base64url');
    const { node = '' } = about;
    say(this.#agents.get(id)!, { type: 'waiting', ticket, node, forMs: 5_000 });
  }

  /** Cuts all connections, or those of some splices' ends, without a word. */
  cut(which: 'all' | 'agents' | 'clients' | 'control' = 'all'): void {
    if (which === 'all') for (const socket of this.#sockets) socket.destroy();
    if (which === 'control') for (const agent of this.#agents.values()) agent.terminate();
    // At once, as who waits for them to come back must not find them here still.
    if (which === 'all' || which === 'control') this.#agents.clear();
    for (const { client, agent } of this.splices.splice(0)) {
      if (which === 'agents') agent.terminate();
      if (which === 'clients') client.terminate();
    }
  }

  /** As by kill -9: everything is cut, and nobody listens any more. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #agent(ws: WebSocket, host: string): void {
    const { name = (own: string) => own, heartbeatMs = 1_000 } = this.#options;
    const nonce = randomBytes(32).toString('base64url');
    const challenge: Challenge = { type: 'challenge', relay: name(host), node: '', nonce };
    if (this.#refused(ws, 'agent')) return;
    say(ws, challenge);
    let id = '';
    ws.on('message', (data) => {
      const message = readRelayMessage(fromAgentSchema, String(data));
      if (message?.type === 'declined') return this.#declined(message.ticket);
      if (!message || !isProved(challenge, message)) return say(ws, refusal('bad-proof'));
      id = message.id;
      const { epoch, keys, ticket } = message;
      this.proofs.push({ id, epoch, keys: keys.length, ticket });
      this.#agents.get(id)?.close(1000, 'replaced');
      this.#agents.set(id, ws);
      say(ws, { type: 'owned', heartbeatMs, limits: { clients: 64 } });
      this.#happened();
    });
    const beat = setInterval(() => ws.ping(), heartbeatMs);
    ws.once('close', () => {
      clearInterval(beat);
      if (this.#agents.get(id) === ws) this.#agents.delete(id);
      this.#happened();
    });
  }

  #client(ws: WebSocket): void {
    if (this.#refused(ws, 'client')) return;
    ws.once('message', (data) => {
      const want = readRelayMessage(wantSchema, String(data));
      const id = want && (this.#options.leadTo?.(want.id) ?? want.id);
      const agent = id === undefined ? undefined : this.#agents.get(id);
      if (!agent || id === undefined) {
        say(ws, refusal('agent-offline'));
        return ws.close(1000, 'agent-offline');
      }
      const ticket = randomBytes(32).toString('base64url');
      this.#waiting.set(ticket, { client: ws, id });
      ws.pause();
      say(agent, { type: 'waiting', ticket, node: this.#options.node ?? '', forMs: 5_000 });
    });
  }

  #splice(ws: WebSocket): void {
    ws.once('message', (data) => {
      const ticket = readRelayMessage(takeSchema, String(data))?.ticket ?? '';
      const waiting = this.#waiting.get(ticket);
      this.#waiting.delete(ticket);
      if (!waiting) {
        say(ws, refusal('bad-ticket'));
        return ws.close(1000, 'bad-ticket');
      }
      const { client } = waiting;
      const splice = this.splices.push({ client, agent: ws }) - 1;
      this.#pass(client, ws, 'to-agent', splice);
      this.#pass(ws, client, 'to-client', splice);
      for (const end of [client, ws]) say(end, { type: 'spliced' });
      client.resume();
      this.#happened();
    });
  }

  #pass(from: WebSocket, to: WebSocket, direction: Direction, splice: number): void {
    from.on('message', (data: Buffer) => {
      this.passed.push({ direction, bytes: data });
      for (const bytes of this.meddle(data, direction, splice)) {
        if (to.bufferedAmount > 1024 * 1024) from.pause();
        to.send(bytes, { binary: true }, () => from.resume());
      }
      this.#happened();
    });
    from.once('close', () => to.close(1000, 'peer-gone'));
  }

  #declined(ticket: string): void {
    this.declined.push(ticket);
    const waiting = this.#waiting.get(ticket);
    if (waiting) say(waiting.client, refusal('agent-busy'));
    this.#happened();
  }

  #refused(ws: WebSocket, door: 'agent' | 'client'): boolean {
    if (this.refuse?.door !== door) return false;
    const { code, retryMs } = this.refuse;
    say(ws, { ...refusal(code), retryMs });
    ws.close(1000, code);
    return true;
  }

  #happened(): void {
    const listeners = this.#listeners;
    this.#listeners = new Set();
    for (const listener of listeners) listener();
  }
}

function say(ws: WebSocket, message: object): void {
  ws.send(JSON.stringify(message));
}

function refusal(code: string) {
  return { type: 'refused', code, message: '' };
}
