// Turns a pushing source (a stream's data events) into a pulled one, and coalesces: whatever
// piled up while the consumer was busy leaves as one chunk, the first chunk after silence
// leaves at once. Linux hands out at most 4 KiB a read, so this is what makes floods cheap.
import { withResolvers } from '../task/taskGroup.ts';

/** The source a queue slows down when nobody takes its chunks. */
export interface Pausable {
  pause(): void;
  resume(): void;
}

export class ChunkQueue {
  readonly #source: Pausable;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #paused = false;
  #ended = false;
  #waiting: ((chunk: Uint8Array | undefined) => void) | undefined;

  /**
   * `limitBytes`: how much may pile up before the source is paused. 0: nothing may, so it runs only
   * while somebody waits, but for what it already has at hand.
   */
  constructor(source: Pausable, limitBytes: number) {
    this.#source = source;
    this.#limit = limitBytes;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** After the end, chunks are thrown away; empty ones always, for no limit would hold them. */
  push(chunk: Uint8Array): void {
    if (this.#ended || chunk.byteLength === 0) return;
    if (this.#waiting) {
      this.#answer(chunk);
      if (this.#limit === 0) setImmediate(() => this.#pauseUnlessAwaited());
      return;
    }
    this.#chunks.push(chunk);
    this.#held += chunk.byteLength;
    if (this.#held >= this.#limit) this.#pause();
  }

  /** No chunk follows. What is queued can still be taken. */
  end(): void {
    this.#ended = true;
    this.#answer(undefined);
  }

  /** All that is queued, as one chunk; waits for some; undefined after the end. One caller. */
  take(): Promise<Uint8Array | undefined> {
    return this.#held > 0 ? Promise.resolve(this.#drain()) : this.#wait();
  }

  /** The same of one chunk as it was pushed: where they are large, joining them costs more than it saves. */
  takeOne(): Promise<Uint8Array | undefined> {
    const chunk = this.#chunks.shift();
    if (!chunk) return this.#wait();
    this.#held -= chunk.byteLength;
    if (this.#limit > 0 && this.#held < this.#limit) this.#resume();
    return Promise.resolve(chunk);
  }

  #wait(): Promise<Uint8Array | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    this.#resume();
    const { promise, resolve } = withResolvers<Uint8Array | undefined>();
    this.#waiting = resolve;
    return promise;
  }

  #answer(chunk: Uint8Array | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(chunk);
  }

  // A consumer that is quick waits again before the source has had another turn.
  #pauseUnlessAwaited(): void {
    if (!this.#waiting && !this.#ended) this.#pause();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#source.pause();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#source.resume();
  }

  #drain(): Uint8Array {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#held = 0;
    if (this.#limit > 0) this.#resume();
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  }
}
