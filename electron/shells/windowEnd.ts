// The window's end of one shell: what is posted to it, how much of that it has parsed, and the
// latest output, to be shown again when a new window takes over after a crash or a reload.
import type { Clock } from '../../core/time/clock.ts';
import { OUTPUT_WINDOW_BYTES } from './creditGate.ts';
import { OutputBatch } from './outputBatch.ts';
import { OutputTail } from './outputTail.ts';
import type { ShellMark } from '../shell.ts';
import type { ShellPort } from './shellPort.ts';

/** All that the last window may not have parsed, and more. */
const RECENT_BYTES = OUTPUT_WINDOW_BYTES + 128 * 1024;

export class WindowEnd {
  readonly #onMessage: (data: unknown) => void;
  readonly #recent = new OutputTail(RECENT_BYTES);
  readonly #batch: OutputBatch;
  #port: ShellPort | null = null;
  /** Output posted to the present port and not parsed by it. */
  #unparsed = 0;
  /** Of that, what was shown again: the shell has its credit for it already. */
  #repeated = 0;

  constructor(port: ShellPort, clock: Clock, onMessage: (data: unknown) => void) {
    this.#onMessage = onMessage;
    this.#batch = new OutputBatch(clock, (bytes) => this.#postOutput(bytes));
    this.#listen(port);
  }

  output(bytes: Uint8Array): void {
    this.#batch.push(bytes);
  }

  /** Nothing follows from this connection. */
  end(): void {
    this.#batch.flush();
    this.#port?.post({ type: 'end' });
  }

  /** Keeps its place between the stretches of output. */
  mark(mark: ShellMark): void {
    this.#batch.flush();
    this.#port?.post(mark);
  }

  /** The window claims to have parsed this; answers with how much credit is due for it. */
  parsed(claimed: number): number {
    const bytes = Math.min(claimed, this.#unparsed);
    const repeated = Math.min(bytes, this.#repeated);
    this.#unparsed -= bytes;
    this.#repeated -= repeated;
    return bytes - repeated;
  }

  /** Another window takes over; answers with the credit the last one still owed. */
  replace(port: ShellPort): number {
    this.#batch.flush();
    const owed = this.#unparsed - this.#repeated;
    this.close();
    this.#listen(port);
    const recent = this.#recent.bytes();
    this.#unparsed = this.#repeated = recent.byteLength;
    if (recent.byteLength > 0) port.post({ type: 'output', bytes: exactly(recent) });
    return owed;
  }

  close(): void {
    this.#port?.close();
    this.#port = null;
  }

  #postOutput(bytes: Uint8Array): void {
    const chunk = exactly(bytes);
    this.#recent.push(chunk);
    this.#unparsed += chunk.byteLength;
    this.#port?.post({ type: 'output', bytes: chunk });
  }

  #listen(port: ShellPort): void {
    this.#port = port;
    port.onMessage((data) => {
      if (this.#port === port) this.#onMessage(data);
    });
    port.onClose(() => {
      if (this.#port === port) this.#port = null;
    });
  }
}

/** Posting a view clones the whole buffer under it, with whatever else Node keeps in there. */
function exactly(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
