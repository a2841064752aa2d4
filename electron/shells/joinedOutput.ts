// What a shell shows over all the connections it was seen through: their output in order, the
// marks between, and whose credit a parsed byte counts for.
import { Channel } from '../../core/channel/channel.ts';
import type { OutputMark } from '../../core/client/remoteShell.ts';
import { joined, REPLACEMENT, unfinishedTail } from '../../core/text/utf8Borders.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { ShellMark, ShellOutput } from '../shell.ts';
import { earlierNote, skippedNote } from './agentWords.ts';
import { CreditGate } from './creditGate.ts';

/** One hand-over from the connection's own channel, which the credit granted there bounds. */
const OUTPUT_CAPACITY_BYTES = 64 * 1024;

/** What is seen of a shell through one connection. */
export interface OutputView {
  readonly output: AsyncIterable<ShellOutput | OutputMark>;
  /** The window has parsed this many more bytes of it. */
  parsed(bytes: number): void;
}

/** Bytes handed on and not yet parsed; a later view's come after all of an earlier one's. */
interface Stretch {
  from: OutputView | undefined;
  bytes: number;
}

const NOTHING = new Uint8Array(0);

export class JoinedOutput {
  readonly channel: Channel<ShellOutput> = new Channel({
    name: 'shell output',
    capacity: OUTPUT_CAPACITY_BYTES,
    size: (item) => (item instanceof Uint8Array ? item.byteLength : 1),
  });
  readonly #unparsed: Stretch[];
  /** A link may need more under way than a terminal does: what it can't use yet waits in the view. */
  readonly #gate: CreditGate;
  #passing: Promise<void> = Promise.resolve();
  /**
   * The beginning of a character: its rest is still to come, and nothing may get in between. Its
   * view has its credit already, or the last of a flood would never count as taken.
   */
  #unfinished: Uint8Array = NOTHING;
  #raw = false;

  /** `owed`: bytes that the window still has to parse from before; they are nobody's credit. */
  constructor(owed: number, clock: Clock) {
    this.#gate = new CreditGate(clock);
    this.#unparsed = owed > 0 ? [{ from: undefined, bytes: owed }] : [];
    this.#gate.sent(owed);
  }

  /** What comes is bytes for a while, not text: nothing waits for the rest of a character. */
  set raw(raw: boolean) {
    this.#raw = raw;
    if (raw) void this.#letGo();
  }

  /** Handed on and not yet parsed. */
  get unparsed(): number {
    return this.#unparsed.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Puts a mark behind all that comes of the views so far, and before the next one. */
  markBetween(mark: ShellMark): void {
    this.#passing = this.#passing.then(() => this.#putMark(mark));
  }

  /** Puts a mark behind what was handed on so far, wherever the view may be. */
  markNow(mark: ShellMark): void {
    void this.#put(mark);
  }

  /** The same as `markBetween` for text that is no output of the shell's: a question of ssh. Nobody's credit. */
  textBetween(bytes: Uint8Array): void {
    this.#passing = this.#passing.then(() => {
      this.#count(undefined, bytes.byteLength);
      return this.#put(bytes);
    });
  }

  /** Passes on all that comes of a view, after what earlier ones left. Resolves at its end. */
  pass(view: OutputView): Promise<void> {
    this.#passing = this.#passing.then(async () => {
      for await (const item of view.output) {
        await this.#gate.room();
        if (item instanceof Uint8Array) await this.#putOutput(view, item);
        else await this.#putMark(item);
      }
    });
    return this.#passing;
  }

  /** The window has parsed this many more bytes. */
  parsed(bytes: number): void {
    this.#gate.parsed(bytes);
    while (bytes > 0 && this.#unparsed[0]) {
      const first = this.#unparsed[0];
      const count = Math.min(bytes, first.bytes);
      first.bytes -= count;
      bytes -= count;
      first.from?.parsed(count);
      if (first.bytes === 0) this.#unparsed.shift();
    }
  }

  /** Nobody looks any more: what comes still is thrown away, and counts as parsed. */
  abort(): void {
    this.channel.abort('closed');
    this.#gate.break();
    this.parsed(this.unparsed);
  }

  async close(): Promise<void> {
    await this.#passing;
    await this.#letGo(); // whoever takes the shell up again goes on with the rest
    this.channel.close();
  }

  #count(from: OutputView | undefined, bytes: number): void {
    if (bytes === 0) return;
    this.#gate.sent(bytes);
    const last = this.#unparsed.at(-1);
    if (last && last.from === from) last.bytes += bytes;
    else this.#unparsed.push({ from, bytes });
  }

  async #putOutput(from: OutputView, bytes: Uint8Array): Promise<void> {
    const before = this.#unfinished.byteLength;
    const all = joined(this.#unfinished, bytes);
    const end = all.byteLength - (this.#raw ? 0 : unfinishedTail(all));
    this.#unfinished = all.slice(end);
    this.#count(undefined, Math.min(before, end));
    this.#count(from, Math.max(0, end - before));
    if (end > 0) await this.#put(all.subarray(0, end));
    const held = all.byteLength - Math.max(before, end);
    if (held > 0) from.parsed(held);
  }

  /** What a mark is told of output counts that which waits for its rest. */
  async #putMark(mark: ShellMark | OutputMark): Promise<void> {
    const { byteLength } = this.#unfinished;
    if (mark.type === 'replayed') mark = { ...mark, bytes: mark.bytes + byteLength };
    else if (mark.type !== 'size' && byteLength > 0) await this.#letGo(REPLACEMENT);
    await this.#put(shownAs(mark));
  }

  /** The rest won't come, or not here. */
  async #letGo(shown = this.#unfinished): Promise<void> {
    const isWhole = this.#unfinished.byteLength === 0;
    this.#unfinished = NOTHING;
    if (isWhole) return;
    this.#count(undefined, shown.byteLength);
    await this.#put(shown);
  }

  async #put(item: ShellOutput): Promise<void> {
    try {
      await this.channel.send(item);
    } catch {
      if (item instanceof Uint8Array) this.parsed(item.byteLength); // closed: discarded
    }
  }
}

function shownAs(item: ShellMark | OutputMark): ShellMark {
  if (item.type === 'skipped') return skippedNote(item.bytes);
  return item.type === 'earlier' ? earlierNote() : item;
}
