// The end of a stream that carries ssh-agent's protocol to whoever answers: requests come whole, one
// after the other, and each has one answer. Who asks on waits, and the stream's window bounds how much.
import { say } from '../../words/said.ts';
import type { LocalEnd } from '../tunnel/localEnd.ts';
import type { TunnelStream } from '../tunnel/tunnelStream.ts';
import { failure, framed, MessageReader } from './agentMessages.ts';

/** Answers a request; `signal` says that nobody waits any more. What it rejects with is a refusal. */
export type Answer = (request: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;

/** What of a stream is used. */
export type AnswerStream = Pick<TunnelStream, 'push' | 'taken' | 'finish' | 'delivered' | 'fail'>;

export class AnsweringEnd implements LocalEnd {
  readonly #stream: AnswerStream;
  readonly #answer: Answer;
  readonly #reader = new MessageReader();
  readonly #over = new AbortController();
  readonly #waiting: Uint8Array[] = [];
  /** Bytes of what waits: nobody can send more than the window meanwhile. */
  #untaken = 0;
  #busy = false;
  #ending = false;

  constructor(stream: AnswerStream, answer: Answer) {
    this.#stream = stream;
    this.#answer = answer;
  }

  write(bytes: Uint8Array): void {
    try {
      this.#waiting.push(...this.#reader.push(bytes));
    } catch (error) {
      const { message } = error as Error;
      return this.#stream.fail('stream-reset', say('as-told', { text: message }));
    }
    if (this.#waiting.length > 0) this.#untaken += bytes.byteLength;
    else this.#stream.taken(bytes.byteLength);
    void this.#work();
  }

  end(): void {
    this.#ending = true;
    this.#endIfAnswered();
  }

  reset(): void {
    this.#waiting.length = 0;
    this.#over.abort();
  }

  resume(): void {} // what is pushed is an answer, which somebody waits for

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const answer = await this.#answer(next, this.#over.signal).catch(failure);
      if (this.#over.signal.aborted) return;
      this.#stream.push(framed(answer));
    }
    this.#busy = false;
    this.#takeAll();
    this.#endIfAnswered();
  }

  #takeAll(): void {
    const bytes = this.#untaken;
    this.#untaken = 0;
    if (bytes > 0) this.#stream.taken(bytes);
  }

  #endIfAnswered(): void {
    if (!this.#ending || this.#busy || this.#over.signal.aborted) return;
    this.#stream.finish();
    this.#stream.delivered();
  }
}
