// One client's view of one shell: a cursor into its log, moved by the client's credit, and the
// owner of the client's input. It is asked for a frame only when the socket can take one.
import type { Screen } from '../../core/client/screenParts.ts';
import {
  PRIORITY,
  type FrameSource,
  type Outbox,
  type Priority,
} from '../../core/connection/outbox.ts';
import { OutputWindow } from '../../core/flow/outputWindow.ts';
import { SendCredit } from '../../core/replay/credit.ts';
import type { Clock } from '../../core/time/clock.ts';
import { encode } from '../../core/wire/messages.ts';
import { OFFSET_BYTES } from '../../core/wire/protocol.ts';
import type { HostedShell, ShellViewer } from './hostedShell.ts';
import type { InletOwner, InputCredit, InputInlet } from './inputInlet.ts';
import { Meter, type MeterReading } from './meter.ts';
import { screenFrames } from './screenFrames.ts';
import type { SizeChange } from './sizeLog.ts';

/** Output produced ahead of what the socket has taken, where the client's credit is larger. */
const AHEAD_BYTES = 1024 * 1024;
/** The echo of a key or a prompt, not a flood: it goes before what floods. */
const ECHO_BYTES = 1024;
/** What the kernel hands out at once goes on coming for one read after a pause. */
const LAST_READ_BYTES = 4 * 1024;

export interface ViewerOptions {
  channel: number;
  shell: HostedShell;
  outbox: Outbox;
  /** Largest body of a frame that the client takes, bytes. */
  maxBody: number;
  /** Where the output begins. */
  output: number;
  /** What comes before it, where the client lacks output that is gone. */
  screen: Promise<Screen> | undefined;
  /** Output the client grants at first, bytes. */
  window: number;
  inlet: InputInlet;
  clock: Clock;
  /** Delay of the link without a queue, milliseconds, where it is known. */
  baseMs: () => number | undefined;
  /** Tells the client how far the program is, and how much may be under way. Must not throw. */
  tell: (reading: MeterReading) => void;
  /** Tells the client what of its input the terminal took. Must not throw. */
  acknowledge: (credit: InputCredit) => void;
  /** EXIT was handed to the socket: the channel is over. */
  onEnd: () => void;
  /** The same client attached again elsewhere, or somebody wants the shell to be left alone. */
  onDetached: (reason: 'replaced' | 'requested') => void;
}

export class Viewer implements FrameSource, ShellViewer, InletOwner {
  readonly shell: HostedShell;
  readonly channel: number;
  readonly #options: ViewerOptions;
  readonly #credit: SendCredit;
  readonly #window: OutputWindow;
  readonly #meter: Meter;
  /** Number of the last size change that was told, or passed over. */
  #sizeNumber: number;
  /** The size that the client believes in. */
  #told: { cols: number; rows: number };
  /** What is left to send of a gap and the screen that makes up for it. */
  #parts: Iterator<Uint8Array> | undefined;
  #awaitsScreen = false;
  #over = false;

  constructor(options: ViewerOptions) {
    const { shell, output, window } = options;
    this.#options = options;
    this.shell = shell;
    this.channel = options.channel;
    this.#credit = new SendCredit(output, window);
    this.#window = new OutputWindow(options.clock, options.baseMs);
    this.#meter = new Meter(options.clock, options.tell);
    const size = shell.sizes.at(output);
    this.#sizeNumber = size.number;
    this.#told = size;
    if (options.screen) this.#await(options.screen);
  }

  /** Takes the client's input over; what to tell it about that. */
  begin(): { input: number; inputWindow: number } {
    return this.#options.inlet.attach(this);
  }

  /** Begins to send output. */
  start(): void {
    this.shell.watch(this); // before it is no longer waited for, or the program runs on between
    this.shell.absences.forget(this.#options.inlet);
    this.wake();
  }

  get priority(): Priority {
    const waiting = this.shell.log.end - this.#credit.sent;
    return waiting <= ECHO_BYTES ? PRIORITY.echo : PRIORITY.output;
  }

  // What is read from the PTY beyond this, before it is paused, counts for the window, too.
  get wants(): number {
    const { sent, consumed } = this.#credit;
    const end = sent + Math.min(this.#room, AHEAD_BYTES, this.shell.aheadBytes);
    const readAhead = 2 * this.#window.piece + LAST_READ_BYTES;
    return end - Math.floor(Math.min(readAhead, (end - consumed) / 2));
  }

  get piece(): number {
    return this.#window.piece;
  }

  /** How much is under way, and how much may be: bytes. */
  get flow(): { session: string; window: number; inFlight: number; produced: number } {
    const { sent, consumed } = this.#credit;
    const { session, log } = this.shell;
    return { session, window: this.#window.bytes, inFlight: sent - consumed, produced: log.end };
  }

  wake(): void {
    if (this.#over) return;
    this.#options.outbox.ready(this);
    this.#tellMeter();
  }

  /** The client consumed and grants. Throws `ProtocolError` when it takes back or runs ahead. */
  grant(consumed: number, limit: number): void {
    const before = this.#credit.consumed;
    this.#credit.grant(consumed, limit);
    this.#window.parsed(this.#credit.consumed - before);
    this.wake();
    this.shell.viewerMoved();
  }

  /** The client resizes the shell; it needs no telling of that size. */
  resize(cols: number, rows: number): void {
    if (this.#credit.sent === this.shell.log.end) this.#told = { cols, rows };
    this.shell.resize({ cols, rows });
  }

  type(offset: number, bytes: Uint8Array): void {
    this.shell.input.type(this.#options.inlet, offset, bytes);
  }

  endInput(offset: number): void {
    this.shell.input.end(this.#options.inlet, offset);
  }

  onTaken(): void {
    const report = this.#options.inlet.report();
    if (report && !this.#over) this.#options.acknowledge(report);
  }

  onReplaced(): void {
    this.#options.onDetached('replaced');
  }

  sendAway(): void {
    this.#options.onDetached('requested');
  }

  /** The connection is gone, and the client did not ask for that: it may be back in a moment. */
  cutOff(): void {
    this.shell.absences.cutOff(this.#options.inlet, this.#credit.consumed);
    this.stop();
  }

  /** No frame leaves from here any more. */
  stop(): void {
    this.#over = true;
    this.#meter.stop();
    this.#options.outbox.remove(this);
    this.#options.inlet.detach(this);
    this.shell.unwatch(this);
  }

  nextFrame(): Uint8Array | undefined {
    if (this.#over) return undefined;
    const part = this.#parts?.next();
    if (part && !part.done) return part.value;
    this.#parts = undefined;
    if (this.#awaitsScreen) return undefined;
    if (this.#credit.sent < this.shell.log.start) return this.#askForScreen();
    return this.#sizeFrame() ?? this.#dataFrame() ?? this.#exitFrame();
  }

  // Who fell behind is told so when it can go on: once, and with the whole of what it missed.
  #askForScreen(): undefined {
    if (this.#credit.available > 0) this.#await(this.shell.screen().screen);
  }

  #await(screen: Promise<Screen>): void {
    this.#awaitsScreen = true;
    void screen.then((ready) => {
      this.#awaitsScreen = false;
      this.#parts = this.#gapAndScreen(ready);
      this.wake();
    });
  }

  #gapAndScreen(screen: Screen): Iterator<Uint8Array> {
    const from = this.#credit.sent;
    const to = screen.offset;
    if (to > from) this.#credit.skipTo(to);
    const size = this.shell.sizes.at(to);
    this.#sizeNumber = size.number;
    this.#told = size;
    return screenFrames(this.channel, from, screen, this.#options.maxBody);
  }

  #sizeFrame(): Uint8Array | undefined {
    for (let next = this.#nextSize(); next && next.offset <= this.#credit.sent;) {
      this.#sizeNumber = next.number;
      const { offset, cols, rows } = next;
      const known = cols === this.#told.cols && rows === this.#told.rows;
      this.#told = next;
      if (!known) return encode('size', this.channel, { offset, cols, rows });
      next = this.#nextSize();
    }
    return undefined;
  }

  #dataFrame(): Uint8Array | undefined {
    const { sent } = this.#credit;
    const { outbox, maxBody } = this.#options;
    const border = (this.#nextSize()?.offset ?? Infinity) - sent;
    const most = Math.min(this.#room, border, outbox.frameBytes, maxBody - OFFSET_BYTES);
    const bytes = this.shell.log.read(sent, most);
    if (bytes.byteLength === 0) return this.#ranDry();
    this.#credit.sent += bytes.byteLength;
    this.#window.sent(bytes.byteLength);
    this.shell.viewerMoved();
    return encode('data', this.channel, { offset: sent, bytes });
  }

  /** Bytes that may be sent now: the client grants them, and they are soon parsed. */
  get #room(): number {
    const { sent, consumed, available } = this.#credit;
    return Math.min(available, Math.max(0, consumed + this.#window.bytes - sent));
  }

  #ranDry(): undefined {
    const { end } = this.shell.log;
    if (this.#credit.sent === end && end < this.wants) this.#window.ranDry();
  }

  #tellMeter(): void {
    this.#meter.changed(() => ({ produced: this.shell.log.end, window: this.#window.bytes }));
  }

  #exitFrame(): Uint8Array | undefined {
    const { exit, log } = this.shell;
    if (!exit || this.#credit.sent < log.end) return undefined;
    this.stop();
    this.#options.onEnd();
    return encode('exit', this.channel, { ...exit, offset: log.end });
  }

  #nextSize(): SizeChange | undefined {
    return this.shell.sizes.after(this.#sizeNumber);
  }
}
