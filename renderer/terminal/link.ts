// One shell's MessagePort joined to one terminal: output down with credit back up, input and
// size up. It survives reconnects, because the port does.
import type { Terminal } from '@xterm/xterm';
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { Credit } from './credit.ts';
import { writeNote } from './notes.ts';

export type Screen = Pick<Terminal, 'write' | 'buffer' | 'registerMarker' | 'registerDecoration'>;

/** The part of a MessagePort that is used. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: PortUp): void;
  close(): void;
}

// A program that died can't clean up: mouse reports, paste brackets, focus reports and
// application keys off, cursor shown, colours plain. The text on the screen stays.
const LEAVE_MODES =
  '\x18\x1b[?9;1000;1002;1003;1004;1005;1006;1015;2004;2026l\x1b[?1l\x1b>\x1b[?25h\x1b[0m';
const LEAVE_ALTERNATE_SCREEN = '\x1b[?1049l';

export class ShellLink {
  readonly #screen: Screen;
  readonly #credit = new Credit((bytes) => this.#post({ type: 'parsed', bytes }));
  #port: Port | null = null;
  /** Messages that came while a note is being written, and must stay behind it. */
  #held: PortDown[] | null = null;
  /** Notes that wait for a full-screen program to leave, since they would spoil its picture. */
  #deferred: string[] = [];
  #size = '';
  #outputEnded = false;
  #programGone = false;

  constructor(screen: Screen) {
    this.#screen = screen;
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
    else if (message.type === 'output') this.#output(message.bytes);
    else if (message.type === 'note') this.#note(message.text);
    else this.#ended();
  }

  /**
   * Whether the program is gone for good. An agent keeps it while the connection is lost, and
   * then its modes and its full screen must stay: it goes on where it stopped.
   */
  set programGone(gone: boolean) {
    this.#programGone = gone;
    this.#putAwayModes();
  }

  /** A new program begins in this terminal: what the last one left on a full screen goes. */
  freshen(): void {
    if (!this.#programGone) return;
    if (this.#screen.buffer.active.type === 'alternate') this.#screen.write(LEAVE_ALTERNATE_SCREEN);
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

  #ended(): void {
    this.#outputEnded = true;
    this.#putAwayModes();
  }

  // The end of the output and the news of the program come separately, in either order.
  #putAwayModes(): void {
    if (!this.#outputEnded || !this.#programGone) return;
    this.#outputEnded = false;
    this.#screen.write(LEAVE_MODES);
  }

  #post(message: PortUp): void {
    this.#port?.postMessage(message);
  }

  #output(bytes: Uint8Array): void {
    this.#outputEnded = false;
    this.#credit.given(bytes.length);
    this.#screen.write(bytes, () => this.#credit.parsed(bytes.length));
  }

  #note(text: string): void {
    if (this.#screen.buffer.active.type === 'alternate') {
      this.#deferred.push(text);
      return;
    }
    this.#held = [];
    writeNote(this.#screen, text, () => this.#release());
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
