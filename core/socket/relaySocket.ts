// One WebSocket to one of a relay's doors: text messages that are read by their schema, until bytes
// follow. Whatever comes before somebody listens is kept, and the socket paused.
import { WebSocket, type RawData } from 'ws';
import { lookupHost } from './lookupHost.ts';
import { formatHostPort, type HostPort } from '../link/pairingLink.ts';
import {
  MAX_SPLICE_MESSAGE,
  readRelayMessage,
  RELAY_PATHS,
  RELAY_SUBPROTOCOL,
  type RelayDoor,
} from '../relay/messages.ts';
import { withResolvers } from '../task/taskGroup.ts';
import type { z } from 'zod';
import { endByClose, endByRefusal, RelayEnd } from './relayEnd.ts';

export interface RelayPlace extends HostPort {
  tls: boolean;
}

export interface RelaySocketOptions {
  relay: RelayPlace;
  door: RelayDoor;
  /** For the connection and its upgrade, milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** The relay has taken the connection. */
  onConnected?: (() => void) | undefined;
}

export interface RelayListener {
  onMessage(data: Buffer, isBinary: boolean): void;
  /** The relay asks whether this side is alive; it is answered already. */
  onPing?(): void;
  onEnd(end: RelayEnd): void;
}

interface Heard {
  data: Buffer;
  isBinary: boolean;
}

/** Kept for who comes to listen; beyond that nothing more is read. */
const MAX_KEPT = 4;
/** How long the relay may take to answer a Close, milliseconds. */
const CLOSE_MS = 1_000;

export class RelaySocket {
  readonly #ws: WebSocket;
  #kept: Heard[] = [];
  #listener: RelayListener | undefined;
  #end: RelayEnd | undefined;
  #error: Error | undefined;

  /** Rejects with `RelayEnd` by an HTTP answer, or the system's error. */
  static async open(options: RelaySocketOptions): Promise<RelaySocket> {
    const { relay, door, timeoutMs, signal } = options;
    const url = `${relayUrl(relay)}${RELAY_PATHS[door]}`;
    // Nothing but ciphertext is sent in a splice, and to a relay with TLS anything is: masks of
    // zero cost no pass over the bytes.
    const ws = new WebSocket(url, RELAY_SUBPROTOCOL, {
      generateMask: (mask: Buffer) => void mask.fill(0),
      perMessageDeflate: false,
      maxPayload: MAX_SPLICE_MESSAGE,
      followRedirects: false,
      handshakeTimeout: timeoutMs,
      lookup: lookupHost,
    });
    const socket = new RelaySocket(ws);
    const abort = (): void => ws.terminate();
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    try {
      await socket.#opened();
      options.onConnected?.();
      return socket;
    } catch (error) {
      ws.terminate();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    ws.on('message', (data: RawData, isBinary) => this.#heard(data as Buffer, isBinary));
    ws.on('ping', () => this.#listener?.onPing?.());
    ws.on('error', (error) => (this.#error ??= error));
    ws.once('close', (code, reason) => this.#over(endByClose(code, String(reason), this.#error)));
  }

  /** A message before the splice. */
  say(message: object): void {
    this.#ws.send(JSON.stringify(message), () => undefined);
  }

  /** `done` is called when they are on their way, or can't be any more. */
  send(bytes: Uint8Array, done: (error?: Error | null) => void): void {
    this.#ws.send(bytes, { binary: true }, done);
  }

  /** The next message. Rejects with `RelayEnd`: a refusal, the end, nonsense, nothing in time. */
  async hear<T>(schema: z.ZodType<T>, timeoutMs: number): Promise<T> {
    const { promise, resolve, reject } = withResolvers<T>();
    const timer = setTimeout(() => reject(new RelayEnd('too-slow')), timeoutMs);
    this.listen({
      onMessage: (data, isBinary) => {
        this.#listener = undefined;
        const text = isBinary ? '' : data.toString();
        const message = readRelayMessage(schema, text);
        const refusal = endByRefusal(text);
        if (refusal) reject(refusal);
        else if (message === undefined) reject(new RelayEnd('no-relay'));
        else resolve(message);
      },
      onEnd: reject,
    });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#listener = undefined;
    }
  }

  /** Hears what was kept, and all that comes. */
  listen(listener: RelayListener): void {
    this.#listener = listener;
    while (this.#kept.length > 0 && this.#listener === listener) {
      const { data, isBinary } = this.#kept.shift()!;
      listener.onMessage(data, isBinary);
    }
    if (this.#listener !== listener) return;
    if (this.#end) listener.onEnd(this.#end);
    else this.resume();
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  /** Milliseconds to the relay and back. Never answered where the connection ends before. */
  roundTrip(now: () => number): Promise<number> {
    const { promise, resolve } = withResolvers<number>();
    const began = now();
    this.#ws.once('pong', () => resolve(now() - began));
    this.#ws.ping('', undefined, () => undefined);
    return promise;
  }

  /** After all that was sent; gives the socket back within a second. */
  close(): void {
    this.#ws.close(1000);
    this.#ws.resume(); // the relay's Close may wait behind bytes that nobody wants
    const timer = setTimeout(() => this.#ws.terminate(), CLOSE_MS);
    this.#ws.once('close', () => clearTimeout(timer));
  }

  destroy(): void {
    this.#ws.terminate();
  }

  async #opened(): Promise<void> {
    const { promise, resolve, reject } = withResolvers<void>();
    this.#ws.once('open', resolve);
    this.#ws.once('unexpected-response', (request, response) => {
      request.destroy();
      reject(new RelayEnd('no-relay', String(response.statusCode), retryMs(response.headers)));
    });
    this.#ws.once('error', reject);
    await promise;
  }

  #heard(data: Buffer, isBinary: boolean): void {
    if (this.#listener) return this.#listener.onMessage(data, isBinary);
    this.#kept.push({ data, isBinary });
    if (this.#kept.length >= MAX_KEPT) this.#ws.pause();
  }

  #over(end: RelayEnd): void {
    this.#end ??= end;
    if (this.#kept.length === 0) this.#listener?.onEnd(this.#end);
  }
}

/** `wss://relay.example:7443`. */
export function relayUrl({ host, port, tls }: RelayPlace): string {
  return `${tls ? 'wss' : 'ws'}://${formatHostPort(host, port)}`;
}

function retryMs(headers: { 'retry-after'?: string }): number | undefined {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 && seconds < 3_600 ? seconds * 1_000 : undefined;
}
