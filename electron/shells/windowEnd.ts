// The window's end of one shell: what is posted to it, how much of that it has parsed, and the
// latest output, to be shown (again) when a new window takes over after a crash, a reload or the
// start of the app.
import type { Clock } from '../../core/time/clock.ts';
import { OUTPUT_WINDOW_BYTES } from './creditGate.ts';
import { OutputBatch } from './outputBatch.ts';
import { RecentMessages } from './recentMessages.ts';
import type { PortDown } from '../ipc/contract.ts';
import type { ShellMark } from '../shell.ts';
import type { ShellPort } from '../window.ts';

/** All that the last window may not have parsed, and more. */
const RECENT_BYTES = OUTPUT_WINDOW_BYTES + 128 * 1024;

/** The window has enough to parse for as long as a batch may wait, also where it is plain text. */
const BEHIND_BYTES = 128 * 1024;

export class WindowEnd {
  readonly #onMessage: (data: unknown) => void;
  readonly #recent = new RecentMessages(RECENT_BYTES);
  readonly #batch: OutputBatch;
  #port: ShellPort | null = null;
  /** Output posted to the present port and not parsed by it. */
  #unparsed = 0;
  /** Of that, what was shown again: the shell has its credit for it already. */
  #repeated = 0;

  /** Without a port, all is kept for the first window that comes. */
  constructor(port: ShellPort | null, clock: Clock, onMessage: (data: unknown) => void) {
    this.#onMessage = onMessage;
    const behind = (): boolean => this.#unparsed >= BEHIND_BYTES;
    this.#batch = new OutputBatch(clock, (bytes) => this.#postOutput(bytes), behind);
    if (port) this.#listen(port);
  }

  /** A window is there. Without one, output waits for the first that comes. */
  get attached(): boolean {
    return this.#port !== null;
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
    this.#post(mark);
  }

  /** The window claims to have parsed this; answers with how much credit is due for it. */
  parsed(claimed: number): number {
    const bytes = Math.min(claimed, this.#unparsed);
    const repeated = Math.min(bytes, this.#repeated);
    this.#unparsed -= bytes;
    this.#repeated -= repeated;
    return bytes - repeated;
  }

  /**
   * Another window takes over; answers with the credit the last one still owed. `parting` is said
   * to that one alone.
   */
  replace(port: ShellPort, parting?: ShellMark): number {
    this.#batch.flush(); // so that it is owed, too
    if (parting) this.#port?.post(parting);
    const owed = this.#unparsed - this.#repeated;
    this.close();
    this.#listen(port);
    this.#unparsed = this.#repeated = 0;
    for (const message of this.#recent.forNewWindow()) {
      if (message.type === 'output') this.#unparsed += message.bytes.byteLength;
      port.post(message);
    }
    this.#repeated = this.#unparsed;
    return owed;
  }

  /** What waits for more leaves first: no timer outlives the tab. */
  close(): void {
    this.#batch.flush();
    this.#port?.close();
    this.#port = null;
  }

  #postOutput(bytes: Uint8Array): void {
    this.#unparsed += bytes.byteLength;
    this.#post({ type: 'output', bytes: exactly(bytes) });
  }

  #post(message: PortDown): void {
    this.#recent.push(message, this.#port !== null);
    this.#port?.post(message);
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
