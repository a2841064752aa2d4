// All typing into one shell. Several clients may type at once: what belongs together goes to
// the program together, however it was cut on its way.
import { ChannelClosedError, type Channel } from '../../core/channel/channel.ts';
import { Deque } from '../../core/channel/deque.ts';
import type { Clock } from '../../core/time/clock.ts';
import { EndOfInput } from './endOfInput.ts';
import { InputInlet } from './inputInlet.ts';
import { InputTurns } from './inputTurns.ts';

/**
 * Clients remembered a shell; the one that came longest ago is forgotten first. Guests are counted
 * apart, so that their coming and going makes nobody forget an owner who was cut off.
 */
export const MAX_INLETS = { owner: 64, guest: 1024 } as const;

type Kind = keyof typeof MAX_INLETS;
/** End of input, as a terminal's user types it (VEOF). */
const END_OF_INPUT = 0x04;
const LINE_FEED = 0x0a;

interface Typed {
  /** Undefined for what the agent types itself. */
  inlet: InputInlet | undefined;
  bytes: number;
}

export class ShellInput {
  readonly #terminal: Channel<Uint8Array>;
  readonly #windowBytes: number;
  readonly #inlets = { owner: new Map<string, InputInlet>(), guest: new Map<string, InputInlet>() };
  /** Those whose Ctrl-C waits for nobody. */
  readonly #owners = new WeakSet<InputInlet>();
  /** Bytes handed to the terminal's channel, in order, to be told apart when they are taken. */
  readonly #typed = new Deque<Typed>();
  readonly #turns: InputTurns<InputInlet>;
  /** Of a pipe, bytes are bytes: nothing in them is a key, and its end is no character. */
  readonly #isPipe: boolean;
  readonly #end: EndOfInput;
  #lastByte = LINE_FEED;

  /**
   * `terminal`: the PTY's input channel, or that of a program's pipe; `gathersLines`: how it is set
   * at this moment, see `EndOfInput`.
   */
  constructor(
    terminal: Channel<Uint8Array>,
    windowBytes: number,
    clock: Clock,
    kind: 'terminal' | 'pipe' = 'terminal',
    gathersLines: () => boolean | undefined = () => undefined,
  ) {
    this.#terminal = terminal;
    this.#isPipe = kind === 'pipe';
    this.#windowBytes = windowBytes;
    this.#turns = new InputTurns({
      clock,
      send: (inlet, bytes) => this.#send(inlet, bytes),
      end: () => this.#end.tell(),
    });
    this.#end = new EndOfInput({ clock, gathersLines, type: () => this.#typeEnd() });
  }

  /** The inlet of that name, made at its first use. */
  inlet(id: string, kind: Kind = 'owner'): InputInlet {
    const inlets = this.#inlets[kind];
    const inlet = inlets.get(id) ?? new InputInlet(this.#windowBytes);
    if (kind === 'owner') this.#owners.add(inlet);
    inlets.delete(id); // so that the map stays in the order of use
    inlets.set(id, inlet);
    this.#forgetOldest(kind);
    return inlet;
  }

  /** For somebody who may not type: nothing is to be remembered, and nobody forgotten for it. */
  passingInlet(): InputInlet {
    return new InputInlet(this.#windowBytes);
  }

  /**
   * Types bytes at an offset; what `passes` says no to goes nowhere, and counts as taken. Throws
   * `ProtocolError` as `InputInlet.accept` does.
   */
  type(
    inlet: InputInlet,
    offset: number,
    bytes: Uint8Array,
    passes: (fresh: Uint8Array) => boolean = () => true,
  ): void {
    const fresh = inlet.accept(offset, bytes);
    if (fresh.byteLength === 0) return;
    if (this.#isPipe) return this.#send(inlet, fresh);
    if (!passes(fresh)) return inlet.took(fresh.byteLength);
    this.#turns.take(inlet, fresh, this.#owners.has(inlet));
  }

  /** Whoever typed there is gone. */
  leave(inlet: InputInlet): void {
    this.#turns.left(inlet);
  }

  /** Ends the input at an offset, behind all that was typed before. */
  end(inlet: InputInlet, offset: number): void {
    if (!inlet.end(offset)) return;
    if (this.#isPipe) this.#pass(new Uint8Array(0));
    else this.#turns.end(inlet);
  }

  /** The terminal took this many bytes of what was sent longest ago. */
  took(bytes: number): void {
    for (let left = bytes; left > 0;) {
      const first = this.#typed.peek();
      if (!first) return;
      const count = Math.min(left, first.bytes);
      first.bytes -= count;
      left -= count;
      if (first.bytes === 0) this.#typed.shift();
      first.inlet?.took(count);
    }
  }

  /** Whoever typed there was sent away: what of it waits for its turn isn't typed. */
  drop(inlet: InputInlet): void {
    this.#turns.drop(inlet);
  }

  /** The program has ended: it needs to be told nothing any more. */
  close(): void {
    this.#end.over();
  }

  // A terminal ends a line that has begun at the first ^D, and the input at the next.
  #typeEnd(): void {
    const times = this.#lastByte === LINE_FEED ? 1 : 2;
    this.#send(undefined, new Uint8Array(times).fill(END_OF_INPUT));
    this.#lastByte = LINE_FEED;
  }

  // Each inlet's window bounds what waits here. The bytes are views on what a client sent in
  // one frame, and nobody changes that any more.
  #send(inlet: InputInlet | undefined, bytes: Uint8Array): void {
    if (inlet) this.#end.over();
    this.#lastByte = bytes[bytes.byteLength - 1]!;
    this.#typed.push({ inlet, bytes: bytes.byteLength });
    this.#pass(bytes);
  }

  #pass(bytes: Uint8Array): void {
    this.#terminal.send(bytes).catch((error: unknown) => {
      if (!(error instanceof ChannelClosedError)) throw error; // the program has ended
    });
  }

  #forgetOldest(kind: Kind): void {
    const inlets = this.#inlets[kind];
    for (const [id, inlet] of inlets) {
      if (inlets.size <= MAX_INLETS[kind]) return;
      if (!inlet.owned) inlets.delete(id);
    }
  }
}
