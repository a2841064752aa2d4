// What a client knows of one shell, whatever connection it is on: how much output was shown,
// and which input the agent hasn't acknowledged. It outlives connections; with it a shell is
// taken up again where it was.
import { randomName } from '../auth/random.ts';
import { ByteLog } from '../replay/byteLog.ts';
import { ProtocolError } from '../wire/errors.ts';
import { withResolvers } from '../task/taskGroup.ts';

/** Input held for an agent that doesn't answer; beyond it, typing waits. */
export const PENDING_INPUT_BYTES = 1024 * 1024;

/** Typed bytes in order, held until they are acknowledged. */
export class PendingInput {
  /** No more will be typed: an end-of-file follows the last byte. */
  eof = false;
  /** The end-of-file was sent, on this connection or on one before. */
  eofSent = false;
  /** It may have been typed by an agent that has forgotten that. */
  eofTyped = false;
  #log = new ByteLog();
  #sent = 0;
  #room: { promise: Promise<void>; resolve: () => void } | undefined;

  get log(): ByteLog {
    return this.#log;
  }

  /** Bytes typed and not yet acknowledged. */
  get size(): number {
    return this.log.size;
  }

  /** What lies before this offset is on its way, or was. */
  sentUpTo(offset: number): void {
    this.#sent = Math.max(this.#sent, offset);
  }

  /**
   * An agent expects this offset next: what comes before is acknowledged. Throws `ProtocolError`
   * when it isn't speaking of this input: it has forgotten some of what it acknowledged, or knows
   * of some that was never typed. One that has forgotten all of it had too many to remember.
   */
  takeUp(next: number): void {
    const { start, end } = this.log;
    if (next > end) throw new ProtocolError('credit-ahead', 'more input came than was typed');
    if (next === 0 && start > 0) this.startAnew();
    if (next < this.log.start) {
      throw new ProtocolError('credit-shrunk', 'acknowledged input is gone');
    }
    this.acknowledge(next);
  }

  /**
   * The agent has forgotten this input, and expects it from 0. Whether it typed what was sent and
   * not acknowledged nobody knows: better lost than typed twice. The rest goes now.
   */
  startAnew(): void {
    const { log } = this;
    const unsent = new ByteLog();
    for (let at = Math.max(log.start, this.#sent); at < log.end;) {
      const bytes = log.read(at, log.end - at);
      unsent.append(bytes);
      at += bytes.byteLength;
    }
    this.eofTyped = this.eofSent;
    this.#log = unsent;
    this.#sent = 0;
  }

  /** False when the bytes don't fit now; wait for `room()` and try again. */
  tryAppend(bytes: Uint8Array): boolean {
    if (this.log.size > 0 && this.log.size + bytes.byteLength > PENDING_INPUT_BYTES) return false;
    this.log.append(bytes);
    return true;
  }

  /** Resolves when something was acknowledged, or `release` was called. */
  room(): Promise<void> {
    this.#room ??= withResolvers<void>();
    return this.#room.promise;
  }

  acknowledge(offset: number): void {
    this.log.dropBefore(offset);
    this.release();
  }

  /** Lets whoever waits for room look again. */
  release(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }
}

export interface ShellCursor {
  /** The shell's name on its agent; '' until a guest has been told which it may see. */
  session: string;
  /** Name of this client's input to it. */
  readonly inputId: string;
  /** First output byte that has not come yet; null before the shell was opened. */
  output: number | null;
  /** Output before this is there, or was said to be missing. */
  toldTo: number;
  /** The agent is known to have this shell, though nothing of it may have come yet. */
  running: boolean;
  /** The agent has announced its end, and hasn't been met with this shell since. */
  endTold: boolean;
  /** Output before this was printed before this client came; null until the agent tells. */
  replayEnd: number | null;
  /** First message of the shell's chat that has not come yet. */
  chat: number;
  readonly input: PendingInput;
}

/** For a shell that is yet to be opened, or (with `session`) one that already runs. */
export function newCursor(session?: string): ShellCursor {
  const running = session !== undefined;
  const input = new PendingInput();
  const ids = { session: session ?? randomName(), inputId: randomName() };
  const endTold = false;
  const replayEnd = running ? null : 0;
  return { ...ids, output: null, toldTo: 0, running, endTold, replayEnd, chat: 0, input };
}
