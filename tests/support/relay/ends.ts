// An agent and a client of a relay, as little as they are: made of the messages, so that each of them
// can be wrong in any way.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { agentIdOf, keyText, prove } from '../../../core/relay/agentProof.ts';
import {
  RELAY_PATHS,
  RELAY_SUBPROTOCOL,
  type Challenge,
  type Prove,
  type RelayDoor,
} from '../../../core/relay/messages.ts';

/** What was said on a socket, in order, and how it ended; each is waited for once. */
export class Line {
  readonly ws: WebSocket;
  readonly #said: (string | Buffer)[] = [];
  readonly #wanted: ((said: string | Buffer | undefined) => void)[] = [];
  /** Code and reason of the end. */
  readonly ended: Promise<{ code: number; reason: string }>;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data: Buffer, isBinary: boolean) =>
      this.#add(isBinary ? data : data.toString()),
    );
    this.ended = new Promise((resolve) =>
      ws.once('close', (code, reason) => {
        for (const want of this.#wanted.splice(0)) want(undefined);
        resolve({ code, reason: reason.toString() });
      }),
    );
    ws.on('error', () => undefined);
  }

  static async open(url: string, door: RelayDoor, options: ClientOptions = {}): Promise<Line> {
    const ws = new WebSocket(url + RELAY_PATHS[door], RELAY_SUBPROTOCOL, {
      perMessageDeflate: false,
      ...options,
    });
    const line = new Line(ws);
    await once(ws, 'open');
    return line;
  }

  /** The next message; undefined where it ended before. */
  async next(): Promise<string | Buffer | undefined> {
    const said = this.#said.shift();
    if (said !== undefined || this.ws.readyState === WebSocket.CLOSED) return said;
    return new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** The next message, which is JSON. */
  async told<T = Record<string, unknown>>(): Promise<T> {
    const said = await this.next();
    if (typeof said !== 'string') throw new Error(`told nothing: ${String(said)}`);
    return JSON.parse(said) as T;
  }

  say(message: object): void {
    this.ws.send(JSON.stringify(message));
  }

  #add(said: string | Buffer): void {
    const want = this.#wanted.shift();
    if (want) want(said);
    else this.#said.push(said);
  }
}

export interface AgentKeys {
  id: string;
  keys: Prove['keys'];
  current: KeyObject;
}

export function newKeys(): AgentKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = keyText(privateKey);
  return { id: agentIdOf(key), keys: [{ key }], current: privateKey };
}

let lastEpoch = 0;

export interface AgentWishes {
  keys?: AgentKeys;
  epoch?: number;
  ticket?: string;
  options?: ClientOptions;
}

/** A control connection that has answered the challenge; what it is told next is `owned` or `refused`. */
export async function proveAgent(url: string, wishes: AgentWishes = {}) {
  const { keys = newKeys(), epoch = ++lastEpoch, ticket, options } = wishes;
  const line = await Line.open(url, 'agent', options);
  const challenge = await line.told<Challenge>();
  const about = {
    id: keys.id,
    epoch,
    keys: keys.keys,
    ...(ticket === undefined ? {} : { ticket }),
  };
  line.say(prove(challenge, about, keys.current));
  return { line, keys, id: keys.id, challenge };
}

/** An agent that is in. */
export async function agentIn(url: string, wishes: AgentWishes = {}) {
  const agent = await proveAgent(url, wishes);
  const owned = await agent.line.told();
  if (owned.type !== 'owned') throw new Error(`not in: ${JSON.stringify(owned)}`);
  return { ...agent, owned };
}

/** A client that has said whom it wants. */
export async function wantAgent(url: string, id: string, options?: ClientOptions): Promise<Line> {
  const line = await Line.open(url, 'client', options);
  line.say({ type: 'want', id });
  return line;
}

/** An agent's end that has said its ticket. */
export async function takeTicket(
  url: string,
  ticket: string,
  options?: ClientOptions,
): Promise<Line> {
  const line = await Line.open(url, 'splice', options);
  line.say({ type: 'take', ticket });
  return line;
}

/** A client and its agent, spliced. */
export async function spliced(
  url: string,
  agent: { line: Line; id: string },
  options?: ClientOptions,
) {
  const client = await wantAgent(url, agent.id, options);
  const { ticket } = await agent.line.told<{ ticket: string }>();
  const end = await takeTicket(url, ticket, options);
  for (const line of [client, end]) {
    const said = await line.told();
    if (said.type !== 'spliced') throw new Error(`not spliced: ${JSON.stringify(said)}`);
  }
  return { client, end, ticket };
}
