// What an agent's shell shows, over all the connections it was seen through: their output in
// order, the marks between, and whose credit a parsed byte counts for.
import { Channel } from '../../core/channel/channel.ts';
import type { RemoteShell } from '../../core/client/remoteShell.ts';
import type { ShellMark, ShellOutput } from '../shell.ts';

/** One hand-over from the connection's own channel, which the window bounds. */
const OUTPUT_CAPACITY_BYTES = 64 * 1024;

/** Bytes handed on and not yet parsed; a later view's come after all of an earlier one's. */
interface Stretch {
  from: RemoteShell | undefined;
  bytes: number;
}

/** A mark waits until so many bytes of its view were handed on. */
interface WaitingMark {
  at: number;
  mark: ShellMark;
}

/** One view on its way through. */
interface Passage {
  view: RemoteShell;
  taken: number;
  marks: WaitingMark[];
}

export class AgentOutput {
  readonly channel: Channel<ShellOutput> = new Channel({
    name: 'shell output',
    capacity: OUTPUT_CAPACITY_BYTES,
    size: (item) => (item instanceof Uint8Array ? item.byteLength : 1),
  });
  readonly #unparsed: Stretch[];
  #latest: Passage | undefined;
  #passing: Promise<void> = Promise.resolve();

  /** `owed`: bytes that the window still has to parse from before; they are nobody's credit. */
  constructor(owed: number) {
    this.#unparsed = owed > 0 ? [{ from: undefined, bytes: owed }] : [];
  }

  /** Handed on and not yet parsed. */
  get unparsed(): number {
    return this.#unparsed.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Puts a mark behind all that has come of the latest view so far. */
  mark(mark: ShellMark): void {
    const latest = this.#latest;
    if (latest) latest.marks.push({ at: latest.taken + latest.view.output.held, mark });
  }

  /** What was waiting of the latest view was dropped: marks for behind it stand here now. */
  dropped(): void {
    for (const waiting of this.#latest?.marks ?? [])
      waiting.at = Math.min(waiting.at, this.#latest!.taken);
  }

  /** Passes on all that comes of a view, after what earlier ones left. Resolves at its end. */
  pass(view: RemoteShell): Promise<void> {
    const passage: Passage = { view, taken: 0, marks: [] };
    this.#latest = passage;
    this.#passing = this.#passing.then(async () => {
      for await (const bytes of view.output) await this.#handOn(passage, bytes);
      await this.#handOnMarks(passage, Infinity);
    });
    return this.#passing;
  }

  /** The window has parsed this many more bytes. */
  parsed(bytes: number): void {
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
    this.parsed(this.unparsed);
  }

  async close(): Promise<void> {
    await this.#passing;
    this.channel.close();
  }

  async #handOn(passage: Passage, bytes: Uint8Array): Promise<void> {
    await this.#handOnMarks(passage, passage.taken);
    passage.taken += bytes.byteLength;
    this.#count(passage.view, bytes.byteLength);
    await this.#put(bytes);
  }

  async #handOnMarks({ marks }: Passage, upTo: number): Promise<void> {
    while (marks[0] && marks[0].at <= upTo) await this.#put(marks.shift()!.mark);
  }

  #count(from: RemoteShell, bytes: number): void {
    const last = this.#unparsed.at(-1);
    if (last?.from === from) last.bytes += bytes;
    else this.#unparsed.push({ from, bytes });
  }

  async #put(item: ShellOutput): Promise<void> {
    try {
      await this.channel.send(item);
    } catch {
      if (item instanceof Uint8Array) this.parsed(item.byteLength); // closed: discarded
    }
  }
}
