// The latest that a shell's windows were told, or would have been had there been one: for a new
// window to take over from, after a crash, a reload, or the start of the app.
import { joined, unfinishedTail } from '../../core/text/utf8Borders.ts';
import type { PortDown } from '../ipc/contract.ts';

/** The longest character. */
const LAST_CHARACTER_BYTES = 4;

interface Kept {
  message: PortDown;
  /** A window has had it: questions in it were answered there. */
  seen: boolean;
}

export class RecentMessages {
  readonly #limit: number;
  #kept: Kept[] = [];
  #held = 0;
  /** What was dropped ended with the beginning of this character, of at most three bytes. */
  #unfinished: Uint8Array = new Uint8Array(0);

  /** Whole messages are dropped, the oldest first, once the rest alone is so many bytes. */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  push(message: PortDown, seen: boolean): void {
    this.#kept.push({ message, seen });
    this.#held += weight(message);
    for (let first = this.#kept[0]!; this.#held - weight(first.message) >= this.#limit;) {
      this.#held -= weight(first.message);
      this.#drop(first.message);
      first = this.#kept[0]!;
    }
  }

  /** All of it for a new window, which has seen it then. */
  forNewWindow(): PortDown[] {
    const rest: PortDown = { type: 'output', bytes: this.#unfinished };
    const begun: Kept[] = rest.bytes.byteLength > 0 ? [{ message: rest, seen: true }] : [];
    const messages = [...begun, ...this.#kept].flatMap(repeated);
    this.sawAll();
    return messages;
  }

  /** A window has had all of it by now. */
  sawAll(): void {
    for (const kept of this.#kept) kept.seen = true;
  }

  #drop(oldest: PortDown): void {
    this.#kept.shift();
    if (oldest.type === 'fresh') this.#unfinished = new Uint8Array(0);
    if (oldest.type !== 'output') return;
    const end = joined(this.#unfinished, oldest.bytes.subarray(-LAST_CHARACTER_BYTES));
    this.#unfinished = end.slice(end.byteLength - unfinishedTail(end));
  }
}

function repeated({ message, seen }: Kept): PortDown[] {
  if (!seen) return [message];
  if (message.type === 'replayed') return [];
  if (message.type !== 'output') return [message];
  return [{ type: 'replayed', bytes: message.bytes.byteLength }, message];
}

/** Bytes; a mark counts for about what it takes to hold. */
function weight(message: PortDown): number {
  return message.type === 'output' ? message.bytes.byteLength : 64;
}
