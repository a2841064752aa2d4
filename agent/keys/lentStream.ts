// A stream to a client that lends keys, at the agent's end: a request goes out, and its answer is waited
// for. Cut, it goes on like any stream of a tunnel.
import { say } from '../../words/said.ts';
import { framed, MessageReader } from '../../core/sshAgent/agentMessages.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { LocalEnd } from '../../core/tunnel/localEnd.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';

export class LentStream implements LocalEnd {
  readonly #stream: TunnelStream;
  readonly #reader = new MessageReader();
  #waits: ReturnType<typeof withResolvers<Uint8Array>> | undefined;
  #over = false;

  constructor(stream: TunnelStream) {
    this.#stream = stream;
    stream.join(this);
  }

  /** Nothing more can be asked by it. */
  get isOver(): boolean {
    return this.#over;
  }

  /** The answer; one request at a time. Rejects when the stream ends before. */
  ask(request: Uint8Array): Promise<Uint8Array> {
    const waits = (this.#waits = withResolvers<Uint8Array>());
    if (this.#over) this.#giveUp();
    else this.#stream.push(framed(request));
    return waits.promise;
  }

  /** Nobody waits any more: in good order where nothing is under way. */
  close(): void {
    if (this.#over) return;
    if (!this.#waits && this.#stream.state === 'open') return this.#stream.finish();
    this.#stream.fail('stream-reset', say('stream-connection-gone'));
  }

  write(bytes: Uint8Array): void {
    this.#stream.taken(bytes.byteLength);
    try {
      for (const message of this.#reader.push(bytes)) this.#answered(message);
    } catch {
      this.#stream.fail('stream-reset', say('stream-connection-gone'));
    }
  }

  end(): void {
    this.ended();
    this.#stream.finish();
    this.#stream.delivered();
  }

  reset(): void {
    this.ended();
  }

  resume(): void {} // there is one request at a time

  /** The stream is over, however it came to that. */
  ended(): void {
    this.#over = true;
    this.#giveUp();
  }

  #answered(message: Uint8Array): void {
    if (!this.#waits) throw new Error('an answer that nobody asked for');
    this.#waits.resolve(message);
    this.#waits = undefined;
  }

  #giveUp(): void {
    this.#waits?.reject(new Error('whoever was asked has gone'));
    this.#waits = undefined;
  }
}
