// One WebSocket at a door, and who handles what it says. There are ten thousand of them, so the
// listeners are the same functions for all, and find their peer through the socket.
import type { AgentSocket } from '../core/socket/agentSocket.ts';
import { streamBelow } from '../core/socket/upgrades.ts';
import type { RelayCode, Refused } from '../core/relay/messages.ts';

/** What is counted of sockets. */
export interface PeerCounts {
  unanswered: number;
  refuse: (why: string) => void;
}

/** What a socket says, and that it has ended, for whoever it belongs to at the moment. */
export interface Handler {
  message(from: Peer, data: Buffer, isBinary: boolean): void;
  /** It is gone. Called once, last. */
  closed(peer: Peer): void;
  /** All that was handed to the socket is written. */
  drained?(peer: Peer): void;
  /** A sign of life: ping or pong. */
  alive?(): void;
}

/** RFC 6455 §7.4.1. */
const CLOSE_CODES: Partial<Record<RelayCode, number>> = {
  draining: 1001,
  idle: 1000,
  'peer-gone': 1000,
  'message-too-large': 1009,
  registry: 1013,
  limit: 1013,
};
const POLICY = 1008;
/** Beyond so much that a peer hasn't read, its pings get no answer, bytes. */
const PONG_ROOM = 64 * 1024;

const PEER = Symbol('peer');
type WithPeer = { [PEER]?: Peer };

export class Peer {
  readonly ws: AgentSocket;
  /** From where it came. */
  readonly address: string;
  readonly counts: PeerCounts;
  handler: Handler;
  /** As long as it hasn't shown who it is. */
  arrival: { shown: () => void } | undefined;

  constructor(ws: AgentSocket, address: string, counts: PeerCounts, handler: Handler) {
    this.ws = ws;
    this.address = address;
    this.counts = counts;
    this.handler = handler;
    (ws as WithPeer)[PEER] = this;
    ws.on('message', onMessage);
    ws.on('ping', onPing);
    ws.on('pong', onPong);
    ws.on('error', onError);
    ws.on('close', onClose);
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  /** Handed to the socket and not taken yet, bytes. */
  get held(): number {
    return this.ws.bufferedAmount;
  }

  /** It is half open no more. */
  shown(): void {
    this.arrival?.shown();
    this.arrival = undefined;
  }

  send(message: object): void {
    if (this.open) this.ws.send(JSON.stringify(message));
  }

  /** Says why, counts it, and closes. What it says from here on is nobody's business. */
  refuse(code: RelayCode, message: string = code, retryMs?: number): void {
    if (!this.open) return;
    this.counts.refuse(code);
    const refused: Refused = { type: 'refused', code, message };
    this.send(retryMs === undefined ? refused : { ...refused, retryMs });
    this.close(code);
  }

  close(code: RelayCode): void {
    if (!this.open) return;
    this.ws.close(CLOSE_CODES[code] ?? POLICY, code);
    this.ws.resume(); // its Close may wait behind what nobody wants any more
  }

  /** Its handler hears when what waits for the socket is written. */
  watchDrain(): void {
    const stream = streamBelow(this.ws);
    if (!stream) return;
    (stream as WithPeer)[PEER] = this;
    stream.on('drain', onDrain);
  }
}

function onMessage(this: AgentSocket, data: Buffer, isBinary: boolean): void {
  const peer = (this as WithPeer)[PEER]!;
  if (this.readyState === this.OPEN) peer.handler.message(peer, data, isBinary);
}

function onPing(this: AgentSocket, data: Buffer): void {
  const peer = (this as WithPeer)[PEER]!;
  peer.handler.alive?.();
  if (peer.held > PONG_ROOM) peer.counts.unanswered++;
  else if (peer.open) this.pong(data);
}

function onPong(this: AgentSocket): void {
  (this as WithPeer)[PEER]!.handler.alive?.();
}

/** `ws` closes after it, by itself. */
function onError(this: AgentSocket, error: Error & { code?: string }): void {
  const isTooLarge = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
  (this as WithPeer)[PEER]!.counts.refuse(isTooLarge ? 'message-too-large' : 'broken');
}

function onClose(this: AgentSocket): void {
  const peer = (this as WithPeer)[PEER]!;
  peer.handler.closed(peer);
}

function onDrain(this: WithPeer): void {
  const peer = this[PEER]!;
  peer.handler.drained?.(peer);
}
