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
import { CatchUp } from './catchUp.ts';
import type { Seat } from '../groups/seat.ts';
import type { HostedShell, ShellViewer } from './hostedShell.ts';
import type { InletOwner, InputCredit, InputInlet } from './inputInlet.ts';
import { Meter, type MeterReading } from './meter.ts';
import { SizeTeller } from './sizeTeller.ts';

/** Output produced ahead of what the socket has taken, where the client's credit is larger. */
const AHEAD_BYTES = 1024 * 1024;
/** The echo of a key or a prompt, not a flood: it goes before what floods. */
const ECHO_BYTES = 1024;
/** A guest who has taken nothing for so long holds the program back no more, milliseconds. */
const GUEST_HOLDS_MS = 10_000;
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
  /** What the client may do here. */
  seat: Seat;
  clock: Clock;
  /** Median round trip, milliseconds; null before it was measured. */
  roundTripMs: () => number | null;
  /** Delay of the link without a queue, milliseconds, where it is known. */
  baseMs: () => number | undefined;
  /** Tells the client how far the program is, and how much may be under way. Must not throw. */
  tell: (reading: MeterReading) => void;
  /** Tells the client what of its input the terminal took. Must not throw. */
  acknowledge: (credit: InputCredit) => void;
  /** Tells the client that it may not type. Must not throw. */
  refuse: () => void;
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
  readonly #sizes: SizeTeller;
  readonly #catchUp: CatchUp;
  #isRefused = false;
  #movedAt: number;
  #over = false;

  constructor(options: ViewerOptions) {
    const { shell, output, window } = options;
    this.#options = options;
    this.shell = shell;
    this.channel = options.channel;
    this.#credit = new SendCredit(output, window);
    this.#window = new OutputWindow(options.clock, options.baseMs);
    const reading = (): MeterReading => ({ produced: shell.log.end, window: this.#window.bytes });
    this.#meter = new Meter(options.clock, reading, options.tell);
    this.#sizes = new SizeTeller(options.channel, shell.sizes, output);
    this.#catchUp = new CatchUp({
      channel: options.channel,
      maxBody: options.maxBody,
      screens: shell.screens,
      jump: ({ offset }) => this.#jump(offset),
      wake: () => this.#mustSend(),
    });
    this.#movedAt = options.clock.now();
    options.seat.readBy(() => ({
      roundTripMs: options.roundTripMs(),
      behind: shell.log.end - this.#credit.consumed,
    }));
    if (options.screen) this.#catchUp.begin(options.screen);
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

  get place(): number {
    const { sent, consumed } = this.#credit;
    return this.#options.seat.isOwner ? consumed : sent; // an owner who is cut off comes back
  }

  get holds(): boolean {
    const { seat, clock } = this.#options;
    return seat.isOwner || clock.now() - this.#movedAt < GUEST_HOLDS_MS;
  }

  get piece(): number {
    return this.#window.piece;
  }

  /** The number of whoever watches, in the shell's group. */
  get member(): number {
    return this.#options.seat.id;
  }

  /** How much is under way, and how much may be: bytes. */
  get flow(): { session: string; window: number; inFlight: number; produced: number } {
    const { sent, consumed } = this.#credit;
    const { session, log } = this.shell;
    return { session, window: this.#window.bytes, inFlight: sent - consumed, produced: log.end };
  }

  wake(): boolean {
    if (this.#over) return false;
    const isStuck = this.#isStuck;
    if (!isStuck) this.#options.outbox.ready(this);
    this.#meter.changed(isStuck);
    return !isStuck;
  }

  /** There is output, and no room for it: of a crowd, only those who can go on are to cost anything. */
  get #isStuck(): boolean {
    const { sent } = this.#credit;
    return sent < this.shell.log.end && this.#room === 0 && this.#sizes.border > sent;
  }

  #mustSend(): void {
    if (!this.#over) this.#options.outbox.ready(this);
  }

  /** The client consumed and grants. Throws `ProtocolError` when it takes back or runs ahead. */
  grant(consumed: number, limit: number): void {
    const before = this.#credit.consumed;
    this.#credit.grant(consumed, limit);
    const parsed = this.#credit.consumed - before;
    if (parsed > 0) this.#movedAt = this.#options.clock.now(); // saying the same again is no taking
    this.#window.parsed(parsed);
    this.shell.consumed(this.#credit.consumed);
    this.wake();
    this.shell.viewerMoved(this);
  }

  /** The client resizes its terminal; it needs no telling of that size, unless it doesn't get it. */
  resize(cols: number, rows: number): void {
    const { seat } = this.#options;
    if (!seat.mayType) return;
    const size = { cols, rows };
    const isAtEnd = this.#credit.sent === this.shell.log.end;
    if (this.#sizes.resize(size, isAtEnd, () => seat.resize(size))) this.#mustSend();
  }

  type(offset: number, bytes: Uint8Array): void {
    const { inlet, seat } = this.#options;
    if (!seat.mayType) return this.#refuse(offset, bytes);
    this.shell.input.type(inlet, offset, bytes, (fresh) => seat.types(fresh));
  }

  endInput(offset: number): void {
    const { inlet, seat } = this.#options;
    if (seat.mayType) this.shell.input.end(inlet, offset);
    else this.#refuse(offset, new Uint8Array(0));
  }

  /** As `ShellGroup.say`. */
  say(id: string, text: string): number {
    return this.#options.seat.say(id, text);
  }

  // It counts as taken, so that nothing piles up in a client that goes on typing.
  #refuse(offset: number, bytes: Uint8Array): void {
    this.shell.input.type(this.#options.inlet, offset, bytes, () => false);
    if (this.#isRefused) return;
    this.#isRefused = true;
    this.#options.refuse();
  }

  /** Whoever types here may not any more. */
  dropInput(): void {
    this.shell.input.drop(this.#options.inlet);
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
    const { seat, inlet } = this.#options;
    if (seat.isOwner) this.shell.absences.cutOff(inlet, this.#credit.consumed);
    this.stop();
  }

  /** No frame leaves from here any more. */
  stop(): void {
    this.#over = true;
    this.#meter.stop();
    this.#catchUp.stop();
    this.#options.outbox.remove(this);
    this.#options.seat.leave();
    if (this.#options.inlet.detach(this)) this.shell.input.leave(this.#options.inlet);
    this.shell.unwatch(this);
  }

  nextFrame(): Uint8Array | undefined {
    if (this.#over) return undefined;
    const part = this.#catchUp.next();
    if (part || this.#catchUp.awaits) return part;
    const { sent } = this.#credit;
    if (sent < this.shell.log.start) return this.#askForScreen();
    return this.#sizes.frameAt(sent) ?? this.#dataFrame() ?? this.#exitFrame();
  }

  // Who fell behind is told so when it can go on: once, and with the whole of what it missed.
  #askForScreen(): undefined {
    if (this.#room > 0) this.#catchUp.begin(this.shell.screens.take().screen);
  }

  /** The client goes on at an offset; answers where it has been. */
  #jump(to: number): number {
    const from = this.#credit.sent;
    if (to > from) this.#credit.skipTo(to);
    this.#sizes.jumpTo(to);
    return from;
  }

  #dataFrame(): Uint8Array | undefined {
    const { sent } = this.#credit;
    const { outbox, maxBody } = this.#options;
    const border = this.#sizes.border - sent;
    const most = Math.min(this.#room, border, outbox.frameBytes, maxBody - OFFSET_BYTES);
    const bytes = this.shell.log.read(sent, most);
    if (bytes.byteLength === 0) return this.#ranDry();
    this.#credit.sent += bytes.byteLength;
    this.#window.sent(bytes.byteLength);
    this.shell.viewerMoved(this);
    return this.shell.dataFrame(this.channel, sent, bytes);
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

  #exitFrame(): Uint8Array | undefined {
    const { exit, log } = this.shell;
    if (!exit || this.#credit.sent < log.end) return undefined;
    this.stop();
    this.#options.onEnd();
    return encode('exit', this.channel, { ...exit, offset: log.end });
  }
}
