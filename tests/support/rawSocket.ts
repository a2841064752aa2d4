// A WebSocket to an agent that obeys no rule but those of WebSockets, for tests of what the
// agent does with whoever misbehaves.
import { randomBytes } from 'node:crypto';
import { connect as connectUnix, type Socket } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import { clientProof } from '../../core/auth/proof.ts';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { parsePairingLink, type PairingLink } from '../../core/link/pairingLink.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type AllBodies, type Message } from '../../core/wire/messages.ts';
import type { MessageType } from '../../core/wire/protocol.ts';

export interface RawOptions {
  path?: string;
  protocol?: string;
  headers?: Record<string, string>;
  /** Connects over a unix socket instead. */
  socketPath?: string;
}

export const HELLO: AllBodies['hello'] = {
  versions: [1],
  nonce: 'A'.repeat(43),
  client: { name: 'raw', version: '1' },
  limits: { maxBody: 65_536, maxChannels: 256 },
};

/** Resolves with the HTTP status when the agent doesn't let the WebSocket in. */
export async function refusedStatus(url: string, options: RawOptions): Promise<number> {
  const ws = dialRaw(url, options);
  return new Promise((resolve, reject) => {
    ws.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      ws.terminate();
    });
    ws.once('open', () => reject(new Error('was let in')));
    ws.on('error', () => undefined);
  });
}

export class RawSocket {
  readonly ws: WebSocket;
  /** Everything the agent has said. */
  readonly messages: Message[] = [];
  /** Resolves when the socket is gone. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #decoder = new FrameDecoder(0xffffff);
  readonly #looks = new Set<() => void>();
  #staysAlive = false;

  static async open(url: string, options: RawOptions = {}): Promise<RawSocket> {
    const ws = dialRaw(url, options);
    const raw = new RawSocket(ws);
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    return raw;
  }

  /** Opens and logs in with the token of a pairing link. */
  static async login(link: string): Promise<RawSocket> {
    return RawSocket.#prove(parsePairingLink(link), HELLO);
  }

  /** The same as a guest, with the token of an invitation. */
  static async join(link: InvitationLink, member = randomId()): Promise<RawSocket> {
    const guest = { invitation: link.invitation.id, member };
    return RawSocket.#prove(link, { ...HELLO, features: ['groups'] }, guest);
  }

  static async #prove(
    { address, token }: PairingLink,
    hello: AllBodies['hello'],
    guest: Pick<AllBodies['auth'], 'invitation' | 'member'> = {},
  ): Promise<RawSocket> {
    if (address.kind !== 'tcp') throw new Error('only TCP links');
    const raw = await RawSocket.open(`ws://${address.host}:${address.port}`);
    raw.send('hello', 0, hello);
    const { nonce } = (await raw.message('welcome')).body;
    raw.send('auth', 0, { method: 'token', proof: proofFor(token, nonce), ...guest });
    await raw.message('ready');
    return raw;
  }

  private constructor(ws: WebSocket) {
    this.ws = ws;
    const { promise, resolve } = withResolvers<{ code: number; reason: string }>();
    this.closed = promise;
    ws.on('error', () => undefined);
    ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    ws.on('message', (data: Buffer) => this.#take(data));
  }

  /** The TCP socket below. */
  get socket(): Socket {
    return (this.ws as unknown as { _socket: Socket })._socket;
  }

  send<K extends MessageType>(type: K, channel: number, body: AllBodies[K]): void {
    this.ws.send(encode(type, channel, body));
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.ws.send(bytes);
  }

  /** Answers pings from now on: however long a test takes, the agent doesn't take it for gone. */
  staysAlive(): this {
    this.#staysAlive = true;
    return this;
  }

  /** The first such message, now or later; rejects when the socket closes before. */
  message<K extends MessageType>(
    type: K,
    matches: (message: Extract<Message, { type: K }>) => boolean = () => true,
  ): Promise<Extract<Message, { type: K }>> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.messages.find(
          (message) => message.type === type && matches(message as Extract<Message, { type: K }>),
        );
        if (!found) return;
        this.#looks.delete(look);
        resolve(found as Extract<Message, { type: K }>);
      };
      this.#looks.add(look);
      look();
      void this.closed.then(({ code, reason }) =>
        reject(new Error(`no ${type} before the close ${code} ${reason}`)),
      );
    });
  }

  #take(data: Buffer): void {
    for (const frame of this.#decoder.push(data)) {
      const message = decode(frame);
      if (message?.type === 'ping' && this.#staysAlive) this.send('pong', 0, message.body);
      else if (message) this.messages.push(message);
    }
    for (const look of [...this.#looks]) look();
  }
}

export function proofFor(token: string, agentNonce: string, binding = ''): string {
  const clientNonce = Buffer.from(HELLO.nonce, 'base64url');
  const context = { clientNonce, agentNonce: Buffer.from(agentNonce, 'base64url'), binding };
  return Buffer.from(clientProof(token, context)).toString('base64url');
}

export function randomId(): string {
  return randomBytes(16).toString('hex');
}

function dialRaw(url: string, options: RawOptions): WebSocket {
  const { path = '/bowline', protocol = 'bowline.v1', headers = {}, socketPath } = options;
  const settings: ClientOptions = { headers, perMessageDeflate: false, rejectUnauthorized: false };
  if (socketPath) settings.createConnection = () => connectUnix(socketPath);
  const base = socketPath ? 'ws://localhost' : url;
  return new WebSocket(`${base}${path}`, protocol ? [protocol] : [], settings);
}
