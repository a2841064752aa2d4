// The window's end of one shell: what is posted to it, how much of that it has parsed, and the
// latest output, to be shown (again) when a new window takes over after a crash, a reload or the
// start of the app. From a window that is well the terminal itself is handed over to the next.
import type { Clock } from '../../core/time/clock.ts';
import { OUTPUT_WINDOW_BYTES } from './creditGate.ts';
import { Handover, type HandoverEnd } from './handover.ts';
import { OutputBatch } from './outputBatch.ts';
import { portUpSchema } from './portSchema.ts';
import { PostedOutput } from './postedOutput.ts';
import { RecentMessages } from './recentMessages.ts';
import { WaitingWindow } from './waitingWindow.ts';
import type { PortDown, PortUp } from '../ipc/contract.ts';
import type { ShellMark, TerminalSize } from '../shell.ts';
import type { ShellPort } from '../window.ts';

/** All that the last window may not have parsed, and more. */
const RECENT_BYTES = OUTPUT_WINDOW_BYTES + 128 * 1024;

/** The window has enough to parse for as long as a batch may wait, also where it is plain text. */
const BEHIND_BYTES = 128 * 1024;

/** A new window has the terminal now, or the latest output instead. */
export interface Arrival {
  how: HandoverEnd | 'shown-again';
  /** Credit that the windows before still owed, bytes. */
  owed: number;
  /** What it has room for; undefined where it hands over to another one at once. */
  size: TerminalSize | undefined;
}

/** What a shell hears of its windows. */
export interface WindowListener {
  said(message: Extract<PortUp, { type: 'input' | 'resize' }>): void;
  /** Output was parsed that credit is due for. */
  parsed(bytes: number): void;
  /** What was said is nothing that may be said. */
  refused(data: unknown): void;
  arrived(arrival: Arrival): void;
}

/** From one window to another; the latter's port is the present one already. */
interface Move {
  handover: Handover;
  from: ShellPort;
  /** To the window that leaves. */
  posted: PostedOutput;
  to: WaitingWindow;
  /** Output that waits for the terminal to arrive; bounded by credit, as nobody parses it. */
  held: PortDown[];
  /** Windows that are to have it then, one after the other. */
  next: WaitingWindow[];
}

/** Windows that wait for one terminal. Who moves it faster than that loses its scrollback. */
const MAX_WAITING = 16;

export class WindowEnd {
  readonly #clock: Clock;
  readonly #listener: WindowListener;
  readonly #recent = new RecentMessages(RECENT_BYTES);
  readonly #batch: OutputBatch;
  #port: ShellPort | null = null;
  /** To the present port. */
  #posted = new PostedOutput();
  #move: Move | null = null;

  /** Without a port, all is kept for the first window that comes. */
  constructor(port: ShellPort | null, clock: Clock, listener: WindowListener) {
    this.#clock = clock;
    this.#listener = listener;
    const behind = (): boolean => this.#posted.unparsed >= BEHIND_BYTES;
    this.#batch = new OutputBatch(clock, (bytes) => this.#postOutput(bytes), behind);
    if (port) this.#listen(port);
    this.#port = port;
  }

  /** A window is there. Without one, output waits for the first that comes. */
  get attached(): boolean {
    return this.#port !== null;
  }

  output(bytes: Uint8Array): void {
    this.#batch.push(bytes);
  }

  /** Nothing follows from this connection. */
  end(): void {
    this.tell({ type: 'end' });
  }

  /** Keeps its place between the stretches of output. */
  mark(mark: ShellMark): void {
    this.#batch.flush();
    this.#post(mark);
  }

  /** The same for the present window alone: no later one is told again. */
  tell(message: ShellMark | { type: 'end' }): void {
    this.#batch.flush();
    if (this.#move) this.#move.held.push(message);
    else this.#port?.post(message);
  }

  /** A window takes over from one that is gone. Answers with the credit that was still owed. */
  replace(port: ShellPort): number {
    this.#batch.flush(); // so that it is owed, too
    const typed = typedIn(this.#move);
    this.#letGo();
    this.#listen(port);
    this.#port = port;
    const owed = this.#showAgain(port);
    this.#type(typed);
    return owed;
  }

  /** A window takes over from the present one, whose terminal it gets; `arrived` tells when. */
  handOver(port: ShellPort, size: TerminalSize): void {
    this.#batch.flush();
    this.#listen(port);
    const to = new WaitingWindow(port, size);
    if (!this.#move) return this.#begin(to, []);
    this.#move.next.push(to);
    if (this.#move.next.length > MAX_WAITING) this.#move.handover.tear('too-many-windows');
  }

  /** What waits for more leaves first: no timer outlives the tab. */
  close(): void {
    this.#batch.flush();
    this.#letGo();
  }

  #letGo(): void {
    if (this.#move) this.#abandon(this.#move);
    for (const { port } of this.#move?.next ?? []) port.close();
    this.#move = null;
    this.#port?.close();
    this.#port = null;
  }

  /** Nobody will be handed anything: all credit is the present end's. */
  #abandon({ handover, from, posted }: Move): void {
    handover.close();
    from.close();
    this.#posted.posted(posted.settle());
  }

  #begin(to: WaitingWindow, next: WaitingWindow[]): void {
    const [from, posted] = [this.#port!, this.#posted];
    const onEnd = (how: HandoverEnd): void => this.#moved(how);
    const handover = new Handover({ from, to: to.port, clock: this.#clock, onEnd });
    this.#move = { handover, from, posted, to, held: [], next };
    this.#port = to.port;
    this.#posted = new PostedOutput();
    handover.begin();
  }

  #moved(how: HandoverEnd): void {
    this.#batch.flush(); // behind what is held
    const { from, posted, to, held, next } = this.#move!;
    this.#move = null;
    from.close();
    let owed = posted.settle();
    if (how === 'whole') this.#goOn(to, held);
    else {
      to.port.post({ type: 'torn', typed: to.typed });
      owed += this.#showAgain(to.port);
    }
    this.#listener.arrived({ how, owed, size: next.length > 0 ? undefined : to.size });
    const [first, ...more] = next;
    if (first) this.#begin(first, more);
  }

  #goOn({ port, typed }: WaitingWindow, held: PortDown[]): void {
    port.post({ type: 'arrived', typed });
    for (const message of held) port.post(message);
    this.#recent.sawAll();
  }

  /** Answers with the credit that is due for what was to be parsed by others. */
  #showAgain(port: ShellPort): number {
    const owed = this.#posted.settle();
    for (const message of this.#recent.forNewWindow()) {
      if (message.type === 'output') this.#posted.repeated(message.bytes.byteLength);
      port.post(message);
    }
    return owed;
  }

  #postOutput(bytes: Uint8Array): void {
    this.#posted.posted(bytes.byteLength);
    this.#post({ type: 'output', bytes: exactly(bytes) });
  }

  #post(message: PortDown): void {
    const move = this.#move;
    this.#recent.push(message, this.#port !== null && !move);
    if (!move) return void this.#port?.post(message);
    move.held.push(message);
    if (this.#posted.unparsed > RECENT_BYTES) move.handover.tear('too-much-output');
  }

  #listen(port: ShellPort): void {
    port.onMessage((data) => this.#hear(port, data));
    port.onClose(() => this.#closed(port));
  }

  #hear(port: ShellPort, data: unknown): void {
    const move = this.#move;
    if (port !== this.#port && port !== move?.from && !waits(move, port)) return;
    const { data: message } = portUpSchema.safeParse(data);
    if (move?.from === port) this.#hearLeaving(move, message);
    else if (!message) this.#listener.refused(data);
    else if (move) this.#hearWaiting(move, port, message);
    else if (message.type === 'parsed') this.#parsed(this.#posted, message.bytes);
    else if (message.type === 'input' || message.type === 'resize') this.#listener.said(message);
  }

  // Its place has no size any more.
  #hearLeaving({ handover, posted }: Move, message: PortUp | undefined): void {
    if (!message) handover.tear('out-of-order');
    else if (message.type === 'handed') handover.handed(message.part);
    else if (message.type === 'parsed') this.#parsed(posted, message.bytes);
    else if (message.type === 'input') this.#listener.said(message);
  }

  #hearWaiting({ handover, to, next }: Move, port: ShellPort, message: PortUp): void {
    const window = port === to.port ? to : next.find((one) => one.port === port)!;
    if (message.type === 'taken' && window === to) handover.taken();
    else if (!window.hear(message)) this.#listener.refused(message);
  }

  #parsed(posted: PostedOutput, claimed: number): void {
    const due = posted.parsed(claimed);
    if (due > 0) this.#listener.parsed(due);
  }

  #closed(port: ShellPort): void {
    const move = this.#move;
    if (move?.from === port) move.handover.tear('old-window-gone');
    else if (move && waits(move, port)) this.#waitsNoMore(move, port);
    else if (port !== this.#port) return;
    else if (move) this.#arrivesNowhere(move);
    else this.#port = null;
  }

  #arrivesNowhere(move: Move): void {
    this.#batch.flush();
    this.#abandon(move);
    this.#move = this.#port = null;
    const typed = typedIn(move);
    const last = move.next.pop();
    for (const { port } of move.next) port.close();
    if (last) {
      this.#port = last.port;
      this.#listener.arrived({
        how: 'shown-again',
        owed: this.#showAgain(last.port),
        size: last.size,
      });
    }
    this.#type(typed);
  }

  /** In windows that waited, and wait no more. */
  #type(typed: readonly Uint8Array[]): void {
    for (const bytes of typed) this.#listener.said({ type: 'input', bytes });
  }

  /** What was typed there is typed by whoever comes before. */
  #waitsNoMore({ to, next }: Move, port: ShellPort): void {
    const at = next.findIndex((one) => one.port === port);
    const [gone] = next.splice(at, 1);
    (next[at - 1] ?? to).typed.push(...gone!.typed);
  }
}

function typedIn(move: Move | null): Uint8Array[] {
  return move ? [move.to, ...move.next].flatMap(({ typed }) => typed) : [];
}

function waits(move: Move | null, port: ShellPort): boolean {
  return move?.next.some((one) => one.port === port) ?? false;
}

/** Posting a view clones the whole buffer under it, with whatever else Node keeps in there. */
function exactly(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
