// One shell's MessagePort joined to one terminal: output down with credit back up, input and
// size up. It survives reconnects, because the port does.
import type { Terminal } from '@xterm/xterm';
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { Utf8Borders } from '../../core/text/utf8Borders.ts';
import { Credit } from './credit.ts';
import { LAST_WORDS_READABLE, makeFresh } from './fresh.ts';
import { writeNote } from './notes.ts';
import { ReplayGuard } from './replay.ts';

export type Screen = Pick<
  Terminal,
  'write' | 'buffer' | 'rows' | 'parser' | 'registerMarker' | 'registerDecoration'
>;

/** The part of a MessagePort that is used. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: PortUp): void;
  close(): void;
}

/** From here on the shell has this size; called when all output before is parsed. */
export type Sized = (cols: number, rows: number) => void;

export class ShellLink {
  readonly #screen: Screen;
  readonly #onSized: Sized;
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

  constructor(screen: Screen, onSized: Sized = () => {}) {
    this.#screen = screen;
    this.#onSized = onSized;
    this.#replay = new ReplayGuard(screen.parser);
    screen.buffer.onBufferChange((buffer) => {
      if (buffer.type === 'normal') this.#showDeferred();
    });
  }

  /** Takes the port; output begins to flow. */
  attach(port: Port): void {
    this.#port = port;
    port.onmessage = (event) => this.receive(event.data as PortDown);
  }

  receive(message: PortDown): void {
    if (this.#held) this.#held.push(message);
    else this.#take(message);
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
        this.#putAwayMouse();
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
    if (replayed < bytes.length) this.#write(bytes.subarray(replayed));
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
    this.#held = [];
    this.#screen.write('', () => {
      this.#onSized(cols, rows);
      this.#release();
    });
  }

  #note(text: string): void {
    this.#held = [];
    // Only when all before it is parsed can be told whether a full screen is up.
    this.#screen.write('', () => {
      if (this.#screen.buffer.active.type === 'alternate') this.#defer(text);
      else writeNote(this.#screen, text, () => this.#release());
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
