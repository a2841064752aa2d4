// A WebSocket as an endpoint: a reader task and a writer task in one group. Whichever ends
// first ends both; the Close frame belongs to the group, so it is sent exactly once and
// after the last frame, and the descriptor is given back within a stated time.
import type { WebSocket } from 'ws';
import { byteChannel, type Channel } from '../channel/channel.ts';
import { TaskGroup, withResolvers, type EndReason, type TaskContext } from '../task/taskGroup.ts';
import type { Clock } from '../time/clock.ts';
import { ProtocolError } from '../wire/errors.ts';
import { socketReader } from './socketReader.ts';
import { socketWriter, type FrameQueue } from './socketWriter.ts';

/** Received, not yet decoded. Decoding keeps up, so this is a bound and not a queue. */
const INBOUND_BYTES = 256 * 1024;
/** How long the writer may go on flushing once the endpoint is ending. */
export const SOCKET_DRAIN_MS = 1_000;
/** How long the peer may take to answer our Close frame before the socket is destroyed. */
export const CLOSE_ANSWER_MS = 1_000;
/** RFC 6455 §7.4.1: normal closure. */
const NORMAL = 1000;
/** What `ws` reports when the socket ended without a Close frame (RFC 6455 §7.4.1). */
const ABNORMAL = 1006;

/** How the connection ended, as far as this side knows. */
export interface SocketEnd {
  /** Close code that the peer sent; 1006 when it vanished without one. */
  peerCode: number;
  peerReason: string;
  /** Why this side ended it; undefined when the peer did. */
  error: unknown;
}

/** What the endpoint sends from: the outbox, closed by the endpoint when it ends. */
export interface ClosableFrames extends FrameQueue {
  close(): void;
}

export class SocketEndpoint {
  readonly inbound: Channel<Uint8Array> = byteChannel('socket inbound', INBOUND_BYTES);
  /** Resolves when both tasks have ended and the socket is gone. Never rejects. */
  readonly ended: Promise<SocketEnd>;
  readonly #ws: WebSocket;
  readonly #clock: Clock;
  readonly #group: TaskGroup;
  readonly #closed: Promise<{ code: number; reason: string }>;
  #error: unknown;

  constructor(ws: WebSocket, frames: ClosableFrames, clock: Clock) {
    this.#ws = ws;
    this.#clock = clock;
    this.#closed = whenClosed(ws);
    ws.on('error', (error) => (this.#error ??= error));
    this.#group = new TaskGroup({
      name: 'socket',
      clock,
      drainMs: SOCKET_DRAIN_MS,
      close: (reason) => this.#close(reason),
    });
    this.#group.draining.addEventListener('abort', () => frames.close());
    this.#group.killed.addEventListener('abort', () => this.inbound.abort(this.#group.reason));
    this.#group.spawn('socketReader', (context) => this.#read(context));
    this.#group.spawn('socketWriter', (context) => socketWriter(ws, frames, context));
    this.ended = this.#group.ended.then((reason) => this.#describe(reason));
  }

  /** Ends the connection: flushes, sends Close with the error's code, and destroys the socket. */
  end(by: string, error?: unknown): void {
    this.#group.end(by, error);
  }

  async #read(context: TaskContext): Promise<void> {
    try {
      await socketReader(this.#ws, this.inbound, context);
    } finally {
      this.inbound.close(this.#group.reason);
    }
  }

  async #close(reason: EndReason): Promise<void> {
    const error = namedError(reason);
    this.#ws.close(error?.closeCode ?? NORMAL, error?.code ?? '');
    this.#ws.resume(); // the peer's Close may wait behind messages nobody wants any more
    const cancel = this.#clock.after(CLOSE_ANSWER_MS, () => this.#ws.terminate());
    await this.#closed;
    cancel();
  }

  async #describe(reason: EndReason): Promise<SocketEnd> {
    const { code, reason: text } = await this.#closed;
    const own = reason.by === 'socketReader' && reason.kind === 'done' ? undefined : reason.error;
    return { peerCode: code, peerReason: text, error: own ?? this.#error };
  }
}

/** What the peer is told: a task that failed without a name is our own fault. */
function namedError({ kind, error }: EndReason): ProtocolError | undefined {
  if (error instanceof ProtocolError) return error;
  return kind === 'failed' ? new ProtocolError('internal-error', 'a task failed') : undefined;
}

function whenClosed(ws: WebSocket): Promise<{ code: number; reason: string }> {
  const { promise, resolve } = withResolvers<{ code: number; reason: string }>();
  if (ws.readyState === ws.CLOSED) resolve({ code: ABNORMAL, reason: '' });
  ws.once('close', (code: number, reason: Buffer) => resolve({ code, reason: reason.toString() }));
  return promise;
}
