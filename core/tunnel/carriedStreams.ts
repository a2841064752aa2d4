// The streams that this side carries, by name: on whichever connection they are at present, or
// on none, while they wait for a cut one to come back. App and agent use it alike.
import { inWords, type Said, say } from '../../words/said.ts';
import type { Clock } from '../time/clock.ts';
import { LIMITS } from '../wire/protocol.ts';
import { connectError, TunnelError } from './tunnelError.ts';
import type { Dialled } from './dialTarget.ts';
import { destroyHard, SocketEnd } from './socketEnd.ts';
import { TunnelStream, type StreamEvents, type StreamWire } from './tunnelStream.ts';
import { WindowBudget } from './windowBudget.ts';

export interface CarriedOptions {
  clock: Clock;
  /** Streams at once; one more is refused: `too-many-streams`. */
  limit: number;
  /** How long one waits for its connection, milliseconds. */
  keepMs?: number;
}

interface Entry {
  stream: TunnelStream;
  /** What its window was taken from. */
  budget: WindowBudget;
  over: AbortController;
  cancelWait: () => void;
}

export class CarriedStreams {
  readonly #options: CarriedOptions;
  readonly #entries = new Map<string, Entry>();
  /** Of streams that no connection carries yet, or where there is one connection alone. */
  readonly #budget = new WindowBudget();

  constructor(options: CarriedOptions) {
    this.#options = options;
  }

  get all(): TunnelStream[] {
    return [...this.#entries.values()].map(({ stream }) => stream);
  }

  find(id: string): TunnelStream | undefined {
    return this.#entries.get(id)?.stream;
  }

  /**
   * A new stream, which nothing carries yet; `budget` is that of the connection that will. Throws
   * `TunnelError` too-many-streams.
   */
  make(id: string, events: StreamEvents, budget = this.#budget): TunnelStream {
    if (this.#entries.size >= this.#options.limit) throw tooManyStreams(this.#options.limit);
    const window = budget.take();
    const over = new AbortController();
    const stream = new TunnelStream(id, window, {
      ...events,
      onEnd: (end) => {
        this.#entries.delete(id);
        entry.budget.giveBack(window);
        entry.cancelWait();
        over.abort();
        events.onEnd(end);
      },
    });
    const entry: Entry = { stream, budget, over, cancelWait: () => undefined };
    this.#entries.set(id, entry);
    return stream;
  }

  /** This connection carries the stream from here on, and its budget bears the stream's window. */
  attach(stream: TunnelStream, wire: StreamWire, channel: number, budget = this.#budget): void {
    const entry = this.#entries.get(stream.id);
    entry?.cancelWait();
    if (entry) charge(entry, budget);
    stream.attach(wire, channel);
  }

  /** The connection that carried it is gone: waits for another, and is reset if none comes. */
  cut(stream: TunnelStream): void {
    stream.detach();
    const entry = this.#entries.get(stream.id);
    if (!entry) return;
    entry.cancelWait();
    const { clock, keepMs = LIMITS.streamKeepMs } = this.#options;
    entry.cancelWait = clock.after(keepMs, () =>
      stream.fail('stopped', say('stream-cut-for-good')),
    );
  }

  /** Answers CONNECT: makes the connection that is asked for, and tells how that went. */
  async connect(
    stream: TunnelStream,
    window: number,
    dial: (signal: AbortSignal) => Promise<Dialled>,
  ): Promise<void> {
    const over = this.#entries.get(stream.id)?.over;
    if (!over) return;
    try {
      const { socket, reader } = await dial(over.signal);
      if (over.signal.aborted) return destroyHard(socket);
      const end = new SocketEnd(socket, stream, reader);
      stream.accept(window);
      end.start();
    } catch (error) {
      const { code, said } = asTunnelError(error);
      stream.fail(code, said);
    }
  }

  /** Ends all of them, for this reason. */
  failAll(code: string, said: Said): void {
    for (const stream of this.all) stream.fail(code, said);
  }
}

function charge(entry: Entry, budget: WindowBudget): void {
  const { window } = entry.stream;
  entry.budget.giveBack(window);
  budget.charge(window);
  entry.budget = budget;
}

export function tooManyStreams(limit: number): TunnelError {
  return new TunnelError(
    'too-many-streams',
    say('streams-full', { most: limit }),
    say('try-closing-some'),
    'target',
  );
}

function asTunnelError(error: unknown): TunnelError {
  if (error instanceof TunnelError) return error;
  return connectError(error, { kind: 'unix', path: inWords(say('the-target')) });
}
