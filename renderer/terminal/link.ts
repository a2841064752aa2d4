// One shell's MessagePort joined to one terminal: output down with credit back up, input and
// size up. It survives reconnects, because the port does.
import type { Terminal } from '@xterm/xterm';
import type { HandedPart, HandedState, PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { markLine, restoreExactly } from '../../core/screen/exactState.ts';
import { Utf8Borders } from '../../core/text/utf8Borders.ts';
import { Credit } from './credit.ts';
import { LAST_WORDS_READABLE, makeFresh, NOTHING_LEFT } from './fresh.ts';
import { handedParts, Leaving } from './leaving.ts';
import type { Movable } from './movable.ts';
import { Notes } from './notes.ts';
import { ReplayGuard } from './replay.ts';

export type Screen = Pick<
  Terminal,
  'write' | 'buffer' | 'rows' | 'parser' | 'registerMarker' | 'registerDecoration'
>;

/** The part of a MessagePort that is used. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  /** The other end is gone. */
  onclose?: ((event: Event) => void) | null;
  postMessage(message: PortUp): void;
  close(): void;
}

/** From here on the shell has this size; called when all output before is parsed. */
export type Sized = (cols: number, rows: number) => void;

export class ShellLink {
  readonly #screen: Screen;
  readonly #onSized: Sized;
  readonly #movable: Movable | undefined;
  readonly #notes: Notes;
  readonly #credit = new Credit((bytes) => this.#post({ type: 'parsed', bytes }));
  readonly #replay: ReplayGuard;
  readonly #borders = new Utf8Borders();
  #port: Port | null = null;
  /** Messages that came while a mark is being written, and must stay behind it. */
  #held: PortDown[] | null = null;
  /** Notes that wait for a full-screen program to leave, since they would spoil its picture. */
  #deferred: string[] = [];
  /** Bytes of output still to come that were printed before. */
  #replayLeft = 0;
  #size = '';
  #outputEnded = false;
  #programGone = false;
  #leaving: Leaving | null = null;
  #bracketed = false;
  #tellLeft: () => void = () => {};
  /** Told of output that wasn't shown before; null while nobody wants to know. */
  heard: (() => void) | null = null;
  /** Another window asked for the terminal: it gets it once all before that is parsed. */
  leaves = false;
  /** Resolves once the terminal is handed over to another window, or nobody is left to ask for it. */
  readonly left = new Promise<void>((resolve) => (this.#tellLeft = resolve));

  /** @param movable without it the terminal stays in its window */
  constructor(screen: Screen, onSized: Sized = () => {}, movable?: Movable) {
    this.#screen = screen;
    this.#onSized = onSized;
    this.#movable = movable;
    this.#notes = new Notes(screen);
    this.#replay = new ReplayGuard(screen.parser);
    screen.buffer.onBufferChange((buffer) => {
      if (buffer.type === 'normal') this.#showDeferred();
    });
  }

  /** Takes the port; output begins to flow. */
  attach(port: Port): void {
    this.#port = port;
    port.onmessage = (event) => this.receive(event.data as PortDown);
    port.onclose = () => this.#tellLeft();
  }

  receive(message: PortDown): void {
    this.leaves ||= message.type === 'leave';
    if (message.type === 'more') this.#leaving?.more();
    else if (this.#held) this.#held.push(message);
    else this.#take(message);
  }

  /** True while what is parsed was printed before: it isn't a program's wish any more. */
  get replaying(): boolean {
    return this.#replay.replaying;
  }

  /** True while the terminal answers a question that was answered when it was new. */
  get answersReplay(): boolean {
    return this.#replay.answering;
  }

  /**
   * Whether the program is gone for good. One that is kept on its host goes on where it stopped,
   * so its modes stay; of a dead one the mouse is taken back once its last output is here.
   */
  set programGone(gone: boolean) {
    this.#programGone = gone;
    this.#putAwayMouse();
  }

  input(bytes: Uint8Array): void {
    this.#post({ type: 'input', bytes });
  }

  /** Tells the size, once per change; `known` marks one that main already has. */
  resize(cols: number, rows: number, known = false): void {
    const size = `${cols}x${rows}`;
    if (cols < 1 || rows < 1 || size === this.#size) return;
    if (!known && !this.#port) return;
    this.#size = size;
    if (!known) this.#post({ type: 'resize', cols, rows });
  }

  close(): void {
    this.#port?.close();
    this.#port = null;
    this.#tellLeft();
  }

  #take(message: PortDown): void {
    switch (message.type) {
      case 'output':
        return this.#output(message.bytes);
      case 'note':
        return this.#note(message.text);
      case 'fresh':
        return this.#fresh();
      case 'replayed':
        return this.#replayed(message.bytes);
      case 'size':
        return this.#sized(message.cols, message.rows);
      case 'end':
        this.#outputEnded = true;
        return this.#putAwayMouse();
      case 'leave':
      case 'more':
        return this.#leave();
      case 'arriving':
        return this.#arriving();
      case 'handed':
        return this.#handed(message.part);
      case 'arrived':
        return this.#movable?.input.goOn(message.typed, this.#bracketed);
      case 'torn':
        return this.#torn(message.typed);
    }
  }

  // The end of the output and the news of the program come separately, in either order.
  #putAwayMouse(): void {
    if (!this.#outputEnded || !this.#programGone) return;
    this.#outputEnded = false;
    this.#endCharacter();
    this.#screen.write(LAST_WORDS_READABLE);
  }

  #post(message: PortUp): void {
    this.#port?.postMessage(message);
  }

  #output(bytes: Uint8Array): void {
    this.#outputEnded = false;
    const replayed = Math.min(this.#replayLeft, bytes.length);
    if (replayed > 0) this.#write(bytes.subarray(0, replayed));
    if (replayed > 0) this.#replayed(this.#replayLeft - replayed);
    if (replayed < bytes.length) {
      this.#write(bytes.subarray(replayed));
      this.heard?.();
    }
  }

  #write(bytes: Uint8Array): void {
    this.#credit.given(bytes.length);
    this.#screen.write(this.#borders.push(bytes), () => this.#credit.parsed(bytes.length));
  }

  /** The program that printed half a character is gone, and the rest of it won't come. */
  #endCharacter(): void {
    const shown = this.#borders.flush();
    if (shown.length > 0) this.#screen.write(shown);
  }

  // Written and parsed are apart in time: the guard follows what is being parsed.
  #replayed(bytes: number): void {
    const before = this.#replayLeft > 0;
    this.#replayLeft = bytes;
    if (bytes > 0 === before) return;
    this.#screen.write('', () => (bytes > 0 ? this.#replay.begin() : this.#replay.end()));
  }

  #fresh(): void {
    this.#replayed(0); // of the last program, whatever is missing of it
    this.#endCharacter();
    this.#held = this.#deferred.map((text) => ({ type: 'note', text }));
    this.#deferred = [];
    makeFresh(this.#screen, () => this.#release());
  }

  #sized(cols: number, rows: number): void {
    this.#inPlace(() => this.#onSized(cols, rows));
  }

  /** Runs once all before it is parsed, and before anything after it is. */
  #inPlace(run: () => void): void {
    this.#held = [];
    this.#screen.write('', () => {
      run();
      this.#release();
    });
  }

  // Nothing comes any more, and if it did, it would change what is being painted.
  #leave(): void {
    const movable = this.#movable;
    if (!movable) return;
    this.#held = [];
    this.#screen.write('', () => {
      movable.leaves();
      const state = {
        notes: this.#notes.places,
        deferred: [...this.#deferred, ...this.#notesBehind()],
        character: this.#borders.unfinished,
        replayed: this.#replayLeft,
        ended: this.#outputEnded,
        focused: movable.focused,
      };
      const parts = handedParts(movable.terminal, movable.input, state, movable.now);
      this.#leaving = new Leaving(parts, (part) => this.#handOver(part), movable.later);
      this.#leaving.begin();
    });
  }

  /** Notes that a full screen gave way to after the last output had come: they stand below it. */
  #notesBehind(): string[] {
    return (this.#held ?? []).flatMap((message) => (message.type === 'note' ? [message.text] : []));
  }

  #handOver(part: HandedPart): void {
    this.#post({ type: 'handed', part });
    if (part.part === 'end') this.#tellLeft();
  }

  // Questions in what is painted were answered in the window it comes from.
  #arriving(): void {
    this.#movable?.input.hold();
    this.#movable?.arriving();
    this.#inPlace(() => this.#replay.begin());
  }

  #handed(part: HandedPart): void {
    const taken = (): void => this.#post({ type: 'taken' });
    if (part.part === 'begin') this.#inPlace(() => this.#movable?.arrives(part));
    else if (part.part === 'painted') this.#screen.write(part.bytes, taken);
    else if (part.part === 'end') this.#inPlace(() => this.#takeOver(part.state));
    else {
      this.#movable?.input.takeOver(part.bytes);
      taken();
    }
  }

  #takeOver(state: HandedState): void {
    const movable = this.#movable;
    if (!movable) return;
    const { terminal } = movable;
    this.#replay.end();
    restoreExactly(terminal, state);
    for (const { line, height } of state.notes) {
      this.#notes.mark(markLine(terminal, line), Math.min(height, terminal.rows));
    }
    this.#deferred = state.deferred;
    this.#bracketed = state.bracketed;
    this.#outputEnded = state.ended;
    const rest = this.#borders.push(state.character);
    if (rest.length > 0) this.#screen.write(rest);
    this.#replayed(state.replayed);
    movable.arrived(true, state.focused);
    if (terminal.buffer.active.type === 'normal') this.#showDeferred();
    this.#putAwayMouse();
  }

  #torn(typed: Uint8Array[]): void {
    this.#held = [];
    this.#screen.write(NOTHING_LEFT, () => {
      this.#replay.end();
      this.#movable?.arrived(false, false);
      this.#movable?.input.forgetTakenOver();
      this.#movable?.input.goOn(typed, false);
      this.#release();
    });
  }

  #note(text: string): void {
    this.#held = [];
    // Only when all before it is parsed can be told whether a full screen is up.
    this.#screen.write('', () => {
      if (this.#screen.buffer.active.type === 'alternate') this.#defer(text);
      else this.#notes.write(text, () => this.#release());
    });
  }

  #defer(text: string): void {
    this.#deferred.push(text);
    this.#release();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) this.receive(message);
  }

  #showDeferred(): void {
    const notes = this.#deferred;
    this.#deferred = [];
    for (const text of notes) this.receive({ type: 'note', text });
  }
}
